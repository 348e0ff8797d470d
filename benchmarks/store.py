"""A store of a million claims on SQLite: how quickly it is filled, and searched: ``python -m benchmarks.store``.

Prints a table in Markdown; ``--write FILE`` puts it into that page. ``--claims`` sets the size, ``--keep FOLDER``
leaves the workspace there, and where there is one already measures the searches alone.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import itertools
import os
import platform
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

import rawi
from benchmarks import store_made
from rawi.model.capture import Capture
from rawi.model.reading import Reading
from rawi.model.vocabulary import EVENT_TYPES
from rawi.store.claim_rows import ready
from rawi.store.query import Query
from rawi.store.search import search_articles, search_claims
from rawi.store.store import Store
from rawi.store.timeline import timeline
from rawi.store.workspace import DATABASE, Workspace

_MARKS = re.compile(r"(<!-- generated: benchmarks -->)(.*?)(<!-- end -->)", re.S)
_ARTICLES_AT_A_TIME = 2000
_COLLECTED = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
_ROUNDS = 60
_BOUND = 0.020  # seconds

Row = tuple[str, str]


def fill(store: Store, claims: int) -> Iterator[Row]:
    """Collect and read made-up articles; what is measured is the store alone."""
    made = store_made.readings(claims // store_made.CLAIMS_OF_AN_ARTICLE)
    kept = prepared = added = processor = 0.0
    articles = found = 0
    while chunk := list(itertools.islice(made, _ARTICLES_AT_A_TIME)):
        by_url = {reading.article.url: reading for reading in chunk}
        kept += _timed(lambda by_url=by_url: _keep(store, by_url))  # type: ignore[misc]
        unread = store.unread("1", _ARTICLES_AT_A_TIME)
        began = perf_counter()
        results = [(one.version, ready(by_url[one.article.url])) for one in unread]
        prepared += perf_counter() - began
        began, used = perf_counter(), process_time()
        found += store.add_readings(results, reader="1").claims
        added, processor = added + perf_counter() - began, processor + process_time() - used
        articles += len(chunk)
    if found != articles * store_made.CLAIMS_OF_AN_ARTICLE:
        raise AssertionError(f"{found:,} claims were added")
    yield "claims, articles", f"{found:,}, {articles:,}"
    yield "articles kept, each with its capture", f"{articles / kept:,.0f} a second"
    yield "claims made ready, by each process that reads", f"{found / prepared:,.0f} a second"
    yield (
        "claims added, by the one that writes",
        (f"**{found / added:,.0f}** a second; {found / processor:,.0f} a second of the processor"),
    )


def _keep(store: Store, by_url: dict[str | None, Reading]) -> None:
    captures = (
        Capture(
            source="outlet", locator=str(url), content=reading.article.text.encode(), media_type="text/plain",
            captured_at=_COLLECTED,
        )
        for url, reading in by_url.items()
    )  # fmt: skip
    for kept in store.keep(captures, lambda capture: by_url[capture.locator].article):
        if kept.outcome != "new":
            raise AssertionError(kept)


def size(file: Path) -> Iterator[Row]:
    """Bytes of the database by what they are for."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        [[claims]] = connection.execute("SELECT count(*) FROM claims")
        taken = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
        [[data]] = connection.execute("SELECT sum(length(data)) FROM blobs")
    parts = {
        "the claims themselves, packed": ("readings",),
        "what they are found by": ("claims", "ix_claims", "terms", "sqlite_autoindex_terms", "ix_terms"),
        "their words and names": ("claim_words",),
    }
    told = [
        f"{name} {sum(v for k, v in taken.items() if k.startswith(starts)) / claims:.0f}"
        for name, starts in parts.items()
    ]
    whole = sum(taken.values()) / claims
    yield (
        "size of the database",
        f"**{whole:,.0f} bytes** a claim, articles and captures ({data / claims:.0f}) included",
    )
    yield "of these, bytes a claim", ", ".join(told)


