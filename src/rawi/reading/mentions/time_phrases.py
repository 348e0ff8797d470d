"""Whole time phrases: what stands without a preposition, with the prepositions before it."""

from __future__ import annotations

from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.time_events import EventReader
from rawi.reading.mentions.time_parts import GRAINS, Piece
from rawi.reading.mentions.time_words import CHAIN_STOPS, ORDINALS, PARTS, PREPOSITIONS, UNTIL_LINKS

CLOCK_OPENERS = frozenset({"حوالي", "نحو", "قرابه", "عند", "تمام"})
_ZONE = frozenset({"بتوقيت", "بالتوقيت"})
_ALONE = frozenset({"وحده", "وحدها", "فقط"})
_BEFORE_DAY = frozenset({"سابق", "لاحق", "سابقا", "لاحقا", "متاخر", "متاخره"})
_RECURRING = frozenset({"اليوم", "الشهر", "الوقت", "التاريخ"})
_NOW = frozenset({"الان", "اللحظه", "الساعه"})
_CLOCK_REST = frozenset({"والنصف", "والربع", "والثلث", "ونصف", "وربع", "دقيقه", "بتوقيت", "بالتوقيت"})


class PhraseReader(EventReader):
    """Whole phrases: parts with what stands before them."""

    __slots__ = ()

    def named_year(self, i: int) -> Piece | None:
        """A year with the word for it, or after a preposition."""
        return self.year_piece(i, bare=bool(i) and self.words[i - 1] in time_words.INTRODUCERS)

    def clock(self, i: int) -> Piece | None:
        """An hour, with the day it belongs to: "الساعة الثامنة مساء", "الخامسة والنصف بعد ظهر الجمعة"."""
        j = i
        while self.at(j) in CLOCK_OPENERS:
            j += 1
        named = self.at(j) == "الساعه"
        if named:
            j += 1
        hour = self.phrase(ORDINALS, j)
        if hour is not None:
            j = hour[0]
        elif named and self.at(j)[:1].isdecimal():
            j += 1
        else:
            return None
        while self.at(j) in _CLOCK_REST or (self.at(j) == "و" and self.at(j + 1).isdecimal()):
            j += 2 if self.at(j) in {"و", "بتوقيت", "بالتوقيت"} else 1
        after = self.day(j + 1 if self.at(j) == "من" else j)
        if after is not None:
            end = after.end
            if self.at(end) in _ZONE:
                end += 2
            return Piece(min(end, self.stop), after.days, "hour", "clock", after.part, after.conflict)
        return Piece(j, None, "hour", "clock") if named else None

    def since(self, i: int) -> Piece | None:
        """ "منذ" with a length, a date or an event, and "حتى" after it."""
        if self.at(i) not in PREPOSITIONS["since"]:
            return None
        piece = self._since(i + 1)
        if piece is None or self.at(piece.end) not in UNTIL_LINKS:
            return piece
        if self.at(piece.end + 1) in _NOW:
            return piece._replace(end=piece.end + 2)
        until = self.core(piece.end + 1)
        if until is None:
            return piece
        days = (piece.days[0], until.days[1]) if piece.days and until.days and piece.days[0] <= until.days[1] else None
        return Piece(until.end, days, until.grain, "since", None, piece.conflict or until.conflict)

    def _since(self, i: int) -> Piece | None:
        length = self.duration(i)
        inner = self.core(i)
        hours = self._hours(i)
        if hours is not None and hours > max(length.end if length else 0, inner.end if inner else 0):
            day = self.core(hours + 1 if self.at(hours) == "من" else hours)
            if day is None:
                return Piece(hours, None, "hour", "since")
            return Piece(day.end, self._up_to_today(day.days), day.grain, "since", day.part, day.conflict)
        if length is not None and (inner is None or inner.end <= length.end):
            days = (
                dates.stretch(length.unit, length.amount, -1, self.today)
                if self.today is not None and length.amount and length.exact
                else None
            )
            return Piece(length.end, days, GRAINS.get(length.unit, "hour"), "since")
        if inner is None:
            event = self.event(i)
            if event is None:
                return None
            inner = self.core(event.end + 1 if self.at(event.end) == "في" else event.end)
            if inner is None:
                return event
        days = self._up_to_today(inner.days)
        if days is None and inner.undated and inner.days is not None:
            inner = self._a_year_before(i, inner)
            days = self._up_to_today(inner.days)
        return Piece(inner.end, days, inner.grain, "since", inner.part, inner.conflict)

    def _a_year_before(self, i: int, ahead: Piece) -> Piece:
        """A date or month without a year that was taken to lie just ahead, read as the last one."""
        today = self.today
        self.today = None if today is None else dates.shift(today, -dates.AHEAD.days - 1)
        piece = self.core(i)
        self.today = today
        return ahead if piece is None or piece.end != ahead.end else piece

    def _up_to_today(self, days: Days | None) -> Days | None:
        return (days[0], self.today) if days is not None and self.today is not None and days[0] <= self.today else None

    def _hours(self, i: int) -> int | None:
        """ "ساعات الصباح الأولى", "وقت متأخر من مساء": the index after it."""
        j = i
        if self.at(j) not in time_words.HOUR_OPENERS:
            return None
        j += 1
        if self.at(j) in time_words.HOUR_QUALITIES:
            j += 1
            if self.at(j) != "من":
                return j
            j += 1
        if self.at(j) not in PARTS:
            return None
        j += 1
        return j + 1 if self.at(j) in time_words.HOUR_QUALITIES else j

    def hours(self, i: int) -> Piece | None:
        """ "ساعات متأخرة من ليل الثلاثاء": the day if one is told."""
        if self.at(i) not in time_words.HOUR_OPENERS:
            return None
        j = i + 2 if self.at(i + 1) in time_words.HOUR_QUALITIES else i + 1
        if self.at(j) == "من":
            j += 1
        day = self.day(j)
        if day is not None and (day.part or self.at(i) == "وقت"):
            return Piece(day.end, day.days, day.grain, day.rule, day.part, day.conflict)
        end = self._hours(i)
        if end is None or end == i + 2:
            return None
        if self.at(end) == "من" and (day := self.day(end + 1)) is not None:
            return Piece(day.end, day.days, "part_of_day", day.rule, self._part_told(i), day.conflict)
        return Piece(end, None, "part_of_day", "part_of_day", self._part_told(i))

    def _part_told(self, i: int) -> str | None:
        """The part of the day among the words right after ``i``."""
        return next((PARTS[word] for word in self.words[i : min(i + 4, self.stop)] if word in PARTS), None)

    def before(self, i: int) -> Piece | None:
        """ "قبل أسبوعين", "قبل أيام", "قبل الخميس"."""
        if self.at(i) not in PREPOSITIONS["before"]:
            return None
        length = self.duration(i + 1)
        inner = self.core(i + 1)
        if length is not None and (inner is None or inner.end <= length.end):
            if self.at(length.end) == "من":
                return Piece(length.end, None, "day", "before")
            found = (
                dates.away(length.unit, length.amount, -1, self.today)
                if self.today is not None and length.amount and length.exact
                else None
            )
            return (
                Piece(length.end, None, "day", "ago") if found is None else Piece(length.end, found[0], found[1], "ago")
            )
        return None if inner is None else Piece(inner.end, None, inner.grain, "before")

    def during(self, i: int) -> Piece | None:
        """ "خلال" with a stretch, a length, a date or an event."""
        if self.at(i) not in PREPOSITIONS["during"] or (i and self.words[i - 1] in time_words.NOT_BEFORE_DURING):
            return None
        inner = self.core(i + 1)
        length = self.duration(i + 1)
        hours = self.hours(i + 1)
        if hours is not None and hours.end > max(length.end if length else 0, inner.end if inner else 0):
            return hours
        if inner is not None and (length is None or inner.end > length.end):
            return inner._replace(end=inner.end + 1) if self.at(inner.end) in _ALONE else inner
        if length is not None:
            return Piece(length.end, None, "day", "within")
        word = self.at(i + 1)
        if (
            self.at(i) == "خلال"
            and word.isalpha()
            and word not in time_words.NOT_AFTER_DURING
            and word not in CHAIN_STOPS
        ):
            return self.named("event", i + 1)
        return None

    def until(self, i: int) -> Piece | None:
        """ "حتى نهاية العام": placed only where it lies ahead, from the day of publication on."""
        if self.at(i) not in PREPOSITIONS["until"]:
            return None
        inner = self.core(i + 1)
        if inner is None:
            return None
        ahead = inner.days is not None and self.today is not None and inner.days[1] >= self.today
        return Piece(
            inner.end,
            (self.today, inner.days[1]) if ahead and self.today and inner.days else None,
            inner.grain,
            "until",
        )

    def anniversary(self, i: int) -> Piece | None:
        """ "في مثل هذا اليوم من عام 2011": the same day of that year, never the day of publication."""
        named = self.at(i + 2)
        if self.at(i) != "مثل" or self.at(i + 1) not in time_words.THIS or named not in _RECURRING:
            return None
        end = i + 3
        if (date := self.date(end)) is not None:  # "مثل هذا اليوم 27 حزيران"
            return date._replace(days=None if date.undated else date.days, rule="anniversary")
        tail = self.year_tail(end) if self.at(end) == "من" else None
        if tail is None:
            return Piece(end, None, "day", "anniversary")
        days = None
        if tail[1] is not None and self.today is not None and named == "اليوم":
            day = dates.full_date(tail[1], self.today.month, self.today.day)
            days = None if day is None else (day, day)
        elif tail[1] is not None and self.today is not None and named == "الشهر":
            days = dates.month_days(tail[1], self.today.month)
        return Piece(tail[0], days, "month" if named == "الشهر" else "day", "anniversary")

    def vague(self, i: int) -> Piece | None:
        """A fixed phrase that places nothing, or only with the day after it: "سابقا اليوم"."""
        second = time_words.VAGUE_SECOND.get(self.words[i])
        if second is not None and (i + 1 >= self.stop or self.words[i + 1] not in second):
            return None
        found = self.phrase(time_words.VAGUE, i)
        if found is None:
            return None
        end = found[0]
        if self.at(end) == "مع" and self.at(i) == "بالتزامن" and self.at(end + 1).isalpha():
            return self.named("event", end + 1)
        if self.words[end - 1] in _BEFORE_DAY:
            day = self.day(end + 1 if self.at(end) == "من" else end)
            if day is not None:  # "في وقت سابق الأربعاء": the phrase begins after the preposition
                return None if self.at(i) == "في" else day
        elif self.at(i) in PREPOSITIONS["since"] and self.at(end) in UNTIL_LINKS and self.at(end + 1) in _NOW:
            end += 2
        return Piece(end, None, "day", "vague")
