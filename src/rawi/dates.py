"""Read a date that is written out in words or digits, in any month-name system of the Arabic press.

A date is kept only as far as it is certain: a month without a day gives ``YYYY-MM``; a weekday that does not fall on
the day takes the day away; two month names that are not the same month give nothing at all.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import msgspec

from rawi.lexicon.tables import table
from rawi.text.folding import fold, fold_word

# News pages: earlier years are template defaults (1970-01-01, 0001-01-01), later ones are typing errors.
FIRST_YEAR, LAST_YEAR = 1990, 2099
# Hijri years whose months the Umm al-Qura tables know, cut to those that FIRST_YEAR and LAST_YEAR allow.
_HIJRI_YEARS = range(1410, 1501)

# Letters between one day in two calendars ("1443 هـ الموافق 9 آب").
_BESIDE = 20

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("الاثنين", "الاتنين", "monday", "mon", "lundi"),
            ("الثلاثاء", "الثلاثا", "tuesday", "tue", "mardi"),
            ("الاربعاء", "الاربعا", "wednesday", "wed", "mercredi"),
            ("الخميس", "thursday", "thu", "jeudi"),
            ("الجمعه", "friday", "fri", "vendredi"),
            ("السبت", "saturday", "sat", "samedi"),
            ("الاحد", "sunday", "sun", "dimanche"),
        )
    )
    for name in names
}


class FoundDate(msgspec.Struct, frozen=True):
    """A date and where it stands: ``text[start:end]`` are its words, ``iso`` has as many parts as are certain."""

    iso: str
    start: int
    end: int


class _Grammar(msgspec.Struct, frozen=True):
    gregorian: dict[str, int]
    hijri: dict[str, int]
    words: re.Pattern[str]


@lru_cache(maxsize=1)
def month_systems() -> dict[str, tuple[str, dict[str, int]]]:
    """Calendar and folded month names with their numbers, by system, from ``lexicon/data/months.yaml``."""
    return {
        name: (
            str(system["calendar"]),
            {fold_word(str(n)).lower(): int(number) for number, names in system["months"].items() for n in names},
        )
        for name, system in table("months").items()
    }


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    gregorian: dict[str, int] = {}
    hijri: dict[str, int] = {}
    for calendar, names in month_systems().values():
        (hijri if calendar == "hijri" else gregorian).update(names)

    def any_of(names: dict[str, int]) -> str:
        longest_first = sorted(names, key=lambda n: (-len(n), n))
        return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in longest_first)

    month = any_of(gregorian | hijri)
    weekday = any_of(_WEEKDAYS)
    # "14 يناير/كانون الثاني 2019", "14 يناير (كانون الثاني) 2019", "الأربعاء، 16 من يناير 2019م", "يناير 16, 2019"
    words = re.compile(
        rf"(?:(?<!\w)(?:يوم\s+)?(?P<weekday>{weekday})\.?[\s,،:|\-]*)?"
        rf"(?:(?<![\w.,/:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,\-]*(?:(?:من|of|شهر)\s+)*|(?<!\w))"
        rf"(?P<month>{month})\.?(?!\w)"
        rf"(?:\s*[/(\-]\s*(?P<other>{month})(?!\w)\s*\)?)?"
        rf"(?:[\s,]+(?P<late_day>\d{{1,2}})(?:st|nd|rd|th)?(?=[\s,،]+\d{{4}}))?"
        rf"(?:[\s,،\-]*(?:(?:من|سنة|سنه|عام|لعام)\s+)?(?P<year>\d{{4}})(?!\d))?",
        re.IGNORECASE,
    )
    return _Grammar(gregorian, hijri, words)


_WEEKDAY = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")\.?[\s,،:|\-]*$", re.IGNORECASE
)
_ISO = re.compile(
    r"(?<![\d/])(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
    r"(?:(?:T|\s)\s*(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d)?(?!\s*(?:ص|م|am|pm)\b))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\d/.\-])(?P<day>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4})(?![\d/\-])"
)


def read_date(text: str) -> FoundDate | None:
    """The first whole date of a text (a year is needed), or None.

    Gregorian dates win over Hijri ones that stand beside them ("1 محرم 1443 هـ الموافق 9 آب 2021"). Digits are read
    day first, as the Arabic press writes them, unless only month first is possible or a weekday decides.
    """
    folded = fold(text)
    low = folded.text
    found = [*_from_digits(low), *_from_words(low)]
    if not found:
        return None
    iso, start, end, hijri = min(found, key=lambda f: (f[3], f[1], f[0]))
    for _, other_start, other_end, other_hijri in found:
        # The same day in the other calendar belongs to the words.
        if other_hijri != hijri and 0 <= other_start - end <= _BESIDE:
            end = max(end, other_end)
        elif other_hijri != hijri and 0 <= start - other_end <= _BESIDE:
            start = other_start
    start, end = folded.source_span(start, end)
    return FoundDate(iso, start, end)


def iso_date(value: str) -> str | None:
    """A machine-written date (JSON-LD, meta, ``datetime=``) as ISO with its time, or the date in it, or None."""
    value = value.strip()[:80]
    match = _ISO.match(value)
    if match and match["sep"] == "-" and match["hour"]:
        day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
        if day is None:
            return None
        clock = f"{int(match['hour']):02}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
        zone = (match["zone"] or "").upper()
        if zone and zone != "Z" and ":" not in zone:
            zone = zone[:3] + ":" + zone[3:]
        return f"{day}T{clock}{zone}"
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", value)
    if compact:
        return _day(*map(int, compact.groups()))
    partial = re.fullmatch(r"(\d{4})(?:-(\d\d))?", value)
    if partial:
        year, month = int(partial[1]), int(partial[2] or 0)
        known = FIRST_YEAR <= year <= LAST_YEAR and month <= 12
        return (partial[1] + (f"-{partial[2]}" if month else "")) if known else None
    found = read_date(value)
    return found.iso if found else None


def _day(year: int, month: int, day: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _hijri_day(year: int, month: int, day: int) -> str | None:
    if year not in _HIJRI_YEARS:
        return None
    from hijridate import Hijri

    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return _day(gregorian.year, gregorian.month, gregorian.day)


def _fits(iso: str, weekday: int | None) -> bool:
    return weekday is None or dt.date.fromisoformat(iso).weekday() == weekday


def _from_digits(low: str) -> list[tuple[str, int, int, bool]]:
    out: list[tuple[str, int, int, bool]] = []
    for pattern in (_ISO, _DIGITS):
        for match in pattern.finditer(low):
            year, a, b = int(match["year"]), int(match["month"]), int(match["day"])
            before = _WEEKDAY.search(low[max(0, match.start() - 25) : match.start()])
            weekday = _WEEKDAYS[re.sub(r"\W", "", before[0]).lower()] if before else None
            start = match.start() - (len(before[0]) if before else 0)
            hijri = year in _HIJRI_YEARS
            if hijri:
                days = [_hijri_day(year, a, b)]
            elif pattern is _ISO:
                days = [_day(year, a, b)]
            else:
                days = [_day(year, a, b), _day(year, b, a)]
            known = [d for d in days if d]
            if not known:
                continue
            fitting = [d for d in known if _fits(d, weekday)]
            # No reading falls on the weekday: one of the two is wrong, and the month is sure only where it is the same.
            months = {d[:7] for d in known}
            iso = fitting[0] if fitting else (months.pop() if len(months) == 1 else None)
            if iso:
                out.append((iso, start, match.end(), hijri))
    return out


def _from_words(low: str) -> list[tuple[str, int, int, bool]]:
    grammar = _grammar()
    out: list[tuple[str, int, int, bool]] = []
    for match in grammar.words.finditer(low):
        if not match["year"]:
            continue
        year = int(match["year"])
        names = [re.sub(r"\s+", " ", match[g]).lower() for g in ("month", "other") if match[g]]
        hijri = year in _HIJRI_YEARS
        numbers = grammar.hijri if hijri else grammar.gregorian
        months = {numbers.get(name) for name in names}
        month = months.pop() if len(months) == 1 else None
        if month is None:
            continue
        digits = match["day"] or match["late_day"]
        if not digits:
            if not hijri and FIRST_YEAR <= year <= LAST_YEAR:
                out.append((f"{year}-{month:02}", match.start("month"), match.end(), False))
            continue
        iso = (_hijri_day if hijri else _day)(year, month, int(digits))
        if iso is None:
            continue
        weekday = _WEEKDAYS[match["weekday"].lower()] if match["weekday"] else None
        if not _fits(iso, weekday):
            if hijri:
                # Local sightings of the moon differ from the tables by a day; the weekday is what the writer saw.
                near = [d for d in (_shift(iso, -1), _shift(iso, 1)) if _fits(d, weekday)]
                iso = near[0] if near else iso[:7]
            else:
                iso = iso[:7]
        start = match.start() if match["weekday"] or match["day"] else match.start("month")
        out.append((iso, start, match.end(), hijri))
    return out


def _shift(iso: str, days: int) -> str:
    return (dt.date.fromisoformat(iso) + dt.timedelta(days)).isoformat()
