"""Collecting from a web archive, beside FastWARC and trafilatura, in one run: ``python -m benchmarks.collecting``.

The archive has 2,000 pages of about 100 KB, one in ten in Arabic, most of the others in Latin letters and some in
Persian. What it is measured against: FastWARC alone over all records, and trafilatura alone on the Arabic pages.
Seconds are those of the processor: what other programs do at the same time does not count.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

import trafilatura
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

import rawi
from benchmarks.pages import news_page
from benchmarks.reading import stories
from rawi.intake.capture import article_of
from rawi.intake.collect import Collector
from rawi.intake.collect_items import Item
from rawi.model.capture import Capture
from rawi.store.store import Store
from rawi.store.workspace import Workspace
from rawi.watch.keeping import Keeper

_ARABIC_WORD = re.compile(r"[\u0620-\u064a]+")
_LATIN = "the,mayor,said,water,would,return,after,repairs,while,officials,in,city,asked,people,to,wait".split(",")
_PERSIAN = "این,خبر,را,که,در,شهر,منتشر,شد,است,و,برای,مردم,گفت,می,آید,پس,از,گزارش,چند,روز".split(",")
# Pages in Persian among twenty: the gate has most work with them.
_PERSIAN_OF_20 = 1
_ARABIC_OF_20 = 2

Row = tuple[str, str]


def write_archive(path: Path, count: int) -> list[str]:
    """Write the archive; gives its Arabic pages."""
    articles = stories()
    arabic: list[str] = []
    with GzipWriter(str(path)) as stream:
        for number in range(count):
            article = articles[number % len(articles)]
            page = news_page(article.title or "خبر", article.text, article.published or "2019-01-16", seed=number)
            kind = number % 20
            if kind < _ARABIC_OF_20:
                arabic.append(page)
            else:
                page = _translated(page, _PERSIAN if kind < _ARABIC_OF_20 + _PERSIAN_OF_20 else _LATIN, number)
            _record(number, page.encode()).write(stream)
    return arabic


def _translated(page: str, words: list[str], seed: int) -> str:
    """The page with other words in the place of the Arabic ones: as large, and with the same markup."""
    dice = random.Random(seed)
    return _ARABIC_WORD.sub(lambda _: dice.choice(words), page)


def _record(number: int, body: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = f"https://news.example/{number}"
    record.headers["WARC-Date"] = "2024-01-02T03:04:05Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body)
    return record


def fastwarc_alone(path: Path) -> int:
    """Read every record to its end."""
    size = 0
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            size += len(record.reader.read())
    return size


def trafilatura_alone(pages: list[str]) -> None:
    """The text of every Arabic page."""
    for page in pages:
        trafilatura.extract(page, include_comments=False)


def _items(path: Path) -> Iterator[Item]:
    def no_fetcher() -> rawi.Reader:  # nothing is fetched from a file
        raise AssertionError

    collector = Collector(no_fetcher)  # type: ignore[arg-type]
    [plan] = collector.plan([str(path)])
    return collector.items(plan)


def to_articles(path: Path) -> int:
    """Every Arabic page of the archive as an article; gives their number."""
    return sum(1 for item in _items(path) if isinstance(item, Capture) and article_of(item).text)


def to_store(path: Path, store: Store) -> int:
    """The same, kept in a new store of SQLite."""
    keeper = Keeper(store, lambda *_: None)
    for _ in keeper.keep(_items(path), batch=64):
        pass
    return keeper.tally.new


def _timed(task: Callable[[], object]) -> float:
    start = process_time()
    task()
    return process_time() - start


def rows(count: int, rounds: int) -> Iterator[Row]:
    """Everything that is measured."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "pages.warc.gz")
        arabic = write_archive(path, count)
        size = fastwarc_alone(path)
        yield "pages, Arabic pages, size", f"{count:,}, {len(arabic)}, {size / 1e6:.0f} MB"
        spent: dict[str, list[float]] = {"FastWARC": [], "trafilatura": [], "articles": [], "store": []}
        for number in range(rounds):
            spent["FastWARC"].append(_timed(lambda: fastwarc_alone(path)))
            spent["articles"].append(_timed(lambda: _check(to_articles(path), arabic)))
            spent["trafilatura"].append(_timed(lambda: trafilatura_alone(arabic)))
            with Workspace.make(Path(name, str(number)))[0] as space:
                spent["store"].append(_timed(lambda store=space.store: _check(to_store(path, store), arabic)))  # type: ignore[misc]
    base = [a + b for a, b in zip(spent["FastWARC"], spent["trafilatura"], strict=True)]
    yield "FastWARC alone, all pages", f"{median(spent['FastWARC']):.2f} s"
    yield "trafilatura alone, Arabic pages", f"{median(spent['trafilatura']):.2f} s"
    yield "Rawi, archive to articles", _compared(spent["articles"], base)
    yield "Rawi, archive to store", _compared(spent["store"], base)


def _check(found: int, arabic: list[str]) -> None:
    if found != len(arabic):
        raise AssertionError(f"{found} of {len(arabic)} Arabic pages came through")


def _compared(ours: list[float], theirs: list[float]) -> str:
    """Speed against that of the two alone: above 1 is faster."""
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    told = f"**{median(ratios):.2f}×** ({min(ratios):.2f} to {max(ratios):.2f})"
    return f"{median(ours):.2f} s; {told} the speed of both together"


def main() -> int:
    """Measure, and print the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print("| measured | value |\n|---|---|")
    for name, value in rows(options.pages, options.rounds):
        print(f"| {name} | {value} |", flush=True)
    programs = ", ".join(f"{name} {version(name)}" for name in ("fastwarc", "trafilatura"))
    print(f"\n*Python {platform.python_version()}, Rawi {rawi.__version__}, {programs}, {options.rounds} rounds*")
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
