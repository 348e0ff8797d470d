"""How far confidences can be believed: of the fields said to be right with 0.8, are eighty of a hundred right?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from rawi.export.gold import gold_record
from rawi.measure.annotations import GoldClaim, claims_of, same_phrase
from rawi.measure.scorer import pair
from rawi.model.claim import FieldName
from rawi.model.reading import Reading
from rawi.reading.confidence import Level, level

_BINS = 10


class Judged(NamedTuple):
    """A field that was read: what the reader said of it (0 to 1), and the share of its phrases that was right."""

    said: float
    right: float


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """How far the confidences of a field can be believed.

    error: expected calibration error: over ten equal bins, the distance between what was said and what was right,
        weighed by the fields in the bin (Naeini et al. 2015).
    levels: for high, medium and low the share that was right and the number of fields; a level nobody was in is
        missing.
    """

    n: int
    error: float
    levels: dict[Level, tuple[float, int]]


def reliability(readings: Iterable[Reading], gold: Mapping[str, Mapping[str, Any]]) -> dict[str, Reliability]:
    """By field. gold: annotation records by article id; articles without one are passed over."""
    rows: dict[str, list[Judged]] = {}
    for reading in readings:
        record = gold.get(reading.article.id)
        if record is not None:
            for field, judged in judge_fields(claims_of(reading.article.text, record), reading):
                rows.setdefault(field, []).append(judged)
    return {field: _reliability(rows[field]) for field in sorted(rows)}


def judge_fields(gold: Sequence[GoldClaim], reading: Reading) -> Iterator[tuple[FieldName, Judged]]:
    """Every filled field of every claim that was read, held against the annotations by the rules of the scorer.

    A field of a claim that nobody annotated is wrong.
    """
    read = claims_of(reading.article.text, gold_record(reading))
    partner = {number: gold[other] for other, number in pair(gold, read)}
    for number, (claim, found) in enumerate(zip(reading.claims, read, strict=True)):
        annotated = partner.get(number)
        yield "event", Judged(claim.confidence, float(annotated is not None))
        for field, said in claim.confidences.items():
            yield field, Judged(said, _share_right(field, found, annotated))


def _share_right(field: FieldName, read: GoldClaim, gold: GoldClaim | None) -> float:
    if gold is None:
        return 0.0
    if field == "status":
        return float(read.status == gold.status)
    if field == "commitment":
        return float(read.commitment == gold.commitment)
    if field == "quantity":
        return sum(any(q.same(other) for other in gold.quantity) for q in read.quantity) / len(read.quantity)
    phrases = read.phrases(field)
    return sum(any(same_phrase(p, other) for other in gold.phrases(field)) for p in phrases) / len(phrases)


def _reliability(judged: Sequence[Judged]) -> Reliability:
    bins: dict[int, list[Judged]] = {}
    levels: dict[Level, list[float]] = {}
    for row in judged:
        bins.setdefault(min(int(row.said * _BINS), _BINS - 1), []).append(row)
        levels.setdefault(level(row.said), []).append(row.right)
    gaps = [abs(sum(row.said - row.right for row in rows)) for rows in bins.values()]
    order: tuple[Level, ...] = ("high", "medium", "low")
    return Reliability(
        n=len(judged),
        error=round(sum(gaps) / len(judged), 3),
        levels={
            name: (round(sum(levels[name]) / len(levels[name]), 3), len(levels[name]))
            for name in order
            if name in levels
        },
    )
