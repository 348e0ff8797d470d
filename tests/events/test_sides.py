"""Who belongs to whom, and who stands against whom."""

from __future__ import annotations

import pytest

from rawi.events import sides


def test_table_is_that_of_its_sources():
    pytest.importorskip("yaml", reason="the extra 'build' is not installed")
    from rawi.events import build_sides

    assert build_sides.build() == sides.COMPILED.read_bytes(), "run python -m rawi.events.build_sides"


def test_kinship_follows_the_hierarchy():
    assert sides.kinship("sy-army", "sy-army") == 1
    assert sides.kinship("ru-airforce", "ru-state") == 1
    assert 0 < sides.kinship("sy-army", "sy-moi") < 1
    assert sides.kinship("sy-army", "ru-state") == 0
    assert sides.kinship("nobody-knows", "nobody-knows") == 1


def test_rivals_under_one_state_are_strangers():
    assert sides.root("ly-gna") == sides.root("ly-lna")
    assert sides.kinship("ly-gna", "ly-lna") == 0


def test_parts_of_the_united_nations_are_not_one_actor():
    assert sides.root("x-unrwa") == sides.root("x-unicef") == "x-un"
    assert sides.kinship("x-unrwa", "x-unicef") == 0


def test_opposed_sides_are_named_with_their_conflict_and_years():
    assert sides.opposed("tr-army", "sy-sdf", 2020) == sides.opposed("sy-sdf", "tr-army", 2020)
    assert "north-east" in (sides.opposed("tr-army", "sy-sdf", 2020) or "")
    assert sides.opposed("sd-army", "sd-rsf", 2024) is not None
    assert sides.opposed("sd-army", "sd-rsf", 2015) is None
    assert sides.opposed("sy-army", "ru-airforce") is None


def test_outlets_are_known_by_domain_and_by_name():
    by_domain, by_name = sides.outlet("arabic.sana.sy"), sides.outlet("وكالة سانا")
    assert by_domain is not None
    assert by_domain == by_name
    assert by_domain.organ_of == "sy-state"
    assert sides.outlet("nobody.example") is None
