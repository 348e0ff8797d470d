"""Agreement of readings with annotations, end to end, by the rules of the annotation guidelines.

A predicted claim meets an annotated one that has the same event type and a trigger that overlaps, or else the same
event type in the same sentence; best pairs first, each claim used once. Phrases count when their claim is matched and
they share at least half of the shorter one's letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from rawi.measure.annotations import ROLES, GoldClaim, Range, claims_of, locate, overlap, same_phrase

Record = Mapping[str, Any]
T = TypeVar("T")

LISTED = (*ROLES, "quantity", "source", "source+kind")
# What "all phrases" adds up.
_PHRASES = (*ROLES, "quantity", "source")
AGREED = ("status", "commitment", "has a source")


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 (0 to 1, three decimals), with what was annotated and what was read."""

    p: float
    r: float
    f1: float
    gold: int
    pred: int


class Accuracy(msgspec.Struct, frozen=True, kw_only=True):
    """Share of the matched claims that agree (three decimals), and how many were matched."""

    accuracy: float
    n: int


class ArticleScore(msgspec.Struct, frozen=True, kw_only=True):
    """How one article was read. f1: of its events. missed, invented: claims without a partner."""

    id: str
    f1: float
    gold: int
    pred: int
    missed: int
    invented: int


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Scores by field, by event type (the commonest first), and by article in the order of the annotations."""

    scores: dict[str, Rate | Accuracy]
    by_type: dict[str, Rate]
    articles: tuple[ArticleScore, ...] = ()

    def field(self, name: str) -> float:
        """The one number of a field: F1, or accuracy."""
        row = self.scores[name]
        return row.f1 if isinstance(row, Rate) else row.accuracy

    def worst(self, count: int) -> list[ArticleScore]:
        """The articles with most claims that are missed or invented."""
        return sorted(self.articles, key=lambda a: (-a.missed - a.invented, a.f1, a.id))[:count]


class Count:
    """Right ones out of what was annotated and what was read."""

    __slots__ = ("gold", "hits", "pred")

    def __init__(self) -> None:
        self.hits = self.gold = self.pred = 0

    def add(self, hits: int = 0, gold: int = 0, pred: int = 0) -> None:
        """Count some more."""
        self.hits += hits
        self.gold += gold
        self.pred += pred

    def rate(self) -> Rate:
        """What the counts come to."""
        p = self.hits / self.pred if self.pred else 0.0
        r = self.hits / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return Rate(p=round(p, 3), r=round(r, 3), f1=round(f1, 3), gold=self.gold, pred=self.pred)


class _Tally:
    """Counts over all articles."""

    def __init__(self) -> None:
        names = ("event", "mention (untyped)", *LISTED, "loaded", "boilerplate (letters)")
        self.fields = {name: Count() for name in names}
        self.types: dict[str, Count] = {}
        self.agreed = dict.fromkeys(AGREED, 0)
        self.pairs = 0
        self.articles: list[ArticleScore] = []

    def of_type(self, event: str) -> Count:
        return self.types.setdefault(event, Count())


def score(texts: Mapping[str, Record], gold: Mapping[str, Record], read: Mapping[str, Record]) -> Scores:
    """Score what was read against what was annotated; all three by article id.

    ``texts`` need a ``text``; the others are records in the format of the guidelines, section 6. An annotated article
    that was not read counts as read empty; an article that is not annotated counts nothing.
    """
    tally = _Tally()
    for name, record in gold.items():
        text = texts[name]["text"]
        found = read.get(name, {})
        _claims(tally, name, claims_of(text, record), claims_of(text, found))
        _loaded(tally, text, record, found)
        _boilerplate(tally, record, found)
    rows: dict[str, Rate | Accuracy] = {name: count.rate() for name, count in tally.fields.items()}
    phrases = Count()
    for name in _PHRASES:
        count = tally.fields[name]
        phrases.add(count.hits, count.gold, count.pred)
    rows["all phrases"] = phrases.rate()
    for name in AGREED:
        share = tally.agreed[name] / tally.pairs if tally.pairs else 0.0
        rows[name] = Accuracy(accuracy=round(share, 3), n=tally.pairs)
    types = sorted(tally.types.items(), key=lambda item: -item[1].gold)
    return Scores(scores=rows, by_type={name: count.rate() for name, count in types}, articles=tuple(tally.articles))


def pair(gold: Sequence[GoldClaim], read: Sequence[GoldClaim]) -> list[tuple[int, int]]:
    """Which claim was read as which: numbers in ``gold`` and in ``read``."""
    possible: list[tuple[bool, int, int, int]] = []
    for g, a in enumerate(gold):
        for r, b in enumerate(read):
            if a.event != b.event or not a.trigger or not b.trigger:
                continue
            apart = not overlap(a.trigger, b.trigger)
            if not apart or a.sentence == b.sentence:
                possible.append((apart, abs(a.trigger[0] - b.trigger[0]), g, r))
    used_gold: set[int] = set()
    used_read: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, _, g, r in sorted(possible):
        if g not in used_gold and r not in used_read:
            used_gold.add(g)
            used_read.add(r)
            pairs.append((g, r))
    return pairs


def _claims(tally: _Tally, name: str, gold: list[GoldClaim], read: list[GoldClaim]) -> None:
    pairs = pair(gold, read)
    event = Count()
    event.add(len(pairs), len(gold), len(read))
    tally.fields["event"].add(len(pairs), len(gold), len(read))
    tally.fields["mention (untyped)"].add(_same_sentences(gold, read), len(gold), len(read))
    tally.articles.append(
        ArticleScore(
            id=name,
            f1=event.rate().f1,
            gold=len(gold),
            pred=len(read),
            missed=len(gold) - len(pairs),
            invented=len(read) - len(pairs),
        )
    )
    for claim in gold:
        tally.of_type(claim.event).add(gold=1)
    for claim in read:
        tally.of_type(claim.event).add(pred=1)
    for field in LISTED:
        tally.fields[field].add(gold=sum(_size(c, field) for c in gold), pred=sum(_size(c, field) for c in read))
    tally.pairs += len(pairs)
    for g, r in pairs:
        a, b = gold[g], read[r]
        tally.of_type(a.event).add(hits=1)
        for role in ROLES:
            tally.fields[role].add(hits=matches(a.roles[role], b.roles[role], same_phrase))
        tally.fields["quantity"].add(hits=matches(a.quantity, b.quantity, lambda x, y: x.same(y)))
        tally.fields["source"].add(hits=matches(a.sources, b.sources, same_source))
        tally.fields["source+kind"].add(
            hits=matches(a.sources, b.sources, lambda x, y: same_source(x, y) and x[1] == y[1])
        )
        tally.agreed["status"] += a.status == b.status
        tally.agreed["commitment"] += a.commitment == b.commitment
        tally.agreed["has a source"] += bool(a.sources) == bool(b.sources)


def _size(claim: GoldClaim, field: str) -> int:
    if field.startswith("source"):
        return len(claim.sources)
    return len(claim.quantity) if field == "quantity" else len(claim.roles[field])


def same_source(a: tuple[Range | None, str | None], b: tuple[Range | None, str | None]) -> bool:
    """Whether two sources, each a phrase and a kind, share their phrase; one that is not in the text shares none."""
    return a[0] is not None and b[0] is not None and same_phrase(a[0], b[0])


def _same_sentences(gold: Iterable[GoldClaim], read: Iterable[GoldClaim]) -> int:
    """Claims of any type that stand in the sentence of one that was annotated."""
    left: dict[int | None, int] = {}
    for claim in read:
        left[claim.sentence] = left.get(claim.sentence, 0) + 1
    found = 0
    for claim in gold:
        if left.get(claim.sentence, 0):
            left[claim.sentence] -= 1
            found += 1
    return found


def matches(gold: Iterable[T], read: Sequence[T], same: Callable[[T, T], bool]) -> int:
    """How many of ``gold`` find a partner in ``read``; the first that fits is taken."""
    used: set[int] = set()
    for a in gold:
        for number, b in enumerate(read):
            if number not in used and same(a, b):
                used.add(number)
                break
    return len(used)


def _loaded(tally: _Tally, text: str, gold: Record, read: Record) -> None:
    a, b = ([where for word in record.get("loaded") or [] if (where := locate(text, word))] for record in (gold, read))
    tally.fields["loaded"].add(matches(a, b, same_phrase), len(a), len(b))


def _boilerplate(tally: _Tally, gold: Record, read: Record) -> None:
    a, b = set(gold.get("boilerplate") or []), set(read.get("boilerplate") or [])
    letters = [sum(map(len, lines)) for lines in (a & b, a, b)]
    tally.fields["boilerplate (letters)"].add(*letters)
