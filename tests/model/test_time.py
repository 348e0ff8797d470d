"""Intervals run forwards."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

import rawi
from rawi.errors import GroundingError

DAY = dt.date(2019, 1, 16)


def test_one_day_is_an_interval():
    interval = rawi.Interval(DAY, DAY, "day")

    assert (interval.first, interval.last, interval.grain) == (DAY, DAY, "day")


def test_an_interval_must_not_end_before_it_begins():
    with pytest.raises(GroundingError, match="2019-01-16 to 2019-01-15"):
        rawi.Interval(DAY, DAY - dt.timedelta(days=1), "day")


def test_an_unplaced_time_stays_unplaced():
    mention = rawi.TimeMention(quote=rawi.Quote(0, 6, "مؤخرا!"))

    assert mention.interval is None
    assert mention.part_of_day is None
    assert not mention.weekday_conflict


def test_a_grain_that_is_none_cannot_be_decoded():
    raw = msgspec.json.encode({"first": "2019-01-16", "last": "2019-01-16", "grain": "fortnight"})

    with pytest.raises(msgspec.ValidationError, match="fortnight"):
        msgspec.json.decode(raw, type=rawi.Interval)
