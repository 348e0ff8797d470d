"""Events of a workspace: folded bit by bit on both databases, with ids, merges, splits and decisions that stay."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from sqlalchemy import func, select, update
from tests.events.making import claim, reading, shelling
from tests.store.made import NOON, capture

from rawi.errors import InputError
from rawi.events.copies import find_copies
from rawi.events.fold import fold
from rawi.model.reading import Reading
from rawi.store import tables_events
from rawi.store.events import changes_since, live_events, resolve, sources_of_event
from rawi.store.events_decisions import all_decisions, decide, find_claim
from rawi.store.events_fold import fold_events
from rawi.store.faults import StoreError
from rawi.store.tables import custody
from rawi.store.verify import verify

SHARED = " وتعرضت منازل المدنيين ومحال تجارية في وسط السوق القديم لأضرار كبيرة بعد سقوط قذائف متتالية عليها"


def put(store, *told, reader="1", page=None):
    """Keep articles, each at a page of its own unless one is named, and read them. A page's bytes are the id."""
    found = {item.article.id: item for item in told}
    pages = [capture(page or f"https://example.org/{name}", name) for name in found]
    list(store.keep(pages, lambda kept: found[kept.content.decode()].article))
    read_again(store, *told, reader=reader)


def read_again(store, *told, reader):
    """Read what this reader has not read; of articles that are not among these it reads nothing."""
    found = {item.article.id: item for item in told}
    while unread := store.unread(reader, 50):
        results = [(u.version, found.get(u.article.id, Reading(article=u.article))) for u in unread]
        store.add_readings(results, reader=reader)


def ids(store):
    return {event.articles: event.id for event in live_events(store)}


def feed(store, after=0):
    return [(c.kind, c.event, c.others) for c in changes_since(store, after=after)]


def last(store):
    return max((change.seq for change in changes_since(store)), default=0)


def without_ids(found):
    return sorted((event.claims, event.articles, event.quantities, event.copies, event.origins) for event in found)


def test_a_workspace_gives_the_events_of_its_articles(store):
    told = [shelling("a", extra=SHARED), shelling("b", extra=SHARED), shelling("q", at="القصر")]
    put(store, *told)
    done = fold_events(store)
    assert (done.added, done.dropped, done.touched, done.changes) == (3, 0, 0, 2)
    found = list(live_events(store))
    assert found == fold(told, find_copies(item.article for item in told))
    assert found[0].copies or found[1].copies
    assert [event.articles for event in live_events(store, reports=2)] == [("a", "b")]


def test_folding_again_without_news_does_nothing(store):
    put(store, shelling("a"), shelling("q", at="القصر"))
    fold_events(store)
    before = feed(store)
    again = fold_events(store)
    assert (again.added, again.touched, again.changes) == (0, 0, 0)
    assert feed(store) == before


def test_an_id_stays_when_an_earlier_report_turns_up(store):
    put(store, shelling("b"))
    fold_events(store)
    [first] = live_events(store)
    seen = last(store)
    put(store, shelling("a", published="2021-03-04T23:00"))
    fold_events(store)
    [event] = live_events(store)
    assert (event.id, event.articles) == (first.id, ("a", "b"))
    assert event.id != fold([shelling("b"), shelling("a", published="2021-03-04T23:00")])[0].id
    assert [(c.seq, c.kind, c.event) for c in changes_since(store, after=seen)] == [(seen + 1, "updated", first.id)]
    [change] = changes_since(store, after=seen)
    assert {"articles", "origins"} <= set(change.fields)


def test_a_new_article_touches_its_neighbourhood_alone(store):
    put(store, *(shelling(f"k{n}", on=f"2021-03-{n:02}", published=f"2021-03-{n:02}") for n in range(2, 28, 5)))
    put(store, *(shelling(f"q{n}", at="القصر", on=f"2021-03-{n:02}") for n in range(2, 28, 5)))
    fold_events(store)
    assert len(ids(store)) == 12
    put(store, shelling("new", on="2021-03-07", published="2021-03-08"))
    done = fold_events(store)
    assert (done.added, done.touched, done.held, done.changes) == (1, 1, 0, 1)
    assert ("k7", "new") in ids(store)


@pytest.mark.parametrize("batch", [1, 1000])
def test_the_order_of_keeping_does_not_matter(new_url, batch):
    from rawi.store.store import Store

    told = [
        shelling("a", extra=SHARED), shelling("b", extra=SHARED), shelling("c", by=None),
        shelling("d", at="الكسرة التحتا"), shelling("e", at="القصر"), shelling("f", on="2021-03-01"),
        shelling("g", at="القصر", killed=12, published="2021-03-06"), shelling("h", at="ريف الكسرة"),
    ]  # fmt: skip
    shuffler = random.Random(5)
    seen = []
    for step in (8, 1, 3):
        shuffler.shuffle(told)
        with Store(new_url()) as store:
            for start in range(0, len(told), step):
                put(store, *told[start : start + step])
                fold_events(store, batch=batch)
            seen.append(without_ids(live_events(store)))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0] == without_ids(fold(told, find_copies(item.article for item in told)))


