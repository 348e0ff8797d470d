"""Where words stand: half-open ranges of Unicode code points of an article's stored text."""

from __future__ import annotations

import msgspec

from rawi.errors import GroundingError


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range ``[start, end)`` of code points; never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that cannot hold a word."""
        if not 0 <= self.start < self.end:
            raise GroundingError("a span must have 0 <= start < end", subject=f"[{self.start}, {self.end})")


class Quote(msgspec.Struct, frozen=True, order=True, gc=False):
    """Words of an article and where they stand: ``article.text[start:end] == text``.

    A quote knows its length, so one that contradicts itself cannot be made; that it matches its article is
    checked where a :class:`~rawi.model.reading.Reading` is made.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        """Refuse a quote whose words do not fit its range."""
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise GroundingError("a quote must be as long as its range", subject=repr(self.text))

    @property
    def span(self) -> Span:
        """The range alone."""
        return Span(self.start, self.end)
