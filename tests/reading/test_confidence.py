"""Confidence: from raw scores to the share that was right, and the words for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rawi
from rawi.errors import InputError
from rawi.reading.confidence import CURVES_FILE, Curve, calibrated, level, load_curves

CURVE = Curve((0.2, 0.4, 0.8), (0.3, 0.5, 0.9))
STRIKE = "قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة بريف دير الزور أمس، ما أدى إلى مقتل خمسة مدنيين."


@pytest.mark.parametrize(
    ("score", "share"), [(0.0, 0.3), (0.2, 0.3), (0.3, 0.4), (0.4, 0.5), (0.6, 0.7), (0.8, 0.9), (1.0, 0.9)]
)
def test_straight_lines_between_the_points_and_flat_beyond(score, share):
    assert CURVE.at(score) == pytest.approx(share)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_believed_less(a, b):
    low, high = sorted((a, b))
    assert CURVE.at(low) <= CURVE.at(high) + 1e-12


def test_a_field_without_a_curve_keeps_its_score():
    assert calibrated({"event": CURVE}, {"event": 0.3, "place": 0.1234567}) == {"event": 0.4, "place": 0.123}


@pytest.mark.parametrize(
    ("share", "name"), [(1.0, "high"), (0.75, "high"), (0.749, "medium"), (0.5, "medium"), (0.499, "low"), (0.0, "low")]
)
def test_levels(share, name):
    assert level(share) == name


def test_the_curves_that_ship_know_every_field_and_rise():
    curves = load_curves()
    fields = {"event", "actor", "target", "place", "time", "quantity", "source", "status", "commitment"}
    assert fields <= set(curves)
    for curve in curves.values():
        assert list(curve.scores) == sorted(set(curve.scores))
        assert list(curve.precision) == sorted(curve.precision)
        assert all(0 <= share <= 1 for share in curve.precision)


def test_every_filled_field_of_a_claim_has_its_confidence():
    for claim in rawi.read(rawi.Article(text=STRIKE)).claims:
        filled = {name for name, _ in claim.quotes()} - {"trigger", "verb"}
        assert set(claim.confidences) == filled | {"status", "commitment"}
        assert all(0 <= share <= 1 for share in (claim.confidence, *claim.confidences.values()))


def test_a_folder_without_curves_gives_none_and_a_broken_file_is_named(tmp_path):
    assert load_curves(tmp_path) == {}
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / CURVES_FILE).write_text('{"event": 3}', "utf-8")
    with pytest.raises(InputError, match="holds no curves of confidence"):
        load_curves(broken)
