"""When: the words, and the days they stand for."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from rawi.errors import GroundingError
from rawi.model.span import Quote

Grain = Literal["hour", "part_of_day", "day", "week", "month", "season", "year", "decade"]


class Interval(msgspec.Struct, frozen=True, gc=False):
    """Whole days from ``first`` to ``last``, both included, and how fine the words were.

    Open ends are not supported: "since 2011" runs to the day of publication, and stays unresolved without it.
    """

    first: dt.date
    last: dt.date
    grain: Grain

    def __post_init__(self) -> None:
        """Refuse an interval that runs backwards."""
        if self.first > self.last:
            raise GroundingError("an interval must not end before it begins", subject=f"{self.first} to {self.last}")


class TimeMention(msgspec.Struct, frozen=True, kw_only=True):
    """A time phrase of the article.

    interval: None where the words cannot be placed ("recently", or a relative date with no publication date).
    part_of_day: the words for it, folded ("فجر", "مساء"), if any.
    weekday_conflict: the phrase names a weekday that the publication date contradicts ("yesterday, Thursday" when
        yesterday was a Friday): the dateline may be wrong.
    rule: which rule of the grammar resolved it.
    """

    quote: Quote
    interval: Interval | None = None
    part_of_day: str | None = None
    weekday_conflict: bool = False
    rule: str = ""
