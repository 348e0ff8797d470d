"""Learns all weights from annotated articles: ``rawi train`` and ``make train``. Deterministic; some minutes.

Thresholds and curves of confidence are set on held-out folds of the training articles, so that no decision is judged by
an article it has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from rawi.dates import iso_date
from rawi.errors import InputError
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.measure.annotations import GoldClaim, claims_of, read_rows
from rawi.model.article import Article
from rawi.reading.confidence import CURVES_FILE, Curve
from rawi.reading.judge import Judge
from rawi.reading.linear import WEIGHTS_FILE, Model
from rawi.reading.mentions.places import Places
from rawi.reading.prepare import Prepared
from rawi.reading.reader import Reader, Weights
from rawi.training.calibrate import HeldOut, curves_of
from rawi.training.examples import Example, role_examples, status_examples, trigger_examples
from rawi.training.fit import fit, tabulate, workers

FOLDS = 5
# Inverse penalties, chosen on held-out folds of the training articles among 0.05, 0.1, 0.2, 0.4, 0.8.
STRENGTH = {"trigger": 0.1, "role": 0.08, "status": 0.4}
_STATUS = 0.45  # the threshold of a status other than "happened"; too few of each to choose one
_TIE = 0.01  # thresholds this near the best are as good
_THRESHOLDS = [step / 50 for step in range(8, 36)]

Annotated = tuple[Prepared, list[GoldClaim]]


class Learned(NamedTuple):
    """What training gives: one model for each decision, and the curves of confidence."""

    models: dict[str, Model]
    curves: dict[str, Curve]

    def write(self, folder: Path) -> None:
        """Write the two files that ``Reader(weights=folder)`` reads."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in ((WEIGHTS_FILE, self.models), (CURVES_FILE, self.curves)):
            raw = msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=0)
            (folder / name).write_bytes(raw)


def load(texts: str | Path, gold: str | Path) -> list[Annotated]:
    """The annotated articles, prepared. Raises InputError where a file or a line is none, or an article is missing."""
    lexicon, places = Lexicon.load(), Places(Gazetteer.load())
    rows, records = read_rows(texts), read_rows(gold)
    found: list[Annotated] = []
    for name in sorted(records):
        if name not in rows:
            raise InputError(f"article {name} is annotated, but not in {texts}", subject=str(gold))
        row = rows[name]
        article = Article(
            id=name,
            text=row.get("text") or "",
            title=row.get("title"),
            outlet=row.get("outlet"),
            published=iso_date(row.get("published") or ""),
        )
        found.append((Prepared(article, lexicon, places), claims_of(article.text, records[name])))
    return found


def examples_of(articles: Iterable[Annotated]) -> dict[str, list[list[Example]]]:
    """For every decision, the examples of each article in turn."""
    found: dict[str, list[list[Example]]] = {}
    for number, (prepared, gold) in enumerate(articles):
        rows: dict[str, list[Example]] = {"trigger": list(trigger_examples(prepared, gold))}
        for role, example in role_examples(prepared, gold):
            rows.setdefault(role, []).append(example)
        for status, example in status_examples(prepared, gold):
            rows.setdefault(f"status.{status}", []).append(example)
        for name, examples in rows.items():
            found.setdefault(name, [[] for _ in range(number)]).append(examples)
        for name in found:
            if name not in rows:
                found[name].append([])
    return found


def strength_of(name: str) -> float:
    """The inverse penalty for a decision."""
    return STRENGTH["trigger" if name == "trigger" else "status" if name.startswith("status") else "role"]


def learn(
    articles: Sequence[Annotated],
    more: Sequence[Annotated] = (),
    report: Callable[[str], None] = lambda _: None,
) -> Learned:
    """Models for all decisions and the curves of their confidence. Raises InputError for fewer articles than folds.

    more: articles that are learned from, but by which no decision is judged: annotated with less care, or otherwise
    unlike those that will be read.
    """
    if len(articles) < FOLDS:
        raise InputError(f"{len(articles)} annotated articles are too few to learn from", advice="give some dozens")
    everything = [*articles, *more]
    folds: list[dict[str, Model]] = [{} for _ in range(FOLDS)]
    models: dict[str, Model] = {}
    with workers() as pool:

        def decide(name: str, examples: Sequence[Sequence[Example]]) -> None:
            models[name], held_out = _decision(name, examples, len(articles), pool, report)
            for fold, model in zip(folds, held_out, strict=True):
                fold[name] = model

        for name, examples in sorted(examples_of(everything).items()):
            decide(name, examples)
        # Once more with what a reader believes to have been told before, right or wrong, as it will have to.
        judges = [Judge(fold["trigger"]) for fold in folds]
        decide(
            "trigger",
            [list(trigger_examples(*pair, judges[number % FOLDS])) for number, pair in enumerate(everything)],
        )
    reader = Reader()
    weights = [Weights(fold, {}) for fold in folds]
    read = [
        HeldOut(gold, reader.decide(prepared, weights[number % FOLDS]))
        for number, (prepared, gold) in enumerate(articles)
    ]
    return Learned(models, curves_of(read))


def _decision(
    name: str,
    articles: Sequence[Sequence[Example]],
    judged: int,
    pool: Executor,
    report: Callable[[str], None],
) -> tuple[Model, list[Model]]:
    """The model of one decision, its threshold the one with the best F1 on held-out folds; and the model of each fold,
    learned without the articles of the fold.

    judged: so many articles, the first ones, are held out in turn; the others are learned from in any case.
    """
    table = tabulate([example for rows in articles for example in rows])
    # The fold of each example, -1 for those that are never held out.
    fold_of = np.array([n % FOLDS if n < judged else -1 for n, rows in enumerate(articles) for _ in rows])
    parts = [*(fold_of != fold for fold in range(FOLDS)), np.ones(len(fold_of), dtype=bool)]
    *models, whole = fit(table, parts, strength_of(name), pool)
    held: list[tuple[float, bool]] = []
    for number, rows in enumerate(articles[:judged]):
        model = models[number % FOLDS]
        held += _likeliest([(e.rival, model.probability(e.features, e.scopes), e.answer) for e in rows])
    total = int(table.answers[fold_of >= 0].sum())
    threshold, best = (_STATUS, 0.0) if name.startswith("status") else _best_threshold(held, total)
    report(
        f"{name:18} {len(table.answers):6} examples  {sum(map(len, whole.weights.values())):5} weights  "
        f"threshold {threshold:.2f}" + ("" if name.startswith("status") else f"  held-out F1 {best:.3f}")
    )
    put = partial(msgspec.structs.replace, threshold=threshold)
    return put(whole), [put(model) for model in models]


def _likeliest(held: Sequence[tuple[int, float, bool]]) -> list[tuple[float, bool]]:
    """Of examples that exclude each other only the likeliest can be said."""
    best: dict[int, tuple[float, bool]] = {}
    for number, (rival, probability, answer) in enumerate(held):
        key = rival if rival >= 0 else -2 - number
        if key not in best or probability > best[key][0]:
            best[key] = (probability, answer)
    return list(best.values())


def _best_threshold(held: Sequence[tuple[float, bool]], total: int) -> tuple[float, float]:
    scores = []
    for threshold in _THRESHOLDS:
        said = [answer for probability, answer in held if probability >= threshold]
        scores.append((2 * sum(said) / (len(said) + total) if said or total else 0.0, threshold))
    best = max(scores)[0]
    # A low one, since what is dropped nobody can correct; not the lowest, which may owe its place to chance.
    good = [(threshold, score) for score, threshold in scores if score >= best - _TIE]
    return good[len(good) // 4]
