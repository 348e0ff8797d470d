"""Weekly counts with bounds, bursts, change points, and indicators, on an archive made by hand."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.events.making import copy, shelling
from tests.events.trends_making import UNNAMED, archive, by_article, events_of, monday, report

from rawi.errors import InputError
from rawi.events.indicators import members_of, read_indicators
from rawi.events.trends import Series, WeekCount, counts, week_name
from rawi.events.trends_found import find_trends
from rawi.events.trends_statistics import binomial_tail, bursts, change_points, poisson_tail
from rawi.model.claim import Trace


def bounds(readings, key, by="type", **about):
    series = counts(events_of(readings), by=by, published=[r.article.published_day for r in readings], **about)
    found = {item.key: item for item in series}
    return [(week.low, week.high) for week in found[key].weeks] if key in found else None


def series(*weeks, uncovered=()):
    """A series by hand: a number, or a pair of bounds, for each week."""
    pairs = [week if isinstance(week, tuple) else (week, week) for week in weeks]
    return Series(
        by="type", key="shell", events=(),
        weeks=tuple(
            WeekCount(week=week_name(monday(n)), monday=monday(n), low=low, high=high, covered=n not in uncovered)
            for n, (low, high) in enumerate(pairs)
        ),
    )  # fmt: skip


def test_each_week_between_the_first_and_the_last_has_its_count():
    assert bounds(archive([2, 0, 3]), "shell") == [(2, 2), (0, 0), (3, 3)]


def test_a_copy_is_no_second_event():
    one, other = shelling("a"), shelling("b")
    assert bounds([one, other], "shell") == [(1, 1)]
    assert copy(one, other)


def test_unnamed_sources_alone_raise_only_the_upper_bound():
    assert bounds(archive([1], source=UNNAMED), "shell") == [(0, 1)]


def test_an_outlet_in_its_own_voice_stands_with_its_name():
    assert bounds(archive([1], source=None), "shell") == [(1, 1)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("ongoing", [(1, 1)]), ("possible", [(0, 1)]), ("planned", [(0, 1)]), ("called_for", None), ("denied", None)],
)
def test_what_is_not_told_as_real_is_not_surely_there(status, expected):
    assert bounds(archive([1], status=status), "shell") == expected


def test_days_that_straddle_two_weeks_are_sure_in_neither():
    # Without a day of its own the event lies in the two days before publication, on a Monday: Saturday to Monday.
    told = shelling("a", on=None, published=monday(1).isoformat())
    first = shelling("b", at="القصر", on=monday(0).isoformat(), published=monday(0).isoformat())
    assert bounds([told, first], "shell") == [(1, 2), (0, 1)]


def test_an_event_whose_occurrence_is_disputed_is_not_sure():
    asserted = shelling("a", source=("الدفاع المدني", "rescue", "sy-civil-defence"))
    denied = shelling("b", source=("المتحدث", "military", "sy-army"), status="denied")
    (event,) = events_of([asserted, denied])
    assert [found.kind for found in event.contradictions] == ["occurrence"]
    assert bounds([asserted, denied], "shell") == [(0, 1)]


def test_a_state_has_what_its_army_does():
    found = archive([2, 1])
    assert bounds(found, "sy-army", by="party") == [(2, 2), (1, 1)] == bounds(found, "sy-state", by="party")


def test_by_place():
    found = [
        report("a", 0, village="الكسرة"),
        report("b", 0, village="القصر"),
        report("c", 0, village="القصر", weekday=5),
    ]
    assert bounds(found, "kasra", by="place") == [(1, 1)]
    assert bounds(found, "qasr", by="place") == [(2, 2)]


def test_weeks_without_any_article_are_marked():
    found = [report("a", 0), report("b", 2)]
    (shells,) = counts(events_of(found), published=[r.article.published_day for r in found])
    assert [(week.week, week.covered) for week in shells.weeks] == [
        ("2021-W01", True), ("2021-W02", False), ("2021-W03", True),
    ]  # fmt: skip


def test_a_planted_burst_is_found_with_its_numbers():
    (burst,) = bursts(series(2, 1, 2, 2, 1, 2, 2, 2, 9, 2, 1))
    assert (burst.week, burst.low, burst.before) == ("2021-W09", 9, (2, 1, 2, 2, 1, 2, 2, 2))
    assert burst.expected == pytest.approx(15 / 8)
    assert burst.p == pytest.approx(poisson_tail(9, 15 / 8))
    assert burst.p < 0.001


def test_a_burst_needs_four_covered_weeks_before():
    assert bursts(series(1, 1, 1, 9)) == []
    assert len(bursts(series(1, 1, 1, 1, 9))) == 1
    assert bursts(series(1, 1, 0, 1, 9, uncovered=(2,))) == []


def test_a_burst_must_hold_by_the_bounds_against_it():
    assert bursts(series(1, 1, 1, 1, (4, 12))) == []
    assert bursts(series((1, 6), (1, 6), (1, 6), (1, 6), 9)) == []


def test_one_event_after_silence_is_no_burst():
    assert bursts(series(0, 0, 0, 0, 0, 0, 0, 0, 1)) == []


def test_a_planted_change_point_is_found_with_its_numbers():
    (change,) = change_points(series(*[2] * 10, *[8] * 8))
    assert (change.week, change.direction) == ("2021-W11", "rise")
    assert (change.before.low, change.before.weeks, change.after.low, change.after.weeks) == (2, 10, 8, 8)
    assert change.gain > change.penalty


def test_two_changes_and_a_level_series():
    found = change_points(series(*[1] * 8, *[7] * 8, *[1] * 8))
    assert [(change.week, change.direction) for change in found] == [("2021-W09", "rise"), ("2021-W17", "fall")]
    assert change_points(series(*[2, 3, 1, 2, 3, 2, 1, 3] * 3)) == []


def test_a_change_within_the_bounds_is_not_told():
    assert change_points(series(*[(2, 9)] * 8, *[(8, 12)] * 8)) == []


def test_tails_against_sums_by_hand():
    assert poisson_tail(0, 1.0) == 1.0
    assert poisson_tail(2, 1.0) == pytest.approx(1 - 2 / 2.718281828459045)
    assert binomial_tail(2, 3, 0.5) == pytest.approx(0.5)
    assert binomial_tail(0, 3, 0.2) == pytest.approx(1.0)


def test_since_and_until_only_choose_what_is_shown():
    readings = archive([2] * 9 + [10, 2])
    week = monday(9)
    found = find_trends(events_of(readings), by_article(readings), since=week, until=week + dt.timedelta(days=6))
    (shells,) = found.found
    assert [(w.low, w.high) for w in shells.series.weeks] == [(10, 10)]
    assert [burst.week for burst in shells.bursts] == [week_name(week)]
    assert len(shells.series.events) == 10


def indicator(readings, key):
    members = members_of(read_indicators(), by_article(readings))
    return bounds(readings, key, by="indicator", members=members)


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ({"event": "defect", "trigger": "انشق"}, "cohesion/sy-army"),
        ({"event": "discord", "trigger": "تنازع"}, "cohesion/sy-army"),
        ({"event": "arrest", "trigger": "اعتقل", "onto": ("عناصره", None)}, "cohesion/sy-army"),
        ({"event": "arrest", "trigger": "اعتقل", "onto": ("الفرقة", "sy-army")}, "cohesion/sy-army"),
        ({"event": "appoint", "trigger": "أقال", "onto": ("قائد اللواء", None)}, "cohesion/sy-army"),
        ({"event": "restrict", "trigger": "أغلق"}, "movement/sy-army"),
        ({"onto": ("مشفى البلدة", None)}, "health_care/sy-army"),
        ({"event": "kill", "trigger": "قتل", "onto": ("طبيبا", None)}, "health_care"),
        ({"event": "displace", "trigger": "هجر"}, "displacement"),
    ],
)
def test_what_counts_for_the_indicators(about, key):
    assert indicator([report("a", 0, **about)], key) == [(1, 1)]


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ({"event": "arrest", "trigger": "اعتقل", "onto": ("شبانا", None)}, "cohesion"),
        ({"event": "arrest", "trigger": "اعتقل", "onto": ("التنظيم", "x-is")}, "cohesion"),
        ({"event": "appoint", "trigger": "عين", "onto": ("قائد اللواء", None)}, "cohesion"),
        ({"onto": ("حاجزا قرب مشفى البلدة", None)}, "health_care"),
        ({"event": "displace", "trigger": "هجر"}, "displacement/sy-army"),
    ],
)
def test_what_does_not_count(about, key):
    assert indicator([report("a", 0, **about)], key) is None


def test_a_dismissal_is_known_by_its_vocabulary_entry_too():
    entry = (Trace(field="event", rule="own", entry="appoint: أعفى"),)
    assert indicator([report("a", 0, event="appoint", trigger="يعفون", trace=entry)], "cohesion") == [(1, 1)]


def test_a_target_that_a_minority_of_reports_tells_is_not_sure():
    readings = [report("a", 0, onto=("مشفى البلدة", None)), report("b", 0), report("c", 0)]
    assert indicator(readings, "health_care") == [(0, 1)]


GOOD = """
indicators:
  - {id: fire, name_ar: نيران, name_en: fire, counts: [{types: [shell]}]}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("indicators: [", "line 1"),
        (GOOD.replace("[shell]", "[shelling]"), "shelling"),
        (GOOD.replace("name_en: fire, ", ""), "name_en"),
        (GOOD.replace("counts", "count"), "count"),
        (GOOD.replace("{types: [shell]}", "{types: [shell], target: [hospital]}"), "hospital"),
        (GOOD.replace("id: fire,", "id: fire, per: party,"), "whose"),
        (GOOD + GOOD.splitlines()[2], "two indicators"),
        ("- 1", "object"),
        ("a: \x01", "characters"),
    ],
)
def test_a_bad_file_gives_one_clear_line(tmp_path, text, told):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_indicators(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(GOOD, encoding="utf-8")
    found = read_indicators(path)
    assert [item.id for item in found.indicators] == ["fire"]
    readings = archive([2])
    shown = find_trends(events_of(readings), by_article(readings), by="indicator", indicators=found)
    assert [(item.series.key, item.series.low) for item in shown.found] == [("fire", 2)]


def test_the_result_can_be_written_and_read_back():
    readings = archive([1, 2])
    found = find_trends(events_of(readings), by_article(readings))
    assert msgspec.json.decode(msgspec.json.encode(found), type=type(found)) == found
