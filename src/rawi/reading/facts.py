"""What every trigger candidate of an article shares, and what was told so far: counted once, asked for at each word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import reduce
from operator import or_

from rawi.model.vocabulary import VIOLENT
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.kinds import PHRASES, bit_of, bits_of, mark_bits
from rawi.reading.triggers import Candidate, Option

NEAR = 8  # tokens on each side that count as near
WEAPONS = ("air", "artillery", "explosive", "smallarms", "blade")
_WEAPON_BITS = [(name, bit_of(name)) for name in WEAPONS]
_ALL_WEAPONS = bits_of(WEAPONS)


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

    heads: event words with their first type. violent: how many of them have a violent one, up to 8. weapons: for each
    sentence, the tokens of each class of weapon; weapon: the class told most. kinds: for each token, its context
    classes and the kinds of phrase over it, as bits. places: tokens of places. links, tied: tokens of linking words,
    and of words that open a clause or are verbs. turns: tokens of linking words and event words.
    """

    __slots__ = (
        "_acts", "heads", "kinds", "links", "places", "tied", "titled", "turns", "violent", "weapon", "weapons",
    )  # fmt: skip

    def __init__(self, analysis: Analysis, candidates: list[Candidate]) -> None:
        sentence = analysis.doc.sentence
        self.heads = {c.head: c.options[0].event for c in candidates}
        self.titled = _has_title_line(analysis)
        # For each sentence, the first and last token of each violent type in it.
        self._acts: dict[int, dict[str, tuple[int, int]]] = {}
        for candidate in candidates:
            head = candidate.head
            for option in candidate.options:
                if option.how == "own" and option.event in VIOLENT:
                    acts = self._acts.setdefault(sentence[head], {})
                    acts[option.event] = (acts[option.event][0] if option.event in acts else head, head)
        self.violent = min(sum(event in VIOLENT for event in self.heads.values()), 8)
        self.weapons: dict[int, dict[str, list[int]]] = {}
        counts: dict[str, int] = {}
        for token in [token for token, bits in enumerate(analysis.context) if bits & _ALL_WEAPONS]:
            classes = analysis.context[token]
            for name, bit in _WEAPON_BITS:
                if classes & bit:
                    self.weapons.setdefault(sentence[token], {}).setdefault(name, []).append(token)
                    counts[name] = counts.get(name, 0) + 1
        self.weapon = max(WEAPONS, key=lambda name: counts.get(name, 0)) if counts else "none"
        self.kinds = analysis.context.copy()
        self.places: set[int] = set()
        words = analysis.words
        self.links = [token for token, known in enumerate(words) if known.link]
        self.tied = [token for token, known in enumerate(words) if known.tied]
        self.turns = sorted({*self.links, *self.heads})

    def around(self, head: int, low: int, high: int) -> int:
        """The kinds of what stands near a candidate, as bits; of its own, only those of the phrases over it."""
        kinds = self.kinds
        return reduce(or_, kinds[low:head], kinds[head] & PHRASES) | reduce(or_, kinds[head + 1 : high], 0)

    def acts(self, number: int, head: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which violent acts the sentence tells before and after the candidate."""
        acts = self._acts.get(number)
        if acts is None:
            return (), ()
        before = tuple([event for event, (first, _) in acts.items() if first < head])
        return before, tuple([event for event, (_, last) in acts.items() if last > head])

    def nearest_weapon(self, number: int, head: int) -> tuple[str, int]:
        """The class of weapon told nearest to the candidate in its sentence, and how far off; ("", 0) if none is."""
        best = ("", 0)
        weapons = self.weapons.get(number)
        if weapons is None:
            return best
        for name, spots in weapons.items():
            at = bisect_left(spots, head)
            gaps = [head - token for token in spots[max(0, at - 1) : at]]
            gaps += [token - head for token in spots[at : at + 2] if token != head]
            if gaps and (not best[1] or min(gaps) < best[1]):
                best = (name, min(gaps))
        return best


def mark(facts: ArticleFacts, name: str, doc: Document, ranges: Iterable[tuple[int, int]]) -> None:
    """Note the tokens of phrases, and which phrases the article has not had before: a new fact makes a new claim."""
    old, new = mark_bits(name, False), mark_bits(name, True)
    kinds, words = facts.kinds, doc.words
    seen: set[str] = set()
    for first, last in ranges:
        phrase = " ".join(words[first:last])
        bits = old if phrase in seen else new
        seen.add(phrase)
        for token in range(first, last):
            kinds[token] |= bits


class History:
    """The claims told so far in an article: what is said again is seldom a new claim.

    events: how often each type was told; lemmas: of all; previous: the last violent type. sentence: the last that has
    claims; last, told: head and type of the last claim in it; here: how often it tells each type; claims: how many it
    tells.
    """

    __slots__ = ("claims", "events", "here", "last", "lemmas", "previous", "sentence", "told")

    def __init__(self) -> None:
        self.events: dict[str, int] = {}
        self.lemmas: set[str] = set()
        self.sentence = self.last = -1
        self.told = ""
        self.here: dict[str, int] = {}
        self.claims = 0
        self.previous = "none"

    def add(self, head: int, sentence: int, option: Option) -> None:
        """Remember a claim."""
        event = option.event
        self.events[event] = self.events.get(event, 0) + 1
        self.lemmas.add(option.entry.lemma)
        if sentence != self.sentence:
            self.sentence = sentence
            self.here = {}
            self.claims = 0
        self.claims += 1
        self.here[event] = self.here.get(event, 0) + 1
        self.last, self.told = head, event
        if event in VIOLENT:
            self.previous = event
