"""Stretches of the calendar: units with their direction, edges, halves, seasons, years, and ranges between two of
them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from rawi.model.time import Grain
from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.numerals import STARTERS
from rawi.reading.mentions.time_counted import CountedReader
from rawi.reading.mentions.time_parts import GRAINS, YEAR_UNITS, Piece
from rawi.reading.mentions.time_words import (
    BARE_WEEKDAYS,
    DECADES,
    DIRECTIONS,
    EDGES,
    FEASTS,
    HALVES,
    MONTHS,
    ORDINALS,
    PARTS,
    RELATIVE,
    UNITS,
    WEEKDAYS,
)

_FEW = frozenset({"القليله", "القليلين", "العشره"})
_LATEST = frozenset({"الاخير", "الاخيره"})
_TENS = {"الاوايل": "start", "الاول": "start", "الاواسط": "middle", "الاواخر": "end"}
_LINKS = frozenset({"و", "الي", "حتي", "وحتي", "والي", "-", "لغايه"})
YEAR_PAIRS = frozenset({"عامي", "سنتي", "العامين", "الاعوام", "اعوام", "السنوات", "سنوات"})
_DATES = frozenset({"date", "day_of_month"})
_RESOLVED_ANEW = frozenset({"weekday", "date", "month"})


class UnitReader(CountedReader):
    """Reads whole phrases that stand without a preposition, and ranges between two of them."""

    __slots__ = ()

    def core(self, i: int) -> Piece | None:
        """The longest phrase without a preposition that begins at ``i``; a year may stand bare."""
        word = self.at(i)
        best: Piece | None = None
        for read in _READERS.get("0" if word[:1].isdecimal() else word, ()):
            piece = read(self, i)
            if piece is not None and (best is None or piece.beats(best)):
                best = piece
        return best

    def year_piece(self, i: int, *, bare: bool = True) -> Piece | None:
        """A year, or two years: "2014-2015", "عامي 2014 و2015"."""
        if self.at(i) in YEAR_PAIRS:
            pair = self.year(i + 1, bare=True)
            if pair is None or self.at(pair[0]) not in _LINKS:
                return None
            later = self.year(pair[0] + 1, bare=True)
            if later is None or later[1] <= pair[1]:
                return None
            first, last = dates.year_days(pair[1], pair[2]), dates.year_days(later[1], later[2])
            return Piece(later[0], (first[0], last[1]) if first and last else None, "year", "years")
        read = self.year(i, bare=bare)
        if read is None or (bare and self.at(i) == "من"):
            return None
        end, year, hijri = read
        days = dates.year_days(year, hijri)
        if self.at(end) in {"-", "/"} and (other := self.year(end + 1, bare=True)) is not None and other[1] > year:
            until = dates.year_days(other[1], hijri)
            return Piece(other[0], (days[0], until[1]) if days and until else None, "year", "years")
        return Piece(end, days, "year", "year")

    def unit(self, i: int) -> Piece | None:
        """A unit with its direction: "الأسبوع الماضي", "هذا الشهر", "الـ24 ساعة الماضية", "الأعوام الماضية"."""
        j = i
        this = self.at(j) in time_words.THIS
        if this:
            j += 1
        count: float | None = None
        if self.at(j) in time_words.STRETCHES:
            end = j + 1
            if self.at(end) in {"القليله", "القصيره"}:
                end += 1
            if self.at(end) in DIRECTIONS:
                return Piece(end + 1, None, "day", "stretch")
            if self.at(end) == "الممتده":
                end += 1
            inner = self.between(end) or self.year_piece(end)
            if inner is not None:
                return inner
            return Piece(end, None, "day", "stretch") if this else None
        read = self.number(j)
        if read is not None:
            j, count = read
        unit = UNITS.get(self.at(j))
        if unit is None:
            return None
        j += 1
        after = self.number(j) if count is None else None
        if (after is not None and not self.at(j).isdecimal()) or (after is not None and after[1] < 1000):
            j, count = after
        elif self.at(j) in _FEW:
            j += 1
        if unit == UNITS["الاسبوع"] and (which := self.phrase(ORDINALS, j)) is not None and self.at(which[0]) == "من":
            return self._week_of(which[0] + 1, which[1])
        if self.at(j) in {"الاولي", "الاول"} and count and self.at(j + 1) == "من":
            return self._first_of(j + 2, unit.name, count)
        way = DIRECTIONS.get(self.at(j))
        if this:
            way = 0
        elif way is None or self.at(j) in time_words.THIS:
            if unit.name == "night" and unit.definite and self.words[j - 1] == "الليله":
                return Piece(j, self._unit_days("day", 0), "part_of_day", "unit", "ليل")
            return None
        elif not unit.definite and count is None:
            return None
        else:
            j += 1
        elsewhere = not this and self.words[j - 1] in time_words.ELSEWHERE
        if (year := self.year(j, bare=True)) is not None and unit.name == "year" and unit.number == 1:
            return Piece(year[0], dates.year_days(year[1], year[2]), "year", "year")
        if unit.name == "night":
            nights = (
                None
                if self.today is None or elsewhere
                else dates.stretch("day", 1, way, self.today)
                if way
                else (self.today, self.today)
            )
            return Piece(j, nights, "part_of_day", "unit", "ليل")
        grain = GRAINS.get(unit.name, "hour")
        if count is None and unit.number == 1 and self.words[j - 1] in _LATEST and unit.name not in {"hour", "minute"}:
            count = 1  # "the last decade" ends now; "the past year" is the calendar year before
        if count is None and unit.number == 1:
            lost = elsewhere or unit.name == "century"
            return Piece(j, None if lost else self._unit_days(grain, way), grain, "unit")
        length = count if count is not None else float(unit.number or 0)
        days = (
            dates.stretch(unit.name, length, way, self.today)
            if self.today is not None and length and way and not elsewhere
            else None
        )
        return Piece(j, days, grain, "stretch")

    def _unit_days(self, grain: Grain, way: int) -> Days | None:
        return None if self.today is None else dates.unit_days(grain, way, self.today)

    def _first_of(self, i: int, unit: str, count: float) -> Piece | None:
        """ "الشهور الستة الأولى من العام الحالي"."""
        whole = self.core(i)
        if whole is None:
            return None
        days = whole.days
        if days is not None and unit == "month":
            beyond = dates.shift_months(days[0], int(count))
            last = None if beyond is None else dates.shift(beyond, -1)
            days = None if last is None else (days[0], min(last, days[1]))
        elif days is not None:
            part = dates.stretch(unit, count, 1, days[0])
            last = None if part is None else dates.shift(part[1], -1)
            days = None if last is None else (days[0], max(days[0], min(last, days[1])))
        return Piece(whole.end, days, whole.grain, "first_of")

    def _week_of(self, i: int, which: int) -> Piece | None:
        """ "الأسبوع الثاني من مارس": seven days of the month, counted from its first."""
        month = self.core(i)
        if month is None:
            return None
        first = None if month.days is None else dates.shift(month.days[0], 7 * (which - 1))
        if first is None or month.days is None or first > month.days[1]:
            return Piece(month.end, None, "week", "week_of")
        return Piece(month.end, (first, min(first + dt.timedelta(days=6), month.days[1])), "week", "week_of")

    def edge(self, i: int) -> Piece | None:
        """The beginning, middle or end of a month, a year or a unit."""
        if self.at(i) == "عطله":  # "عطلة نهاية الأسبوع"
            i += 1
        edge = EDGES.get(self.at(i))
        j = i + 1
        if self.at(i) == "العشر":  # "العشر الأواخر من رمضان"
            edge = _TENS.get(self.at(j))
            j += 1
        if edge is None:
            return None
        if self.at(j) == "من":
            j += 1
        inner = (
            self.month_piece(j, introduced=True)
            or self.unit(j)
            or self.year_piece(j)
            or self.season(j)
            or self.decade(j)
        )
        if inner is None:
            if self.at(j) in {"الاسبوع", "الشهر", "العام"}:
                grain = GRAINS[UNITS[self.words[j]].name]
                inner = Piece(j + 1, self._unit_days(grain, 0), grain, "unit")
            else:
                return None
        return Piece(inner.end, None if inner.days is None else dates.third(inner.days, edge), inner.grain, "edge")

    def half(self, i: int) -> Piece | None:
        """ "النصف الثاني من شهر كانون الثاني"."""
        parts = HALVES.get(self.at(i))
        if parts is None:
            return None
        which = self.which(i + 1)
        if which is None or self.at(which[0]) != "من":
            return None
        whole = self.core(which[0] + 1)
        if whole is None:
            return None
        days = None if whole.days is None else dates.fraction(whole.days, parts, parts if which[1] < 0 else which[1])
        return Piece(whole.end, days, whole.grain, "half")

    def season(self, i: int) -> Piece | None:
        """A season of a year: "صيف 2014", "الصيف الماضي"."""
        j = i + 1 if self.at(i) == "فصل" else i
        season = time_words.SEASONS.get(self.at(j))
        if season is None:
            return None
        tail = self.year_tail(j + 1)
        if tail is None:
            return Piece(j + 1, None, "season", "season") if j > i else None
        end, year, way, lost = tail
        first = None
        if year is not None:
            first = dates.full_date(year, season[0], 1)
        elif not lost:
            month = dates.undated_month(season[0], self.today, way)
            first = None if month is None else month[0]
        beyond = None if first is None else dates.shift_months(first, season[1])
        last = None if beyond is None else dates.shift(beyond, -1)
        return Piece(end, None if first is None or last is None else (first, last), "season", "season")

    def between(self, i: int) -> Piece | None:
        """ "من السبت حتى الاثنين", "بين 5 و10 مايو"."""
        opener = self.at(i)
        if opener not in {"بين", "من"}:
            return None
        j = i + 1
        number = self.at(j)
        if number not in _READERS and not number[:1].isdecimal():
            return None
        first = self.core(j)
        if opener == "بين" and first is not None and first.rule == "years":
            return first
        at = first.end if first is not None else 0
        day = 0
        if first is None:
            digits = j + 1 if number == "ال" else j
            number = self.at(digits)
            if number.isdecimal() and len(number) <= 2:
                day, at = int(number), digits + 1
            elif (ordinal := self.phrase(ORDINALS, j)) is not None:
                at, day = ordinal
            if not 1 <= day <= 31:
                return None
        link = self.at(at)
        whole = link
        if link in _LINKS and (link != "و" or opener == "بين"):
            at += 1
        elif opener == "بين" and link.startswith("و") and len(link) > 3:
            self.words[at] = link[1:]
        else:
            return None
        second = self._same_month(at, first) or self.core(at)
        if second is None or (first is None and second.rule not in _DATES):
            if whole not in _LINKS:
                self.words[at] = whole
            return None
        if first is None and second.days is not None:
            begin = dates.full_date(second.days[0].year, second.days[0].month, day)
            start = None if begin is None else (begin, begin)
        else:
            start = None if first is None else self._before(j, first, second)
        days = (start[0], second.days[1]) if start and second.days and start[0] <= second.days[1] else None
        return Piece(second.end, days, second.grain, "between")

    def _same_month(self, i: int, first: Piece | None) -> Piece | None:
        """The later day in "من 17 تشرين الأول حتى 27 منه"."""
        if first is None or first.rule not in _DATES or self.at(i + 1) != "منه" or not self.at(i).isdecimal():
            return None
        begin = None if first.days is None else first.days[0]
        found = None if begin is None else dates.full_date(begin.year, begin.month, int(self.at(i)))
        return Piece(i + 2, None if found is None else (found, found), "day", "date")

    def _before(self, i: int, first: Piece, second: Piece) -> Days | None:
        """The days of the first phrase of a range; without a year or week of its own it takes that of the second."""
        if second.days is None or first.rule not in _RESOLVED_ANEW or not (first.undated or first.rule == "weekday"):
            return first.days
        if first.days is not None and second.undated and first.days[0] <= second.days[1]:
            return first.days
        today, self.today = self.today, second.days[1]
        again = self.core(i)
        self.today = today
        return first.days if again is None else again.days

    def decade(self, i: int) -> Piece | None:
        """ "ثمانينيات القرن الماضي"."""
        tens = DECADES.get(self.at(i))
        if tens is None or self.at(i + 1) != "القرن":
            return None
        which = self.at(i + 2)
        if which == "العشرين":
            century: int | None = 1900
        elif (way := DIRECTIONS.get(which)) is not None and which not in time_words.ELSEWHERE:
            century = None if self.today is None else (self.today.year // 100 + way) * 100
        else:
            return None
        first = None if century is None else dates.year_days(century + tens)
        last = None if century is None else dates.year_days(century + tens + 9)
        return Piece(i + 3, (first[0], last[1]) if first and last else None, "decade", "decade")

    def two_days(self, i: int) -> Piece | None:
        """ "يومي الجمعة والسبت", "يومي 5 و6 مايو"."""
        if self.at(i) != "يومي":
            return None
        first, second = WEEKDAYS.get(self.at(i + 1)), WEEKDAYS.get(self.at(i + 2)[1:])
        if first is None or second is None or not self.at(i + 2).startswith("و"):
            return self.days_of(i + 1)
        end = i + 3
        way = DIRECTIONS.get(self.at(end))
        lost = self.at(end) in time_words.ELSEWHERE
        if way is not None:
            end += 1
        last = None if self.today is None or lost else dates.weekday_near(self.today, second, way)
        begin = None if last is None else dates.shift(last, -((second - first) % 7))
        return Piece(end, None if begin is None or last is None else (begin, last), "day", "between")

    def days_of(self, i: int) -> Piece | None:
        """ "13 إلى 15 تموز", "5 و6 مايو": two day numbers of one month."""
        if len(self.at(i)) > 2 or self.at(i + 1) not in _LINKS:
            return None
        last = self.date(i + 2)
        if last is None or not self.at(i).isdecimal() or last.rule not in _DATES:
            return None
        days = None
        if last.days is not None:
            first = dates.full_date(last.days[0].year, last.days[0].month, int(self.at(i)))
            days = (first, last.days[1]) if first is not None and first <= last.days[1] else None
        return Piece(last.end, days, "day", "between")


def _readers() -> dict[str, tuple[Callable[[UnitReader, int], Piece | None], ...]]:
    """What each word may begin; digits stand under "0"."""
    first_words: list[tuple[Callable[[UnitReader, int], Piece | None], Iterable[str]]] = [
        (UnitReader.day, [*RELATIVE, *WEEKDAYS, *BARE_WEEKDAYS, *PARTS, *time_words.FILLERS, *time_words.THIS]),
        (UnitReader.day, ["بعد", "قبل", "قبيل", "منتصف", "وقت", "ساعه"]),
        (UnitReader.date, ["0", "ال", *ORDINALS]),
        (UnitReader.month_piece, [*MONTHS, "شهر", "شهري", "الشهر"]),
        (UnitReader.unit, ["0", "ال", *UNITS, *STARTERS, *time_words.THIS, *time_words.STRETCHES]),
        (UnitReader.edge, [*EDGES, "العشر", "عطله"]),
        (UnitReader.half, HALVES),
        (UnitReader.season, [*time_words.SEASONS, "فصل"]),
        (UnitReader.year_piece, ["0", *YEAR_UNITS, *YEAR_PAIRS]),
        (UnitReader.counted, [*ORDINALS, *WEEKDAYS, "اخر", "اليوم", "الاسبوع", "يوم", "نهار"]),
        (UnitReader.feast, FEASTS),
        (UnitReader.decade, DECADES),
        (UnitReader.two_days, ["يومي"]),
    ]
    table: dict[str, tuple[Callable[[UnitReader, int], Piece | None], ...]] = {}
    for read, words in first_words:
        for word in words:
            table[word] = (*table.get(word, ()), read)
    return table


_READERS = _readers()
