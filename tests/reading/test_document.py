"""A document: tokens of the folded text, and quotes of the words as they stand in the article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rawi
from rawi.reading.document import Document


def _document(text: str) -> Document:
    return Document(rawi.Article(text=text))


@pytest.mark.parametrize(
    ("text", "first", "last", "skip", "quote"),
    [
        ("قصف الجيش البلدة", 1, 2, 0, "الجيش"),
        ("قصف الجيش البلدة", 0, 3, 0, "قصف الجيش البلدة"),
        ("وبالمدينةِ نزحوا", 0, 1, 2, "المدينةِ"),
        ("قُـتِـلَ ثلاثةٌ", 0, 1, 0, "قُـتِـلَ"),
        ("قال «القُوّات» إنها", 2, 3, 0, "القُوّات"),
        ("وقع قـ.صف هنا", 1, 2, 0, "قـ.صف"),
        ("سوريا\u200f، اليوم", 0, 1, 0, "سوريا"),  # a direction mark is no part of a name
        ("\u202bسوريا\u202c اليوم", 0, 2, 0, "سوريا\u202c اليوم"),
        ("بلدة\n\nحاس", 0, 1, 0, "بلدة"),
        ("🚨عاجل🚨", 1, 2, 0, "عاجل"),
        ("قتل رجﻼ", 1, 2, 0, "رجﻼ"),
    ],
)
def test_quotes_are_the_words_as_they_stand(text: str, first: int, last: int, skip: int, quote: str):
    found = _document(text).quote(first, last, skip)

    assert found.text == quote
    assert text[found.start : found.end] == quote
    assert found.start == text.index(quote)


@given(st.text(st.sampled_from(list("قصفبالوةىأﻻﷲ\u064b\u0640\u200f\u202b.«» \n،0٣🚨")), max_size=60))
@settings(max_examples=300)
def test_every_token_can_be_quoted(text: str):
    document = _document(text)

    for token in range(len(document)):
        quote = document.quote(token, token + 1)
        assert text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.rstrip()
        assert document.raw(token).startswith(quote.text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.data())
@settings(max_examples=200)
def test_every_range_of_tokens_can_be_quoted(text: str, data: st.DataObject):
    document = _document(text)
    if not len(document):
        return
    first = data.draw(st.integers(0, len(document) - 1))
    last = data.draw(st.integers(first + 1, len(document)))

    quote = document.quote(first, last)

    assert text[quote.start : quote.end] == quote.text
    assert quote.start <= document.quote(last - 1, last).start


def test_an_empty_article_has_no_tokens():
    document = _document(" \n\u200f")

    assert len(document) == 0
    assert document.bounds == []
