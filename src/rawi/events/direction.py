"""Who gave a text to whom: what speaks for it, and a verdict only where that agrees.

Evidence with a direction: one article names the outlet of the other as its source; it was published later, at a
precision that decides; it lays the text of the other into the mouth of "the newspaper". Two articles that both name a
third outlet have it from there, and then the order in time says nothing of the two.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from rawi.events.copies_details import shared_details
from rawi.events.copies_outlets import Named, named_as, named_outlets, outlet_of, publisher, reports
from rawi.events.shingles import Body
from rawi.model.copy import CopyPair, Direction, Evidence, Passage

_DAY = 24 * 60  # minutes
# Outlets set their clocks, and date their articles, with some minutes to spare.
_CLOCKS = 5
# A time without a zone may be that of any country between London and Muscat, and one of a day so too.
_ZONES = 4 * 60
_FRAME = 6  # words before a passage, in its sentence, in which the outlet that it is from may be named
_DETAILS = 5
# "The newspaper", "the agency": an outlet that was named before.
_OUTLETS = frozenset("الصحيفه الجريده المجله الوكاله القناه الفضاييه المحطه الاذاعه التلفزيون الشبكه الموقع".split())
_CLOSED = re.compile(r"[.!?؟\n]")


def judge(a: Body, b: Body, pair: CopyPair) -> tuple[Direction, tuple[Evidence, ...]]:
    """The direction, or ``undetermined``, and all the evidence, what has a direction first."""
    found = [*_named(a, b), *_published(a, b), *_framed(a, b, pair.passages), *_publishers(a, b)]
    directions = {item.toward for item in found if item.toward is not None}
    kinds = {item.kind for item in found if item.toward is not None}
    common = any(item.kind == "same_source" for item in found)
    verdict: Direction = "undetermined"
    if len(directions) == 1 and not (common and kinds == {"published"}):
        verdict = next(iter(directions)) or "undetermined"
    details = [Evidence(kind="shared_detail", detail=d.text, a=d.a, b=d.b) for d in shared_details(a, b)[:_DETAILS]]
    return verdict, (*sorted(found, key=lambda item: item.toward is None), *details)


def _named(a: Body, b: Body) -> Iterator[Evidence]:
    """The outlet of the other article as a source, and a third one that both have as theirs."""
    sources: list[dict[str, Named]] = []
    for body, other in ((a, b), (b, a)):
        own, theirs = publisher(body.article), publisher(other.article)
        known = named_outlets(body)
        if outlet_of(other.article) is None and other.article.outlet:
            known += named_as(body, other.article.outlet)
        named = [item for item in known if item.how != "mention" and item.outlet.id != own]
        sources.append({item.outlet.id: item for item in reversed(named)})
        for item in named:
            if item.outlet.id == theirs:
                yield _names_other(body is a, item)
                break
    own_ids = {publisher(a.article), publisher(b.article)}
    for name in sorted(sources[0].keys() & sources[1].keys() - own_ids):
        one, other_one = sources[0][name], sources[1][name]
        yield Evidence(kind="same_source", detail=one.outlet.name, a=one.span, b=other_one.span)


def _names_other(in_a: bool, item: Named) -> Evidence:
    return Evidence(
        kind="wire_mark" if item.how == "mark" else "names_outlet",
        toward="b→a" if in_a else "a→b",
        detail=item.outlet.name,
        a=item.span if in_a else None,
        b=None if in_a else item.span,
    )


def _published(a: Body, b: Body) -> Iterator[Evidence]:
    """Which was published first, where the dates as they are known leave no doubt."""
    one, other = _interval(a.article.published), _interval(b.article.published)
    if one is None or other is None:
        return
    slack = 0 if one.clock is None and other.clock is None else _CLOCKS if one.clock == other.clock else _ZONES
    dates = (a.article.published, b.article.published)
    if one.last + slack <= other.first:
        yield Evidence(kind="published", toward="a→b", detail=f"{dates[0]} < {dates[1]}")
    elif other.last + slack <= one.first:
        yield Evidence(kind="published", toward="b→a", detail=f"{dates[1]} < {dates[0]}")


class _Moment(NamedTuple):
    """From which minute to before which one a date of publication may be, counted from the year 1, in UTC where its
    zone is known. clock: "zoned" or "local"; None for a date without a clock time."""

    first: int
    last: int
    clock: str | None


def _interval(published: str | None) -> _Moment | None:
    if published is None:
        return None
    if len(published) > 10:
        moment = dt.datetime.fromisoformat(published)
        offset = moment.utcoffset()
        start = moment.toordinal() * _DAY + moment.hour * 60 + moment.minute
        start -= int(offset.total_seconds()) // 60 if offset is not None else 0
        return _Moment(start, start + 1, "local" if offset is None else "zoned")
    year, *rest = (int(part) for part in published.split("-"))
    month, day = rest[0] if rest else 1, rest[1] if len(rest) > 1 else 1
    start = dt.date(year, month, day).toordinal()
    days = 1 if len(rest) > 1 else monthrange(year, month)[1] if rest else 365 + isleap(year)
    return _Moment(start * _DAY, (start + days) * _DAY, None)


def _framed(a: Body, b: Body, passages: tuple[Passage, ...]) -> Iterator[Evidence]:
    """One article lays into the mouth of an outlet what the other one tells in its own voice."""
    for passage in passages:
        in_a, in_b = _media_frame(a, passage.a, b), _media_frame(b, passage.b, a)
        if bool(in_a) != bool(in_b):
            yield Evidence(
                kind="framed",
                toward="b→a" if in_a else "a→b",
                detail=in_a or in_b,
                a=passage.a if in_a else None,
                b=passage.b if in_b else None,
            )
            return


def _media_frame(body: Body, span: tuple[int, int], other: Body) -> str:
    """The words before a passage that lay it into the mouth of an outlet ("وقالت الصحيفة إن"), or "" without such.

    An article that has a third outlet as its source means that one.
    """
    own, theirs = publisher(body.article), publisher(other.article)
    sources = {item.outlet.id for item in named_outlets(body) if item.how != "mention"} - {own}
    if sources and theirs not in sources:
        return ""
    start = body.folded.folded_offset(span[0])
    last = bisect_left(body.starts, start)
    first = max(0, last - _FRAME)
    for i in range(last - 1, first - 1, -1):
        if i > first and _CLOSED.search(body.between(i - 1, i)):
            first = i
    words = body.words[first:last]
    for i, word in enumerate(words):
        if reports(word) and not _OUTLETS.isdisjoint(words[i + 1 : i + 3]):
            return " ".join(words[i:])
    return ""


def _publishers(a: Body, b: Body) -> Iterator[Evidence]:
    one, other = publisher(a.article), publisher(b.article)
    if one is None or other is None:
        return
    if one == other:
        yield Evidence(kind="same_outlet", detail=a.article.outlet or one)
        return
    left, right = outlet_of(a.article), outlet_of(b.article)
    if left and right and left.family and left.family == right.family:
        yield Evidence(kind="same_family", detail=left.family)


_TURNED: dict[Direction, Direction] = {"a→b": "b→a", "b→a": "a→b", "undetermined": "undetermined"}


def turned(direction: Direction, evidence: Iterable[Evidence]) -> tuple[Direction, tuple[Evidence, ...]]:
    """The same with the two articles in the other order."""
    items = (
        msgspec.structs.replace(item, toward=item.toward and _TURNED[item.toward], a=item.b, b=item.a)
        for item in evidence
    )
    return _TURNED[direction], tuple(items)
