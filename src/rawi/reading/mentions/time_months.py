"""Months, days of the calendar and feasts: "شباط 2020", "14 يناير 2022", "السادس من أبريل", "9/2/2022"."""

from __future__ import annotations

import re
from typing import NamedTuple

from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.time_parts import (
    FIRST_HIJRI,
    LAST_HIJRI,
    LAST_YEAR,
    YEAR_MARKS,
    PartReader,
    Piece,
)
from rawi.reading.mentions.time_words import FEASTS, MONTHS, ORDINALS, WEEKDAYS, Month

_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})")
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_SAME_DAY = frozenset({"الموافق", "الموافقه", "المصادف"})
_DAY_LINKS = frozenset({"-", "الي", "حتي"})
_TWIN_MARKS = frozenset({"/", "(", "-", "\\"})
# Words that, right after the number of a day, tell its month ("14 الجاري").
_OF_MONTH = frozenset({"الجاري", "الحالي", "الماضي", "المنصرم", "الفايت", "المقبل", "القادم"})
_BEFORE_BARE_DAY = frozenset({"في", "يوم", "منذ", "حتي", "من", "الي", "بتاريخ", "الموافق"})
# What may stand right before a feast that tells when: elsewhere it is an occasion ("هنأه بعيد الأضحى").
_BEFORE_FEAST = frozenset({"في", "يوم", "ايام", "ليله", "صباح", "عشيه", "من", "نهايه", "اول", "ثاني", "ثالث"}).union(
    *(time_words.PREPOSITIONS[name] for name in ("since", "before", "after", "during", "until"))
) - {"حلول"}


class MonthRead(NamedTuple):
    """A month name with what follows it. firm: something beside the name shows that it is a month."""

    end: int
    number: int
    hijri: bool
    year: int | None
    way: int | None
    firm: bool
    lost: bool


