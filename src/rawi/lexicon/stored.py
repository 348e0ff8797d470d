"""The compiled vocabulary as a file: cut into small pieces that are decoded when a text first needs them.

An article uses a hundredth of the vocabulary, and decoding all of it takes longer than reading the article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rawi.lexicon.entries import Compiled, Entry, Pattern

COMPILED = Path(__file__).parent / "compiled" / "lexicon.msgpack"

_Numbers = tuple[int, ...]
_Forms = dict[str, _Numbers]
# Forms are filed under their first letters: slices of some twenty forms, and few enough slices to be listed at once.
_LETTERS = 3

T = TypeVar("T")


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """The fields of :class:`Compiled`: entries and patterns each encoded by itself, forms by their first letters."""

    entries: list[msgspec.Raw]
    verb_forms: dict[str, msgspec.Raw]
    noun_forms: dict[str, msgspec.Raw]
    word_forms: dict[str, msgspec.Raw]
    single: dict[int, _Numbers]
    patterns: list[msgspec.Raw]
    starts: dict[int, _Numbers]
    parties: dict[str, str]


class _Numbered(dict[int, T]):
    """Entries or patterns by number, each decoded when it is first asked for."""

    def __init__(self, raw: list[msgspec.Raw], kind: type[T]) -> None:
        super().__init__()
        self._raw = raw
        self._kind = kind

    def __missing__(self, number: int) -> T:
        found = self[number] = msgspec.msgpack.decode(self._raw[number], type=self._kind)
        return found


class _Sliced(Mapping[str, _Numbers]):
    """Forms with their numbers; a slice is decoded when a word that begins like it is first looked up."""

    def __init__(self, raw: dict[str, msgspec.Raw]) -> None:
        self._raw = raw
        self._slices: dict[str, _Forms] = {}

    def get(self, form: str, default: Any = None) -> Any:
        """The numbers of a form."""
        first = form[:_LETTERS]
        known = self._slices.get(first)
        if known is None:
            raw = self._raw.get(first)
            if raw is None:
                return default
            known = self._slices[first] = msgspec.msgpack.decode(raw, type=_Forms)
        return known.get(form, default)

    def __contains__(self, form: object) -> bool:
        return self.get(str(form)) is not None

    def __getitem__(self, form: str) -> _Numbers:
        found: _Numbers | None = self.get(form)
        if found is None:
            raise KeyError(form)
        return found

    def __iter__(self) -> Iterator[str]:
        for raw in self._raw.values():
            yield from msgspec.msgpack.decode(raw, type=_Forms)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def encode(compiled: Compiled) -> bytes:
    """The bytes of a file; the same for the same vocabulary."""
    return msgspec.msgpack.encode(
        (
            compiled.entries,
            _slices(compiled.verb_forms),
            _slices(compiled.noun_forms),
            _slices(compiled.word_forms),
            compiled.single,
            compiled.patterns,
            compiled.starts,
            compiled.parties,
        )
    )


def decode(data: bytes) -> Compiled:
    """The vocabulary in a file."""
    stored = msgspec.msgpack.decode(data, type=_Stored)
    return Compiled(
        entries=_Numbered(stored.entries, Entry),
        verb_forms=_Sliced(stored.verb_forms),
        noun_forms=_Sliced(stored.noun_forms),
        word_forms=_Sliced(stored.word_forms),
        single=stored.single,
        patterns=_Numbered(stored.patterns, Pattern),
        starts=stored.starts,
        parties=stored.parties,
    )


def _slices(forms: Mapping[str, _Numbers]) -> dict[str, _Forms]:
    slices: defaultdict[str, _Forms] = defaultdict(dict)
    for form, numbers in forms.items():
        slices[form[:_LETTERS]][form] = numbers
    return dict(slices)
