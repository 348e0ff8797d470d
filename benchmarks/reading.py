"""Speed, memory and growth, beside trafilatura, in one run on one core: ``python -m benchmarks.reading``.

Prints a table in Markdown; ``--write FILE`` puts it into that page. ``--rounds`` sets how often each thing is measured.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

import trafilatura

import rawi
from benchmarks.pages import news_page

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "demo" / "pages"
_MARKS = re.compile(r"(<!-- generated: benchmarks -->)(.*?)(<!-- end -->)", re.S)
# VmHWM starts anew with each program; the usual counter of the largest size would include this process.
_PEAK = "import re; sys.stderr.write(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
_CLI = "import sys; sys.argv[0] = 'rawi'; from rawi.cli.main import main\ntry: main()\nexcept SystemExit: pass\n"
_EXTRACT = """import sys, pathlib, trafilatura
for path in pathlib.Path(sys.argv[1]).iterdir():
    trafilatura.extract(path.read_text(encoding="utf-8"))
"""

Row = tuple[str, str]


def stories() -> list[rawi.Article]:
    """The articles of the demonstration pages."""
    return [rawi.page(path.read_bytes()) for path in sorted(DEMO.glob("*.html"))]


def speed(articles: list[rawi.Article], rounds: int) -> Iterator[Row]:
    """Rawi beside trafilatura on the same pages."""
    reader = rawi.Reader()
    pages = [
        news_page(article.title or "خبر", article.text, article.published or "2019-01-16", seed=number)
        for number, article in enumerate(articles)
    ]
    tasks: dict[str, Callable[[int], object]] = {
        "trafilatura": lambda i: trafilatura.extract(pages[i], include_comments=False),
        "page": lambda i: rawi.page(pages[i]),
        "read": lambda i: reader.read(articles[i]),
    }
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds + 1):
        total = dict.fromkeys(tasks, 0.0)
        for i in range(len(pages)):
            for name, task in tasks.items():
                total[name] += _timed(lambda task=task, i=i: task(i))  # type: ignore[misc]
        for name, seconds in total.items():
            spent[name].append(seconds)
    for values in spent.values():
        del values[0]  # the first round fills caches
    size = sum(len(page.encode()) for page in pages) / len(pages) / 1000
    extraction, page, read = spent["trafilatura"], spent["page"], spent["read"]
    whole = [a + b for a, b in zip(page, read, strict=True)]
    each = 1000 / len(pages)
    yield (
        "pages, mean size, mean length of the story",
        f"{len(pages)}, {size:.0f} KB, {_letters(articles):,.0f} letters",
    )
    yield "trafilatura, text of a page", f"{median(extraction) * each:.1f} ms"
    yield "Rawi, claims of a text", f"{median(read) * each:.1f} ms; {_ratio(read, extraction)} of trafilatura"
    yield "Rawi, page to article", f"{median(page) * each:.1f} ms; {_ratio(page, extraction)}"
    yield "Rawi, page to claims", f"{median(whole) * each:.1f} ms; {_ratio(whole, extraction)}"


def start_up(rounds: int, tiny: Path) -> Iterator[Row]:
    """Fresh processes, in turns."""
    python = [sys.executable, "-c"]
    tasks = {
        "python alone": [*python, "pass"],
        "import trafilatura": [*python, "import trafilatura"],
        "rawi --help": [sys.executable, "-m", "rawi", "--help"],
        "rawi read, one sentence": [sys.executable, "-m", "rawi", "read", str(tiny)],
    }
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds + 1):
        for name, command in tasks.items():
            spent[name].append(_timed(lambda command=command: subprocess.run(command, check=True, capture_output=True)))  # type: ignore[misc]
    base = spent["import trafilatura"][1:]
    for name, values in spent.items():
        told = "" if name == "import trafilatura" else f"; {_ratio(values[1:], base)} of importing trafilatura"
        yield f"start-up: {name}", f"{median(values[1:]) * 1000:.0f} ms{told}"


def memory(pages: Path, long: Path) -> Iterator[Row]:
    """Largest resident size of a fresh process."""
    if not Path("/proc/self/status").exists():
        return
    yield "memory: trafilatura, all pages", _peak(_EXTRACT, str(pages))
    yield "memory: rawi read, all pages", _peak(_CLI, "read", str(pages), "--format", "jsonl")
    yield "memory: rawi read, a text of 1 MB", _peak(_CLI, "read", str(long), "--format", "jsonl")


def growth(articles: list[rawi.Article], rounds: int) -> Iterator[Row]:
    """How time grows with the number of articles and with their length."""
    reader = rawi.Reader()
    few, many = ([articles[i % len(articles)] for i in range(count)] for count in (50, 200))
    short, long = (rawi.Article(text=text_of(articles, size), published="2019-01-16") for size in (125_000, 1_000_000))
    for article in articles:  # what is remembered of weights and words is there before anything is measured
        reader.read(article)
    counts: list[float] = []
    lengths: list[float] = []
    seconds: list[float] = []
    for _ in range(max(2, rounds // 2)):
        counts.append(
            _timed(lambda: [reader.read(a) for a in many]) / _timed(lambda: [reader.read(a) for a in few]) / 4
        )
        seconds.append(_timed(lambda: reader.read(long)))
        lengths.append(seconds[-1] / _timed(lambda: reader.read(short)) / (len(long.text) / len(short.text)))
    yield "growth: 200 articles against four times 50", f"{median(counts):.2f}"
    yield (
        "growth: a text of 1 MB against eight of 125 KB",
        f"{median(lengths):.2f}; the 1 MB take {median(seconds):.1f} s",
    )


def text_of(articles: Iterable[rawi.Article], size: int) -> str:
    """One text of about so many bytes of UTF-8, made of the stories again and again."""
    lines = [line for article in articles for line in article.text.splitlines()]
    parts: list[str] = []
    length = 0
    while length < size:
        line = lines[len(parts) % len(lines)]
        parts.append(line)
        length += len(line.encode()) + 1
    return "\n".join(parts)


def _timed(task: Callable[[], object]) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


def _ratio(ours: list[float], theirs: list[float]) -> str:
    """Median of the rounds' ratios, with the smallest and the largest."""
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return f"**{median(ratios):.2f}×** ({min(ratios):.2f} to {max(ratios):.2f})"


