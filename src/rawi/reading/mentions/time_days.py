"""Days told in words: part of the day, "yesterday", weekday and date, which together name one day."""

from __future__ import annotations

from rawi.model.time import Grain
from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.time_parts import PartReader, Piece
from rawi.reading.mentions.time_words import ORDINALS, PARTS, RELATIVE, WEEKDAYS

_AFTER_PART = frozenset({"بعد", "قبل", "قبيل", "منتصف"})
_DATED = frozenset({"الموافق", "المصادف", "في", "بتاريخ"})
_EDGE_MARKS = frozenset("،,-ـ(")


class DayReader(PartReader):
    """Reads a day in all its tellings."""

    __slots__ = ()

    def day(self, i: int) -> Piece | None:
        """A day told by any of: part of the day, "yesterday", weekday, date; together they must agree."""
        part: str | None = None
        offset: int | None = None
        weekdays: list[int] = []
        date: Piece | None = None
        way: int | None = None
        elsewhere = False
        end = j = i
        while j < self.stop:
            word = self.words[j]
            placed = offset is not None or bool(weekdays)
            if word in _AFTER_PART and self.at(j + 1) in PARTS and part is None:
                part = PARTS[self.words[j + 1]]
                j += 2
                if not placed and self.at(j) == "الماضيه":  # "منتصف الليلة الماضية"
                    j += 1
                if placed or self.words[j - 1] in time_words.ALONE or word == "منتصف":
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
            elif word in time_words.FILLERS and not placed:
                j += 1
            elif word in {"وقت", "ساعه"} and self.at(j + 1) in time_words.HOUR_QUALITIES and not placed:
                j += 2
            elif word == "من" and not placed and (part or j > i):
                j += 1
            elif word == "(" and self.at(j + 2) == ")" and self.at(j + 1) in WEEKDAYS and placed and not weekdays:
                weekdays.append(WEEKDAYS[self.words[j + 1]])
                j = end = j + 3
            elif word in _DATED and weekdays and date is None and (date := self.date(j + 1)) is not None:
                j = end = date.end
                break
            elif word in _EDGE_MARKS and placed and self._goes_on(j + 1, weekdays, part):
                j += 1
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
            else:
                break
        if end == i:
            return None
        return self._resolved(end, part, offset, weekdays, date, way, elsewhere)

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
        if day is None and date is None and self.today is not None and not elsewhere:
            if offset is not None:
                day = dates.shift(self.today, offset)
                if day is not None and weekdays and day.weekday() != weekdays[0]:
                    conflict = True
                    day = dates.nearest_weekday(day, weekdays[0])
            elif weekdays:
                day = dates.weekday_near(self.today, weekdays[-1], way)
                if day is not None and len(weekdays) == 2:
                    day = dates.shift(day, -1)
        elif day is None and elsewhere and weekdays and self.today is not None:
            day = dates.weekday_near(self.today, weekdays[0], None)
        elif day is not None and weekdays:
            conflict = day.weekday() != weekdays[0]
        if day is None:
            return Piece(end, None, grain, rule, part)
        last = dates.shift(day, 1) if len(weekdays) == 2 else day
        return Piece(end, (day, last or day), grain, rule, part, conflict)
