"""The ledger: ids that stay, merges and splits on record, and decisions that are never lost."""

from __future__ import annotations

import pytest
from tests.events.making import shelling

from rawi.errors import InputError
from rawi.events.fold import fold
from rawi.events.ledger import Ledger, changes, update
from rawi.model.event import ClaimRef, Decision

DAY = [f"2021-04-0{number}T00:00:00" for number in range(1, 10)]


def said(a, b, verdict, time=DAY[0]):
    return Decision(a=ClaimRef(a, f"c-{a}"), b=ClaimRef(b, f"c-{b}"), verdict=verdict, author="somebody", time=time)


def grown(*steps):
    """A ledger after several foldings: each step is (readings, decisions)."""
    ledger = Ledger()
    for number, (readings, decisions) in enumerate(steps):
        for decision in decisions:
            ledger = ledger.decide(decision)
        ledger = update(ledger, fold(readings, decisions=ledger.decisions), at=DAY[number])
    return ledger


def feed(ledger, at):
    return [(change.kind, change.event, change.others) for change in ledger.since(at) if change.at == at]


def test_first_folding_gives_new_events():
    ledger = grown(([shelling("a"), shelling("q", at="القصر")], ()))
    assert sorted(kind for kind, *_ in feed(ledger, DAY[0])) == ["new", "new"]
    assert len(ledger.live()) == 2


def test_an_id_stays_when_an_earlier_report_turns_up():
    first, earlier = shelling("b"), shelling("a", published="2021-03-04T23:00")
    ledger = grown(([first], ()), ([first, earlier], ()))
    (before,), (after,) = fold([first]), ledger.live()
    assert after.id == before.id != fold([first, earlier])[0].id
    (change,) = ledger.since(DAY[1])
    assert (change.kind, change.event) == ("updated", before.id)
    assert "articles" in change.fields


def test_a_folding_without_news_changes_nothing():
    readings = [shelling("a"), shelling("b")]
    once, twice = grown((readings, ())), grown((readings, ()), (readings, ()))
    assert once == twice


def test_a_merge_leaves_a_redirect_and_a_split_takes_it_back():
    apart = [shelling("a"), shelling("b"), shelling("q", at="القصر")]
    ids = {event.articles: event.id for event in fold(apart)}
    ledger = grown((apart, ()), (apart, [said("a", "q", "same")]))
    assert feed(ledger, DAY[1])[0] == ("merged", ids["a", "b"], (ids["q",],))
    assert ledger.resolve(ids["q",]).id == ids["a", "b"]
    assert ledger.entries[ids["q",]].state == "merged"
    again = update(
        ledger.decide(said("a", "q", "not_same", DAY[2])),
        fold(apart, decisions=(*ledger.decisions, said("a", "q", "not_same", DAY[2]))),
        at=DAY[2],
    )
    assert ("split", ids["q",], (ids["a", "b"],)) in feed(again, DAY[2])
    assert {event.id for event in again.live()} == set(ids.values())
    assert again.resolve(ids["q",]).id == ids["q",]


def test_a_chain_of_merges_is_followed_to_its_end():
    three = [shelling("a"), shelling("b"), shelling("q", at="القصر"), shelling("f", at="الكسرة البعيدة")]
    one = {event.articles: event.id for event in fold(three)}
    ledger = grown((three, ()), (three, [said("q", "f", "same")]), (three, [said("a", "f", "same", DAY[1])]))
    assert {ledger.resolve(name).id for name in one.values()} == {one["a", "b"]}


def test_an_event_whose_claims_are_gone_is_retracted_and_may_come_back():
    both = [shelling("a"), shelling("q", at="القصر")]
    ledger = grown((both, ()), (both[:1], ()), (both, ()))
    (gone,) = (event.id for event in fold(both[1:]))
    assert ("retracted", gone, ()) in feed(ledger, DAY[1])
    assert ("new", gone, ()) in feed(ledger, DAY[2])
    assert ledger.entries[gone].state == "live"


def test_a_decision_outranks_every_later_folding():
    pair = [shelling("a"), shelling("b")]
    more = [*pair, shelling("c"), shelling("d")]
    ledger = grown((pair, [said("a", "b", "not_same")]), (more, ()), (more, ()))
    assert all(not {"a", "b"} <= set(event.articles) for event in ledger.live())
    assert ledger.decisions == (said("a", "b", "not_same"),)


def test_the_feed_between_two_foldings():
    old = fold([shelling("a"), shelling("q", at="القصر")])
    new = fold([shelling("a"), shelling("b", killed=9), shelling("f", at="الكسرة البعيدة")])
    found = changes(old, new, at=DAY[3])
    assert sorted(change.kind for change in found) == ["new", "retracted", "updated"]
    (updated,) = (change for change in found if change.kind == "updated")
    assert {"articles", "quantities", "contradictions", "origins"} <= set(updated.fields)


def test_an_unknown_id_is_told():
    with pytest.raises(InputError, match="there is no event with this id"):
        Ledger().resolve("ev-none")


def test_decisions_need_two_claims_and_a_time():
    with pytest.raises(InputError, match="two claims"):
        said("a", "a", "same")
    with pytest.raises(InputError, match="not a point in time"):
        said("a", "b", "same", "yesterday")
