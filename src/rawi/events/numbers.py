"""Counts of one event that cannot both be right, and victims that one calls civilians and the other fighters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rawi.events.accounts import disjoint
from rawi.events.details import sentence_around
from rawi.events.evidence import Count
from rawi.events.sources import Told
from rawi.events.victims import Class, classes, comparable, status
from rawi.model.quantity import QuantityMention
from rawi.model.span import Quote
from rawi.model.vocabulary import QuantityOf
from rawi.text.folding import fold

Found = tuple[Told, Quote, Told, Quote, str]

_LOSSES: tuple[QuantityOf, ...] = ("killed", "injured", "casualties")
# Words by which a report says that a count is not the last one, or mends an earlier one.
_CHANGING = re.compile(
    r"ارتفع|ترتفع|ارتفاع|حصيله (?:جديده|اوليه|محدثه|غير نهائيه|اخيره|نهائيه)|متاثر|ازدياد|يزداد|مرشح|اوليه?\b|"
    r"تراجع|خفض|صحح|عدل|تصحيح|انخفض|حتي الان|حتي اللحظه|الي الان|انتشال|انتشل"
)


class _Statement(NamedTuple):
    item: Told
    quote: Quote
    total: Count
    scope: frozenset[Class]
    source: str
    changing: bool


def number_contradictions(told: Sequence[Told]) -> Iterator[Found]:
    """Totals of one kind and scope that exclude each other and are no update: the widest gap of each."""
    for of in (*_LOSSES, "detained", "abducted", "defectors", "displaced"):
        widest: dict[frozenset[frozenset[Class]], tuple[float, _Statement, _Statement]] = {}
        for a, b in combinations(list(_statements(told, of)), 2):
            scopes, gap = frozenset((a.scope, b.scope)), abs(a.total.low - b.total.low)
            if (scopes not in widest or gap > widest[scopes][0]) and _excluding(a, b) and not _update(a, b):
                widest[scopes] = (gap, a, b)
        for _, a, b in widest.values():
            yield a.item, a.quote, b.item, b.quote, f"the counts of {of} exclude each other and are no update"


def _statements(told: Sequence[Told], of: QuantityOf) -> Iterator[_Statement]:
    for item in told:
        count, phrase = item.total.get(of), item.figure(of)
        if count is None or phrase is None or item.claim.status == "denied" or item.ref.part:
            continue
        if item.claim.commitment == "hedged":
            continue
        text = item.article.text
        start, end = sentence_around(text, phrase.quote.start, phrase.quote.end)
        sentence = fold(text[start:end]).text
        source = item.claim.sources[0].quote.text if item.claim.sources else ""
        yield _Statement(
            item, phrase.quote, count, classes(_counted(phrase)), source,
            bool(_CHANGING.search(sentence)),
        )  # fmt: skip


def _counted(phrase: QuantityMention) -> str:
    return phrase.quote.text if phrase.head is None else f"{phrase.quote.text} {phrase.head.text}"


def _excluding(a: _Statement, b: _Statement) -> bool:
    if not disjoint(a.total, b.total):
        return False
    if a.item.article.id == b.item.article.id and (a.source == b.source or not a.source or not b.source):
        return False
    how = comparable(a.scope, b.scope)
    if how == "same":
        return True
    # A part may be smaller than the whole, and only a larger one contradicts it.
    if how == "part_of_b":
        return a.total.low > (b.total.high if b.total.high is not None else float("inf"))
    if how == "part_of_a":
        return b.total.low > (a.total.high if a.total.high is not None else float("inf"))
    return False


def _update(a: _Statement, b: _Statement) -> bool:
    """Whether the later report gives the higher count, or one of the two says that counts change."""
    if a.item.article.id == b.item.article.id:
        return a.changing or b.changing
    first, later = a.item.article.published, b.item.article.published
    if first is None or later is None:
        return a.changing or b.changing
    if first[:10] == later[:10] and (len(first) <= 10 or len(later) <= 10 or first == later):
        return a.changing or b.changing  # one day, and nothing tells which came first
    lower_first = a.total.low < b.total.low
    if (first < later) == lower_first:
        return True
    late = b if first < later else a
    return late.changing


def victim_contradictions(told: Sequence[Told]) -> Iterator[Found]:
    """The same dead or injured, told as civilians by one and as fighters by the other."""
    sides: dict[str, list[tuple[Told, Quote, QuantityOf, Count | None]]] = {"civilian": [], "fighter": []}
    for item in told:
        if item.claim.status == "denied" or item.ref.part:
            continue
        for of in _LOSSES:
            phrases = [q for q in item.claim.quantities if q.of == of]
            if not phrases:
                continue
            named = [m.quote.text for m in item.claim.targets]
            side = status(frozenset().union(*(classes(_counted(q)) for q in phrases)))
            if side == "unsaid" and named:
                side = status(frozenset().union(*(classes(words) for words in named)))
            if side in sides:
                sides[side].append((item, phrases[0].quote, of, item.total.get(of)))
    for civilian, quote_c, of_c, count_c in sides["civilian"]:
        for fighter, quote_f, of_f, count_f in sides["fighter"]:
            if of_c != of_f or not _equal(count_c, count_f):
                continue
            if civilian.article.id == fighter.article.id and not _two_voices(civilian, fighter):
                continue
            yield civilian, quote_c, fighter, quote_f, "one calls the victims civilians, the other fighters"
            return


def _two_voices(a: Told, b: Told) -> bool:
    voices = [item.claim.sources[0].quote.text if item.claim.sources else "" for item in (a, b)]
    return voices[0] != voices[1] and all(voices)


def _equal(a: Count | None, b: Count | None) -> bool:
    """Whether the counts may be of the same victims: they begin alike and overlap, or one of the two gives none."""
    if a is None or b is None:
        return True
    return a.low == b.low and not disjoint(a, b)
