"""The compiled vocabulary: what the compiler writes and the reader loads.

A *lexeme* is a word with all its written forms; an *entry* is something known about a lexeme or about a sequence of
lexemes (a *pattern*). One lexeme may have entries in several domains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

Domain = Literal[
    "event", "party", "voice", "speaker", "person", "object", "context", "loaded", "hedge", "placeword", "verb"
]
Pos = Literal["verb", "noun", "participle", "word", "multiword"]


class Form:
    """Bits of what a written form may be; several at once, since unvocalised Arabic does not tell.

    Plain integers: the reader tests them many thousand times an article, and an enumeration costs ten times as much.
    """

    PAST = 1
    PRESENT = 2
    IMPERATIVE = 4
    PASSIVE_PAST = 8
    PASSIVE_PRESENT = 16
    SINGULAR = 32
    DUAL = 64
    PLURAL = 128
    WORD = 256


class Entry(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """One thing known about a word or an expression.

    domain: which vocabulary it comes from; key: the event type, party id, context class, source kind and so on;
    lemma: the word or pattern as the vocabulary file has it; tags: further facts as sorted ``name=value`` strings, each
    domain with its own (see docs/vocabulary.md).
    """

    domain: Domain
    key: str
    lemma: str
    pos: Pos
    tags: tuple[str, ...] = ()

    @cached_property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """The values of each tag."""
        found: dict[str, tuple[str, ...]] = {}
        for tag in self.tags:
            name, _, value = tag.partition("=")
            found[name] = (*found.get(name, ()), value)
        return found

    def values(self, name: str) -> tuple[str, ...]:
        """The values of the tag ``name``."""
        return self.facts.get(name, ())

    def value(self, name: str) -> str:
        """The first value of the tag ``name``, or an empty string."""
        values = self.facts.get(name)
        return values[0] if values else ""


class Pattern(msgspec.Struct, frozen=True, array_like=True):
    """A sequence of lexemes. elements: lexeme ids; -1 stands for up to three words of any kind.

    head: index into elements of the one that names the event; entries: what the whole means.
    """

    elements: tuple[int, ...]
    head: int
    entries: tuple[int, ...]


class Compiled(msgspec.Struct, frozen=True):
    """Everything that the file holds (see :mod:`rawi.lexicon.stored`).

    verb_forms, noun_forms, word_forms: folded form to (lexeme, Form bits) pairs, flattened.
    single: lexeme id to its entries; starts: lexeme id to the patterns that begin with it.
    parties: party id to its neutral Arabic name.
    """

    entries: Sequence[Entry] | Mapping[int, Entry]
    verb_forms: Mapping[str, tuple[int, ...]]
    noun_forms: Mapping[str, tuple[int, ...]]
    word_forms: Mapping[str, tuple[int, ...]]
    single: Mapping[int, tuple[int, ...]]
    patterns: Sequence[Pattern] | Mapping[int, Pattern]
    starts: Mapping[int, tuple[int, ...]]
    parties: Mapping[str, str]