class MonthReader(PartReader):
    """Reads months, dates and feasts."""

    __slots__ = ()

    def month(self, i: int, *, numbered: bool = False, bounded: bool = False) -> MonthRead | None:
        """A month name, its twin in another system, and the year or direction after it.

        numbered: after the number of a day; bounded: after a word for a part of it. Either lets a month be told by
        its number alone ("شهر 3"), as a year does.
        """
        j = i
        firm = numbered
        if self.at(j) in {"شهر", "شهري", "لشهر"}:
            firm = True
            j += 1
        found = self.phrase(MONTHS, j)
        if found is None:
            counted = self._counted_month(i)
            if counted is None:
                return None
            j, month = counted
        else:
            j, month = found
            if month.day_only and not numbered:
                return None
            twin = self._twin(j, month)
            if twin is not None:
                firm = True
                j = twin
        tail = self._hijri_year(j) if month.hijri else None
        tail = tail or self.year_tail(j)
        if tail is None:
            if found is None and not (numbered or bounded):
                return None
            return MonthRead(j, month.number, month.hijri, None, None, firm or month.alone, lost=False)
        end, year, way, lost = tail
        return MonthRead(end, month.number, month.hijri, year, way, True, lost)

    def _hijri_year(self, i: int) -> tuple[int, int | None, int | None, bool] | None:
        """A year after a Hijri month, which needs no mark: "محرم 1443"."""
        word = self.at(i)
        if len(word) != 4 or not word.isdecimal() or not FIRST_HIJRI <= int(word) <= LAST_HIJRI:
            return None
        return i + 2 if self.at(i + 1) in YEAR_MARKS else i + 1, int(word), None, False

    def _counted_month(self, i: int) -> tuple[int, Month] | None:
        """ "شهر 3", "شهر ثلاثة", "الشهر الثالث"."""
        if self.at(i) == "شهر":
            read = self.number(i + 1)
        elif self.at(i) == "الشهر":
            read = self.phrase(ORDINALS, i + 1)
        else:
            return None
        if read is None or not 1 <= read[1] <= 12 or read[1] != int(read[1]):
            return None
        return read[0], Month(int(read[1]), hijri=False, alone=True, day_only=False)

    def _twin(self, j: int, month: Month) -> int | None:
        """The index after the other name of the same month: "يوليو/تموز", "آذار (مارس)", "تموز يوليو"."""
        mark = self.at(j)
        if mark not in _TWIN_MARKS:
            beside = self.phrase(MONTHS, j) if mark in MONTHS else None
            return beside[0] if beside is not None and beside[1].number == month.number else None
        other = self.phrase(MONTHS, j + 1)
        if other is None or other[1].number != month.number:
            return None
        end = other[0]
        if mark == "(":
            return end + 1 if self.at(end) == ")" else None
        return end

    def month_piece(self, i: int, *, introduced: bool | None = None) -> Piece | None:
        """A month as a phrase of its own. introduced: a word before it shows that a month may follow."""
        read = self.month(i, bounded=introduced is True)
        if read is None:
            return None
        if not read.firm:
            if introduced is None:
                introduced = i > 0 and self.words[i - 1] in time_words.INTRODUCERS
            if not introduced or self.words[i] not in time_words.AFTER_INTRODUCER:
                return None
        days = self._days_of_month(read)
        if (pair := self._month_pair(i, read) or self._days_after(read)) is not None:
            return pair
        return Piece(read.end, days, "month", "month", undated=read.year is None and read.way is None)

    def _days_of_month(self, read: MonthRead) -> Days | None:
        if read.lost:
            return None
        if read.year is not None:
            return dates.month_days(read.year, read.number, read.hijri)
        return dates.undated_month(read.number, self.today, read.way, read.hijri)

    def _month_pair(self, i: int, first: MonthRead) -> Piece | None:
        """ "شهري يناير وفبراير 2020"."""
        word = self.at(first.end)
        if self.words[i] != "شهري" or not word.startswith("و"):
            return None
        self.words[first.end] = word[1:]
        second = self.month(first.end)
        self.words[first.end] = word
        if second is None:
            return None
        last = self._days_of_month(second)
        begin = None if last is None else dates.month_days(last[0].year, first.number, first.hijri)
        days = (begin[0], last[1]) if begin and last and begin[0] <= last[0] and not first.hijri else None
        return Piece(second.end, days, "month", "between")

    def _days_after(self, read: MonthRead) -> Piece | None:
        """ "تموز 13 - 15", where no counted noun follows."""
        j = read.end
        if self.at(j + 1) not in _DAY_LINKS or self.at(j + 3).isalpha() or read.hijri or read.year is not None:
            return None
        if not (self.at(j).isdecimal() and self.at(j + 2).isdecimal()):
            return None
        first = dates.undated_day(read.number, int(self.at(j)), self.today, read.way)
        last = None if first is None else dates.full_date(first.year, read.number, int(self.at(j + 2)))
        days = (first, last) if first is not None and last is not None and first <= last else None
        return Piece(j + 3, days, "day", "between")

    # dates ----------------------------------------------------------------------------------------------------------

    def date(self, i: int) -> Piece | None:
        """A day of the calendar: "14 يناير 2022", "السادس من أبريل", "9/2/2022", "20 الشهر الجاري"."""
        word = self.at(i)
        if word == "ال":  # "الـ14 من يناير"
            i += 1
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
        of = j + 1 if self.at(j) == "من" else j
        if self.at(of) in _OF_MONTH and i and (self.words[i - 1] in _BEFORE_BARE_DAY or self.words[i - 1] in WEEKDAYS):
            return self._of_month(day, of + 1, time_words.DIRECTIONS[self.words[of]])
        return self.dated(day, j)

    def _of_month(self, day: int, end: int, way: int) -> Piece:
        """A day of the month so many months from that of publication."""
        month = None if self.today is None else dates.shift_months(self.today, way)
        exact = None if month is None else dates.full_date(month.year, month.month, day)
        return Piece(end, None if exact is None else (exact, exact), "day", "day_of_month")

    def dated(self, day: int, j: int) -> Piece | None:
        """The rest of a date after its day number."""
        if self.at(j) in {"من", "ل"}:
            j += 1
        if self.at(j) == "الشهر" or (self.at(j) in {"هذا", "شهر"} and self.at(j + 1) in {"الشهر", "الجاري"}):
            j += 1 if self.at(j) != "هذا" else 2
            way = time_words.DIRECTIONS.get(self.at(j), None)
            if way is not None and self.words[j] in time_words.ELSEWHERE:
                return Piece(j + 1, None, "day", "day_of_month")
            if way is not None or self.at(j - 2) == "هذا":
                return self._of_month(day, j if way is None else j + 1, way or 0)
            j -= 1
        read = self.month(j, numbered=True)
        if read is None:
            return None
        if read.lost:
            found = None
        elif read.year is not None:
            found = dates.full_date(read.year, read.number, day, read.hijri)
        else:
            found = dates.undated_day(read.number, day, self.today, read.way, read.hijri)
        end = read.end
        if read.hijri and self.at(end) in _SAME_DAY and (other := self.date(end + 1)) is not None:
            return other
        undated = read.year is None and read.way is None and not read.lost
        return Piece(end, None if found is None else (found, found), "day", "date", undated=undated)

    def day_and_month(self, i: int) -> Piece | None:
        """ "21/9", where something before it shows that it is a date."""
        match = _DAY_MONTH.fullmatch(self.at(i))
        if match is None or not 1 <= int(match[2]) <= 12:
            return None
        found = dates.undated_day(int(match[2]), int(match[1]), self.today, None)
        return Piece(i + 1, None if found is None else (found, found), "day", "date", undated=True)

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
        if not FIRST_HIJRI <= c <= LAST_YEAR:
            return None
        hijri = c <= LAST_HIJRI
        found = dates.full_date(c, b, a, hijri)
        if found is None:
            return None
        if self.at(end) in YEAR_MARKS:
            end += 1
        return Piece(end, (found, found), "day", "date")

    def feast(self, i: int) -> Piece | None:
        """A feast with a fixed day in its calendar: "عيد الفطر 2021", "عيد الميلاد الماضي"."""
        found = self.phrase(FEASTS, i)
        if found is None or not i or self.words[i - 1] not in _BEFORE_FEAST:
            return None
        end, feast = found
        tail = self.year_tail(end)
        first = None
        if tail is None or tail[1] is None:
            way = None if tail is None else tail[2]
            if tail is None or not tail[3]:
                first = dates.undated_day(feast.month, feast.day, self.today, way, feast.hijri)
        else:
            first = dates.full_date(tail[1], feast.month, feast.day, feast.hijri)
        last = None if first is None else dates.shift(first, feast.length - 1)
        days = None if first is None or last is None else (first, last)
        return Piece(end if tail is None else tail[0], days, "day", "feast")
