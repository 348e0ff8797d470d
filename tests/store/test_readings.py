"""Readings: old claims stay and are linked, decisions outlive reading again, and edits show in the claims."""

import msgspec
import pytest
from sqlalchemy import select
from tests.store.made import NOON, capture, keep, read, read_all

from rawi.errors import InputError
from rawi.model.reading import Failure
from rawi.store import tables
from rawi.store.claim_rows import claim_key, ready
from rawi.store.history import history
from rawi.store.query import Query
from rawi.store.search import search_claims
from rawi.store.words import words_of

PAGE = "https://example.org/1"


def rows(store, *columns):
    with store.looking() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(columns[0]))]


def unread_one(store, reader="1"):
    [unread] = store.unread(reader, 10)
    return unread


def test_a_reading_comes_back_as_it_was_added(store):
    keep(store, capture(PAGE, "ثم قصف القرية وقصف الجسر"))
    unread = unread_one(store)
    reading = read(unread.article)
    added = store.add_reading(unread.version, reading, reader="1")
    assert (added.articles, added.claims, len(reading.claims)) == (1, 2, 2)
    assert store.reading(1) == reading
    assert store.claim(claim_key(1, 1)) == reading.claims[1]
    assert store.claim(claim_key(1, 2)) is None
    assert store.unread("1", 10) == []
    assert store.backlog("1") == 0


def test_claims_are_found_by_their_columns_and_terms(store):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    read_all(store)
    c = tables.claims.c
    [found] = rows(store, c.event, c.status, c.commitment, c.day, c.current)
    assert [str(value) for value in found] == ["shell", "happened", "attributed", "2024-04-28", "True"]
    t = tables.terms.c
    assert set(rows(store, t.kind, t.ident, t.name)) == {
        ("party", "faction", "الفصيل"),
        ("party", "", "قصف"),
        ("place", "p1", "الكسره"),
    }
    for query in (
        Query(actor="faction"), Query(actor="قصف"), Query(place="p1"), Query(event=("shell",)),
        Query(source_kind=("local_source",)), Query(actor="faction", place="الكسرة", words="قصف"),
    ):  # fmt: skip
        assert [hit.key for hit in search_claims(store, query).hits] == [claim_key(1, 0)], query
    for query in (Query(target="faction"), Query(event=("meet",)), Query(source_kind=("media",)), Query(place="قصف")):
        assert search_claims(store, query).hits == [], query


def test_a_reading_that_was_made_ready_elsewhere_is_added_alike(store):
    keep(store, capture(PAGE, "ثم قصف القرية وقصف الجسر"), capture(f"{PAGE}2", "ثم قصف القرية وقصف الجسر"))
    one, other = store.unread("1", 2)
    store.add_readings([(one.version, read(one.article)), (other.version, ready(read(other.article)))], reader="1")
    c = tables.claims.c
    found = rows(store, c.id, c.claim_id, c.event, c.day)
    assert [row[1:] for row in found[:2]] == [row[1:] for row in found[2:]]
    assert [hit.key for hit in search_claims(store, Query(actor="faction")).hits] == [row[0] for row in found[::-1]]


def test_the_same_reader_reads_an_article_once(store):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    unread = unread_one(store)
    results = [(unread.version, read(unread.article))]
    assert store.add_readings(results, reader="1").articles == 1
    again = store.add_readings(results, reader="1")
    assert (again.articles, again.known) == (0, 1)
    assert len(rows(store, tables.claims.c.id)) == 1


def test_a_newer_reader_keeps_old_claims_and_links_them(store):
    keep(store, capture(PAGE, "ثم قصف القرية وقصف الجسر"))
    read_all(store)
    unread = unread_one(store, "2")
    reading = read(unread.article, "2")
    # The newer reader finds the second under another id and event, and one more before it.
    first, second = reading.claims
    other = msgspec.structs.replace(first, id="new", trigger=unread.article.quote(0, 2))
    second = msgspec.structs.replace(second, id="renamed", event="bomb")
    reading = msgspec.structs.replace(reading, claims=(other, first, second))
    store.add_reading(unread.version, reading, reader="2")
    c = tables.claims.c
    assert rows(store, c.id, c.previous_id, c.current) == [
        (claim_key(1, 0), None, False),
        (claim_key(1, 1), None, False),
        (claim_key(2, 0), None, True),
        (claim_key(2, 1), claim_key(1, 0), True),
        (claim_key(2, 2), claim_key(1, 1), True),
    ]
    assert store.reading(1).claims == read(unread.article).claims


