"""Measures how often each field is right at each score, on articles that the weights were not learned from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.isotonic import IsotonicRegression

from rawi.measure.annotations import GoldClaim
from rawi.measure.reliability import Judged, judge_fields
from rawi.model.reading import Reading
from rawi.reading.confidence import Curve

_SMALLEST = 40  # fields behind each point of a curve; fewer tell little
_POINTS = 10


class HeldOut(NamedTuple):
    """An article held back: its annotations, and how weights learned without it read it."""

    gold: list[GoldClaim]
    reading: Reading


def curves_of(articles: Iterable[HeldOut]) -> dict[str, Curve]:
    """One curve for each field that was read at all. The readings must have been made without curves."""
    rows: dict[str, list[Judged]] = {}
    for article in articles:
        for field, judged in judge_fields(article.gold, article.reading):
            rows.setdefault(field, []).append(judged)
    return {field: _curve(judged) for field, judged in sorted(rows.items())}


def _curve(judged: Sequence[Judged]) -> Curve:
    """Means of groups of about the same score, made to rise."""
    ordered = sorted(judged)
    count = max(1, min(_POINTS, len(ordered) // _SMALLEST))
    groups = np.array_split(np.array(ordered), count)
    scores = [float(group[:, 0].mean()) for group in groups]
    right = [float(group[:, 1].mean()) for group in groups]
    sizes = [len(group) for group in groups]
    rising = IsotonicRegression().fit_transform(scores, right, sample_weight=sizes)
    # Groups of one and the same score are one point.
    points = dict(zip((round(score, 3) for score in scores), (round(float(share), 3) for share in rising), strict=True))
    return Curve(tuple(points), tuple(points.values()))
