"""What a stretch of words tells that a template leaves open: numbers, dates, places; and what each word may be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from rawi.events.shingles import Body
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.lexicon.tables import table
from rawi.reading.mentions.numerals import read_number
from rawi.reading.words import FUNCTION_WORDS
from rawi.text.folding import fold_word

_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "وب", "ول", "و", "ب", "ل", "ف", "ك")
# Domains of the vocabulary whose words are no part of a name.
_PLAIN = frozenset({"event", "voice", "verb", "hedge", "placeword"})


class Word(NamedTuple):
    """What a word may be. number, weekday: its value; plain: a small word, or one that
    tells of an act or a kind of place; noun: the vocabulary has it as another word."""

    stems: frozenset[str]
    number: float | None
    weekday: str | None
    place_head: bool
    party: str | None
    plain: bool
    noun: bool

    @property
    def figure(self) -> bool:
        """Whether it is a number or a day of the week."""
        return self.number is not None or self.weekday is not None


@cache
def _calendar() -> tuple[dict[str, str], dict[str, str]]:
    """Weekdays and months by their folded names; a month in any calendar and spelling has one name of its own."""
    days = {fold_word(word): day for day, listed in table("times")["weekdays"].items() for word in listed}
    months = {
        fold_word(name): f"{system['calendar']} month {number}"
        for system in table("months").values()
        for number, names in system["months"].items()
        for name in names
    }
    return {word: f"weekday {day}" for word, day in days.items()}, months


@lru_cache(maxsize=200_000)
def known_word(word: str) -> Word:
    """What a folded word may be."""
    stems = [word, *(word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 2)]
    readings = Lexicon.load().word(word).readings
    domains = {entry.domain for entry, *_ in readings}
    days, _ = _calendar()
    return Word(
        stems=frozenset(stems),
        number=next((found[1] for stem in stems if (found := read_number([stem], 0)) is not None), None),
        weekday=next((days[s] for s in (word, word[1:], "ال" + word[2:]) if s in days), None),
        place_head=any(e.domain == "placeword" and e.key == "head" for e, *_ in readings),
        party=next((e.key for e, *_ in readings if e.domain == "party"), None),
        plain=bool(domains & _PLAIN) or word in FUNCTION_WORDS,
        noun=bool(domains - {"party"}),
    )


class Facts(NamedTuple):
    """What a stretch of words tells that a template leaves open."""

    numbers: frozenset[float]
    dates: frozenset[str]
    places: frozenset[str]


def facts(body: Body, first: int, last: int, *, everywhere: bool = False) -> Facts:
    """The numbers, dates and places told from the word ``first`` to the word before ``last``.

    everywhere: names of places that are also common words count without a word such as "village" before them.
    """
    words = body.words[first:last]
    known = [known_word(word) for word in words]
    numbers: set[float] = set()
    dates = {word.weekday for word in known if word.weekday}
    months = _calendar()[1]
    done = 0
    for i, word in enumerate(known):
        dates.update(months[name] for name in (words[i], " ".join(words[i : i + 2])) if name in months)
        if word.number is not None and i >= done:
            done, value = _number(words, i)
            numbers.add(value)
    return Facts(frozenset(numbers), frozenset(dates), frozenset(_places(words, known, everywhere)))


def _places(words: list[str], known: list[Word], everywhere: bool) -> Iterator[str]:
    """Every place that is named: by what the gazetteer has it as, or by its name after a word such as "village"."""
    gazetteer = Gazetteer.load()
    done = 0
    for i, word in enumerate(known):
        if i < done:
            continue
        headed = i > 0 and known[i - 1].place_head
        for stem in sorted(word.stems & gazetteer.first_words.keys(), key=len, reverse=True):
            for size, candidates in gazetteer.match([stem, *words[i + 1 : i + 5]], 0)[:1]:
                if everywhere or size > 1 or headed or not (word.plain or word.noun or gazetteer.is_common(stem)):
                    done = i + size
                    yield str(candidates[0])
        if headed and i >= done and not (word.plain or word.noun) and word.number is None:
            yield words[i].removeprefix("ال")


def _number(words: list[str], i: int) -> tuple[int, float]:
    """Where the number at ``i`` ends, and its value."""
    for stem in sorted(known_word(words[i]).stems, key=len, reverse=True):
        found = read_number([stem, *words[i + 1 : i + 8]], 0)
        if found is not None:
            return i + found[0], found[1]
    return i + 1, 0