def test_a_decision_merges_and_taking_it_back_splits(store):
    put(store, shelling("a"), shelling("b"), shelling("q", at="القصر"))
    fold_events(store)
    first = ids(store)
    seen = last(store)
    decide(store, "a#c-a", "q#c-q", "same", "ليلى", reason="بلدة واحدة")
    fold_events(store)
    merged = first["a", "b"]
    assert ids(store) == {("a", "b", "q"): merged}
    assert ("merged", merged, (first["q",],)) in feed(store, seen)
    entry, way = resolve(store, first["q",])
    assert (entry.id, way) == (merged, [first["q",]])
    seen = last(store)
    decide(store, "q#c-q", "a#c-a", "same", "سامي", undo=True)
    fold_events(store)
    assert ids(store) == first
    assert ("split", first["q",], (merged,)) in feed(store, seen)
    assert resolve(store, first["q",])[1] == []
    assert [(d.verdict, d.undoes) for d in all_decisions(store.database.engine.connect())] == [
        ("same", None),
        ("undo", 1),
    ]


def test_a_decision_outlives_reading_again_and_an_edit(store):
    told = [shelling("a"), shelling("b")]
    put(store, *told)
    fold_events(store)
    assert len(ids(store)) == 1
    decide(store, "a#c-a", "b#c-b", "not_same", "ليلى")
    fold_events(store)
    apart = ids(store)
    assert len(apart) == 2
    # A newer reader calls the claims otherwise; the page of b is edited besides.
    newer = [renamed(item, "new") for item in told]
    read_again(store, *newer, reader="2")
    seen = last(store)
    fold_events(store)
    assert ids(store) == apart
    assert "new" not in {kind for kind, *_ in feed(store, seen)}
    edited = renamed(shelling("b2", extra=" مساء"), "edited")
    put(store, edited, reader="2", page="https://example.org/b")
    fold_events(store)
    assert ids(store) == {("a",): apart["a",], ("b2",): apart["b",]}
    assert {event.claims[0].claim for event in live_events(store)} == {"new", "edited"}


def renamed(item, name):
    return Reading(article=item.article, claims=tuple(replaced(one, name) for one in item.claims))


def replaced(one, name):
    import msgspec

    return msgspec.structs.replace(one, id=name)


def test_an_event_whose_claim_was_edited_away_is_retracted(store):
    put(store, shelling("a"), shelling("q", at="القصر"))
    fold_events(store)
    before = ids(store)
    seen = last(store)
    put(store, reading("q2", "نص الخبر بعد أن صححته الصحيفة."), page="https://example.org/q")
    done = fold_events(store)
    assert (done.added, done.dropped, done.touched) == (1, 1, 1)
    assert ids(store) == {("a",): before["a",]}
    assert feed(store, seen) == [("retracted", before["q",], ())]
    entry, _ = resolve(store, before["q",])
    assert (entry.state, entry.event.articles) == ("retracted", ("q",))
    assert sources_of_event(store, entry.event).text("q") == shelling("q", at="القصر").article.text


def test_an_event_of_a_page_that_is_gone_is_retracted_until_it_is_back(store):
    told = [shelling("a"), shelling("b"), shelling("q", at="القصر")]
    put(store, *told)
    fold_events(store)
    before = ids(store)
    seen = last(store)
    store.gone("outlet", "https://example.org/q", NOON, 410)
    store.gone("outlet", "https://example.org/b", NOON, 404)
    fold_events(store)
    assert ids(store) == {("a",): before["a", "b"]}
    assert set(feed(store, seen)) == {("retracted", before["q",], ()), ("updated", before["a", "b"], ())}
    assert fold_events(store).changes == 0
    seen = last(store)
    put(store, told[2])
    fold_events(store)
    assert ids(store)["q",] == before["q",]
    assert feed(store, seen) == [("new", before["q",], ())]


def test_one_article_at_two_pages_counts_once_and_outlives_one_of_them(store):
    put(store, shelling("a"))
    put(store, shelling("a"), page="https://mirror.example.org/a")
    fold_events(store)
    before = ids(store)
    assert list(before) == [("a",)]
    store.gone("outlet", "https://example.org/a", NOON, 410)
    fold_events(store)
    assert ids(store) == before
    assert [kind for kind, *_ in feed(store)] == ["new"]


