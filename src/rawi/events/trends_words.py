"""Where a text says that something happens more often or less often: the words of ``data/trend_words.yaml``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from rawi.events.trends_files import DATA, read_yaml
from rawi.text.folding import fold_word

Direction = Literal["rise", "fall", "record"]

_BEFORE = 3  # words before a trend word that may take back what it asserts
_PURPOSE = re.compile("[وف]?ل")  # "to increase" is wanted, and not said to be so
_CLITICS = re.compile(r"^(?:[وف]?[بلك]?(?:ال)?|[وف]?لل)(?=..)")


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    direction: Direction
    words: tuple[str, ...]
    after: bool


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    trend_words: tuple[_Words, ...]
    not_after: tuple[str, ...]
    not_of: tuple[str, ...]
    frames: tuple[str, ...]


class Asserted(NamedTuple):
    """Words of a rise or fall. first, last: token range, half-open; after: the event's word comes after them."""

    first: int
    last: int
    direction: Direction
    after: bool


class _Table(NamedTuple):
    starts: dict[str, list[tuple[tuple[str, ...], Direction, bool]]]
    not_after: frozenset[str]
    not_of: frozenset[str]
    frames: frozenset[str]


@cache
def _table() -> _Table:
    found = read_yaml(DATA / "trend_words.yaml", _File)
    starts: defaultdict[str, list[tuple[tuple[str, ...], Direction, bool]]] = defaultdict(list)
    for entry in found.trend_words:
        for phrase in entry.words:
            tokens = tuple(map(fold_word, phrase.split()))
            starts[tokens[0]].append((tokens, entry.direction, entry.after))
    for phrases in starts.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    sets = (frozenset(map(fold_word, words)) for words in (found.not_after, found.not_of, found.frames))
    return _Table(dict(starts), *sets)


def asserted(words: Sequence[str], bounds: Sequence[tuple[int, int]]) -> Iterator[Asserted]:
    """Every assertion in the folded words; bounds: token ranges of the sentences."""
    table = _table()
    for start, end in bounds:
        for first in range(start, end):
            found = next((form for form in forms(words[first]) if form in table.starts), None)
            if found is None or (found != words[first] and _PURPOSE.match(words[first])):
                continue
            if any(set(forms(word)) & table.not_after for word in words[max(start, first - _BEFORE) : first]):
                continue
            for tokens, direction, after in table.starts[found]:
                last = first + len(tokens)
                if last <= end and tuple(words[first + 1 : last]) == tokens[1:]:
                    yield Asserted(first, last, direction, after)
                    break


def no_event(word: str) -> bool:
    """Whether a folded word is one of those whose rise or fall tells of no events."""
    return not _table().not_of.isdisjoint(forms(word))


def frame(word: str) -> bool:
    """Whether a folded word only holds the event that is named after it."""
    return not _table().frames.isdisjoint(forms(word))


def forms(word: str) -> tuple[str, str]:
    """The folded word as it stands, and without attached particles and article."""
    return word, _CLITICS.sub("", word)
