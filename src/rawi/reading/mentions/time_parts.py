"""Parts of time phrases: dates, months, years and durations, read from a list of folded words.

Every reader takes the index of a word and gives a :class:`Piece`, or None where no such part begins there.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple, TypeVar

from rawi.model.time import Grain
from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.numerals import read_number
from rawi.reading.mentions.time_words import MONTHS, ORDINALS, UNITS, Month

T = TypeVar("T")

_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500
_YEAR_MARKS = {"م": False, "ه": True, "هجري": True, "هجريه": True, "الهجري": True, "ميلادي": False, "ميلاديه": False}
_ABOUT = (("ما", "يقرب", "من"), ("ما", "يقارب"), ("نحو",), ("حوالي",), ("قرابه",), ("زهاء",))
_MORE_OR_LESS = (("اكثر", "من"), ("اقل", "من"), ("ازيد", "من"), ("ما", "يزيد", "عن"), ("ما", "يزيد", "علي"))
_SEVERAL = frozenset({"بضعه", "بضع", "عده", "بعض"})


class Piece(NamedTuple):
    """A part that was read. end: index after its last word; days: None where it cannot be placed."""

    end: int
    days: Days | None
    grain: Grain
    rule: str
    part: str | None = None
    conflict: bool = False


class Duration(NamedTuple):
    """A length of time. amount: None where it is not said; exact: not "more than" or "less than"."""

    end: int
    unit: str
    amount: float | None
    exact: bool


class MonthRead(NamedTuple):
    """A month name with what follows it. firm: something beside the name shows that it is a month."""

    end: int
    number: int
    hijri: bool
    year: int | None
    way: int | None
    firm: bool
    lost: bool


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
        if word in {"من", "ل"} and (self.at(i + 1) in _YEAR_UNITS or self.at(i + 1).isdecimal()):
            j += 1
            word = self.at(j)
        named = word in _YEAR_UNITS or word in {"لعام", "للعام", "لسنه"}
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
        mark = _YEAR_MARKS.get(self.at(j + 1))
        if mark is not None:
            j += 1
        hijri = bool(mark) or (mark is None and named and _FIRST_HIJRI <= value <= _LAST_HIJRI)
        if not (_FIRST_HIJRI <= value <= _LAST_HIJRI if hijri else _FIRST_YEAR <= value <= _LAST_YEAR):
            return None
        return j + 1, value, hijri

    def _year_tail(self, i: int) -> tuple[int, int | None, int | None, bool] | None:
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

    # months ---------------------------------------------------------------------------------------------------------

    def month(self, i: int, *, numbered: bool = False) -> MonthRead | None:
        """A month name, its twin in another system, and the year or direction after it."""
        j = i
        firm = numbered
        if self.at(j) in {"شهر", "شهري", "لشهر"}:
            firm = True
            j += 1
        found = self.phrase(MONTHS, j)
        if found is None:
            return None
        j, month = found
        if month.day_only and not numbered:
            return None
        twin = self._twin(j, month)
        if twin is not None:
            firm = True
            j = twin
        tail = self._year_tail(j)
        if tail is None:
            return MonthRead(j, month.number, month.hijri, None, None, firm or month.alone, lost=False)
        end, year, way, lost = tail
        return MonthRead(end, month.number, month.hijri, year, way, True, lost)

    def _twin(self, j: int, month: Month) -> int | None:
        """The index after the other name of the same month: "يوليو/تموز", "آذار (مارس)"."""
        mark = self.at(j)
        if mark not in {"/", "(", "-", "\\"}:
            return None
        other = self.phrase(MONTHS, j + 1)
        if other is None or other[1].number != month.number:
            return None
        end = other[0]
        if mark == "(":
            return end + 1 if self.at(end) == ")" else None
        return end

    def month_piece(self, i: int, *, introduced: bool | None = None) -> Piece | None:
        """A month as a phrase of its own. introduced: a word before it shows that a month may follow."""
        read = self.month(i)
        if read is None:
            return None
        if not read.firm:
            if introduced is None:
                introduced = i > 0 and self.words[i - 1] in time_words.INTRODUCERS
            if not introduced or self.words[i] not in time_words.AFTER_INTRODUCER:
                return None
        days = None
        if not read.lost:
            if read.year is not None:
                days = dates.month_days(read.year, read.number, read.hijri)
            else:
                days = dates.undated_month(read.number, self.today, read.way, read.hijri)
        return Piece(read.end, days, "month", "month")

    # dates ----------------------------------------------------------------------------------------------------------

    def date(self, i: int) -> Piece | None:
        """A day of the calendar: "14 يناير 2022", "السادس من أبريل", "9/2/2022", "20 الشهر الجاري"."""
        word = self.at(i)
        if word[:1].isdecimal():
            numeric = self._numeric(i)
            if numeric is not None:
                return numeric
            if len(word) > 2 or not word.isdecimal():
                return None
            day, j = int(word), i + 1
        else:
            found = self.phrase(ORDINALS, i)
            if found is None:
                return None
            j, day = found
        if not 1 <= day <= 31:
            return None
        return self.dated(day, j)

    def dated(self, day: int, j: int) -> Piece | None:
        """The rest of a date after its day number."""
        if self.at(j) in {"من", "ل"}:
            j += 1
        if self.at(j) == "الشهر" or (self.at(j) in {"هذا", "شهر"} and self.at(j + 1) in {"الشهر", "الجاري"}):
            j += 1 if self.at(j) != "هذا" else 2
            way = time_words.DIRECTIONS.get(self.at(j), None)
            if way is None and self.at(j - 2) != "هذا":
                return None
            if way is not None:
                j += 1
            if self.today is None:
                return Piece(j, None, "day", "day_of_month")
            month = dates.shift_months(self.today, way or 0)
            exact = None if month is None else dates.full_date(month.year, month.month, day)
            return Piece(j, None if exact is None else (exact, exact), "day", "day_of_month")
        read = self.month(j, numbered=True)
        if read is None:
            return None
        if read.lost:
            found = None
        elif read.year is not None:
            found = dates.full_date(read.year, read.number, day, read.hijri)
        else:
            found = dates.undated_day(read.number, day, self.today, read.way, read.hijri)
        return Piece(read.end, None if found is None else (found, found), "day", "date")

    def _numeric(self, i: int) -> Piece | None:
        slashed = _SLASHED.fullmatch(self.words[i])
        if slashed is not None:
            return self._ordered(i + 1, slashed[1], slashed[2], slashed[3])
        if self.at(i + 1) in {"-", "/"} and self.at(i + 3) == self.at(i + 1) and self.at(i + 4).isdecimal():
            return self._ordered(i + 5, self.at(i), self.at(i + 2), self.at(i + 4))
        return None

    def _ordered(self, end: int, first: str, second: str, third: str) -> Piece | None:
        """Day, month, year in either direction. A month above 12 shows the American order."""
        if not (first.isdecimal() and second.isdecimal() and third.isdecimal()):
            return None
        a, b, c = int(first), int(second), int(third)
        if len(first) == 4:
            a, c = c, a
        elif len(third) == 2:
            c += 2000
        elif len(third) != 4:
            return None
        if b > 12 >= a:
            a, b = b, a
        if not _FIRST_HIJRI <= c <= _LAST_YEAR:
            return None
        hijri = c <= _LAST_HIJRI
        found = dates.full_date(c, b, a, hijri)
        if found is None:
            return None
        if self.at(end) in _YEAR_MARKS:
            end += 1
        return Piece(end, (found, found), "day", "date")

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
            return Duration(end, unit.name, None if several or not unit.number else unit.number, exact)
        read = self.number(j)
        if read is None:
            return None
        unit = UNITS.get(self.at(read[0]))
        if unit is None or unit.number == 2 or unit.definite or read[1] > 10000:
            return None
        return Duration(read[0] + 1, unit.name, read[1], exact)


_YEAR_UNITS = frozenset({"عام", "العام", "سنه", "السنه"})
