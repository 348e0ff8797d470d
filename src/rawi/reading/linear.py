"""A linear model over readable features: the only learned thing in the reader, and one that can be read.

A feature weighs within scopes: everywhere, for one event type, for a group of types and so on. The score of a decision
is the sum of the weights of its features in each of its scopes; its probability is the logistic of that. Weights are
learned on annotated articles by ``make train`` and ship as a JSON file of plain names.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Iterable, Sequence
from math import exp

import msgspec

EVERYWHERE = "always"
# Bundles that each maker of bundles remembers; an article has a few hundred, news as a whole some ten thousand.
REMEMBERED = 1 << 14


class Scale:
    """The weights of several scopes added up, so that a score needs one look-up for each feature."""

    __slots__ = ("weights",)

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights


class Bundle(dict[Scale, float]):
    """Features that come together, and what they weigh on each scale that has weighed them.

    The makers of bundles are cached functions of small keys: most candidates of an article, and of the next, have the
    same bundles, so a score adds up a few known sums and writes no feature names at all.
    """

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, scale: Scale) -> float:
        weights = scale.weights
        total = self[scale] = sum([weights[name] for name in self.names if name in weights])
        return total


def names_of(bundles: Iterable[Bundle]) -> list[str]:
    """The features in several bundles."""
    return [name for bundle in bundles for name in bundle.names]


class Model(msgspec.Struct, frozen=True, dict=True):
    """Weights of one decision: scope, then feature.

    threshold: the probability from which the answer is yes, tuned on held-out training folds.
    """

    weights: dict[str, dict[str, float]]
    bias: float = 0.0
    threshold: float = 0.5

    @functools.cached_property
    def _scales(self) -> dict[tuple[str, ...], Scale]:
        return {}

    def scale(self, scopes: tuple[str, ...]) -> Scale:
        """What features weigh in several scopes together."""
        known = self._scales.get(scopes)
        if known is None:
            added: dict[str, float] = {}
            for scope in scopes:
                for feature, weight in self.weights.get(scope, {}).items():
                    added[feature] = added.get(feature, 0.0) + weight
            known = self._scales[scopes] = Scale(added)
        return known

    def score(self, features: Sequence[str], scopes: tuple[str, ...]) -> float:
        """The sum of the weights; what was never learned counts nothing."""
        weights = self.scale(scopes).weights
        return self.bias + sum([weights[feature] for feature in features if feature in weights])

    def probability(self, features: Sequence[str], scopes: tuple[str, ...]) -> float:
        """Between 0 and 1."""
        return logistic(self.score(features, scopes))

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


@functools.cache
def load_models() -> dict[str, Model]:
    """The weights that ship with Rawi, one model per decision."""
    raw = importlib.resources.files("rawi.reading").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, Model])
