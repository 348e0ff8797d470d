"""An archive made by hand for the tests of trends: one short article for each event, in one week or another."""

from __future__ import annotations

import datetime as dt

import msgspec
from tests.events.making import claim, reading

from rawi.events.fold import fold
from rawi.model.claim import Claim
from rawi.model.event import Event
from rawi.model.reading import Reading

START = dt.date(2021, 1, 4)  # a Monday: ISO week 2021-W01
NAMED = ("الدفاع المدني", "rescue", "sy-civil-defence")
UNNAMED = ("مصادر محلية", "local_source", None)


def monday(week: int) -> dt.date:
    """The first day of the week with that number, counted from 0."""
    return START + dt.timedelta(weeks=week)


def report(
    name: str, week: int, *, weekday=2, event="shell", by=("الجيش السوري", "sy-army"), onto=None, source=NAMED,
    status="happened", trigger="قصفت", village="الكسرة", trace=(),
) -> Reading:  # fmt: skip
    """One article on one event in that week, published on the day after it."""
    day = monday(week) + dt.timedelta(days=weekday)
    said = f"قال {source[0]} إن " if source else ""
    text = f"{said}{by[0] if by else 'مجهولين'} {trigger} {onto[0] if onto else 'الناس'} في {village} ذلك اليوم."
    told: Claim = claim(
        text, trigger, event=event, at=village, on=("ذلك اليوم", day.isoformat()), by=by, onto=onto, source=source,
        status=status, name=f"c-{name}",
    )  # fmt: skip
    told = msgspec.structs.replace(told, trace=trace)
    return reading(
        name, text, told, outlet=f"{name}.example", published=(day + dt.timedelta(days=1)).isoformat()
    )  # fmt: skip


def archive(numbers: list[int], **about) -> list[Reading]:
    """So many events in each week, each of another day or village, and a filler so that every week has an article."""
    villages = ("الكسرة", "القصر", "الكسرة البعيدة")
    found: list[Reading] = []
    for week, number in enumerate(numbers):
        assert number <= 18
        for n in range(number):
            about_it = {"weekday": n // 3, "village": villages[n % 3], **about}
            found.append(report(f"w{week:02}n{n:02}", week, **about_it))
        found.append(reading(f"filler{week:02}", "أخبار الطقس.", published=monday(week).isoformat()))
    return found


def asserting(text: str, week: int, *claims: Claim, name="asserts", weekday=6) -> Reading:
    """An article with that text, published late in that week."""
    return reading(
        name, text, *claims, outlet="claims.example", published=(monday(week) + dt.timedelta(days=weekday)).isoformat()
    )


def events_of(readings: list[Reading]) -> list[Event]:
    return fold(readings)


def by_article(readings: list[Reading]) -> dict[str, Reading]:
    return {item.article.id: item for item in readings}
