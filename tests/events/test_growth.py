"""Folding grows evenly, and a new day touches only its neighbourhood."""

from __future__ import annotations

from benchmarks.events import plot, run, table
from benchmarks.events_made import readings


def test_made_readings_are_the_same_for_the_same_seed_and_of_the_size_asked_for():
    made = list(readings(500))
    assert made == list(readings(500))
    assert sum(len(reading.claims) for reading in made) == 500
    assert made != list(readings(500, seed=8))


def test_eight_times_the_claims_take_about_eight_times_the_time():
    run(250)  # fills the caches of words
    small = min((run(500) for _ in range(2)), key=lambda item: item.seconds)
    large = run(4_000)
    # Quadratic growth would be 64; the bound of the benchmark, 9.2, holds on a quiet machine.
    assert large.seconds < 14 * small.seconds
    # Each claim of the day is about an event of its five days, and these are half of the ten that there are.
    assert 0.3 * large.events < large.day_touched < 0.6 * large.events
    assert [line.count("|") for line in table([small, large]).splitlines()] == [6] * 4
    assert plot([small, large]).count("<circle") == 2
