"""The judge: which trigger candidates are claims, and of which type."""

from __future__ import annotations

from typing import NamedTuple

from rawi.model.vocabulary import EVENT_TYPES
from rawi.reading.facts import History
from rawi.reading.features import event_scopes, is_verb, option_features, option_scopes, shared_features
from rawi.reading.linear import Bundle, Model, Sheet, names_of
from rawi.reading.pairs import Told
from rawi.reading.prepare import Prepared
from rawi.reading.triggers import Option


class Verdict(NamedTuple):
    """A candidate that is a claim: with its type, the probability of that, and the features that decided."""

    told: Told
    score: float
    why: list[Bundle]


class Judge:
    """Holds the weights of the triggers; keeps no state between articles.

    Every type has a column of its own, and so has every manner (own, also or lent, and the weight of the entry): what
    the types of a candidate have in common is summed once for all.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        scopes: dict[str, tuple[str, ...]] = {event: event_scopes(event) for event in EVENT_TYPES}
        for how in ("own", "also", "lent"):
            for weight in ("strong", "medium", "weak", ""):
                scopes[f"{how}|{weight}"] = (f"{how}|{weight}",)
        self._number = {name: number for number, name in enumerate(scopes)}
        parts = [
            (weights, [self._number[name] for name, those in scopes.items() if scope in those])
            for scope, weights in model.weights.items()
        ]
        self._sheet = Sheet(parts, len(scopes))

    def claims(self, prepared: Prepared) -> list[Verdict]:
        """The claims of an article in reading order: each depends on those told before it."""
        found: list[Verdict] = []
        history = History()
        sheet, number, model = self._sheet, self._number, self._model
        analysis, facts, sentence = prepared.analysis, prepared.facts, prepared.doc.sentence
        for candidate in prepared.candidates:
            shared = shared_features(analysis, facts, history, candidate)
            common = sheet.total(shared)
            verb = is_verb(candidate)
            best: tuple[int, Option, list[Bundle]] | None = None
            for rank, option in enumerate(candidate.options):
                own = option_features(analysis, facts, history, candidate, option, rank, verb)
                total = common + sheet.total(own)
                units = sheet.column(total, number[option.event]) + sheet.column(total, number[option.manner])
                if best is None or units > best[0]:
                    best = (units, option, own)
            if best is None:
                continue
            units, option, own = best
            score = model.chance(units)
            if score >= model.threshold:
                history.add(candidate.head, sentence[candidate.head], option)
                found.append(Verdict(Told(candidate, option), score, shared + own))
        return found

    def top(self, verdict: Verdict) -> list[tuple[str, float]]:
        """The features that weighed most for a verdict."""
        return self._model.top(names_of(verdict.why), option_scopes(verdict.told.option))
