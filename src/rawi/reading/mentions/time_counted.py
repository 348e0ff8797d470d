"""Days and weeks that are counted off in something longer: "ثالث ثلاثاء من أيلول", "آخر يوم من الشهر", feasts."""

from __future__ import annotations

import datetime as dt

from rawi.reading.mentions import dates
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.time_days import DayReader
from rawi.reading.mentions.time_parts import GRAINS, Piece
from rawi.reading.mentions.time_words import BARE_WEEKDAYS, MONTHS, ORDINALS, WEEKDAYS

_LAST = frozenset({"اخر", "الاخير", "الاخيره"})
_IN = frozenset({"من", "في"})
_DAY_WORDS = frozenset({"يوم", "ايام"})


class CountedReader(DayReader):
    """Reads what is counted off in a month, a year or a feast."""

    __slots__ = ()

    def counted(self, i: int) -> Piece | None:
        """ "ثالث ثلاثاء من أيلول", "الاثنين الأخير من آذار", "أول أيام عيد الفطر", "اليوم الأخير من الشهر"."""
        which = self.which(i)
        if which is not None:
            j, number = which
            word = self.at(j)
            if word in _DAY_WORDS and self.at(j + 1) in BARE_WEEKDAYS:
                j += 1
                word = self.words[j]
            if word in _DAY_WORDS or word == "اسبوع" or word in BARE_WEEKDAYS:
                return self._counted_in(j + 1, word, number, linked=word != "ايام")
            return self._latest(j) if self.at(i) == "اخر" else None
        word = self.at(i)
        j = i
        if word in {"يوم", "نهار"} and self.at(i + 1) in WEEKDAYS:
            j += 1
            word = self.words[j]
        if word in WEEKDAYS or word in {"اليوم", "الاسبوع"}:
            which = self.which(j + 1)
            if which is not None:
                return self._counted_in(which[0], word, which[1], linked=True) or self._day_of_a_story(word, *which)
        return None

    def _latest(self, i: int) -> Piece | None:
        """ "آخر 24 ساعة", "آخر ثلاثة أيام": up to the day of publication."""
        length = self.duration(i)
        if length is None or not length.amount or self.at(length.end) in _IN:
            return None
        days = None if self.today is None else dates.stretch(length.unit, length.amount, -1, self.today)
        return Piece(length.end, days, GRAINS.get(length.unit, "hour"), "stretch")

    def _day_of_a_story(self, word: str, end: int, number: int) -> Piece | None:
        """ "اليوم الثالث على التوالي", "اليوم العاشر للهجوم": counted from a day the words do not tell."""
        if word != "اليوم" or number < 2:
            return None
        if self.at(end) == "علي" and self.at(end + 1) == "التوالي":
            return Piece(end + 2, None, "day", "day_of")
        return Piece(end, None, "day", "day_of") if self.at(end) == "من" or self.at(end).startswith("لل") else None

    def which(self, i: int) -> tuple[int, int] | None:
        """An ordinal, or "the last" as -1."""
        return (i + 1, -1) if self.at(i) in _LAST else self.phrase(ORDINALS, i)

    def _counted_in(self, j: int, word: str, number: int, *, linked: bool) -> Piece | None:
        link = self.at(j)
        if link in _IN:
            j += 1
        elif link[:1] == "ب" and (link[1:] == "شهر" or link[1:] in MONTHS):
            self.words[j] = link[1:]
        elif linked:
            return None
        whole = self.feast(j) or self.month_piece(j, introduced=True) or self.core(j)
        if link not in _IN:
            self.words[j] = link
        if whole is None or whole.grain not in {"day", "month", "year", "season"}:
            return None
        weekday = WEEKDAYS.get(word, BARE_WEEKDAYS.get(word))
        days = whole.days
        if weekday is not None:
            if number > 5:
                return None
            if days is not None and word in WEEKDAYS and number > 0:
                first = dates.shift(days[0], number - 1)
                if first is not None and first.weekday() == weekday:
                    return None  # "الثلاثاء الثالث من أيلول" where the third is a Tuesday: a date
            found = None if days is None else dates.weekday_of(days, weekday, number)
            return Piece(whole.end, None if found is None else (found, found), "day", "nth_weekday")
        if word in {"اسبوع", "الاسبوع"}:
            return Piece(whole.end, _part(days, 7, number), "week", "week_of")
        return Piece(whole.end, _part(days, 1, number), "day", "day_of")


def _part(days: Days | None, length: int, number: int) -> Days | None:
    """The ``number``-th stretch of so many days of an interval, from 1; -1 is the last."""
    if days is None:
        return None
    reach = dt.timedelta(days=length - 1)
    if number < 0:
        return (max(days[0], days[1] - reach), days[1])
    first = dates.shift(days[0], length * (number - 1))
    return None if first is None or first > days[1] else (first, min(first + reach, days[1]))
