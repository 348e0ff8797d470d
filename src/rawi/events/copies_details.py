"""Rare details that two articles share: an odd number with what it counts, an age, a name. They tell that both speak of
one thing, even where the words differ."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from rawi.events.copies_facts import known_word
from rawi.events.shingles import Body
from rawi.lexicon.lexicon import Lexicon
from rawi.lexicon.tables import table
from rawi.reading.words import FUNCTION_WORDS
from rawi.text.folding import fold_word

# Small and round numbers stand in every report.
_SMALL = 10
_YEARS = range(1900, 2101)
_AGES = frozenset({"عاما", "سنه", "ربيعا"})
_OLDEST = 120
_PEOPLE = frozenset({"generic", "child", "civilian", "journalist"})
_NAME = 2  # words at least
_LONGEST_NAME = 5


class Detail(NamedTuple):
    """A detail as the first article writes it, and where it stands in each; spans as in Passage."""

    text: str
    a: tuple[int, int]
    b: tuple[int, int]


def shared_details(a: Body, b: Body) -> list[Detail]:
    """The details that both bodies tell, in the order of the first: numbers and ages, then names."""
    mine, theirs = _details(a), _details(b)
    found = []
    for key in sorted(mine.keys() & theirs.keys(), key=lambda key: (key[0] == "name", mine[key])):
        span = a.span(*mine[key])
        text = a.article.text[span[0] : span[1]]
        found.append(Detail(" ".join(text.split()), span, b.span(*theirs[key])))
    return found


@lru_cache(maxsize=1024)
def _details(body: Body) -> dict[tuple[str, ...], tuple[int, int]]:
    """Each detail with the words, first and last, where it first stands."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for i, word in enumerate(body.words[:-1]):
        number = known_word(word).number
        if number is not None:
            counted = _counted(body, i, number)
            if counted:
                found.setdefault(("number", str(number), counted), (i, i + 2))
        elif _titles(word):
            end = _name_end(body, i + 1)
            if end - i > _NAME:
                found.setdefault(("name", *body.words[i + 1 : end]), (i + 1, end))
    return found


def _counted(body: Body, i: int, number: float) -> str:
    """What a number that is worth noting counts, or "": dates, clock times and measures of time are in every report."""
    following = body.words[i + 1]
    if body.between(i, i + 1).strip():
        return ""
    if following in _AGES and number < _OLDEST:
        return "age"
    if number <= _SMALL or not number % 10 or number in _YEARS:
        return ""
    known = known_word(following)
    if known.number is not None or following in FUNCTION_WORDS or known.stems & _time_words():
        return ""
    return max(known.stems, key=len)


@lru_cache(maxsize=50_000)
def _titles(word: str) -> bool:
    """Whether a word stands before the name of a person: a rank, an office, "the young man"."""
    if not word.startswith("ال"):
        return False
    readings = Lexicon.load().word(word).readings
    return any(
        entry.domain == "person" and (entry.value("rank") == "true" or entry.key in _PEOPLE) for entry, *_ in readings
    )


def _name_end(body: Body, i: int) -> int:
    """Where the words that the vocabulary does not know end, in one clause."""
    end = i
    while end < len(body) and end - i < _LONGEST_NAME and not body.between(end - 1, end).strip():
        known = known_word(body.words[end])
        if known.plain or known.noun or known.party or known.number is not None or known.weekday:
            break
        if end == i and (body.words[end].startswith("ال") or len(body.words[end]) < 3):
            break
        end += 1
    return end


@cache
def _time_words() -> frozenset[str]:
    """Months, parts of the day, and units of time."""
    months = {name for system in table("months").values() for names in system["months"].values() for name in names}
    units = {form for unit in table("times")["units"].values() for forms in unit.values() for form in forms}
    parts = {word for words in table("times")["parts_of_day"].values() for word in words}
    return frozenset(fold_word(name).split()[0] for name in months | units | parts)
