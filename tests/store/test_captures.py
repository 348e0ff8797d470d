"""Captures: kept unaltered and once, changes seen, and what is no article kept with the reason."""

import datetime as dt

import pytest
from sqlalchemy import func, select
from tests.store.made import NO_ARTICLE, NOON, article_of, capture, keep, outcomes, read_all

from rawi.errors import InputError
from rawi.model.article import Article
from rawi.model.capture import CaptureProblem
from rawi.store import tables
from rawi.store.evidence import original

PAGE = "https://example.org/1"


def count(store, table):
    with store.looking() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def articles(store):
    with store.looking() as connection:
        return connection.execute(select(tables.versions).order_by(tables.versions.c.id)).all()


def test_what_is_collected_twice_is_stored_once(store):
    first = keep(store, capture(PAGE, "قصف على القرية"))
    again = keep(store, capture(PAGE, "قصف على القرية", at=NOON + dt.timedelta(days=1)))
    assert (outcomes(first), outcomes(again)) == (["new"], ["same"])
    assert first[0].capture_id == again[0].capture_id
    assert first[0].article_id == again[0].article_id == article_of(capture(PAGE, "قصف على القرية")).id
    assert [count(store, table) for table in (tables.captures, tables.blobs, tables.versions)] == [1, 1, 1]


def test_twice_in_one_batch_is_once(store):
    assert outcomes(keep(store, capture(PAGE, "قصف"), capture(PAGE, "قصف"), capture(PAGE, "قصف ثان"))) == [
        "new", "same", "changed",
    ]  # fmt: skip


def test_an_edit_is_a_new_version_and_going_back_is_another(store):
    kept = keep(store, capture(PAGE, "قصف أول"), capture(PAGE, "قصف ثان"), capture(PAGE, "قصف أول"))
    assert outcomes(kept) == ["new", "changed", "changed"]
    assert len({one.capture_id for one in kept}) == 3
    rows = articles(store)
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous_id for row in rows] == [None, rows[0].id, rows[1].id]
    assert count(store, tables.blobs) == 2


def test_other_bytes_with_the_same_article_are_kept_but_read_once(store):
    def strip(met):
        return Article(text=met.content.decode().split("|")[0], url=met.locator)

    kept = list(store.keep([capture(PAGE, "قصف|1"), capture(PAGE, "قصف|2")], strip))
    assert outcomes(kept) == ["new", "same"]
    assert (count(store, tables.captures), count(store, tables.versions)) == (2, 1)
    assert original(store, kept[1].capture_id).content == "قصف|2".encode()


def test_the_bytes_come_back_as_they_were(store):
    headers = (("ETag", '"a"'), ("X-Twice", "1"), ("X-Twice", "2"))
    page = capture(PAGE, "نص " * 500 + "\0\r\n", status=200, headers=headers)
    [kept] = keep(store, page)
    assert original(store, kept.capture_id) == page


def test_versions_of_archived_pages_are_told_apart_by_address(store):
    kept = keep(
        store,
        capture(f"a.warc!{PAGE}", "قصف أول"),
        capture(f"b.warc!{PAGE}", "قصف ثان"),
        capture("b.warc!https://example.org/", "الأولى"),
        capture("c.warc!https://example.org/", "الثانية"),
    )
    assert outcomes(kept) == ["new", "changed", "new", "new"]


def test_an_archive_with_two_records_of_one_name_does_not_grow(store):
    records = [capture("t.csv!7", "قصف أول"), capture("t.csv!7", "قصف ثان")]
    assert outcomes(keep(store, *records)) == ["new", "changed"]
    assert outcomes(keep(store, *records)) == ["same", "same"]


def test_what_is_no_article_is_kept_with_the_reason(store):
    [kept] = keep(store, capture(PAGE, NO_ARTICLE))
    assert (kept.outcome, kept.reason, kept.article_id) == ("failed", "there is no article in it", None)
    assert original(store, kept.capture_id).content == NO_ARTICLE.encode()
    assert [(f.locator, f.stage, f.advice) for f in store.failures()] == [(PAGE, "extract", "give another")]
    assert outcomes(keep(store, capture(PAGE, "قصف"))) == ["new"]
    assert store.failures() == []


