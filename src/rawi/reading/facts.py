"""What every trigger candidate of an article shares, and what was told so far: counted once, asked for at each word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import reduce
from operator import or_

from rawi.model.vocabulary import VIOLENT
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.triggers import Candidate, Option

NEAR = 8  # tokens on each side that count as near
WEAPONS = ("air", "artillery", "explosive", "smallarms", "blade")
# Kinds of phrase that tell a fact; each is one bit of the marks of a token.
MARKS = ("number", "party", "place", "time", "toll")
_BIT = {name: 1 << number for number, name in enumerate(MARKS)}


def _has_title_line(analysis: Analysis) -> bool:
    """Whether the first sentence of the text is its headline: the title, or a short line with no full stop."""
    doc = analysis.doc
    if len(doc.bounds) < 2:
        return False
    start, end = doc.bounds[0]
    if doc.words[end - 1] == "." or end - start > 20:
        return False
    return doc.folded.text[doc.ends[end - 1] : doc.starts[end]].find("\n") >= 0


class ArticleFacts:
    """What every candidate of an article shares: counted once.

    heads: event words with their first type. weapons: for each sentence, the tokens of each class of weapon. marks: for
    each token, the kinds of phrase over it, as bits; fresh: those that the article has not had before. places: tokens
    of places.
    """

    __slots__ = ("_acts", "_at", "_near", "fresh", "heads", "marks", "places", "titled", "violent", "weapon", "weapons")

    def __init__(self, analysis: Analysis, candidates: list[Candidate]) -> None:
        sentence = analysis.doc.sentence
        self.heads = {c.head: c.options[0].event for c in candidates}
        self.titled = _has_title_line(analysis)
        # For each sentence, the first and last token of each violent type in it.
        self._acts: dict[int, dict[str, tuple[int, int]]] = {}
        self.violent = 0
        for candidate in candidates:
            head = candidate.head
            for option in candidate.options:
                if option.how == "own" and option.event in VIOLENT:
                    acts = self._acts.setdefault(sentence[head], {})
                    acts[option.event] = (acts[option.event][0] if option.event in acts else head, head)
            if candidate.options[0].event in VIOLENT:
                self.violent += 1
        self.weapons: dict[int, dict[str, list[int]]] = {}
        counts: dict[str, int] = {}
        self._at = sorted(analysis.context)
        self._near: dict[int, frozenset[str]] = {}
        for token in self._at:
            classes = analysis.context[token]
            for name in WEAPONS:
                if name in classes:
                    self.weapons.setdefault(sentence[token], {}).setdefault(name, []).append(token)
                    counts[name] = counts.get(name, 0) + 1
        self.weapon = max(WEAPONS, key=lambda name: counts.get(name, 0)) if counts else "none"
        self.marks = bytearray(len(analysis.doc))
        self.fresh = bytearray(len(analysis.doc))
        self.places: set[int] = set()

    def near(self, analysis: Analysis, head: int) -> frozenset[str]:
        """The context classes of the tokens near the candidate in its sentence, itself left out."""
        known = self._near.get(head)
        if known is None:
            start, end = analysis.doc.bounds[analysis.doc.sentence[head]]
            low = bisect_left(self._at, max(start, head - NEAR))
            tokens = self._at[low : bisect_left(self._at, min(end, head + NEAR + 1), low)]
            context = analysis.context
            known = self._near[head] = frozenset([name for token in tokens if token != head for name in context[token]])
        return known

    def acts(self, number: int, head: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which violent acts the sentence tells before and after the candidate."""
        acts = self._acts.get(number)
        if acts is None:
            return (), ()
        before = tuple([event for event, (first, _) in acts.items() if first < head])
        return before, tuple([event for event, (_, last) in acts.items() if last > head])

    def news(self, low: int, high: int) -> int:
        """The kinds of fact near by that the article has not had before, as bits."""
        return reduce(or_, self.fresh[low:high], 0)

    def close(self, low: int, high: int) -> int:
        """The kinds of phrase near by, as bits."""
        return reduce(or_, self.marks[low:high], 0)

    def nearest_weapon(self, number: int, head: int) -> tuple[str, int]:
        """The class of weapon told nearest to the candidate in its sentence, and how far off; ("", 0) if none is."""
        best = ("", 0)
        for name, spots in self.weapons.get(number, {}).items():
            at = bisect_left(spots, head)
            gaps = [head - token for token in spots[max(0, at - 1) : at]]
            gaps += [token - head for token in spots[at : at + 2] if token != head]
            if gaps and (not best[1] or min(gaps) < best[1]):
                best = (name, min(gaps))
        return best


def mark(facts: ArticleFacts, name: str, doc: Document, ranges: Iterable[tuple[int, int]]) -> None:
    """Note the tokens of phrases, and which phrases the article has not had before: a new fact makes a new claim."""
    bit = _BIT[name]
    marks, fresh, words = facts.marks, facts.fresh, doc.words
    seen: set[str] = set()
    for first, last in ranges:
        phrase = " ".join(words[first:last])
        for token in range(first, last):
            marks[token] |= bit
        if phrase not in seen:
            seen.add(phrase)
            for token in range(first, last):
                fresh[token] |= bit


def marked(bits: int) -> list[str]:
    """The kinds of phrase that bits stand for."""
    return [name for name in MARKS if bits & _BIT[name]]


class History:
    """The claims told so far in an article: what is said again is seldom a new claim.

    events: how often each type was told; lemmas: of all; previous: the last violent type. sentence: the last that has
    claims; last, told: head and type of the last claim in it; here: how often it tells each type.
    """

    __slots__ = ("events", "here", "last", "lemmas", "previous", "sentence", "told")

    def __init__(self) -> None:
        self.events: dict[str, int] = {}
        self.lemmas: set[str] = set()
        self.sentence = self.last = -1
        self.told = ""
        self.here: dict[str, int] = {}
        self.previous = "none"

    def add(self, head: int, sentence: int, option: Option) -> None:
        """Remember a claim."""
        event = option.event
        self.events[event] = self.events.get(event, 0) + 1
        self.lemmas.add(option.entry.lemma)
        if sentence != self.sentence:
            self.sentence = sentence
            self.here = {}
        self.here[event] = self.here.get(event, 0) + 1
        self.last, self.told = head, event
        if event in VIOLENT:
            self.previous = event
