"""What the roles are judged by: readable features of a trigger and a phrase of its sentence, in bundles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rawi.reading.analysis import CLAUSE_MARKS, FUNCTION_WORDS
from rawi.reading.features import GROUP_OF, is_verb
from rawi.reading.fillers import Filler
from rawi.reading.linear import EVERYWHERE, Bundle, Names
from rawi.reading.prepare import Prepared
from rawi.reading.triggers import Candidate, Option

_REACH = 32  # tokens between a trigger and a phrase; farther ones hardly ever belong to it
_DISTANCES = ("0", "1", "2", "3-4", "3-4", *["5-8"] * 4, *["9-15"] * 7, *["16+"] * (_REACH - 15))


class Told(NamedTuple):
    """A trigger that was kept: its candidate and the type chosen."""

    candidate: Candidate
    option: Option


class Placed:
    """A phrase in its sentence, with what does not depend on the trigger.

    bare: whether it is a noun phrase without a preposition. governor, near: the event word that stands last before it
    and whether directly; ahead: the event word just after it; cue: the reporting word whose speaker it is. ``*_at`` and
    cue are tokens, -1 where there is none: where one of them is the trigger the features say so. known: by side, its
    bundles for triggers that are none of these.
    """

    __slots__ = (
        "ahead",
        "ahead_at",
        "bare",
        "cue",
        "filler",
        "first",
        "governor",
        "governor_at",
        "known",
        "last",
        "near",
    )

    def __init__(self, filler: Filler, cue: int) -> None:
        self.filler = filler
        self.first = filler.first
        self.last = filler.last
        self.bare = filler.kind == "noun" and not filler.prep and filler.shape != "nisba"
        self.cue = cue
        self.governor = self.ahead = self.near = ""
        self.governor_at = self.ahead_at = -1
        self.known: dict[str, tuple[Bundle, ...]] = {}


class SentenceView:
    """What all pairs of a sentence share.

    heads: the triggers told in it; events: its event words, each with the type that it has first.
    """

    __slots__ = ("_analysis", "_commas", "_firsts", "_heads", "_longest", "_placed", "_start", "_words")

    def __init__(self, prepared: Prepared, number: int, heads: Sequence[int], events: dict[int, str]) -> None:
        self._analysis = prepared.analysis
        words = self._words = prepared.doc.words
        self._start, end = prepared.doc.bounds[number]
        self._heads = sorted(heads)
        count = 0
        self._commas = [0]
        for word in words[self._start : end]:
            count += word in CLAUSE_MARKS
            self._commas.append(count)
        row = prepared.rows[number]
        speaking = prepared.speaking
        self._placed = [Placed(f, speaking.get(f.first, speaking.get(f.last - 1, -1))) for f in row]
        self._firsts = [f.first for f in row]
        self._longest = max([f.last - f.first for f in row], default=0)
        self._govern(events)

    def _govern(self, events: dict[int, str]) -> None:
        spots = sorted(events)
        for placed in self._placed:
            at = bisect_left(spots, placed.first) - 1
            if at >= 0:
                placed.governor_at = spots[at]
                placed.governor = events[spots[at]]
                placed.near = "|next" if placed.first - spots[at] <= 2 else "|far"
            coming = bisect_left(spots, placed.last)
            if coming < len(spots) and spots[coming] - placed.last <= 1:
                placed.ahead_at = spots[coming]
                placed.ahead = events[spots[coming]]

    def pairs(self, told: Told) -> list[tuple[Filler, tuple[Bundle, ...]]]:
        """The phrases within reach of a trigger of the sentence, in reading order, each with its features."""
        head = told.candidate.head
        middle = bisect_left(self._firsts, head)
        before = list(self._side(told, range(middle - 1, -1, -1), False))
        before.reverse()
        before += self._side(told, range(middle, len(self._firsts)), True)
        return before

    def _side(self, told: Told, order: range, after: bool) -> Iterator[tuple[Filler, tuple[Bundle, ...]]]:
        """The phrases on one side, outwards from the trigger.

        nth: phrases of its kind nearer; bare: noun phrases without preposition nearer; slot: what the last of those is.
        """
        candidate = told.candidate
        entry = told.option.entry
        head, end = candidate.head, candidate.last
        lemma, takes, doer, preps = entry.lemma, entry.value("object"), entry.value("subject"), entry.values("prep")
        particle, pronoun = candidate.particle, candidate.pronoun
        commas, start, heads = self._commas, self._start, self._heads
        here = commas[head - start]
        rank = bisect_left(heads, head)
        farthest = head - _REACH - self._longest
        seen = {"noun": 0, "place": 0, "time": 0, "quantity": 0}
        bare, slot, edge = 0, "", -1
        for i in order:
            placed = self._placed[i]
            filler = placed.filler
            first, last = placed.first, placed.last
            gap = first - end if after else head - last
            if after:
                if gap > _REACH:
                    return
            elif first < farthest:
                return
            inside = first <= head < last
            if gap <= _REACH:
                if inside:
                    gap = 0
                side = "inside" if inside else "after" if after else "before"
                at = first if after else last - 1
                marks = commas[at - start] - here
                others = 0
                if at != head:
                    others = bisect_left(heads, at) - rank - 1 if at > head else rank - bisect_left(heads, at + 1)
                shape, prep = filler.shape, filler.prep or "-"
                nth = seen[filler.kind]
                nth = nth if nth < 3 else 3
                fewer = 1 if others else 0
                yield (
                    filler,
                    (
                        (_near, side, _DISTANCES[max(gap, 0)], min(abs(marks), 2), min(others, 2), shape),
                        (_order, side, nth, fewer, shape, prep),
                        (_bare, side, bare if bare < 3 else 3, prep, slot, shape, fewer),
                        (_lexical, lemma, side, prep),
                        (_lexical, lemma, side, shape),
                        (_frame, takes, doer, filler.prep in preps, side, shape, min(nth, 2), particle, pronoun),
                        *self._own(placed, head, side),
                    ),
                )
            seen[filler.kind] += 1
            if placed.bare and not inside and (edge < 0 or (first >= edge if after else last <= edge)):
                bare += 1
                slot = filler.shape
                edge = last if after else first

    def _own(self, placed: Placed, head: int, side: str) -> tuple[Bundle, ...]:
        """The bundles that hardly depend on the trigger."""
        if head in (placed.governor_at, placed.ahead_at, placed.cue, placed.first - 1):
            return self._describe(placed, head, side)
        known = placed.known.get(side)
        if known is None:
            known = placed.known[side] = self._describe(placed, head, side)
        return known

    def _describe(self, placed: Placed, head: int, side: str) -> tuple[Bundle, ...]:
        filler = placed.filler
        speaker = "no" if placed.cue < 0 else "of this" if placed.cue == head else "yes"
        governor = ("self" if placed.governor_at == head else placed.governor) + placed.near
        ahead = "self" if placed.ahead_at == head else placed.ahead
        return (
            (_phrase, side, filler.definite, filler.joined, bool(filler.party), filler.shape, filler.cls, speaker),
            (_governed, governor, filler.shape),
            (_governed_as, governor, filler.prep or "-", filler.cls),
            (_ahead, ahead, side),
            self._before(filler.first - 1, head, filler.shape),
        )

    def _before(self, at: int, head: int, shape: str) -> Bundle:
        """What the word before a phrase is: the trigger, a verb ("شنته" has an object), a mark, another word."""
        if at < self._start:
            return (_opening,)
        if at == head:
            return (_after_trigger, shape)
        for entry, _form, _skip, _particle, _definite, pronoun in self._analysis.words[at].readings:
            if entry.pos == "verb":
                return (_after_verb, bool(pronoun), shape, entry.lemma)
        word = self._words[at]
        if word in FUNCTION_WORDS or word in CLAUSE_MARKS:
            return (_after_word, self._words[at - 1] if at - 1 >= self._start else "^", word)
        return (_after_other,)


def pair_scopes(told: Told) -> tuple[str, ...]:
    """The scopes in which the features of a pair weigh: all, the type, its group, and whether the trigger is a verb."""
    event = told.option.event
    written = "verb" if is_verb(told.candidate) and told.option.entry.pos in {"verb", "multiword"} else "noun"
    return (EVERYWHERE, event, GROUP_OF.get(event, "words"), written)


# The features. m: clause marks between the two, h: other triggers between them.
def _opening() -> Names:
    return ("opens the sentence",)


def _after_other() -> Names:
    return ("after a word",)


def _near(side: str, distance: str, marks: int, others: int, shape: str) -> Names:
    same = f"{side}|m{marks}|h{others}"
    return (f"{side}|{distance}", same, f"{shape}|{same}", f"{side}|{shape}")


def _order(side: str, nth: int, others: int, shape: str, prep: str) -> Names:
    return (f"{side}|prep={prep}", f"{side}|nth{nth}|h{others}", f"{side}|nth{nth}|{shape}|prep={prep}")


def _bare(side: str, bare: int, prep: str, slot: str, shape: str, others: int) -> Names:
    return (f"{side}|bare{bare}|prep={prep}|{slot}", f"{side}|bare{bare}|{shape}|{prep}|h{others}")


def _lexical(lemma: str, side: str, what: str) -> Names:
    return (f"w={lemma}|{side}|{what}",)


def _frame(takes: str, doer: str, led: bool, side: str, shape: str, nth: int, particle: str, pronoun: str) -> Names:
    return (
        f"object={takes}|{side}|{shape}",
        f"subject={doer}|{side}|nth{nth}",
        f"led={led}",
        f"particle={particle}|{side}",
        f"pronoun={pronoun}|{side}",
    )


def _phrase(side: str, definite: bool, joined: bool, party: bool, shape: str, cls: str, speaker: str) -> Names:
    return (
        f"{shape}|{cls}",
        f"def={definite}|{side}",
        f"joined={joined}|{side}",
        f"party={party}|{side}",
        f"speaker={speaker}|{side}",
    )


def _governed(governor: str, shape: str) -> Names:
    return (f"governor={governor}", f"governor={governor}|{shape}")


def _governed_as(governor: str, prep: str, cls: str) -> Names:
    return (f"governor={governor}|prep={prep}|{cls}",)


def _ahead(ahead: str, side: str) -> Names:
    return (f"ahead={ahead}|{side}",)


def _after_trigger(shape: str) -> Names:
    return (f"right after the trigger|{shape}",)


def _after_verb(pronoun: bool, shape: str, lemma: str) -> Names:
    return (f"after verb|{pronoun}|{shape}", f"after verb {lemma}")


def _after_word(second: str, word: str) -> Names:
    return (f"after {word}", f"after {second} {word}")
