"""Do articles on one incident land in one event? Against incidents that researchers coded by hand.

    python -m rawi.measure.events TEXTS.jsonl [--readings READINGS.jsonl] [--out EVENTS.jsonl]

TEXTS has one article a line with the ids of its ``incidents``. Two articles belong together where they share one,
and are put together where both report one event. Beside it: two baselines, each at the threshold that suits it best.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from rawi.errors import InputError, RawiError
from rawi.events.copies import find_copies
from rawi.events.fold import fold
from rawi.intake.files import InputFailure, articles
from rawi.model.article import Article
from rawi.model.event import Event
from rawi.model.reading import Reading
from rawi.reading.reader import Reader
from rawi.text.folding import fold as fold_text

Pair = tuple[str, str]
_SHINGLE = 3  # words
_THRESHOLDS = tuple(step / 100 for step in (2, 4, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60))


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of articles. gold: that belong together; found: that were put together; right: both."""

    name: str
    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the pairs put together that belong together."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together that were put together."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def gold_pairs(rows: Iterable[Mapping[str, Any]]) -> set[Pair]:
    """The pairs of articles that share an incident."""
    incidents = {str(row["id"]): set(row["incidents"]) for row in rows}
    return {(a, b) for a, b in combinations(sorted(incidents), 2) if incidents[a] & incidents[b]}


def event_pairs(events: Iterable[Event]) -> set[Pair]:
    """The pairs of articles that report one event."""
    return {pair for event in events for pair in combinations(sorted(event.articles), 2)}


def agreement(name: str, gold: set[Pair], found: set[Pair]) -> Agreement:
    """How well the pairs found are those of the gold."""
    return Agreement(name=name, gold=len(gold), found=len(found), right=len(gold & found))


def baselines(texts: Sequence[Article], gold: set[Pair]) -> Iterator[Agreement]:
    """What is got without reading: day and title, and shared text alone (what MinHash estimates)."""
    titles = {article.id: _words(article.title or "") for article in texts}
    days = {article.id: article.published_day for article in texts}
    bodies = {article.id: _shingles(article.text) for article in texts}
    pairs = list(combinations(sorted(titles), 2))

    def same_day(pair: Pair) -> float:
        a, b = pair
        return _jaccard(titles[a], titles[b]) if days[a] is not None and days[a] == days[b] else 0.0

    def text(pair: Pair) -> float:
        return _jaccard(bodies[pair[0]], bodies[pair[1]])

    yield _best("same day and similar title", gold, pairs, same_day)
    yield _best("shared text alone (MinHash)", gold, pairs, text)


def _best(name: str, gold: set[Pair], pairs: Sequence[Pair], score: Callable[[Pair], float]) -> Agreement:
    """At the threshold with the best F1 on this very gold: more than the baseline could know."""
    scores = {pair: score(pair) for pair in pairs}
    tried = [
        agreement(f"{name}, from {least:.2f}", gold, {pair for pair, value in scores.items() if value >= least})
        for least in _THRESHOLDS
    ]
    return max(tried, key=lambda item: item.f1)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold_text(text).text.split() if len(word) > 2)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = fold_text(text).text.split()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _jaccard(a: frozenset[Any], b: frozenset[Any]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _table(rows: Iterable[Agreement]) -> Iterator[str]:
    yield f"{'':44}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}{'found':>8}{'right':>8}"
    for row in rows:
        numbers = f"{row.precision:7.3f}{row.recall:7.3f}{row.f1:7.3f}{row.gold:8}{row.found:8}{row.right:8}"
        yield f"{row.name:44}{numbers}"


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", subject=str(path)) from None
    except msgspec.DecodeError as error:
        raise InputError(f"is not JSON Lines ({error})", subject=str(path)) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--readings", type=Path, help="what rawi read --format jsonl wrote of the texts")
    parser.add_argument("--out", type=Path, help="write the events to this file, as JSON Lines")
    options = parser.parse_args(arguments)
    try:
        rows = _rows(options.texts)
        texts = [item for item in articles([str(options.texts)]) if not isinstance(item, InputFailure)]
        if options.readings:
            readings = [msgspec.convert(row, Reading) for row in _rows(options.readings)]
        else:
            reader = Reader()
            readings = [reader.read(article) for article in texts]
        gold = gold_pairs(rows)
        events = fold(readings, find_copies(texts))
        if options.out:
            options.out.write_bytes(b"".join(msgspec.json.encode(event) + b"\n" for event in events))
        found = [agreement("events", gold, event_pairs(events)), *baselines(texts, gold)]
    except (RawiError, KeyError, msgspec.ValidationError) as error:
        sys.stderr.write(f"{options.texts}: {error}\n")
        return 1
    sys.stdout.writelines(line + "\n" for line in _table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
