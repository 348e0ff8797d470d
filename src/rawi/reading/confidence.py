"""How sure the reader may be of each field: raw scores turned into the share that was right on articles held back.

The curves are measured by training (see rawi.training.calibrate): for each field, how often it was right among claims
with about this score, the claim itself included, so that 0.8 means that of a hundred such fields eighty are right.
"""

from __future__ import annotations

import functools
import importlib.resources
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from rawi.errors import InputError
from rawi.model.claim import FieldName

Level = Literal["high", "medium", "low"]
CURVES_FILE = "confidence.json"
# Of the fields called high at least three in four should be right, of the medium ones at least every second.
_LEAST: tuple[tuple[Level, float], ...] = (("high", 0.75), ("medium", 0.5))


class Curve(msgspec.Struct, frozen=True):
    """From raw scores to measured precision: straight lines between points, flat beyond the first and the last.

    scores: ascending; precision: of the fields with about this score, not falling; both between 0 and 1, equally many.
    """

    scores: tuple[float, ...]
    precision: tuple[float, ...]

    def at(self, score: float) -> float:
        """The share that was right among fields with about this score."""
        number = bisect_right(self.scores, score)
        if number == 0:
            return self.precision[0]
        if number == len(self.scores):
            return self.precision[-1]
        low, high = self.scores[number - 1], self.scores[number]
        part = (score - low) / (high - low)
        return self.precision[number - 1] + part * (self.precision[number] - self.precision[number - 1])


Curves = Mapping[str, Curve]


def calibrated(curves: Curves, raw: Mapping[FieldName, float]) -> dict[FieldName, float]:
    """The measured precision behind each raw score, three decimals; where nothing was measured the score itself."""
    return {field: round(curves[field].at(score) if field in curves else score, 3) for field, score in raw.items()}


def level(precision: float) -> Level:
    """high, medium or low, for people who want no number."""
    return next((name for name, least in _LEAST if precision >= least), "low")


@functools.cache
def load_curves(folder: Path | None = None) -> dict[str, Curve]:
    """The curves that ship with Rawi, or those in a folder written by ``rawi train``; none where it has no such file.

    Raises InputError for a file that holds no curves.
    """
    place = importlib.resources.files("rawi.reading") if folder is None else folder
    file = place / CURVES_FILE
    if not file.is_file():
        return {}
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Curve])
    except msgspec.DecodeError as error:
        raise InputError(f"holds no curves of confidence ({error})", subject=str(file)) from None
