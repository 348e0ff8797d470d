"""Roles: which phrases are the actor, target, place, time and quantity of a claim.

Each candidate trigger of a sentence is held against each phrase of that sentence; one linear model a role decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log
from typing import NamedTuple

from rawi.reading.analysis import Analysis
from rawi.reading.facts import ArticleFacts
from rawi.reading.fillers import Filler
from rawi.reading.judge import Verdict
from rawi.reading.linear import UNIT, Model, Sheet
from rawi.reading.pairs import SentenceView, Told, pair_scopes
from rawi.reading.prepare import Prepared
from rawi.text.folding import fold_word

# What phrases of a kind may be. A noun led to by a preposition of place may be a place that is described, not named:
# "the nearby hospitals", "areas held by the group".
_ROLES_OF: dict[str, tuple[str, ...]] = {
    "noun": ("actor", "target"),
    "located": ("actor", "target", "place", "origin", "destination"),
    "place": ("place", "origin", "destination"),
    "time": ("time",),
    "quantity": ("quantity",),
}
_LOCATING = frozenset(
    fold_word("في ب من إلى على نحو باتجاه تجاه صوب عند عبر داخل خارج وسط حول فوق تحت أمام خلف قرب بين ل").split()
)
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
_LOCATIVE = frozenset({"place", "origin", "destination"})
_WORTH_RARE = 0.12  # origins and destinations are so few that the same bound would silence them
_REMEMBERED = 1 << 13  # bundles of one type of claim and kind of phrase; there are some three hundred such sheets


def heads_by_sentence(analysis: Analysis, facts: ArticleFacts) -> list[dict[int, str]]:
    """The event words of each sentence, with the type that each has first."""
    found: list[dict[int, str]] = [{} for _ in analysis.doc.bounds]
    for head, event in facts.heads.items():
        found[analysis.doc.sentence[head]][head] = event
    return found


def roles_of(filler: Filler, event: str) -> list[str]:
    """The roles that a phrase may have in a claim of the type."""
    return [role for role in _ROLES_OF[_sort(filler)] if _wants(role, event)]


def _sort(filler: Filler) -> str:
    return "located" if filler.kind == "noun" and filler.prep in _LOCATING else filler.kind


def _wants(role: str, event: str) -> bool:
    """Whether claims of a type take the role at all."""
    return role not in {"origin", "destination"} or event in _MOVING


class _Role(NamedTuple):
    """A role that a kind of phrase may have, with its column in the sheet of that kind."""

    name: str
    column: int
    model: Model

    def least(self, claim: float) -> float:
        """The least probability at which a phrase fills the role. claim: the probability that its claim is right."""
        return max(self.model.threshold, (_WORTH_RARE if self.name in _RARE else _WORTH) / claim)


class Roles:
    """The models of the roles, laid out for each type of claim as they are met."""

    def __init__(self, models: dict[str, Model]) -> None:
        self._models = models
        self._sheets: dict[tuple[str, ...], dict[str, tuple[Sheet, list[_Role]]]] = {}

    def of(self, item: Told) -> dict[str, tuple[Sheet, list[_Role]]]:
        """For each kind of phrase, the roles that it may have in a claim, and the sheet that weighs them."""
        scopes = pair_scopes(item)
        known = self._sheets.get(scopes)
        if known is None:
            known = self._sheets[scopes] = {}
            for kind, names in _ROLES_OF.items():
                models = {name: self._models[name] for name in names if _wants(name, item.option.event)}
                parts = [
                    (model.weights.get(scope, {}), [i]) for i, model in enumerate(models.values()) for scope in scopes
                ]
                sheet = Sheet(parts, len(models), _REMEMBERED)
                known[kind] = sheet, [_Role(name, i, model) for i, (name, model) in enumerate(models.items())]
        return known


def assign(
    prepared: Prepared, verdicts: Sequence[Verdict], roles: Roles
) -> list[dict[str, list[tuple[float, Filler]]]]:
    """For each claim, the fillers of each role with their probability, in reading order."""
    analysis = prepared.analysis
    sentence = analysis.doc.sentence
    views: dict[int, SentenceView] = {}
    events = heads_by_sentence(analysis, prepared.facts)
    heads: dict[int, list[int]] = {}
    for verdict in verdicts:
        head = verdict.told.candidate.head
        heads.setdefault(sentence[head], []).append(head)
    found: list[dict[str, list[tuple[float, Filler]]]] = []
    for verdict in verdicts:
        number = sentence[verdict.told.candidate.head]
        if number not in views:
            views[number] = SentenceView(prepared, number, heads[number], events[number])
        found.append(_of_one(views[number], verdict.told, verdict.score, roles))
    return found


def _of_one(view: SentenceView, item: Told, claim: float, roles: Roles) -> dict[str, list[tuple[float, Filler]]]:
    chosen: dict[str, list[tuple[float, Filler]]] = {}
    deciders = {}
    for kind, (sheet, row) in roles.of(item).items():
        # From the least probability a floor for the sum: most phrases stay below it, and need no logistic.
        deciders[kind] = sheet, [(role, role.least(claim), _floor(role, role.least(claim))) for role in row]
    for filler, bundles in view.pairs(item):
        sheet, floors = deciders[_sort(filler)]
        total = sheet.total(bundles)
        best: tuple[float, str] | None = None
        for role, least, floor in floors:
            units = sheet.column(total, role.column)
            if units < floor:
                continue
            probability = role.model.chance(units)
            if probability >= least and (best is None or probability > best[0]):
                best = (probability, role.name)
        if best is not None:
            chosen.setdefault(best[1], []).append((best[0], filler))
    for name, fillers in chosen.items():
        # A place that has a name says more than one that is only described.
        named = [pair for pair in fillers if pair[1].kind == "place"] if name in _LOCATIVE else []
        nearest = _NEAR_BEST[name] * max(probability for probability, _ in named or fillers)
        kept = [pair for pair in named or fillers if pair[0] >= nearest]
        chosen[name] = kept if name in {"time", "quantity"} else _without_overlaps(kept)
    return chosen


def _floor(role: _Role, least: float) -> float:
    """Just below the sum of weights, in units, that gives the least probability."""
    return (log(least / (1 - least)) - role.model.bias) / UNIT - 1 if least < 1 else inf


def _without_overlaps(fillers: list[tuple[float, Filler]]) -> list[tuple[float, Filler]]:
    """Of phrases that share words the likelier one stays."""
    kept: list[tuple[float, Filler]] = []
    for probability, filler in sorted(fillers, key=lambda pair: (-pair[0], pair[1].first)):
        if all(filler.last <= other.first or other.last <= filler.first for _, other in kept):
            kept.append((probability, filler))
    return sorted(kept, key=lambda pair: pair[1].first)
