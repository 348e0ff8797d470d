"""Parts of time phrases: years and durations, read from a list of folded words.

Every reader takes the index of a word and gives a :class:`Piece`, or None where no such part begins there.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, TypeVar

from rawi.model.time import Grain
from rawi.reading.mentions import time_words
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.numerals import read_number
from rawi.reading.mentions.time_words import UNITS

T = TypeVar("T")

GRAINS: dict[str, Grain] = {
    "hour": "hour",
    "day": "day",
    "night": "part_of_day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "century": "decade",
}
FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_HIJRI, LAST_HIJRI = 1343, 1500
YEAR_MARKS = {"م": False, "ه": True, "هجري": True, "هجريه": True, "الهجري": True, "ميلادي": False, "ميلاديه": False}
_ABOUT = (("ما", "يقرب", "من"), ("ما", "يقارب"), ("نحو",), ("حوالي",), ("قرابه",), ("زهاء",))
_MORE_OR_LESS = (("اكثر", "من"), ("اقل", "من"), ("ازيد", "من"), ("ما", "يزيد", "عن"), ("ما", "يزيد", "علي"))
_JUST_ONE = frozenset({"واحد", "واحده"})
_SEVERAL = frozenset({"بضعه", "بضع", "عده", "بعض"})


class Piece(NamedTuple):
    """A part that was read. end: index after its last word; days: None where it cannot be placed.

    undated: a date or month whose year the words do not tell.
    event: words at the end that name an event: they belong to the phrase, and may be read as more than a time.
    """

    end: int
    days: Days | None
    grain: Grain
    rule: str
    part: str | None = None
    conflict: bool = False
    undated: bool = False
    event: int = 0

    def beats(self, other: Piece) -> bool:
        """Whether this reading of the same place is the better one: longer, or as long and better placed."""
        if self.end != other.end:
            return self.end > other.end
        return (other.conflict and not self.conflict) or (other.days is None and self.days is not None)


class Duration(NamedTuple):
    """A length of time. amount: None where it is not said; exact: not "more than" or "less than"."""

    end: int
    unit: str
    amount: float | None
    exact: bool


class PartReader:
    """Reads parts at an index. Words beyond ``stop`` are not looked at."""

    __slots__ = ("stop", "today", "words")

    def __init__(self, words: list[str], today: dt.date | None) -> None:
        self.words = words
        self.stop = len(words)
        self.today = today

    def at(self, i: int) -> str:
        """The word at an index, or an empty string beyond the end of the sentence."""
        return self.words[i] if i < self.stop else ""

    def phrase(self, table: dict[str, list[tuple[tuple[str, ...], T]]], i: int) -> tuple[int, T] | None:
        """The longest sequence of a table that begins at ``i``: the index after it and its value."""
        words = self.words
        found = table.get(words[i]) if i < self.stop else None
        if found is None:
            return None
        following = words[i + 1] if i + 1 < self.stop else ""
        for rest, value in found:
            if not rest:
                return i + 1, value
            if rest[0] == following:
                end = i + 1 + len(rest)
                if end <= self.stop and (len(rest) == 1 or tuple(words[i + 1 : end]) == rest):
                    return end, value
        return None

    def core(self, i: int) -> Piece | None:
        """The longest phrase without a preposition that begins at ``i``."""
        raise NotImplementedError

    def number(self, i: int) -> tuple[int, float] | None:
        """A number, within the sentence."""
        if i >= self.stop:
            return None
        start = i + 1 if self.words[i] == "ال" and i + 1 < self.stop else i
        read = read_number(self.words, start)
        return None if read is None or read[0] > self.stop else read

    # years ----------------------------------------------------------------------------------------------------------

    def year(self, i: int, *, bare: bool) -> tuple[int, int, bool] | None:
        """A year: the index after it, its number, whether it is Hijri. bare: the word "عام" may be missing."""
        j = i
        word = self.at(i)
        if word in {"من", "ل"} and (self.at(i + 1) in YEAR_UNITS or self.at(i + 1).isdecimal()):
            j += 1
            word = self.at(j)
        named = word in YEAR_UNITS or word in _OF_A_YEAR
        if named:
            j += 1
            word = self.at(j)
            if word == "(":
                j += 1
                word = self.at(j)
        elif not bare:
            return None
        if len(word) != 4 or not word.isdecimal():
            return None
        value = int(word)
        mark = YEAR_MARKS.get(self.at(j + 1))
        if mark is not None:
            j += 1
        hijri = bool(mark) or (mark is None and named and FIRST_HIJRI <= value <= LAST_HIJRI)
        if not (FIRST_HIJRI <= value <= LAST_HIJRI if hijri else FIRST_YEAR <= value <= LAST_YEAR):
            return None
        return j + 1, value, hijri

    def year_tail(self, i: int) -> tuple[int, int | None, int | None, bool] | None:
        """What says the year of a month: (end, year, way, lost). lost: "last year" with no publication date."""
        word = self.at(i)
        if word in {"،", ","} and len(self.at(i + 1)) == 4 and (read := self.year(i + 1, bare=True)):
            return read[0], read[1], None, False
        if word in time_words.DIRECTIONS and word not in time_words.THIS:
            way = time_words.DIRECTIONS[word]
            if word in time_words.ELSEWHERE:
                return i + 1, None, None, True
            if (more := self.year(i + 1, bare=True)) is not None:
                return more[0], more[1], None, False
            return i + 1, None, way, False
        if (read := self.year(i, bare=True)) is not None:
            return read[0], read[1], None, False
        if word == "في" and (read := self.year(i + 1, bare=False)) is not None:
            return read[0], read[1], None, False
        j = i + 1 if word == "من" else i
        if self.at(j) in time_words.THIS:
            j += 1
        if self.at(j) in {"العام", "السنه"}:
            if (way_of := time_words.DIRECTIONS.get(self.at(j + 1))) is None:
                return (
                    (j + 1, None if self.today is None else self.today.year, None, self.today is None)
                    if self.at(j - 1) in time_words.THIS
                    else None
                )
            if (more := self.year(j + 2, bare=True)) is not None:
                return more[0], more[1], None, False
            if self.today is None or self.at(j + 1) in time_words.ELSEWHERE:
                return j + 2, None, None, True
            return j + 2, self.today.year + way_of, None, False
        return None

    # durations ------------------------------------------------------------------------------------------------------

    def duration(self, i: int) -> Duration | None:
        """A length of time: "ثلاثة أيام", "نحو أسبوعين", "أكثر من شهر", "بضع ساعات"."""
        j = i
        exact = True
        for opener in _ABOUT:
            if tuple(self.words[j : j + len(opener)]) == opener:
                j += len(opener)
                break
        else:
            for opener in _MORE_OR_LESS:
                if tuple(self.words[j : j + len(opener)]) == opener:
                    j += len(opener)
                    exact = False
                    break
        several = self.at(j) in _SEVERAL
        if several:
            j += 1
        unit = UNITS.get(self.at(j))
        if unit is not None and not unit.definite:
            end = j + 1
            if unit.number and self.at(end) in {"ونصف", "والنصف"}:
                return Duration(end + 1, unit.name, unit.number + 0.5, exact)
            if unit.number == 1 and self.at(end) in _JUST_ONE:
                end += 1
            return Duration(end, unit.name, None if several or not unit.number else unit.number, exact)
        read = self.number(j)
        if read is None:
            return None
        unit = UNITS.get(self.at(read[0]))
        if unit is None or unit.number == 2 or unit.definite or read[1] > 10000:
            return None
        return Duration(read[0] + 1, unit.name, read[1], exact)


YEAR_UNITS = frozenset({"عام", "العام", "سنه", "السنه"})
_OF_A_YEAR = frozenset({"لعام", "للعام", "لسنه", "للسنه", "بعام", "بالعام"})
