"""Spans and quotes that cannot be do not exist."""

from __future__ import annotations

import msgspec
import pytest

import rawi
from rawi.errors import GroundingError


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (5, 4), (-1, 3), (-3, -1)])
def test_a_span_holds_at_least_one_character(start: int, end: int):
    with pytest.raises(GroundingError, match=rf"\[{start}, {end}\)"):
        rawi.Span(start, end)


def test_spans_are_values_in_reading_order():
    assert rawi.Span(2, 5) == rawi.Span(2, 5)
    assert sorted([rawi.Span(4, 9), rawi.Span(2, 7), rawi.Span(2, 5)]) == [
        rawi.Span(2, 5),
        rawi.Span(2, 7),
        rawi.Span(4, 9),
    ]


def test_a_span_cannot_be_changed():
    with pytest.raises(AttributeError):
        rawi.Span(0, 3).end = 9  # type: ignore[misc]


@pytest.mark.parametrize(
    ("start", "end", "text"), [(0, 3, "قصف الجيش"), (0, 9, "قصف"), (4, 4, ""), (-3, 0, "قصف"), (3, 0, "قصف")]
)
def test_a_quote_is_as_long_as_its_range(start: int, end: int, text: str):
    with pytest.raises(GroundingError, match="as long as its range"):
        rawi.Quote(start, end, text)


def test_a_quote_counts_code_points():
    words = "قُـ🚨"

    assert rawi.Quote(10, 14, words).span == rawi.Span(10, 14)


def test_a_quote_that_contradicts_itself_cannot_be_decoded():
    raw = msgspec.json.encode({"start": 0, "end": 9, "text": "قصف"})

    with pytest.raises(GroundingError, match="as long as its range"):
        msgspec.json.decode(raw, type=rawi.Quote)
