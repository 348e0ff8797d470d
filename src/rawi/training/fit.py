"""Fits linear models: logistic regression with L2 over feature names. Deterministic on one machine and the next."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from rawi.reading.features import weighs_in
from rawi.reading.linear import DIGITS, Model
from rawi.training.examples import Example

_RAREST = 5  # examples a feature must occur in; rarer ones only remember single articles
_LIGHTEST = 0.03  # for the size of the file; from 0.06 on phrases lose 0.01 of F1


class Table(NamedTuple):
    """Examples as numbers: a row for each, a column for each feature in each scope."""

    names: list[tuple[str, str]]
    matrix: csr_matrix
    answers: NDArray[np.bool_]


def tabulate(examples: Sequence[Example]) -> Table:
    """The examples of one decision."""
    rows = [
        [(scope, feature) for feature in dict.fromkeys(e.features) for scope in e.scopes if weighs_in(feature, scope)]
        for e in examples
    ]
    counts = Counter(pair for row in rows for pair in row)
    names = sorted(pair for pair, count in counts.items() if count >= _RAREST)
    index = {name: number for number, name in enumerate(names)}
    columns: list[int] = []
    starts = [0]
    for row in rows:
        columns += sorted(index[pair] for pair in row if pair in index)
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(examples), len(names)))
    return Table(names, matrix, np.array([example.answer for example in examples], dtype=bool))


@contextlib.contextmanager
def workers() -> Iterator[Executor]:
    """Two processes that fit at the same time."""
    # Spawned, not forked: the same on every system, and safe beside the threads of the numerical libraries.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


def fit(table: Table, parts: Sequence[NDArray[np.bool_]], strength: float, pool: Executor) -> list[Model]:
    """For each part of the examples, the weights that separate yes from no in it.

    parts: which rows are of it. strength: inverse of the L2 penalty; smaller is smoother.
    """
    jobs = [pool.submit(_weights, table.matrix[part], table.answers[part], strength) for part in parts]
    return [_model(table.names, *job.result()) for job in jobs]


def _weights(matrix: csr_matrix, answers: NDArray[np.bool_], strength: float) -> tuple[NDArray[np.float64], float]:
    if answers.all() or not answers.any():
        return np.zeros(matrix.shape[1]), 8.0 if answers.all() else -8.0
    learner = LogisticRegression(C=strength, solver="lbfgs", max_iter=400, tol=1e-3)
    learner.fit(matrix, answers)
    return learner.coef_[0], float(learner.intercept_[0])


def _model(names: Sequence[tuple[str, str]], found: NDArray[np.float64], bias: float) -> Model:
    weights: dict[str, dict[str, float]] = {}
    for number in np.flatnonzero(np.abs(found) >= _LIGHTEST):
        scope, feature = names[int(number)]
        weights.setdefault(scope, {})[feature] = round(float(found[number]), DIGITS)
    return Model(weights, bias=round(bias, DIGITS))
