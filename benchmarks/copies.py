"""Copy detection: how sure, how exact, how fast: ``python -m benchmarks.copies [--articles FILE --pairs FILE]``.

Prints a table in Markdown. All texts are made up (``copies_made``), but for the files that are given: articles as JSON
Lines, and the pairs among them that are known to share text, with ``a``, ``b`` and ``containment``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from benchmarks.copies_made import overlap, planted, story, templated
from rawi.events.copies import find_copies
from rawi.intake.files import articles
from rawi.model.article import Article

Row = tuple[str, str]
SIZES = (2_000, 4_000, 8_000, 16_000)
_COPIED = 0.1  # part of the articles of the growth test that are copies of the one before


def spans(count: int) -> Iterator[Row]:
    """How much of planted passages is found, and how much of what is found was planted, in letters."""
    for dropped in (0.0, 0.1, 0.2):
        shared = found = true = exact = 0
        for number in range(count):
            case = planted(number, dropped, seed=1)
            pairs = find_copies([case.source, case.host])
            for side, span in (("a", case.a), ("b", case.b)):
                ranges = [getattr(passage, side) for pair in pairs for passage in pair.passages]
                exact += ranges == [span]
                counts = overlap(ranges, span)
                shared, found, true = shared + counts[0], found + counts[1], true + counts[2]
        precision, recall = shared / found, shared / true
        f1 = 2 * precision * recall / (precision + recall)
        yield (
            f"planted passages, {dropped:.0%} of words dropped",
            f"span F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}), {exact / count / 2:.0%} to the letter",
        )


def frames(rounds: int) -> Iterator[Row]:
    """Templated items, 500 at a time: every pair would be false."""
    false = sum(len(find_copies(templated(500, seed=seed))) for seed in range(rounds))
    yield f"false pairs among {rounds} × 500 templated items", str(false)


def corpus(path: Path, known: Path) -> Iterator[Row]:
    """Which known pairs are found, and the time."""
    rows = [json.loads(line) for line in known.read_text("utf-8").splitlines()]
    items = [item for item in articles([path]) if isinstance(item, Article)]
    start = process_time()
    pairs = {(pair.a, pair.b) for pair in find_copies(items)}
    spent = process_time() - start
    for least in (0.6, 0.3):
        wanted = [tuple(sorted((row["a"], row["b"]))) for row in rows if row["containment"] >= least]
        hit = sum(pair in pairs for pair in wanted)
        yield f"known pairs with containment of {least} and more that are found", f"{hit} of {len(wanted)}"
    yield f"pairs among {len(items):,} articles, and the time", f"{len(pairs):,}; {spent:.1f} s"


def growth() -> Iterator[Row]:
    """The time for more and more articles of which a tenth are copies."""
    dice = random.Random(1)
    made: list[Article] = []
    for number in range(SIZES[-1]):
        text = made[-1].text if made and dice.random() < _COPIED else "\n".join(story(dice.randint(100, 400), dice))
        made.append(Article(id=f"{number:06}", text=text))
    for size in SIZES:
        start = process_time()
        found = len(find_copies(made[:size]))
        spent = process_time() - start
        yield f"{size:,} made-up articles", f"{spent:.1f} s, {1000 * spent / size:.2f} ms each, {found:,} pairs"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="articles as JSON Lines")
    parser.add_argument("--pairs", type=Path, help="the pairs among them that are known")
    options = parser.parse_args()
    print("| measured | value |\n|---|---|")
    parts = [spans(200), frames(8), growth()]
    if options.articles and options.pairs:
        parts.append(corpus(options.articles, options.pairs))
    for part in parts:
        for name, value in part:
            print(f"| {name} | {value} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
