"""The vocabulary at reading time: what a written word may be, and which expressions stand in a document."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rawi.lexicon import stored
from rawi.lexicon.entries import Compiled, Entry, Form
from rawi.text.clitics import noun_stems, verb_stems

_MEMORY = 300_000  # words remembered; about 100 MB at most, and news rarely has more
_GAP = 3  # words that "..." in a pattern may stand for


class Match(NamedTuple):
    """One entry met in a text. Token range half-open; head: token of the word that names it.

    form: what the written form may be (0 for expressions); skip: letters of attached particles before the word;
    particle, definite, pronoun: see :class:`rawi.text.clitics.Stem`.
    """

    first: int
    last: int
    head: int
    entry: Entry
    form: int
    skip: int
    particle: str
    definite: bool
    pronoun: str


# An entry with the Form bits of the written form and its cut: letters before the word, particle, definite, pronoun.
Reading = tuple[Entry, int, int, str, bool, str]


class Looked(Protocol):
    """What is needed of a word to find expressions."""

    @property
    def lexemes(self) -> dict[int, int]: ...
    @property
    def pairs(self) -> dict[int, tuple[int, ...]]: ...
    @property
    def gapped(self) -> tuple[int, ...]: ...


class Word(NamedTuple):
    """What a written word may be: entries with their form and cut, its lexemes, and the patterns it may begin.

    pairs: by the lexeme of the word after it, the patterns that go on with that; gapped: those that go on after a gap.
    """

    readings: tuple[Reading, ...]
    lexemes: dict[int, int]  # to the letters of attached particles before it
    pairs: dict[int, tuple[int, ...]]
    gapped: tuple[int, ...]


class Lexicon:
    """Looks words up and remembers them; reading the same word again costs one dictionary access."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._words: dict[str, Word] = {}

    @classmethod
    @functools.cache
    def load(cls) -> Lexicon:
        """The vocabulary that ships with Rawi."""
        return cls(stored.decode(stored.COMPILED.read_bytes()))

    def party_name(self, party: str) -> str:
        """The neutral Arabic name of a party."""
        return self._compiled.parties[party]

    def word(self, word: str) -> Word:
        """What the folded ``word`` may be."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _MEMORY:
                self._words.clear()
            known = self._words[word] = self._analyse(word)
        return known

    def _analyse(self, word: str) -> Word:
        data = self._compiled
        readings: dict[int, Reading] = {}
        lexemes: dict[int, int] = {}
        nouns = noun_stems(word)
        whole = word in data.noun_forms or word in data.verb_forms or word in data.word_forms
        for forms, cuts in ((data.verb_forms, verb_stems(word)), (data.noun_forms, nouns), (data.word_forms, nouns)):
            best = 0
            for cut in cuts:
                known = forms.get(cut.stem)
                # The longest stem that is a word wins: "وقف" is not "و" + "قف", nor "وزير" a form of "زار".
                if known is None or len(cut.stem) < best or (whole and cut.conjunction):
                    continue
                best = len(cut.stem)
                for lexeme, form in zip(known[::2], known[1::2], strict=True):
                    lexemes.setdefault(lexeme, cut.skip)
                    for number in data.single.get(lexeme, ()):
                        reading = (data.entries[number], form, cut.skip, cut.particle, cut.definite, cut.pronoun)
                        readings.setdefault(number, reading)
        pairs: dict[int, tuple[int, ...]] = {}
        gapped: list[int] = []
        for number in sorted({number for lexeme in lexemes for number in data.starts.get(lexeme, ())}):
            second = data.patterns[number].elements[1]
            if second < 0:
                gapped.append(number)
            else:
                pairs[second] = (*pairs.get(second, ()), number)
        return Word(tuple(readings.values()), lexemes, pairs, tuple(gapped))

    def matches(
        self, words: Sequence[str], looked: Sequence[Word] = (), bounds: Sequence[tuple[int, int]] = ()
    ) -> list[Match]:
        """Every entry met in the words, in reading order; expressions before their single words.

        looked: what :meth:`word` says of each word, where the caller has it already. bounds: token ranges of the
        sentences, which no expression crosses; without them the words are one sentence.
        """
        looked = looked or [self.word(word) for word in words]
        bounds = bounds or [(0, len(words))]
        found: list[Match] = []
        for start, end in bounds:
            for i in range(start, end):
                word = looked[i]
                if word.pairs or word.gapped:
                    found += self.expressions(words, looked, i, end)
                for reading in word.readings:
                    found.append(Match(i, i + 1, i, *reading))
        return found

    def expressions(self, words: Sequence[str], looked: Sequence[Looked], i: int, end: int) -> list[Match]:
        """The expressions that begin with the word at ``i`` of a sentence that runs to ``end``."""
        word = looked[i]
        found: list[Match] = []
        for number in self._opened(word, looked, i, end):
            pattern = self._compiled.patterns[number]
            spots = _fit(pattern.elements, looked, words, i, end)
            if spots is not None:
                skip = word.lexemes[pattern.elements[0]]
                last, head = spots[-1] + 1, spots[pattern.head]
                entries = self._compiled.entries
                found += [Match(i, last, head, entries[entry], 0, skip, "", False, "") for entry in pattern.entries]
        return found

    def _opened(self, word: Looked, looked: Sequence[Looked], i: int, end: int) -> list[int]:
        """The patterns that the word at ``i`` may begin, given the words after it."""
        opened: list[int] = []
        if word.pairs and i + 1 < end:
            pairs, following = word.pairs, looked[i + 1].lexemes
            if not pairs.keys().isdisjoint(following):
                for lexeme in following:
                    opened += pairs.get(lexeme, ())
        if word.gapped:
            near = set().union(*[after.lexemes for after in looked[i + 1 : min(end, i + 10)]])
            patterns = self._compiled.patterns
            opened += [number for number in word.gapped if patterns[number].elements[-1] in near]
        return sorted(opened) if len(opened) > 1 else opened


def _fit(
    elements: tuple[int, ...], looked: Sequence[Looked], words: Sequence[str], at: int, end: int
) -> list[int] | None:
    """The token of each element that is no gap, or None where the pattern does not stand here."""
    spots: list[int] = []
    gap = False
    for element in elements:
        if element < 0:
            gap = True
            continue
        reach = min(at + (_GAP if gap else 0), end - 1)
        while at <= reach and element not in looked[at].lexemes:
            if gap and words[at] in {".", "؛", "!", "؟", "?"}:
                return None
            at += 1
        if at > reach:
            return None
        spots.append(at)
        at += 1
        gap = False
    return spots


__all__ = ["Form", "Lexicon", "Match", "Reading", "Word"]
