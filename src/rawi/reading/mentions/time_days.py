"""Days told in words: part of the day, "yesterday", weekday and date, which together name one day."""

from __future__ import annotations

import datetime as dt

from rawi.model.time import Grain
from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.time_months import MonthReader
from rawi.reading.mentions.time_parts import Piece
from rawi.reading.mentions.time_words import BARE_WEEKDAYS, DIRECTIONS, ORDINALS, PARTS, RELATIVE, THIS, WEEKDAYS

_AFTER_PART = frozenset({"بعد", "قبل", "قبيل", "منتصف"})
_DATED = frozenset({"الموافق", "المصادف", "في", "بتاريخ"})
_EDGE_MARKS = frozenset("،,-ـ(/")
# Between the two days of a night: "ليل السبت على الأحد".
_NIGHT_LINKS = frozenset({"علي", "الي"})
# From here an ordinal after a weekday is no count of weekdays.
_CLEARLY_A_DATE = 6
_EVE = frozenset({"ليله", "عشيه"})
_WEEK = "الاسبوع"
_BEFORE_WEEK = THIS | {"من", _WEEK}
# A date without a year that is this far back may be the next one, if only that one has the weekday that is told.
_FAR_BACK = dt.timedelta(days=90)


class DayReader(MonthReader):
    """Reads a day in all its tellings."""

    __slots__ = ()

    def day(self, i: int) -> Piece | None:
        """A day told by any of: part of the day, "yesterday", weekday, date; together they must agree."""
        part: str | None = None
        offset: int | None = None
        weekdays: list[int] = []
        date: Piece | None = None
        way: int | None = None
        week: int | None = None
        elsewhere = past_midnight = False
        end = j = i
        if self.at(j) in THIS:
            if self.at(j + 1) in WEEKDAYS:
                j += 1
            elif self.at(j + 1) in PARTS and self.at(j + 1).startswith("ال"):
                return self._this_part(j + 1)
        while j < self.stop:
            word = self.words[j]
            placed = offset is not None or bool(weekdays)
            if word == "بعد" and self.at(j + 1) == "منتصف" and self.at(j + 2) in PARTS and not (placed or part):
                part = PARTS[self.words[j + 2]]
                past_midnight = True
                j = end = j + 3
            elif word in _AFTER_PART and self.at(j + 1) in PARTS and part is None:
                part = PARTS[self.words[j + 1]]
                j += 2
                if not placed and self.at(j) == "الماضيه":  # "منتصف الليلة الماضية"
                    j += 1
                if placed or self.words[j - 1] in time_words.ALONE or word == "منتصف" or self.words[j - 1][:2] == "ال":
                    end = j
            elif word in PARTS and part is None and (not placed or word in time_words.ALONE):
                part = PARTS[word]
                j += 1
                if placed or (word in time_words.ALONE and (word != "مساء" or j - 1 == i)):
                    end = j
            elif offset is None and date is None and (relative := self.phrase(RELATIVE, j)) is not None:
                if offset is None and weekdays:
                    break
                end, offset = relative
                j = end
                if self.at(j) in time_words.ELSEWHERE and word == "اليوم":
                    elsewhere = True
                    j = end = j + 1
                elif word == "اليوم" and self.at(j) in ORDINALS and not (part or j - 1 > i):
                    return None if (dated := self.date(j)) is None else dated
            elif word in WEEKDAYS and len(weekdays) < 2 and (not weekdays or part == "ليل"):
                if j and self.words[j - 1] in time_words.NOT_BEFORE_WEEKDAY:
                    break
                weekdays.append(WEEKDAYS[word])
                j = end = j + 1
                if self.at(j) in _BEFORE_WEEK and (told := self._week(j)) is not None:
                    end, week, elsewhere = told
                    break
            elif word in BARE_WEEKDAYS and self.at(j + 1) == _WEEK and (told := self._week(j + 1)) is not None:
                weekdays.append(BARE_WEEKDAYS[word])
                end, week, elsewhere = told
                break
            elif (word in time_words.FILLERS and not placed) or (
                word in _NIGHT_LINKS and part == "ليل" and len(weekdays) == 1 and self.at(j + 1) in WEEKDAYS
            ):
                j += 1
            elif word in {"وقت", "ساعه"} and self.at(j + 1) in time_words.HOUR_QUALITIES and not placed:
                j += 2
            elif word == "من" and not placed and (part or j > i):
                j += 1
            elif word == "(" and self.at(j + 2) == ")" and self.at(j + 1) in WEEKDAYS and placed and not weekdays:
                weekdays.append(WEEKDAYS[self.words[j + 1]])
                j = end = j + 3
            elif placed and date is None and (date := self._date_beside(j, bool(weekdays))) is not None:
                j = end = date.end
                break
            elif word in _EDGE_MARKS and placed and self._goes_on(j + 1, weekdays, part):
                j += 1
            elif weekdays and offset is None and (date := self.day_and_month(j) or self._bare_day(j, weekdays[0])):
                j = end = date.end
                break
            elif (
                placed
                and weekdays
                and date is None
                and (turn := time_words.DIRECTIONS.get(word)) is not None
                and word not in time_words.THIS
            ):
                way = turn
                elsewhere = elsewhere or word in time_words.ELSEWHERE
                j = end = j + 1
            elif date is None and (date := self.date(j)) is not None:
                j = end = date.end
                break
            elif part and not placed and (date := self.feast(j)) is not None:
                if self.words[j - 1] in _EVE and date.days is not None:
                    eve = dates.shift(date.days[0], -1) or date.days[0]
                    date = date._replace(days=(eve, eve))
                end = date.end
                break
            else:
                break
        if end == i:
            return None
        if week is not None:
            return self._in_week(end, part, weekdays[0], week, elsewhere)
        if date is not None and date.undated and weekdays:
            date = self._of_weekday(date, weekdays[0])
        piece = self._resolved(end, part, offset, weekdays, date, way, elsewhere)
        if past_midnight and piece.days is not None:
            return piece._replace(days=(piece.days[0], dates.shift(piece.days[1], 1) or piece.days[1]))
        return piece

    def _date_beside(self, i: int, weekday: bool) -> Piece | None:
        """The date after a day: in brackets, or after "الموافق" where the day is a weekday."""
        if self.at(i) == "(":
            date = self.date(i + 1)
            return None if date is None or self.at(date.end) != ")" else date._replace(end=date.end + 1)
        return self.date(i + 1) if weekday and self.at(i) in _DATED else None

    def _bare_day(self, i: int, weekday: int) -> Piece | None:
        """The number of a day after a weekday, "السبت السادس عشر": of the nearest month where the two agree."""
        found = self.phrase(ORDINALS, i)
        if found is None or found[1] < _CLEARLY_A_DATE or self.at(found[0]).isalpha():
            return None
        if self.today is not None:
            for months in (0, -1, 1):
                month = dates.shift_months(self.today, months)
                day = None if month is None else dates.full_date(month.year, month.month, found[1])
                if day is not None and day.weekday() == weekday:
                    return Piece(found[0], (day, day), "day", "day_of_month")
        return None

    def weekday_of_a_week(self, i: int) -> Piece | None:
        """ "خميس الأسبوع الماضي"."""
        return self.day(i) if self.at(i + 1) == _WEEK else None

    def this_day(self, i: int) -> Piece | None:
        """ "هذا الاثنين", "هذا المساء"."""
        return self.day(i) if self.at(i + 1) in WEEKDAYS or self.at(i + 1) in PARTS else None

    def _this_part(self, i: int) -> Piece:
        """ "هذا المساء", "هذا الصباح"."""
        days = None if self.today is None else (self.today, self.today)
        return Piece(i + 1, days, "part_of_day", "part_of_day", PARTS[self.words[i]])

    def _week(self, i: int) -> tuple[int, int, bool] | None:
        """The week of a weekday, "من الأسبوع الماضي": the index after it, how many weeks off, and whether it counts
        from another time than publication."""
        j = i + 1 if self.at(i) == "من" else i
        this = self.at(j) in THIS
        if this:
            j += 1
        if self.at(j) != _WEEK:
            return None
        if this:
            return j + 1, 0, False
        way = DIRECTIONS.get(self.at(j + 1))
        return None if way is None else (j + 2, way, self.words[j + 1] in time_words.ELSEWHERE)

    def _in_week(self, end: int, part: str | None, weekday: int, week: int, elsewhere: bool) -> Piece:
        whole = None if self.today is None or elsewhere else dates.unit_days("week", week, self.today)
        day = None if whole is None else dates.weekday_of(whole, weekday, 1)
        grain: Grain = "part_of_day" if part else "day"
        return Piece(end, None if day is None else (day, day), grain, "weekday", part)

    def _of_weekday(self, date: Piece, weekday: int) -> Piece:
        """The date in the coming year, where that and not the last such date has the weekday."""
        if date.days is None or self.today is None or date.days[0].weekday() == weekday:
            return date
        day = date.days[0]
        if self.today - day < _FAR_BACK:
            return date
        ahead = dates.full_date(day.year + 1, day.month, day.day)
        return date if ahead is None or ahead.weekday() != weekday else date._replace(days=(ahead, ahead))

    def _goes_on(self, j: int, weekdays: list[int], part: str | None) -> bool:
        """Whether a comma or dash inside a day phrase is followed by more of the same day."""
        word = self.at(j)
        if word in WEEKDAYS:
            return not weekdays or part == "ليل"
        if self.words[j - 1] in {"-", "("}:
            return False
        return word[:1].isdecimal() and (read := self.date(j)) is not None and read.end > j

    def _resolved(
        self,
        end: int,
        part: str | None,
        offset: int | None,
        weekdays: list[int],
        date: Piece | None,
        way: int | None,
        elsewhere: bool,
    ) -> Piece:
        grain: Grain = "part_of_day" if part else "day"
        day = date.days[0] if date is not None and date.days is not None else None
        rule = (
            "date"
            if date is not None
            else "relative_day"
            if offset is not None
            else "weekday"
            if weekdays
            else "part_of_day"
        )
        conflict = False
        undated = date is not None and date.undated
        if day is None and date is None and self.today is not None and not elsewhere:
            if offset is not None:
                day = dates.shift(self.today, offset)
                if day is not None and weekdays and day.weekday() != weekdays[0]:
                    conflict = True
                    day = dates.nearest_weekday(day, weekdays[0])
                    if offset < 0 and day is not None and day >= self.today:
                        day = dates.shift(day, -7)
            elif weekdays:
                day = dates.weekday_near(self.today, weekdays[-1], way)
                if day is not None and len(weekdays) == 2:
                    day = dates.shift(day, -1)
        elif day is None and elsewhere and weekdays and self.today is not None:
            day = dates.weekday_near(self.today, weekdays[0], way)
        elif day is not None and weekdays:
            conflict = day.weekday() != weekdays[0]
        if day is None:
            return Piece(end, None, grain, rule, part, undated=undated)
        last = dates.shift(day, 1) if len(weekdays) == 2 else day
        return Piece(end, (day, last or day), grain, rule, part, conflict, undated)
