"""Folding: what becomes one event, what stays apart, and that the order of articles does not matter."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.making import claim, reading, shelling

from benchmarks.events_made import readings as made
from rawi.errors import InputError
from rawi.events.fold import EventIndex, fold
from rawi.model.event import ClaimRef, Decision


def together(*readings):
    """Whether the readings give a single event."""
    return len(fold(readings)) == 1


def test_one_shelling_told_by_two_outlets_is_one_event():
    (event,) = fold([shelling("a"), shelling("b")])
    assert event.type == "shell"
    assert event.articles == ("a", "b")
    assert [(ref.article, ref.claim) for ref in event.claims] == [("a", "c-a"), ("b", "c-b")]
    assert event.place is not None
    assert (event.place.id, event.place.claims) == ("kasra", 2)
    assert event.time is not None
    assert (event.time.first.isoformat(), event.stated) == ("2021-03-04", True)
    assert [(toll.of, toll.low, toll.high) for toll in event.quantities] == [("killed", 3, 3)]
    assert (event.first_seen, event.last_seen) == ("2021-03-05", "2021-03-05")


def test_places_that_lie_apart_are_two_events():
    assert not together(shelling("a"), shelling("b", at="الكسرة البعيدة"))
    assert not together(shelling("a"), shelling("b", at="القصر"))


def test_places_within_their_precision_are_one():
    assert together(shelling("a"), shelling("b", at="الكسرة التحتا"))


def test_two_days_are_two_events():
    assert not together(shelling("a"), shelling("b", on="2021-03-01", published="2021-03-02"))


def test_a_report_without_a_day_is_of_the_days_up_to_its_publication():
    assert together(shelling("a"), shelling("b", on=None, published="2021-03-05"))
    assert not together(shelling("a"), shelling("b", on=None, published="2021-03-09"))
    assert not together(shelling("a"), shelling("b", on=None, published="2021-03-03"))


def test_a_force_and_its_state_are_one_party_and_swapped_sides_are_two_events():
    assert together(shelling("a"), shelling("b", by=("الحكومة", "sy-state")))
    text = "قصفت القوات فصيلا في بلدة الكسرة الخميس."
    other = "قصف فصيل موقعا للقوات في بلدة الكسرة الخميس."
    on = ("الخميس", "2021-03-04")
    one = claim(text, "قصفت", at="الكسرة", on=on, by=("القوات", "sy-army"), onto=("فصيلا", "sy-sna"))
    two = claim(other, "قصف", at="الكسرة", on=on, by=("فصيل", "sy-sna"), onto=("للقوات", "sy-army"))
    assert not together(reading("a", text, one), reading("b", other, two))


def test_numbers_far_apart_are_two_events():
    assert not together(shelling("a", killed=2), shelling("b", killed=60))


def test_types_of_one_family_are_one_event_and_others_are_not():
    text = "قتل 3 أشخاص في بلدة الكسرة الخميس."
    on = ("الخميس", "2021-03-04")
    killing = claim(text, "قتل", event="kill", at="الكسرة", on=on, killed=("3 أشخاص", 3))
    (event,) = fold([shelling("a"), reading("b", text, killing)])
    assert event.type == "shell"
    assert event.types == {"kill": 1, "shell": 1}
    arrest = claim(text, "قتل", event="arrest", at="الكسرة", on=on)
    assert not together(shelling("a"), reading("b", text, arrest))


def test_what_is_planned_is_not_what_happened():
    assert not together(shelling("a"), shelling("b", status="planned"))


def test_a_claim_of_two_places_is_part_of_two_events():
    text = "قصفت القوات بلدتي الكسرة والقصر الخميس."
    two = claim(text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), by=("القوات", "sy-army"))
    both = claim(text, "قصفت", at="القصر", on=("الخميس", "2021-03-04"), by=("القوات", "sy-army"))
    told = type(two)(
        id="1", event="shell", trigger=two.trigger, actors=two.actors, places=two.places + both.places, times=two.times
    )
    events = fold([reading("a", text, told), shelling("b"), shelling("c", at="القصر")])
    assert sorted(event.articles for event in events) == [("a", "b"), ("a", "c")]
    assert {ref.part for event in events for ref in event.claims if ref.article == "a"} == {"kasra", "qasr"}


def test_a_mention_without_place_belongs_to_what_the_article_told_before():
    text = "قصفت القوات بلدة الكسرة الخميس. وأدى القصف إلى مقتل 3 أشخاص."
    first = claim(text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), by=("القوات", "sy-army"))
    later = claim(text, "القصف", killed=("3 أشخاص", 3), name="2")
    (event,) = fold([reading("a", text, first, later)])
    assert [ref.claim for ref in event.claims] == ["1", "2"]


def test_an_older_event_in_an_article_on_a_newer_one_is_a_mention_and_no_report():
    text = "قصفت القوات بلدة القصر الجمعة. وكان هجوم على بلدة الكسرة الخميس."
    new = claim(text, "قصفت", at="القصر", on=("الجمعة", "2021-03-05"), by=("القوات", "sy-army"))
    old = claim(text, "هجوم", event="attack", at="الكسرة", on=("الخميس", "2021-03-04"), name="2")
    events = fold([shelling("a"), shelling("c"), reading("b", text, new, old, published="2021-03-06")])
    recalled = next(event for event in events if event.place and event.place.id == "kasra")
    assert (recalled.articles, recalled.mentions) == (("a", "c"), ("b",))
    assert recalled.origins.reports == 2


def test_articles_share_no_event_by_date_alone():
    text = "التقى الوزير ضيفا أمس."
    meeting = claim(text, "التقى", event="meet")
    assert not together(reading("a", text, meeting), reading("b", text, meeting))


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_any_order_gives_the_same_events(shuffler, seed):
    articles = list(made(60, seed=seed))
    straight = fold(articles)
    shuffler.shuffle(articles)
    index = EventIndex()
    for number, article in enumerate(articles):
        index.add(article)
        if number % 7 == 0:
            index.groups()  # grouping in between must not change what comes out in the end
    assert index.events() == straight


def test_any_order_gives_the_same_events_where_everything_is_close():
    shuffler = random.Random(3)
    articles = [
        shelling(f"n{i}", at=shuffler.choice(["الكسرة", "الكسرة التحتا", "الكسرة البعيدة"]),
                 on=shuffler.choice(["2021-03-04", "2021-03-05", None]), killed=shuffler.choice([0, 2, 3, 9]),
                 by=shuffler.choice([None, ("القوات", "sy-army"), ("الطيران", "ru-airforce")]))
        for i in range(40)
    ]  # fmt: skip
    straight = fold(articles)
    assert 1 < len(straight) < 40
    for _ in range(15):
        shuffler.shuffle(articles)
        assert fold(articles) == straight


def test_a_new_article_is_held_only_against_its_neighbourhood():
    index = EventIndex()
    for number in range(20):
        index.add(shelling(f"k{number}"))
        index.add(shelling(f"q{number}", at="القصر"))
        index.add(shelling(f"d{number}", on="2021-02-01", published="2021-02-02"))
    touched = index.add(shelling("new"))
    assert {name.split("\t")[0] for name in touched} == {f"k{number}" for number in range(20)}


def test_the_same_reading_twice_counts_once_and_another_of_its_id_is_refused():
    index = EventIndex()
    index.add(shelling("a"))
    assert index.add(shelling("a")) == set()
    assert len(index.events()) == 1
    with pytest.raises(InputError, match="two articles have this id"):
        index.add(shelling("a", killed=9))


def decision(a, b, verdict, time="2021-04-01T10:00:00"):
    return Decision(a=ClaimRef(a, f"c-{a}"), b=ClaimRef(b, f"c-{b}"), verdict=verdict, author="somebody", time=time)


def test_a_person_joins_what_the_machine_keeps_apart_and_parts_what_it_joins():
    apart = [shelling("a"), shelling("b", at="القصر")]
    assert len(fold(apart, decisions=[decision("a", "b", "same")])) == 1
    one = [shelling("a"), shelling("b"), shelling("c")]
    events = fold(one, decisions=[decision("b", "a", "not_same")])
    assert len(events) == 2
    assert all(not {"a", "b"} <= set(event.articles) for event in events)


def test_of_two_decisions_that_exclude_each_other_the_later_holds():
    articles = [shelling("a"), shelling("b", at="القصر"), shelling("c", on="2021-01-01", published="2021-01-01")]
    said = [
        decision("a", "b", "same", "2021-04-01T10:00:00"),
        decision("b", "c", "same", "2021-04-02T10:00:00"),
        decision("a", "c", "not_same", "2021-04-03T10:00:00"),
    ]
    events = fold(articles, decisions=said)
    assert {event.articles for event in events} == {("a",), ("c", "b")}
    assert fold(articles, decisions=said[::-1]) == events
    assert len(fold(articles, decisions=said[:2])) == 1


def test_a_person_parts_two_claims_of_one_article():
    text = "قصفت القوات بلدة الكسرة الخميس. وأدى القصف إلى مقتل 3 أشخاص."
    first = claim(text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), name="1")
    later = claim(text, "القصف", killed=("3 أشخاص", 3), name="2")
    told = reading("a", text, first, later)
    said = Decision(
        a=ClaimRef("a", "1"), b=ClaimRef("a", "2"), verdict="not_same", author="x", time="2021-04-01T10:00:00"
    )
    assert len(fold([told])) == 1
    assert len(fold([told], decisions=[said])) == 2


def test_nothing_gives_no_events_and_an_article_without_claims_gives_none():
    assert fold([]) == []
    assert fold([reading("a", "نص بلا خبر.")]) == []


def test_reports_without_dates_of_publication_are_folded_by_what_they_state():
    assert together(shelling("a", published=None), shelling("b", published=None))
    (event,) = fold([shelling("a", published=None)])
    assert (event.first_seen, event.last_seen) == (None, None)