def test_a_stumble_over_one_page_costs_no_other(store):
    def stumble(met):
        if met.locator == PAGE:
            raise ZeroDivisionError("by zero")
        return article_of(met)

    kept = list(store.keep([capture(PAGE, "أ"), capture(PAGE + "2", "ب")], stumble))
    assert outcomes(kept) == ["failed", "new"]
    assert "ZeroDivisionError: by zero" in kept[0].reason


def test_problems_are_counted_until_they_are_solved(store):
    problem = CaptureProblem(source="outlet", locator=PAGE, reason="timed out", advice="try later")
    assert outcomes(keep(store, problem, problem)) == ["failed", "failed"]
    [failure] = store.failures()
    assert (failure.stage, failure.reason, failure.times) == ("collect", "timed out", 2)
    keep(store, capture(PAGE, "قصف"))
    assert store.failures() == []
    [source] = store.sources()
    assert (source.source, source.captures, source.failures) == ("outlet", 1, 0)
    assert source.last_success >= source.last_failure


def test_a_page_that_is_gone_shows_and_so_does_its_return(store):
    keep(store, capture(PAGE, "قصف"))
    assert store.gone("outlet", PAGE, NOON, 410)
    assert not store.gone("outlet", PAGE, NOON, 410)
    with store.looking() as connection:
        page = connection.execute(select(tables.pages)).one()
    assert (page.gone_at, page.gone_status) == ("2024-05-01T12:00:00.000000Z", 410)
    assert outcomes(keep(store, capture(PAGE, "قصف"))) == ["same"]
    with store.looking() as connection:
        assert connection.execute(select(tables.pages.c.gone_at)).scalar_one() is None
        kinds = connection.execute(select(tables.custody.c.kind).order_by(tables.custody.c.seq)).scalars().all()
    assert [kind for kind in kinds if kind != "migration"] == ["capture", "gone", "back"]
    assert not store.gone("outlet", "https://example.org/never", NOON, 404)
    assert [f.reason for f in store.failures()] == ["the server answers 404"]


def test_validators_are_those_of_the_latest_capture(store):
    assert store.validators(PAGE) is None
    keep(store, capture(PAGE, "أ", headers=(("etag", '"1"'),)))
    keep(store, capture(PAGE, "ب", headers=(("ETag", '"2"'), ("Last-Modified", "Wed, 01 May 2024 12:00:00 GMT"))))
    assert store.validators(PAGE) == ('"2"', "Wed, 01 May 2024 12:00:00 GMT")


def test_the_article_is_made_only_for_what_is_new(store):
    made = []

    def noted(met):
        made.append(met.locator)
        return article_of(met)

    pages = [capture(f"{PAGE}{n}", f"نص {n}") for n in range(3)]
    list(store.keep(pages[:2], noted))
    list(store.keep(pages, noted))
    assert made == [f"{PAGE}{n}" for n in range(3)]


def test_what_was_told_of_is_written_though_the_stream_breaks(store):
    def broken():
        yield capture(PAGE, "قصف")
        yield capture(PAGE + "2", "قصف")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        list(store.keep(broken(), article_of, batch=1))
    assert count(store, tables.captures) == 2


@pytest.mark.parametrize("locator", ["https://example.org/" + "ا" * 5000, "odd\0name.html", "lone\udcffbyte.html"])
def test_any_locator_can_be_kept(store, locator):
    assert outcomes(keep(store, capture(locator, "قصف"))) == ["new"]
    assert outcomes(keep(store, capture(locator, "قصف"))) == ["same"]
    assert store.gone("outlet", locator, NOON, 404)
    assert read_all(store) == 1


def test_texts_that_databases_dislike_are_kept(store):
    huge = " ".join(f"ك{n}" for n in range(300_000))
    odd = Article(text="قصف \0 نهاية", title="a\udcff", url="u\0", id="x" * 500)
    pages = {"1": Article(text=huge), "2": odd, "3": Article(text="أ", id="x" * 501)}
    kept = list(store.keep([capture(key, key) for key in pages], lambda met: pages[met.locator]))
    assert outcomes(kept) == ["new", "new", "failed"]
    [first, second] = articles(store)
    assert store.article(first.id) == pages["1"]
    assert (second.title, store.article(second.id).text) == ("a\ufffd", odd.text)


def test_a_capture_without_a_time_zone_is_refused(store):
    with pytest.raises(InputError, match="time zone"):
        keep(store, capture(PAGE, "قصف", at=dt.datetime(2024, 5, 1)))