def test_decisions_outlive_reading_again(store):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    read_all(store)
    old = claim_key(1, 0)
    wrong = store.decide(old, "correct", "ليلى", field="event", old="shell", new="bomb", reason="كان لغما")
    store.undo(wrong.id, "سامي", "لا، كان قصفا")
    store.decide(old, "accept", "سامي")
    before = store.decisions(old)
    read_all(store, "2")
    new = claim_key(2, 0)
    assert store.decisions(new) == before
    assert [(d.verdict, d.author, d.old, d.new, d.undoes) for d in before] == [
        ("correct", "ليلى", "shell", "bomb", None),
        ("undo", "سامي", "bomb", "shell", wrong.id),
        ("accept", "سامي", None, None, None),
    ]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda s: s.decide(5, "accept", "ليلى"), "no such claim"),
        (lambda s: s.decide(claim_key(1, 0), "accept", " "), "needs an author"),
        (lambda s: s.decide(claim_key(1, 0), "correct", "ليلى"), "needs a field"),
        (lambda s: s.undo(77, "ليلى"), "no such decision"),
        (lambda s: [s.undo(s.decide(claim_key(1, 0), "reject", "ليلى").id, "ليلى"), s.undo(1, "ليلى")], "taken back"),
    ],
)
def test_decisions_that_cannot_be_are_refused(store, act, words):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    read_all(store)
    with pytest.raises(InputError, match=words):
        act(store)


def test_claims_follow_an_edit(store):
    keep(store, capture(PAGE, "ثم قصف القرية وقصف الجسر أمس"))
    read_all(store)
    keep(store, capture(PAGE, "مساء ثم قصف القرية وقصف المدرسة، وهناك قصف آخر"))
    read_all(store)
    told = history(store, PAGE)
    assert [version.number for version in told.versions] == [1, 2]
    changes = [(c.kind, c.text) for c in told.versions[1].changes]
    assert ("removed", "الجسر أمس") in changes
    assert ("added", "مساء") in changes
    c = tables.claims.c
    assert rows(store, c.id, c.previous_id, c.current) == [
        (claim_key(1, 0), None, False),
        (claim_key(1, 1), None, False),
        (claim_key(2, 0), claim_key(1, 0), True),
        (claim_key(2, 1), claim_key(1, 1), True),
        (claim_key(2, 2), None, True),
    ]
    assert [(c.kind, c.trigger) for c in told.versions[1].claims] == [("added", "قصف")]


def test_what_an_edit_takes_away_shows(store):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    read_all(store)
    keep(store, capture(PAGE, "لم يحدث شيء"))
    read_all(store)
    store.gone("outlet", PAGE, NOON, 404)
    told = history(store, PAGE)
    assert [(c.kind, c.event) for c in told.versions[1].claims] == [("removed", "shell")]
    assert (told.gone_at, told.gone_status) == ("2024-05-01T12:00:00.000000Z", 404)
    with pytest.raises(InputError, match="no article was captured"):
        history(store, PAGE + "0")


def test_versions_read_in_any_order_are_linked_alike(store, new_url):
    """Several workers may read the versions of one page in any order."""
    from rawi.store.store import Store

    with Store(new_url()) as other:
        found = []
        for one, backwards in ((store, False), (other, True)):
            keep(one, capture(PAGE, "ثم قصف القرية"), capture(PAGE, "ثم قصف القرية."), capture(PAGE, "ثم قصف القرية!"))
            unread = one.unread("1", 10)
            for item in reversed(unread) if backwards else unread:
                one.add_reading(item.version, read(item.article), reader="1")
            r, c = tables.readings, tables.claims
            with one.looking() as connection:
                version = dict(connection.execute(select(r.c.id, r.c.version_id)).all())
                rows_ = connection.execute(select(c.c.id, c.c.previous_id, c.c.current)).all()
            first = min(version.values())
            found.append(sorted(
                (version[row.id >> 16] - first, row.previous_id and version[row.previous_id >> 16] - first, row.current)
                for row in rows_
            ))  # fmt: skip
    assert found[0] == found[1] == [(0, None, False), (1, 0, False), (2, 1, True)]


def test_what_cannot_be_read_is_told_and_not_tried_again_by_the_same_reader(store):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    unread = unread_one(store)
    failure = Failure(article=unread.article.id, reason="the reader stumbled", advice="report it")
    assert store.add_reading(unread.version, failure, reader="1").failed == 1
    assert [(f.locator, f.stage, f.reason) for f in store.failures()] == [(PAGE, "read", "the reader stumbled")]
    assert store.unread("1", 10) == []
    assert read_all(store, "2") == 1
    assert store.failures() == []


def test_an_article_with_too_many_claims_is_refused_whole(store):
    keep(store, capture(PAGE, "ثم قصف القرية"))
    unread = unread_one(store)
    reading = read(unread.article)
    reading = msgspec.structs.replace(reading, claims=reading.claims * 65_537)
    assert store.add_reading(unread.version, reading, reader="1").failed == 1
    assert "65,537 claims" in store.failures()[0].reason
    assert rows(store, tables.claims.c.id) == []


def test_words_are_found_folded(store, kind):
    from sqlalchemy import text

    keep(store, capture(PAGE, "قصفت القوّات مدرسةً في إدلب، فجر أمس؛ و«المستشفى» ٣ مرات"))
    query = {
        "sqlite": "SELECT rowid FROM version_words WHERE version_words MATCH :q",
        "postgresql": "SELECT version_id FROM version_words WHERE words @@ to_tsquery('simple', :q)",
    }[kind]
    with store.looking() as connection:
        for word in ("القوات", "مدرسه", "ادلب", "أَمْسِ", "المستشفي", "3"):
            [term] = words_of(word)
            assert connection.execute(text(query), {"q": term}).scalars().all() == [1], word
        assert connection.execute(text(query), {"q": "مستشفي"}).scalars().all() == []
