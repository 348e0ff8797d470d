"""Trend claims: where a text asserts a rise or fall, and what an archive made by hand shows of it."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.events.making import claim, copy
from tests.events.trends_making import archive, asserting, by_article, events_of, monday, report

from rawi.events.trend_claims import trend_claims
from rawi.model.article import Article
from rawi.model.reading import Reading

RISE = "شهدت القرى تصاعد وتيرة القصف المدفعي الذي ينفذه الجيش السوري."
FALL = "تراجع القصف المدفعي على القرى هذه الأيام."
RECORD = "تتعرض القرى لحملة قصف غير مسبوقة هذه الأيام."


def found(text):
    """Direction, type, party and words of every assertion in a text."""
    reading = Reading(article=Article(id="a", text=text))
    claims = trend_claims({"a": reading}, [])
    for item in claims:
        quote = item.words.quote
        assert text[quote.start : quote.end] == quote.text
        assert quote.text in item.sentence
    return [(item.direction, item.event, item.party, item.words.quote.text) for item in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RISE, ("rise", "shell", "sy-army", "تصاعد وتيرة القصف المدفعي")),
        ("وتراجعت عمليات الاعتقال التي تنفذها قسد.", ("fall", "arrest", "sy-sdf", "وتراجعت عمليات الاعتقال")),
        ("موجة انشقاقات غير مسبوقة في صفوف تنظيم داعش.", ("record", "defect", "x-is", "انشقاقات غير مسبوقة")),
        ("كثف الجيش السوري قصفه على البلدة.", ("rise", "shell", "sy-army", "كثف الجيش السوري قصفه")),
        ("تصاعد القصف على القرى.", ("rise", "shell", None, "تصاعد القصف")),
        ("هناك زيادة في عدد الهجمات.", ("rise", "attack", None, "زيادة في عدد الهجمات")),
        ("الاعتقالات تزايدت في البلدة.", ("rise", "arrest", None, "الاعتقالات تزايدت")),
        ("أدى ذلك إلى ازدياد حركة النزوح.", ("rise", "displace", None, "ازدياد حركة النزوح")),
    ],
)
def test_assertions_are_found_with_their_words(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "تصاعدت أعمدة الدخان بعد القصف.",
        "ارتفاع حصيلة القصف إلى تسعة قتلى.",
        "ارتفع عدد القتلى في الهجوم إلى خمسة.",
        "حذر المسؤول من تصاعد الهجمات.",
        "أعدوا خطة لزيادة الهجمات.",
        "لم تشهد البلدة تصاعد القصف.",
        "تراجع المقاتلون بعد الاشتباكات.",
        "ارتفعت أسعار الخبز، والقصف مستمر.",
        "قصف الجيش السوري البلدة.",
    ],
)
def test_what_asserts_no_trend(text):
    assert found(text) == []


def test_the_same_assertion_counts_once_in_an_article():
    assert len(found(RISE + "\n" + RISE)) == 1


def test_words_of_the_site_assert_nothing():
    article = Article(id="a", text=RISE)
    whole = article.quote(0, len(RISE))
    assert trend_claims({"a": Reading(article=article, boilerplate=(whole,))}, []) == []


def checked(readings, asserts, copies=()):
    from rawi.events.fold import fold

    everything = [*readings, asserts]
    (item,) = [
        c for c in trend_claims(by_article(everything), fold(everything, copies)) if c.words.article == "asserts"
    ]
    return item.finding


def test_a_rise_that_the_archive_shows():
    finding = checked(archive([1] * 8 + [5] * 4), asserting(RISE, 11))
    assert finding.verdict == "supported"
    assert (finding.recent.low, finding.recent.high) == (20, 20)
    assert (finding.before.low, finding.before.high) == (8, 8)
    assert finding.recent.last == monday(12) - (monday(1) - monday(0)) / 7
    assert finding.p < 0.05
    assert "20 in 28 days against 8" in finding.why


def test_a_rise_that_the_archive_does_not_show():
    finding = checked(archive([3] * 12), asserting(RISE, 11))
    assert finding.verdict == "not_supported"
    assert finding.p > 0.05


def test_a_fall_both_ways():
    assert checked(archive([4] * 8 + [1] * 4), asserting(FALL, 11)).verdict == "supported"
    assert checked(archive([4] * 12), asserting(FALL, 11)).verdict == "not_supported"


def test_bounds_that_leave_it_open_are_too_little_data():
    # The rise is there only if what unnamed sources tell did happen.
    readings = archive([1] * 12)
    loose = [
        report(f"loose{week}{n}", week, weekday=n, village="القصر", source=("مصادر محلية", "local_source", None))
        for week in range(8, 12)
        for n in range(3, 6)
    ]
    finding = checked([*readings, *loose], asserting(RISE, 11))
    assert finding.verdict == "too_little_data"
    assert (finding.recent.low, finding.recent.high) == (4, 16)


def test_few_events_few_weeks_or_no_date_are_too_little_data():
    assert checked(archive([0] * 10 + [1, 1]), asserting(RISE, 11)).verdict == "too_little_data"
    assert checked(archive([9, 9]), asserting(RISE, 1)).verdict == "too_little_data"
    undated = Reading(article=Article(id="asserts", text=RISE))
    assert "not known" in checked(archive([3] * 12), undated).why


def test_another_party_or_type_does_not_count():
    others = archive([1] * 8 + [5] * 4, by=("التنظيم", "x-is"))
    finding = checked(others, asserting(RISE, 11))
    assert (finding.verdict, finding.recent.high, finding.before.high) == ("too_little_data", 0, 0)


def own_event(text, name="asserts"):
    """The asserting article, which reports one shelling itself as well."""
    told = claim(
        text,
        "قصفت",
        at="القصر",
        on=("الأحد", (monday(11) + dt.timedelta(days=4)).isoformat()),
        by=("الجيش السوري", "sy-army"),
        name=f"c-{name}",
    )
    return asserting(text, 11, told, name=name)


def test_the_asserting_article_and_its_copies_count_nothing():
    text = RISE + " وفي يوم الأحد قصفت قواته بلدة القصر."
    readings = archive([3] * 12)
    alone = checked(readings, asserting(RISE, 11))
    itself, twin = own_event(text), own_event(text, name="twin")
    assert checked(readings, itself).recent == alone.recent
    copied = checked([*readings, twin], itself, [copy(itself, twin, containment=1.0)])
    assert (copied.recent.low, copied.recent.high) == (alone.recent.low, alone.recent.high)
    # Without the copy the other article is a report of its own.
    assert checked([*readings, twin], itself).recent.high == alone.recent.high + 1


def test_unprecedented_needs_more_than_ever_before():
    assert checked(archive([1] * 12 + [5] * 4), asserting(RECORD, 15)).verdict == "supported"
    finding = checked(archive([5] * 4 + [1] * 8 + [5] * 4), asserting(RECORD, 15))
    assert finding.verdict == "not_supported"
    assert "earlier stretch" in finding.why


def test_the_order_of_the_readings_does_not_matter():
    readings = [*archive([1] * 8 + [5] * 4), asserting(RISE, 11)]
    one = trend_claims(by_article(readings), events_of(readings))
    other = trend_claims(by_article(readings[::-1]), events_of(readings[::-1]))
    assert one == other != []
