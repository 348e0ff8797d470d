"""Articles: what they refuse, what they fill in, and what they leave unknown."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rawi
from rawi.errors import InputError

TEXT = "قصف الجيش البلدة فجر الخميس."


def test_only_a_text_is_needed_and_nothing_else_is_invented():
    article = rawi.Article(text=TEXT)

    assert (article.title, article.outlet, article.url, article.author, article.published) == (None,) * 5
    assert article.published_basis is None
    assert article.published_day is None
    assert article.language is None
    assert article.boilerplate == ()


@pytest.mark.parametrize("text", [None, b"bytes", 7, ["قصف"]])
def test_a_text_is_a_string(text: object):
    with pytest.raises(InputError, match="must be a string"):
        rawi.Article(text=text)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [0xD800, 0xDC80, 0xDFFF])
def test_a_lone_surrogate_is_refused_with_its_place(code: int):
    with pytest.raises(InputError, match="lone surrogate at character 4") as error:
        rawi.Article(text="قصف " + chr(code), id="بريد")

    assert error.value.subject == "بريد"
    assert "errors='replace'" in error.value.advice


def test_characters_beyond_the_first_plane_are_no_surrogates():
    assert rawi.Article(text="🚨 عاجل").text == "🚨 عاجل"


@pytest.mark.parametrize(
    "published",
    [
        "2019",
        "2019-01",
        "2019-01-16",
        "2019-01-16T07:30",
        "2019-01-16T07:30:05",
        "2019-01-16T07:30:05.25Z",
        "2019-01-16T07:30+03:00",
        "2019-01-16T07:30:05+0300",
        "2020-02-29",
    ],
)
def test_dates_keep_their_precision(published: str):
    article = rawi.Article(text=TEXT, published=published)

    assert article.published == published
    assert article.published_basis == "given"


@pytest.mark.parametrize(
    "published",
    [
        "",
        "19",
        "2019-",
        "2019-1",
        "2019-13",
        "2019-00",
        "2019-02-30",
        "2019-01-16 ",
        "16/01/2019",
        "2019-01-16T",
        "أمس",
        "2019-W03",
        "20190116",
        "2019-02-29",
        "0000",
    ],
)
def test_what_is_no_date_is_refused(published: str):
    with pytest.raises(InputError, match="is not a date; write it as YYYY"):
        rawi.Article(text=TEXT, published=published)


@pytest.mark.parametrize("published", ["2019-01-16T25:00", "2019-01-16T07:61", "2019-01-16T07:30:99"])
def test_a_time_of_day_that_is_none_is_refused(published: str):
    with pytest.raises(InputError, match="is not a date"):
        rawi.Article(text=TEXT, published=published)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2019", None),
        ("2019-01", None),
        ("2019-01-16", dt.date(2019, 1, 16)),
        ("2019-01-16T23:59:00+03:00", dt.date(2019, 1, 16)),
    ],
)
def test_the_day_is_known_only_where_it_is_told(published: str, day: dt.date | None):
    assert rawi.Article(text=TEXT, published=published).published_day == day


@pytest.mark.parametrize(
    ("given_as", "kept_as"),
    [
        (dt.date(2019, 1, 16), "2019-01-16"),
        (dt.datetime(2019, 1, 16, 7, 30), "2019-01-16T07:30:00"),
        (dt.datetime(2019, 1, 16, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=3))), "2019-01-16T07:30:00+03:00"),
        (dt.datetime(2019, 1, 16, 7, 30, 5, 250), "2019-01-16T07:30:05.000250"),
    ],
)
def test_date_objects_are_taken_too(given_as: dt.date, kept_as: str):
    article = rawi.Article(text=TEXT, published=given_as)  # type: ignore[arg-type]

    assert article.published == kept_as
    assert article.published_day == dt.date(2019, 1, 16)


@given(st.dates())
def test_every_date_object_is_a_date(day: dt.date):
    assert rawi.Article(text=TEXT, published=day).published_day == day  # type: ignore[arg-type]


# Before 1970 some zones ran minutes and seconds beside Greenwich, which ISO 8601 cannot write.
@given(st.datetimes(min_value=dt.datetime(1973, 1, 1), timezones=st.none() | st.timezones()))
def test_every_datetime_object_is_a_date(moment: dt.datetime):
    assert rawi.Article(text=TEXT, published=moment).published_day == moment.date()  # type: ignore[arg-type]


def test_a_told_basis_is_kept():
    article = rawi.Article(text=TEXT, published="2019", published_basis="meta", published_words="2019")

    assert article.published_basis == "meta"


def test_the_same_article_has_the_same_id():
    # Written out: an id must not change from one release to the next, or a rerun would double every record.
    assert rawi.Article(text="قصف").id == "0a6ee401b789fead"
    assert rawi.Article(text="قصف", url="https://example.org/1").id == "5a703a6e458a6319"


def test_what_is_told_about_an_article_does_not_change_its_id():
    bare = rawi.Article(text=TEXT, url="https://example.org/1")
    told = rawi.Article(text=TEXT, url="https://example.org/1", title="قصف", outlet="سنابك", published="2019")

    assert told.id == bare.id


def test_another_text_or_address_has_another_id():
    ids = {
        rawi.Article(text=text, url=url).id
        for text in (TEXT, TEXT + " ")
        for url in (None, "https://example.org/1", "https://example.org/2")
    }

    assert len(ids) == 6


def test_a_given_id_is_kept():
    assert rawi.Article(text=TEXT, id="7").id == "7"


def test_quotes_are_cut_from_the_text():
    article = rawi.Article(text=TEXT)

    assert article.quote(4, 9) == rawi.Quote(4, 9, "الجيش")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (9, 4), (20, 900), (900, 901), (-5, -1), (-3, 2)])
def test_no_quote_from_outside_the_text(start: int, end: int):
    with pytest.raises(rawi.RawiError):
        rawi.Article(text=TEXT).quote(start, end)