def _letters(articles: list[rawi.Article]) -> float:
    return sum(len(article.text) for article in articles) / len(articles)


def _peak(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program + _PEAK, *arguments], capture_output=True, text=True, check=True
    )
    return f"{int(done.stderr.split()[-1]) / 1024:.0f} MB"


def table(rounds: int) -> str:
    """Everything, as a table in Markdown."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = stories()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        for number, article in enumerate(articles):
            page = news_page(article.title or "خبر", article.text, article.published or "2019-01-16", seed=number)
            (folder / "pages" / f"{number}.html").write_text(page, encoding="utf-8")
        tiny, long = folder / "tiny.txt", folder / "long.txt"
        tiny.write_text("قالت مصادر محلية إن قذيفة سقطت صباح اليوم على بلدة قرب مدينة حلب.", encoding="utf-8")
        long.write_text(text_of(articles, 1_000_000), encoding="utf-8")
        rows = [
            *speed(articles, rounds),
            *start_up(rounds, tiny),
            *memory(folder / "pages", long),
            *growth(articles, rounds),
        ]
    programs = f"Python {platform.python_version()}, Rawi {rawi.__version__}, trafilatura {version('trafilatura')}"
    return "\n".join(
        [
            "| measured | value |",
            "|---|---|",
            *(f"| {name} | {value} |" for name, value in rows),
            "",
            f"*{programs}, {rounds} rounds*",
        ]
    )


def main() -> int:
    """Measure, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, metavar="N")
    parser.add_argument("--write", type=Path, metavar="FILE", help="a page with marks for the table")
    options = parser.parse_args()
    shown = table(options.rounds)
    print(shown)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(_MARKS.sub(lambda m: f"{m[1]}\n\n{shown}\n\n{m[3]}", page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
