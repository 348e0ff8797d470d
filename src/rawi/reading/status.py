"""Status and commitment: is the event real as told, and how far does the teller vouch for it."""

from __future__ import annotations

from rawi.lexicon.entries import Form
from rawi.lexicon.lexicon import Match
from rawi.model.vocabulary import Commitment, Status
from rawi.reading.analysis import CLAUSE_MARKS, Analysis
from rawi.reading.features import GROUP_OF
from rawi.reading.linear import EVERYWHERE, Model
from rawi.reading.pairs import Told

OTHER_STATUSES: tuple[Status, ...] = ("ongoing", "planned", "possible", "called_for", "denied")
_REACH = 9  # tokens before the trigger in which a word of certainty may govern it
_AFTER = 3  # and after it
_NEAR_SPEECH = 7  # tokens after a denial or a demand in which an event is what is denied or demanded
_NOT = frozenset({"لم", "لن"})
_NO = frozenset({"عدم", "نفي", "ونفي"})
_OCCURRING = frozenset({"وقوع", "حدوث", "حصول", "تنفيذ", "وجود", "شن", "اي", "تسجيل"})
_HEDGES = frozenset({"hedges"})
_DOUBTS = frozenset({"doubted"})


class Certainty:
    """The words of certainty of a document by sentence, so that each claim looks only at its own."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._by_sentence: list[list[Match]] = [[] for _ in analysis.doc.bounds]
        for match in analysis.hedges:
            self._by_sentence[analysis.doc.sentence[match.first]].append(match)

    def features(self, told: Told, before: Told | None) -> list[str]:
        """Features of the status of a claim. before: the claim told before it in its sentence."""
        doc = self._analysis.doc
        words = doc.words
        candidate = told.candidate
        head = candidate.head
        number = doc.sentence[head]
        start, _end = doc.bounds[number]
        event = told.option.event
        form = candidate.form
        verb = bool(form & 31) and not candidate.definite and told.option.entry.pos in {"verb", "multiword"}
        tense = "noun"
        if verb:
            tense = "present" if form & (Form.PRESENT | Form.PASSIVE_PRESENT) and not form & Form.PAST else "past"
        previous = words[head - 1] if head > start else "^"
        second = words[head - 2] if head - 1 > start else "^"
        found = [
            tense, f"{tense}|{GROUP_OF.get(event, 'words')}", f"t={event}", f"t={event}|{tense}",
            f"prev={previous}", f"{tense}|prev={previous}",
            f"second={second}", f"particle={candidate.particle}|{tense}", f"def={candidate.definite}",
            f"w={told.option.entry.lemma}",
            f"sentence={min(number, 2)}",
        ]  # fmt: skip
        marks = 0
        sections: set[str] = set()
        for token in range(head - 1, max(start, head - _REACH) - 1, -1):
            marks += words[token] in CLAUSE_MARKS
            for match in self._by_sentence[number]:
                if match.first == token:
                    sections.add(match.entry.key)
                    found.append(f"{match.entry.key}|m{min(marks, 1)}|{'near' if head - match.last < 3 else 'far'}")
                    found.append(f"{match.entry.key}|{match.entry.lemma}")
        for match in self._by_sentence[number]:
            if head <= match.first <= head + _AFTER:
                found.append(f"{match.entry.key} at or after")
            elif match.first < head - _REACH:
                found.append(f"{match.entry.key} early in sentence")
        found += [f"{section}|{tense}" for section in sorted(sections)]
        if not sections:
            found.append(f"no word of certainty|{tense}")
        if before is not None:
            gap = head - before.candidate.head
            close = "close" if gap < 6 else "far"
            found.append(f"after {before.option.event}|{close}")
            found.append(f"after {before.option.event}|{tense}")
        return found

    def plain(self, told: Told, before: Told | None, strength: str) -> Status | None:
        """The status where grammar alone tells it: negation, the future, what is denied or demanded; else None."""
        words = self._analysis.doc.words
        candidate = told.candidate
        head = candidate.head
        start = self._analysis.doc.bounds[self._analysis.doc.sentence[head]][0]
        previous = words[candidate.first - 1] if candidate.first > start else ""
        back = candidate.first - 1
        while back > start and words[back] in _OCCURRING:  # "عدم وقوع أي قصف"
            back -= 1
        absent = back >= start and words[back] in _NO
        verb = bool(candidate.form & 31) and not candidate.definite
        gap = head - before.candidate.head if before is not None else _NEAR_SPEECH + 1
        if absent or (verb and previous in _NOT):
            return "denied"
        if (strength == "denying" and told.option.event != "deny") or (
            before is not None and before.option.event == "deny" and gap <= _NEAR_SPEECH
        ):
            return "denied"
        if self._will(candidate.first) or (verb and previous == "سوف"):
            return "planned"
        if before is not None and before.option.event == "demand" and gap <= _NEAR_SPEECH:
            return "called_for"
        return None

    def _will(self, token: int) -> bool:
        """Whether a word is a verb of the future ("سترسل")."""
        return any(
            entry.pos == "verb" and particle == "س" and form & Form.PRESENT
            for entry, form, _skip, particle, _definite, _pronoun in self._analysis.words[token].readings
        )

    def status(self, features: list[str], models: dict[str, Model]) -> tuple[Status, float]:
        """The likeliest status and its probability among those that pass their threshold, else "happened"."""
        best: tuple[float, Status] = (0.0, "happened")
        for status in OTHER_STATUSES:
            model = models[f"status.{status}"]
            probability = model.probability(features, (EVERYWHERE,))
            if probability >= model.threshold and probability > best[0]:
                best = (probability, status)
        return best[1], best[0]

    def commitment(self, told: Told, attributed: bool, strength: str) -> tuple[Commitment, str]:
        """Commitment with the word that made it. strength: of the reporting word that governs the claim, or ""."""
        if strength == "doubting":
            return "doubted", "the reporting word doubts"
        head = told.candidate.head
        number = self._analysis.doc.sentence[head]
        near = [m for m in self._by_sentence[number] if head - _REACH <= m.first <= head + _AFTER]
        for match in near:
            if match.entry.key in _DOUBTS:
                return "doubted", match.entry.lemma
        # With a named speaker the hedge is his; the claim is attributed (as train has it, 17 to 4).
        if strength == "hedging" and not attributed:
            return "hedged", "the reporting word hedges"
        for match in near:
            if match.entry.key in _HEDGES and match.first < head:
                return "hedged", match.entry.lemma
        return ("attributed", "has a source") if attributed else ("flat", "the outlet speaks for itself")
