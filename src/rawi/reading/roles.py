"""Roles: which phrases are the actor, target, place, time and quantity of a claim.

Each candidate trigger of a sentence is held against each phrase of that sentence; one linear model a role decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from rawi.reading.analysis import Analysis
from rawi.reading.facts import ArticleFacts
from rawi.reading.fillers import Filler
from rawi.reading.linear import Model, Scale, logistic
from rawi.reading.pairs import SentenceView, Told, pair_scopes
from rawi.reading.prepare import Prepared

ROLES_OF: dict[str, tuple[str, ...]] = {
    "noun": ("actor", "target"),
    "place": ("place", "origin", "destination"),
    "time": ("time",),
    "quantity": ("quantity",),
}
# Types that take an origin or destination at all, from the meaning of the types (guidelines, sections 2 and 3).
_MOVING: frozenset[str] = frozenset(
    {"withdraw", "mobilize", "displace", "return", "defect", "desert", "arm", "aid", "abduct", "arrest", "meet",
     "seize", "operation", "shell", "airstrike", "release", "recruit", "support", "demand", "surrender", "capture"}
)  # fmt: skip
# A further phrase must come near the best one: most claims have one place and one time. Chosen on held-out folds of
# train.
_NEAR_BEST = {
    "actor": 0.7,
    "target": 0.7,
    "place": 0.9,
    "origin": 0.8,
    "destination": 0.8,
    "time": 0.9,
    "quantity": 0.6,
}
# A phrase is worth telling where the chance that both it and its claim are right passes half of the F1 that phrases
# reach (0.49 on held-out folds of train): below that it lowers the F1 of all phrases.
_WORTH = 0.24
_RARE = frozenset({"origin", "destination"})
_WORTH_RARE = 0.12  # origins and destinations are so few that the same bound would silence them


def heads_by_sentence(analysis: Analysis, facts: ArticleFacts) -> list[dict[int, str]]:
    """The event words of each sentence, with the type that each has first."""
    found: list[dict[int, str]] = [{} for _ in analysis.doc.bounds]
    for head, event in facts.heads.items():
        found[analysis.doc.sentence[head]][head] = event
    return found


def wants(role: str, event: str) -> bool:
    """Whether claims of a type take the role at all."""
    return role not in {"origin", "destination"} or event in _MOVING


def assign(
    prepared: Prepared, told: Sequence[Told], scores: Sequence[float], models: dict[str, Model]
) -> list[dict[str, list[tuple[float, Filler]]]]:
    """For each trigger, the fillers of each role with their probability, in reading order.

    scores: the probability that each trigger is a claim.
    """
    analysis = prepared.analysis
    sentence = analysis.doc.sentence
    views: dict[int, SentenceView] = {}
    events = heads_by_sentence(analysis, prepared.facts)
    heads: dict[int, list[int]] = {}
    for item in told:
        heads.setdefault(sentence[item.candidate.head], []).append(item.candidate.head)
    found: list[dict[str, list[tuple[float, Filler]]]] = []
    for item, score in zip(told, scores, strict=True):
        number = sentence[item.candidate.head]
        if number not in views:
            views[number] = SentenceView(prepared, number, heads[number], events[number])
        found.append(_of_one(views[number], item, score, models))
    return found


def _of_one(
    view: SentenceView, item: Told, claim: float, models: dict[str, Model]
) -> dict[str, list[tuple[float, Filler]]]:
    chosen: dict[str, list[tuple[float, Filler]]] = {}
    deciders = _deciders(models, item, claim)
    for filler, bundles in view.pairs(item):
        best: tuple[float, str] | None = None
        for role, scale, bias, enough, floor in deciders[filler.kind]:
            score = bias + sum([bundle[scale] for bundle in bundles])
            if score < floor:
                continue
            probability = logistic(score)
            if probability >= enough and (best is None or probability > best[0]):
                best = (probability, role)
        if best is not None:
            chosen.setdefault(best[1], []).append((best[0], filler))
    for role, fillers in chosen.items():
        floor = _NEAR_BEST[role] * max(probability for probability, _ in fillers)
        kept = [pair for pair in fillers if pair[0] >= floor]
        chosen[role] = _without_overlaps(kept) if role in {"actor", "target"} else kept
    return chosen


def _deciders(
    models: dict[str, Model], item: Told, claim: float
) -> dict[str, list[tuple[str, Scale, float, float, float]]]:
    """For each kind of phrase, its roles: name, scale, bias, least probability and nearly the least score."""
    scopes = pair_scopes(item)
    found: dict[str, list[tuple[str, Scale, float, float, float]]] = {}
    for kind, roles in ROLES_OF.items():
        row = found[kind] = []
        for role in roles:
            if wants(role, item.option.event):
                model = models[role]
                enough = max(model.threshold, (_WORTH_RARE if role in _RARE else _WORTH) / claim)
                floor = log(enough / (1 - enough)) - 1e-6 if enough < 1 else float("inf")
                row.append((role, model.scale(scopes), model.bias, enough, floor))
    return found


def _without_overlaps(fillers: list[tuple[float, Filler]]) -> list[tuple[float, Filler]]:
    """Of phrases that share words the likelier one stays."""
    kept: list[tuple[float, Filler]] = []
    for probability, filler in sorted(fillers, key=lambda pair: (-pair[0], pair[1].first)):
        if all(filler.last <= other.first or other.last <= filler.first for _, other in kept):
            kept.append((probability, filler))
    return sorted(kept, key=lambda pair: pair[1].first)
