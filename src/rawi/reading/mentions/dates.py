"""Days of the calendar for words of time: everything here is arithmetic on dates, nothing looks at a text.

A function that lacks the day of publication, or whose day does not exist, gives None: nothing is invented.
"""

from __future__ import annotations

import calendar
import datetime as dt

from rawi.model.time import Grain

Days = tuple[dt.date, dt.date]
# A date without a year lies before the publication, or so little after it that it may be announced.
AHEAD = dt.timedelta(days=30)
# The week of most Arab states begins on Saturday (CLDR supplemental data, weekData firstDay).
_WEEK_BEGINS = 5
_LAST_HIJRI = 1500
_SECOND_DAY = dt.date.min + dt.timedelta(days=1)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shift(day: dt.date, days: int) -> dt.date | None:
    """The day so many days later, or None beyond the end of the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def shift_months(day: dt.date, months: int) -> dt.date | None:
    """The first of the month so many months after that of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return _day(index // 12, index % 12 + 1, 1)


def month_days(year: int, month: int, hijri: bool = False) -> Days | None:
    """The first and last day of a month."""
    if hijri:
        if year > _LAST_HIJRI:
            return _hijri_month_in(year, month)
        first, last = _from_hijri(year, month, 1), _from_hijri(year, month, 0)
        return None if first is None or last is None else (first, last)
    start = _day(year, month, 1)
    return None if start is None else (start, start.replace(day=calendar.monthrange(year, month)[1]))


def _hijri_month_in(year: int, month: int) -> Days | None:
    """A Hijri month named with a Gregorian year ("رمضان 2019"): the one that begins in it, the first if two do."""
    now = hijri_year(dt.date(year, 1, 1)) if dt.MINYEAR <= year <= dt.MAXYEAR else None
    for hijri in () if now is None else (now, now + 1):
        days = month_days(hijri, month, hijri=True)
        if days is not None and days[0].year == year:
            return days
    return None


def year_days(year: int, hijri: bool = False) -> Days | None:
    """The first and last day of a year."""
    first, last = month_days(year, 1, hijri), month_days(year, 12, hijri)
    return None if first is None or last is None else (first[0], last[1])


def _from_hijri(year: int, month: int, day: int) -> dt.date | None:
    """The day of the Umm al-Qura calendar; day 0 is the last of the month. None outside 1343 to 1500."""
    from hijridate import Hijri

    try:
        length = Hijri(year, month, 1).month_length()
        found = Hijri(year, month, day or length).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_year(today: dt.date) -> int | None:
    """The year of the Umm al-Qura calendar on a day."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(today.year, today.month, today.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def full_date(year: int, month: int, day: int, hijri: bool = False) -> dt.date | None:
    """A day of either calendar, or None where it does not exist."""
    if hijri:
        if year > _LAST_HIJRI:
            days = _hijri_month_in(year, month)
            found = None if days is None else shift(days[0], day - 1)
            return found if found is not None and days is not None and found <= days[1] else None
        return _from_hijri(year, month, day) if day else None
    return _day(year, month, day)


def _candidates(today: dt.date, hijri: bool) -> tuple[int, ...]:
    """Years to try, latest first."""
    if not hijri:
        return (today.year + 1, today.year, today.year - 1, today.year - 2, today.year - 3, today.year - 4)
    now = hijri_year(today)
    return () if now is None else (now + 1, now, now - 1, now - 2)


def undated_day(month: int, day: int, today: dt.date | None, way: int | None, hijri: bool = False) -> dt.date | None:
    """A day and month without a year. way: -1 "last", 0 "this", 1 "next", None where the words do not say.

    Without a word the latest such day is meant that is at most 30 days after the publication.
    """
    if today is None:
        return None
    years = _candidates(today, hijri)
    if way == 0 and not hijri:
        return _day(today.year, month, day)
    if way == 1:
        found = [d for y in reversed(years) if (d := full_date(y, month, day, hijri)) is not None and d > today]
        return found[0] if found else None
    limit = max(today, _SECOND_DAY) - dt.timedelta(days=1) if way == -1 else min(today, dt.date.max - AHEAD) + AHEAD
    for year in years:
        found_day = full_date(year, month, day, hijri)
        if found_day is not None and found_day <= limit:
            return found_day
    return None


def undated_month(month: int, today: dt.date | None, way: int | None, hijri: bool = False) -> Days | None:
    """A month without a year, by the same rule as :func:`undated_day`; "last" never means the running month."""
    if today is None:
        return None
    years = _candidates(today, hijri)
    if way == 1:
        ahead = [d for y in reversed(years) if (d := month_days(y, month, hijri)) is not None and d[0] > today]
        return ahead[0] if ahead else None
    limit = min(today, dt.date.max - AHEAD) + AHEAD
    for year in years:
        days = month_days(year, month, hijri)
        if days is None:
            continue
        if way == -1:
            if days[1] < today:
                return days
        elif days[0] <= (today if way == 0 else limit):
            return days
    return None


def nearest_weekday(day: dt.date, weekday: int) -> dt.date | None:
    """The day with this weekday (Monday is 0) that lies at most three days from ``day``."""
    return shift(day, (weekday - day.weekday() + 3) % 7 - 3)


def weekday_of(days: Days, weekday: int, which: int) -> dt.date | None:
    """The ``which``-th such weekday of an interval, from 1; -1 is the last. None where there are fewer."""
    if which < 0:
        found = shift(days[1], -((days[1].weekday() - weekday) % 7))
    else:
        found = shift(days[0], (weekday - days[0].weekday()) % 7 + 7 * (which - 1))
    return found if found is not None and days[0] <= found <= days[1] else None


def weekday_near(today: dt.date, weekday: int, way: int | None) -> dt.date | None:
    """The most recent such weekday, the publication day included; way -1 excludes it, 1 looks ahead."""
    if way == 1:
        return shift(today, (weekday - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - weekday) % 7
    return shift(today, -(back or 7) if way == -1 else -back)


def unit_days(unit: Grain, offset: int, today: dt.date) -> Days | None:
    """The calendar unit so many units after the one that holds the publication day."""
    if unit == "day":
        day = shift(today, offset)
        return None if day is None else (day, day)
    if unit == "week":
        first = shift(today, -((today.weekday() - _WEEK_BEGINS) % 7) + 7 * offset)
        last = None if first is None else shift(first, 6)
        return None if first is None or last is None else (first, last)
    if unit == "month":
        first = shift_months(today, offset)
        return None if first is None else month_days(first.year, first.month)
    if unit == "year":
        return year_days(today.year + offset)
    if unit == "decade":
        start = today.year // 10 * 10 + 10 * offset
        first_year, last_year = year_days(start), year_days(start + 9)
        return None if first_year is None or last_year is None else (first_year[0], last_year[1])
    return None


def stretch(unit: str, count: float, way: int, today: dt.date) -> Days | None:
    """The last (way -1) or next (way 1) so many units, up to or from the publication day."""
    if unit in {"hour", "minute"}:
        days = max(1, -(-int(count) // 24)) if unit == "hour" else 1
        end = shift(today, way * days)
    elif unit in {"day", "night"}:
        end = shift(today, way * int(count))
    elif unit == "week":
        end = shift(today, way * round(7 * count))
    else:
        months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        first = shift_months(today, way * round(months * count))
        end = (
            None
            if first is None
            else first.replace(day=min(today.day, calendar.monthrange(first.year, first.month)[1]))
        )
    return None if end is None else ((end, today) if way < 0 else (today, end))


def away(unit: str, count: float, way: int, today: dt.date) -> tuple[Days, Grain] | None:
    """When "two weeks ago" was, as fine as the unit is: a day, seven days about it, a month, a year."""
    if unit in {"hour", "minute"}:
        days = stretch(unit, count, way, today)
        return None if days is None else (days, "day")
    if unit in {"day", "night"}:
        day = shift(today, way * int(count))
        return None if day is None else ((day, day), "day")
    if unit == "week":
        middle = shift(today, way * round(7 * count))
        first, last = (None, None) if middle is None else (shift(middle, -3), shift(middle, 3))
        return None if first is None or last is None else ((first, last), "week")
    if unit == "month":
        start = shift_months(today, way * round(count))
        whole = None if start is None else month_days(start.year, start.month)
        return None if whole is None else (whole, "month")
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    year = year_days(today.year + way * round(years * count))
    return None if year is None else (year, "year")


def third(days: Days, edge: str) -> Days:
    """The first, middle or last third of an interval.

    A month is cut as Arabic cuts it, into two tens of days and the rest; whole months (a year, a season) into months.
    """
    first, last = days
    after = last + dt.timedelta(days=1) if last < dt.date.max else last
    if first.day == 1 and after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            cut = {"start": (1, 10), "middle": (11, 20), "end": (21, last.day)}[edge]
            return first.replace(day=cut[0]), first.replace(day=cut[1])
        begin = shift_months(first, months // 3 * ("start", "middle", "end").index(edge))
        beyond = None if begin is None else shift_months(begin, months // 3)
        if months % 3 == 0 and begin is not None and beyond is not None:
            return begin, beyond - dt.timedelta(days=1)
    length = (last - first).days + 1
    if length < 3:
        return days
    part = round(length / 3)
    if edge == "start":
        return first, first + dt.timedelta(days=part - 1)
    if edge == "end":
        return last - dt.timedelta(days=part - 1), last
    return first + dt.timedelta(days=part), last - dt.timedelta(days=part)


def fraction(days: Days, parts: int, which: int) -> Days | None:
    """The ``which``-th (from 1) of equal parts of a year or month, in whole months where it is a year."""
    if not 1 <= which <= parts:
        return None
    length = (days[1] - days[0]).days + 1
    if length > 360 and days[0].day == 1 and days[0].month == 1:
        size = 12 // parts
        first = shift_months(days[0], size * (which - 1))
        beyond = shift_months(days[0], size * which)
        return None if first is None or beyond is None else (first, beyond - dt.timedelta(days=1))
    start = days[0] + dt.timedelta(days=length * (which - 1) // parts)
    return start, days[0] + dt.timedelta(days=length * which // parts - 1)
