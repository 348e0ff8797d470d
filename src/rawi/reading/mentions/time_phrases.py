"""Whole time phrases: what stands without a preposition, with the prepositions before it."""

from __future__ import annotations

from rawi.reading.mentions import dates, time_words
from rawi.reading.mentions.dates import Days
from rawi.reading.mentions.time_parts import Piece
from rawi.reading.mentions.time_units import GRAINS, UnitReader
from rawi.reading.mentions.time_words import EVENT_NOUNS, ORDINALS, PARTS, PREPOSITIONS

CLOCK_OPENERS = frozenset({"حوالي", "نحو", "قرابه", "عند", "تمام"})
_CLOCK_REST = frozenset({"والنصف", "والربع", "والثلث", "ونصف", "وربع", "دقيقه", "بتوقيت", "بالتوقيت"})


class PhraseReader(UnitReader):
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
            return Piece(after.end, after.days, "hour", "clock", after.part, after.conflict)
        return Piece(j, None, "hour", "clock") if named else None

    def since(self, i: int) -> Piece | None:
        """ "منذ" with a length, a date or an event, and "حتى" after it."""
        if self.at(i) not in PREPOSITIONS["since"]:
            return None
        length = self.duration(i + 1)
        inner = self.core(i + 1)
        if length is not None and (inner is None or inner.end <= length.end):
            days = (
                dates.stretch(length.unit, length.amount, -1, self.today)
                if self.today is not None and length.amount and length.exact
                else None
            )
            piece = Piece(length.end, days, GRAINS.get(length.unit, "hour"), "since")
        elif inner is not None:
            piece = Piece(inner.end, self._up_to_today(inner.days), inner.grain, "since", inner.part, inner.conflict)
        else:
            event = self._event(i + 1)
            if event is None:
                hours = self._hours(i + 1)
                return None if hours is None else Piece(hours, None, "hour", "since")
            piece = event
            inner = self.core(event.end + 1 if self.at(event.end) == "في" else event.end)
            if inner is not None:
                piece = Piece(
                    inner.end, self._up_to_today(inner.days), inner.grain, "since", inner.part, inner.conflict
                )
        if self.at(piece.end) in time_words.UNTIL_LINKS and (until := self.core(piece.end + 1)) is not None:
            days = (
                (piece.days[0], until.days[1]) if piece.days and until.days and piece.days[0] <= until.days[1] else None
            )
            return Piece(until.end, days, until.grain, "since", None, piece.conflict or until.conflict)
        return piece

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
        return None if end is None or end == i + 2 else Piece(end, None, "part_of_day", "part_of_day")

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

    def after(self, i: int) -> Piece | None:
        """ "بعد يومين على الهجوم", "بعد ساعات", "بعد انتهاء المعركة", "عقب الهجوم": never placed."""
        if self.at(i) in PREPOSITIONS["after"]:
            length = self.duration(i + 1)
            if length is not None:
                end = length.end
                link = end + 1 if self.at(end) in {"،", ","} and self.at(end + 1) == "من" else end
                if self.at(link) in {"من", "علي"} and self.at(link + 1).isalpha():
                    return Piece(link + 2, None, "day", "after")
                return Piece(end, None, "day", "after")
            inner = self.core(i + 1)
            if inner is not None:
                return Piece(inner.end, None, inner.grain, "after")
            event = self._event(i + 1)
            if event is not None:
                return event
        if self.at(i) in PREPOSITIONS["event"] and self.at(i + 1).isalpha() and self.at(i + 1) != "ذلك":
            return Piece(i + 2, None, "day", "event")
        return None

    def _event(self, i: int) -> Piece | None:
        """An event noun and the words that name it, up to two more."""
        if self.at(i) not in EVENT_NOUNS:
            return None
        end = i + 1
        while (
            end < min(i + 3, self.stop)
            and self.at(end).isalpha()
            and self.at(end) not in {"في", "من", "علي", "حتي", "عام", "التي"}
        ):
            end += 1
        return Piece(end, None, "day", "event")

    def during(self, i: int) -> Piece | None:
        """ "خلال" with a stretch, a length, a date or an event."""
        if self.at(i) not in PREPOSITIONS["during"] or (i and self.words[i - 1] in time_words.NOT_BEFORE_DURING):
            return None
        inner = self.core(i + 1)
        length = self.duration(i + 1)
        if inner is not None and (length is None or inner.end > length.end):
            return Piece(inner.end, inner.days, inner.grain, inner.rule, inner.part, inner.conflict)
        if length is not None:
            return Piece(length.end, None, "day", "within")
        hours = self.hours(i + 1)
        if hours is not None:
            return hours
        word = self.at(i + 1)
        if (
            self.at(i) == "خلال"
            and word.isalpha()
            and word not in time_words.NOT_AFTER_DURING
            and word not in {"ذلك", "تلك", "هذه", "هذا"}
        ):
            return Piece(i + 2, None, "day", "event")
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

    def vague(self, i: int) -> Piece | None:
        """A fixed phrase that places nothing."""
        found = self.phrase(time_words.VAGUE, i)
        return None if found is None else Piece(found[0], None, "day", "vague")