def searches(store: Store, rounds: int) -> Iterator[Row]:
    """Each kind of question, asked for many things, common and rare."""
    dice = random.Random(2)
    made = store_made.world(random.Random(1))
    with store.looking() as connection:
        keys = list(connection.exec_driver_sql("SELECT id FROM claims ORDER BY id").scalars())

    def name(of: list[str]) -> str:
        """One of them: of the ten most common as often as of the next ninety, and as often as of the next 900."""
        return of[int(len(of) ** dice.random()) - 1]

    places = [place.name for place in made.places]

    def month() -> dict[str, dt.date]:
        first = store_made.FIRST_DAY + dt.timedelta(days=dice.randrange(store_made.DAYS))
        return {"since": first, "until": first + dt.timedelta(days=30)}

    asked: dict[str, Callable[[], object]] = {
        "point read: a claim by its number": lambda: store.claim(dice.choice(keys)),
        "page: type of event": lambda: search_claims(store, Query(event=(dice.choice(EVENT_TYPES),))),
        "page: month": lambda: search_claims(store, Query(**month())),  # type: ignore[arg-type]
        "page: party": lambda: search_claims(store, Query(actor=name(made.names))),
        "page: party and month": lambda: search_claims(store, Query(actor=name(made.names), **month())),  # type: ignore[arg-type]
        "page: place, type of event, status": lambda: search_claims(
            store, Query(place=name(places), event=(dice.choice(EVENT_TYPES),), status=("happened",))
        ),
        "page: the fiftieth, of a party": lambda: search_claims(store, Query(actor=name(made.names)), offset=1000),
        "word, claims": lambda: search_claims(store, Query(words=name(made.names).split()[1])),
        "word common to a twelfth, claims": lambda: search_claims(store, Query(words=dice.choice(store_made.TRIGGERS))),
        "two words, claims": lambda: search_claims(
            store, Query(words=f"{name(places)} {dice.choice(store_made.TRIGGERS)}")
        ),
        "word, articles": lambda: search_articles(store, Query(words=name(made.words))),
        "phrase, articles": lambda: search_articles(store, Query(words=f'"{name(places)}"')),
        "timeline by week: type of event": lambda: timeline(
            store, Query(event=(dice.choice(EVENT_TYPES),)), "week"
        ),
        "timeline by week: party": lambda: timeline(store, Query(actor=name(made.names)), "week"),
        "timeline by week: word": lambda: timeline(store, Query(words=name(places)), "week"),
        "timeline by week: party and month": lambda: timeline(
            store, Query(actor=name(made.names), **month()), "week"  # type: ignore[arg-type]
        ),
        "timeline by week: the party named most": lambda: timeline(store, Query(actor=made.names[0]), "week"),
        "timeline by week: everything": lambda: timeline(store, Query(), "week"),
    }  # fmt: skip
    for what, ask in asked.items():
        waited, used = zip(*(_measured(ask) for _ in range(rounds)), strict=True)
        told = f"**{median(used) * 1000:.1f} ms** ({quantiles(used, n=10)[-1] * 1000:.1f})"
        mark = "" if median(used) < _BOUND else ", above the bound"
        yield what, f"{told}; by the clock {median(waited) * 1000:.1f} ms{mark}"


def _measured(task: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    began, used = perf_counter(), process_time()
    task()
    return perf_counter() - began, process_time() - used


def _timed(task: Callable[[], object]) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


def table(claims: int, rounds: int, keep: Path | None) -> Iterator[str]:
    """Everything, line by line, as a table in Markdown."""
    yield "| measured | value |"
    yield "|---|---|"
    with contextlib.ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        known = (folder / DATABASE).exists()
        space = stack.enter_context(Workspace.make(folder)[0])
        for rows in (
            *(() if known else (fill(space.store, claims),)), size(folder / DATABASE), searches(space.store, rounds)
        ):  # fmt: skip
            for name, value in rows:
                yield f"| {name} | {value} |"
    loop = _timed(lambda: sum(range(20_000_000)))
    yield ""
    yield (
        f"*Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Rawi {rawi.__version__}, {rounds} "
        f"questions of each kind; this machine adds up 20 million numbers in {loop:.2f} s*"
    )


def main() -> int:
    """Measure, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the workspace there, or use it again")
    parser.add_argument("--write", type=Path, metavar="FILE", help="a page with marks for the table")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lines = []
    for line in table(options.claims, options.rounds, options.keep):
        lines.append(line)
        print(line, flush=True)
    if options.write:
        shown = "\n".join(lines)
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(_MARKS.sub(lambda m: f"{m[1]}\n\n{shown}\n\n{m[3]}", page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
