"""A linear model over readable features: the only learned thing in the reader, and one that can be read.

A feature weighs within scopes: everywhere, for one event type, for a group of types and so on. The score of a decision
is the sum of the weights of its features in each of its scopes; its probability is the logistic of that. Weights are
learned on annotated articles by ``make train`` and ship as a JSON file of plain names.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Iterable, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any

import msgspec

from rawi.errors import InputError

EVERYWHERE = "always"
WEIGHTS_FILE = "weights.json"
PLAIN = "plain"
DIGITS = 3  # of a weight: enough to decide the same, few enough to read
UNIT = 10.0**-DIGITS

# Features that come together, as a call that is not made yet: the function that names them, and its arguments.
Bundle = tuple[Any, ...]
Names = Sequence[str]


def names_of(bundles: Iterable[Bundle]) -> list[str]:
    """The features in several bundles."""
    return [name for make, *arguments in bundles for name in make(*arguments)]


class Sheet(dict[Bundle, int]):
    """What bundles weigh in several columns at once.

    Most bundles of an article were in articles before, so a decision adds up a few remembered numbers and names no
    feature at all. The sums of all columns travel side by side in one whole number, in units of the last digit of a
    weight: one look-up for each bundle serves all columns, and no sum depends on the order of its parts.

    parts: weights, and the columns in which they count. remembered: bundles after which it begins anew, about 300 bytes
    each.
    """

    __slots__ = ("_features", "_halves", "_remembered")

    _BITS = 24  # of a column: enough for 8,000 weights of 1.0
    _MASK = (1 << _BITS) - 1
    _HALF = 1 << _BITS - 1

    def __init__(
        self, parts: Iterable[tuple[Mapping[str, float], Iterable[int]]], columns: int, remembered: int = 1 << 16
    ) -> None:
        super().__init__()
        self._remembered = remembered
        features = self._features = dict[str, int]()
        for weights, where in parts:
            # What weighs the same in several columns is written into all of them by one multiplication.
            ones = sum(1 << number * self._BITS for number in where)
            for feature, weight in weights.items():
                features[feature] = features.get(feature, 0) + round(weight / UNIT) * ones
        # Added to a sum, so that no column is negative and borrows from the next.
        self._halves = sum(self._HALF << number * self._BITS for number in range(columns))

    def __missing__(self, bundle: Bundle) -> int:
        if len(self) >= self._remembered:
            self.clear()
        features = self._features
        total = self[bundle] = sum([features.get(name, 0) for name in bundle[0](*bundle[1:])])
        return total

    def total(self, bundles: Iterable[Bundle]) -> int:
        """The sums of all columns. Totals may be added up."""
        return sum(map(self.__getitem__, bundles))

    def column(self, total: int, number: int) -> int:
        """The sum of one column, in units of the last digit of a weight."""
        return (total + self._halves >> number * self._BITS & self._MASK) - self._HALF


class Model(msgspec.Struct, frozen=True, dict=True):
    """Weights of one decision: scope, then feature.

    threshold: the probability from which the answer is yes, tuned on held-out training folds.
    """

    weights: dict[str, dict[str, float]]
    bias: float = 0.0
    threshold: float = 0.5

    @functools.cached_property
    def _added(self) -> dict[tuple[str, ...], dict[str, float]]:
        return {}

    def added(self, scopes: tuple[str, ...]) -> dict[str, float]:
        """What features weigh in several scopes together."""
        known = self._added.get(scopes)
        if known is None:
            known = self._added[scopes] = {}
            for scope in scopes:
                for feature, weight in self.weights.get(scope, {}).items():
                    known[feature] = known.get(feature, 0.0) + weight
        return known

    def score(self, features: Sequence[str], scopes: tuple[str, ...]) -> float:
        """The sum of the weights; what was never learned counts nothing."""
        weights = self.added(scopes)
        return self.bias + sum([weights[feature] for feature in features if feature in weights])

    def probability(self, features: Sequence[str], scopes: tuple[str, ...]) -> float:
        """Between 0 and 1."""
        return logistic(self.score(features, scopes))

    def chance(self, units: int) -> float:
        """The probability that a sum of weights gives, in units of their last digit (see :class:`Sheet`)."""
        return logistic(self.bias + units * UNIT)

    def top(self, features: Sequence[str], scopes: Iterable[str], count: int = 6) -> list[tuple[str, float]]:
        """The features that weighed most, with their scope, for an explanation."""
        weighed = [
            (f"{feature} ({scope})", self.weights[scope][feature])
            for scope in scopes
            if scope in self.weights
            for feature in dict.fromkeys(features)
            if feature in self.weights[scope]
        ]
        return sorted(weighed, key=lambda pair: (-abs(pair[1]), pair[0]))[:count]


def logistic(score: float) -> float:
    """From a sum of weights to a probability."""
    return 1 / (1 + exp(-score)) if score > -500 else 0.0


def weights_folder(weights: str | Path) -> Path:
    """The folder of weights that is meant: one with that name, or ``plain``, the few that were set by hand."""
    folder = Path(weights)
    if folder == Path(PLAIN) and not folder.exists():
        return Path(str(importlib.resources.files("rawi.reading"))) / PLAIN
    return folder


@functools.cache
def load_models(folder: Path | None = None) -> dict[str, Model]:
    """The weights that ship with Rawi, or those in a folder written by ``rawi train``; one model per decision.

    Raises InputError where the folder has none.
    """
    place = importlib.resources.files("rawi.reading") if folder is None else folder
    file = place / WEIGHTS_FILE
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Model])
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
    except msgspec.DecodeError as error:
        reason = f"holds no weights ({error})"
    raise InputError(reason, subject=str(file), advice="give the folder that rawi train wrote")