def test_folding_anew_keeps_ids_and_retracts_what_is_not_told_any_more(store):
    put(store, shelling("a"), shelling("b"), shelling("q", at="القصر"))
    decide(store, "a#c-a", "b#c-b", "not_same", "ليلى")
    fold_events(store)
    before, seen = ids(store), last(store)
    done = fold_events(store, anew=True, batch=1)
    assert (done.added, ids(store), feed(store, seen)) == (3, before, [])
    store.gone("outlet", "https://example.org/q", NOON, 410)
    fold_events(store, anew=True)
    assert feed(store, seen) == [("retracted", before["q",], ())]
    assert ("q",) not in ids(store)


def test_another_rawi_folds_anew(store, monkeypatch):
    put(store, shelling("a"))
    fold_events(store)
    before = ids(store)
    monkeypatch.setattr("rawi.__version__", "99.0")
    assert fold_events(store).added == 1
    assert fold_events(store).added == 0
    assert ids(store) == before


def test_decisions_are_in_the_log_and_verified(store):
    put(store, shelling("a"), shelling("q", at="القصر"))
    kept = decide(store, "a#c-a", str(find(store, "q#c-q")), "same", "ليلى")
    assert verify(store.database).differences == []
    with store.looking() as connection:
        entries = list(connection.execute(select(custody.c.entry).where(custody.c.kind == "event_decision")).scalars())
    assert len(entries) == 1
    assert '"author":"ليلى"' in entries[0]
    with store.database.writing() as connection:
        connection.execute(update(tables_events.event_decisions).values(verdict="not_same"))
    [found] = verify(store.database).differences
    assert (found.subject, found.what) == (f"decision {kept.id} on events", "not as the log says")


def find(store, name):
    with store.looking() as connection:
        return find_claim(connection, name)


@pytest.mark.parametrize(
    ("arguments", "undo", "words"),
    [
        (("a#c-a", "z#c-z", "same", "ليلى"), False, "no such claim"),
        (("a#c-a", "99999999999999999999", "same", "ليلى"), False, "no such claim"),
        (("a#c-a", "a#c-a", "same", "ليلى"), False, "two claims"),
        (("a#c-a", "q#c-q", "same", " "), False, "needs an author"),
        (("a#c-a", "q#c-q", "same", "ليلى"), True, "no decision on them says same"),
    ],
)
def test_decisions_that_cannot_be_are_refused(store, arguments, undo, words):
    put(store, shelling("a"), shelling("q", at="القصر"))
    with pytest.raises(InputError, match=words):
        decide(store, *arguments, undo=undo)
    with store.looking() as connection:
        assert all_decisions(connection) == []


def test_of_two_foldings_at_once_the_later_is_told(store, monkeypatch):
    put(store, shelling("a"))
    inner = []

    def meanwhile(*arguments):
        if not inner:
            inner.append(True)
            fold_events(store)
        return real(*arguments)

    from rawi.store import events_fold

    real = events_fold.fold_near
    monkeypatch.setattr(events_fold, "fold_near", meanwhile)
    with pytest.raises(StoreError, match="another rawi events wrote meanwhile"):
        fold_events(store)
    assert [kind for kind, *_ in feed(store)] == ["new"]
    assert fold_events(store).changes == 0


def test_the_feed_can_be_asked_by_number_and_by_moment(url):
    from rawi.store.store import Store

    now = [NOON]
    with Store(url, clock=lambda: now[0]) as store:
        put(store, shelling("a"))
        fold_events(store)
        now[0] = NOON + dt.timedelta(hours=1)
        put(store, shelling("q", at="القصر"))
        fold_events(store)
        assert [c.seq for c in changes_since(store)] == [1, 2]
        assert [c.seq for c in changes_since(store, after=1)] == [2]
        assert [c.seq for c in changes_since(store, since="2024-05-01T12:30:00.000000Z")] == [2]


def test_two_events_of_one_article_are_kept_apart(store):
    text = "القوات قصفت بلدة الكسرة الخميس وقتل 3 أشخاص. وقصفت القوات بلدة القصر الأربعاء."
    by = ("القوات", "sy-army")
    first = claim(text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), by=by, killed=("3 أشخاص", 3), name="1")
    other = claim(text, "وقصفت", at="القصر", on=("الأربعاء", "2021-03-03"), by=by, name="2")
    put(store, reading("two", text, first, other))
    put(store, shelling("a"))
    fold_events(store)
    assert sorted(ids(store)) == [("a", "two"), ("two",)]
    with store.looking() as connection:
        assert connection.execute(select(func.count()).select_from(tables_events.event_accounts)).scalar_one() == 3
