"""Fits one linear model: logistic regression with L2 over feature names. Deterministic on one machine and the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from rawi.reading.linear import DIGITS, Model
from rawi.training.examples import Example

_RAREST = 3  # examples a feature must occur in; rarer ones only remember single articles
_LIGHTEST = 0.02  # weights below this never turn a decision


def fit(examples: Sequence[Example], strength: float) -> Model:
    """The weights that separate yes from no. strength: inverse of the L2 penalty; smaller is smoother."""
    rows = [[(scope, feature) for scope in e.scopes for feature in dict.fromkeys(e.features)] for e in examples]
    counts = Counter(pair for row in rows for pair in row)
    names = sorted(pair for pair, count in counts.items() if count >= _RAREST)
    index = {name: number for number, name in enumerate(names)}
    columns: list[int] = []
    starts = [0]
    for row in rows:
        columns += sorted(index[pair] for pair in row if pair in index)
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(examples), len(names)))
    answers = np.fromiter((example.answer for example in examples), dtype=bool, count=len(examples))
    if answers.all() or not answers.any():
        return Model({}, bias=8.0 if answers.all() else -8.0)
    learner = LogisticRegression(C=strength, solver="lbfgs", max_iter=400, tol=1e-4)
    learner.fit(matrix, answers)
    weights: dict[str, dict[str, float]] = {}
    for (scope, feature), weight in zip(names, learner.coef_[0], strict=True):
        rounded = round(float(weight), DIGITS)
        if abs(rounded) >= _LIGHTEST:
            weights.setdefault(scope, {})[feature] = rounded
    return Model(weights, bias=round(float(learner.intercept_[0]), DIGITS))
