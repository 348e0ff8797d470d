"""Learns all weights from annotated articles: ``make train``. Deterministic; a few minutes on two cores.

Thresholds are set on held-out folds of the training articles, so that no decision is judged by an article it has seen.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from rawi.dates import iso_date
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.measure.annotations import GoldClaim, claims_of, read_rows
from rawi.model.article import Article
from rawi.reading.linear import Model
from rawi.reading.mentions.places import Places
from rawi.reading.prepare import Prepared
from rawi.training.examples import Example, role_examples, status_examples, trigger_examples
from rawi.training.fit import fit

WEIGHTS = pathlib.Path(__file__).parents[1] / "reading" / "weights.json"
FOLDS = 5
# Inverse penalties, chosen on held-out folds of the training articles among 0.05, 0.1, 0.2, 0.4, 0.8.
STRENGTH = {"trigger": 0.1, "role": 0.08, "status": 0.4}
_TIE = 0.005  # thresholds this near the best are as good; the lowest is taken, since what is dropped nobody can correct
_THRESHOLDS = [step / 50 for step in range(8, 36)]

Annotated = tuple[Prepared, list[GoldClaim]]


def load(texts: str, gold: str) -> list[Annotated]:
    """The annotated articles, prepared."""
    lexicon, places = Lexicon.load(), Places(Gazetteer.load())
    rows, records = read_rows(texts), read_rows(gold)
    found: list[Annotated] = []
    for name in sorted(records):
        row = rows[name]
        day = iso_date(row.get("published") or "")
        article = Article(id=name, text=row["text"], title=row.get("title"), outlet=row.get("outlet"), published=day)
        found.append((Prepared(article, lexicon, places), claims_of(row["text"], records[name])))
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


def train(
    examples: Mapping[str, Sequence[Sequence[Example]]], report: Callable[[str], None] = lambda _: None
) -> dict[str, Model]:
    """One model for each decision, its threshold the one with the best F1 on held-out folds."""
    models: dict[str, Model] = {}
    for name in sorted(examples):
        articles = examples[name]
        held: list[tuple[float, bool]] = []
        total = sum(e.answer for a in articles for e in a)
        for fold in range(FOLDS):
            model = fit([e for i, a in enumerate(articles) if i % FOLDS != fold for e in a], strength=strength_of(name))
            for a in (a for i, a in enumerate(articles) if i % FOLDS == fold):
                held += _likeliest([(e.rival, model.probability(e.features, e.scopes), e.answer) for e in a])
        threshold, best = _best_threshold(held, total) if not name.startswith("status") else (0.45, 0.0)
        models[name] = fit([e for a in articles for e in a], strength=strength_of(name), threshold=threshold)
        weights = sum(map(len, models[name].weights.values()))
        report(
            f"{name:18} {sum(map(len, articles)):6} examples  {weights:5} weights  threshold {threshold:.2f}  "
            f"held-out F1 {best:.3f}"
        )
    return models


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
    return next((threshold, score) for score, threshold in scores if score >= best - _TIE)


def main(argv: Sequence[str] | None = None) -> int:
    """Train on TEXTS and GOLD and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts")
    parser.add_argument("gold")
    parser.add_argument("--out", type=pathlib.Path, default=WEIGHTS)
    options = parser.parse_args(argv)
    models = train(examples_of(load(options.texts, options.gold)), lambda line: print(line, file=sys.stderr))
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(models, order="sorted"), indent=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
