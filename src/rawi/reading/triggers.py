"""Trigger candidates: every word that may name an event, with the types it may have. The judge decides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rawi.lexicon.entries import Entry
from rawi.lexicon.lexicon import Match
from rawi.model.vocabulary import VIOLENT
from rawi.reading.analysis import Analysis
from rawi.reading.kinds import bits_of
from rawi.reading.words import Known

_WEIGHT = {"strong": 3, "medium": 2, "weak": 1, "": 2}
# Words of these types tell the outcome of an act or name it loosely; the act may be of any violent type told nearby.
_BORROWING = frozenset({"kill", "injure", "attack", "destroy", "operation", "bomb"})
_LONGEST_TRIGGER = 4  # words; an expression with gaps is quoted by its head alone


class Option:
    """One type that a candidate may have. how: own, also (the entry names it as a second sense) or lent (by an act
    nearby).

    manner: that and the weight of the entry ("own|strong"). needs, unless: tags of the entry, context classes as bits.
    """

    __slots__ = ("entry", "event", "how", "manner", "needs", "unless")

    def __init__(self, event: str, entry: Entry, how: str) -> None:
        self.event = event
        self.entry = entry
        self.how = how
        self.manner = f"{how}|{entry.value('weight')}"
        self.needs = bits_of(entry.values("needs"))
        self.unless = bits_of(entry.values("unless"))


class Candidate(NamedTuple):
    """A word that may name an event.

    head: its token; first, last: tokens of the trigger; form: Form bits; particle, definite, pronoun: how the head is
    written; firm: some entry is not weak; options: the types it may have, best first.
    """

    head: int
    first: int
    last: int
    form: int
    particle: str
    definite: bool
    pronoun: str
    firm: bool
    options: tuple[Option, ...]


class _Draft:
    """The event readings of a word: the types that it may have by itself, best first, and those lent to it before."""

    __slots__ = ("_lent", "borrows", "entry", "firm", "options", "strong")

    def __init__(self, entries: Sequence[Entry]) -> None:
        options: dict[str, Option] = {}
        for entry in entries:
            options.setdefault(entry.key, Option(entry.key, entry, "own"))
        for entry in entries:
            for other in entry.values("also"):
                options.setdefault(other, Option(other, entry, "also"))
        self.options = tuple(options.values())
        entry = self.entry = entries[0]
        self.borrows = any(event in _BORROWING for event in options)
        self.firm = any(entry.value("weight") != "weak" for entry in entries)
        self.strong = entry.key in VIOLENT and _WEIGHT[entry.value("weight")] >= 2
        self._lent: dict[str, Option] = {}

    def with_lent(self, events: Iterable[str]) -> tuple[Option, ...]:
        """All options, where the acts nearby are of these types."""
        own = {option.event for option in self.options}
        found = []
        for event in dict.fromkeys(events):
            if event not in own:
                if event not in self._lent:
                    self._lent[event] = Option(event, self.entry, "lent")
                found.append(self._lent[event])
        return (*self.options, *found)


@lru_cache(1 << 14)
def _draft(known: Known) -> _Draft:
    entries = [reading[0] for domain, reading in known.met if domain == "event"]
    return _Draft(sorted(entries, key=_by_weight))


@lru_cache(1 << 12)
def _wide_draft(entries: tuple[Entry, ...], alone: Known | None) -> _Draft:
    """The reading of a word as head of expressions, and by itself if it may stand alone."""
    own = [reading[0] for domain, reading in alone.met if domain == "event"] if alone is not None else []
    return _Draft([*entries, *sorted(own, key=_by_weight)])


def _by_weight(entry: Entry) -> int:
    return -_WEIGHT[entry.value("weight")]


def find_candidates(analysis: Analysis, blocked: bytearray) -> list[Candidate]:
    """Candidates in reading order, one per head token. blocked: tokens of site furniture."""
    sentence = analysis.doc.sentence
    single: dict[int, Match] = {}
    wide: dict[int, list[Match]] = {}
    covered = _covered(analysis)
    for match in analysis.events:
        head = match.head
        if not blocked[head] and head not in covered:
            if match.last - match.first > 1:
                wide.setdefault(head, []).append(match)
            elif head not in single or _by_weight(match.entry) < _by_weight(single[head].entry):
                single[head] = match
    drafts: list[tuple[int, _Draft, Match | None]] = []
    for head in sorted(single.keys() | wide.keys()):
        longest = None
        if head in wide:
            matches = sorted(wide[head], key=lambda m: _by_weight(m.entry))
            longest = matches[0]
            alone = analysis.words[head] if head in single else None
            draft = _wide_draft(tuple([m.entry for m in matches]), alone)
        else:
            draft = _draft(analysis.words[head])
        drafts.append((head, draft, longest))
    acts = _Acts([(head, draft.entry.key) for head, draft, _ in drafts if draft.strong], sentence)
    found: list[Candidate] = []
    for head, draft, longest in drafts:
        options = draft.with_lent(acts.near(head, sentence[head])) if draft.borrows else draft.options
        first, last = head, head + 1
        if longest is not None and longest.last - longest.first <= _LONGEST_TRIGGER:
            first, last = longest.first, longest.last
        match = single.get(head) or wide[head][0]
        found.append(
            Candidate(head, first, last, match.form, match.particle, match.definite, match.pronoun, draft.firm, options)
        )
    return found


class _Acts:
    """The violent acts of an article by place, so that each word looks only at its neighbours."""

    def __init__(self, acts: list[tuple[int, str]], sentence: list[int]) -> None:
        self._acts = acts
        self._spots = [at for at, _ in acts]
        self._by_sentence: dict[int, dict[str, tuple[int, int]]] = {}  # to the first two tokens of each type
        for at, event in acts:
            spots = self._by_sentence.setdefault(sentence[at], {})
            if event not in spots:
                spots[event] = (at, at)
            elif spots[event][0] == spots[event][1]:
                spots[event] = (spots[event][0], at)

    def near(self, head: int, number: int) -> list[str]:
        """The types of the two acts told last before the word, and of the others in its sentence."""
        end = bisect_left(self._spots, head)
        before = [event for _, event in self._acts[max(0, end - 2) : end]]
        before.reverse()
        spots = self._by_sentence.get(number)
        if spots is None:
            return before
        others = [(second if first == head else first, event) for event, (first, second) in spots.items()]
        return [*before, *(event for at, event in sorted(others) if at != head)]


def _covered(analysis: Analysis) -> set[int]:
    """Tokens inside an expression that is not weak and names its event by another word ("وقف إطلاق النار")."""
    inside: set[int] = set()
    kept: dict[int, set[int]] = {}  # first tokens to ends
    wide = [
        m for m in analysis.events if 1 < m.last - m.first <= _LONGEST_TRIGGER and m.entry.value("weight") != "weak"
    ]
    for match in sorted(wide, key=lambda m: m.first - m.last):  # longest first: a shorter one inside it does not count
        size = match.last - match.first
        around = range(match.first - _LONGEST_TRIGGER, match.first + 1)
        if any(last >= match.last and last - first > size for first in around for last in kept.get(first, ())):
            inside.update(range(match.first, match.last))
            continue
        kept.setdefault(match.first, set()).add(match.last)
        inside.update(t for t in range(match.first, match.last) if t != match.head)
    return inside - {m.head for m in wide if m.last in kept.get(m.first, ())}
