"""The linear model: sums, probabilities, and what weighed most."""

from __future__ import annotations

import pytest

from rawi.reading.linear import EVERYWHERE, UNIT, Model, Sheet, load_models, names_of

MODEL = Model({EVERYWHERE: {"a": 1.5, "b": -0.5, "c": 0.25}, "shell": {"a": 1.0, "d": -2.0}}, bias=-0.25)
ALL = (EVERYWHERE,)


def test_score_is_the_sum_of_bias_and_weights():
    assert MODEL.score(["a", "b"], ALL) == 0.75
    assert MODEL.score([], ALL) == -0.25


def test_a_feature_weighs_in_every_scope_of_the_decision():
    assert MODEL.score(["a", "b"], (EVERYWHERE, "shell")) == 1.75
    assert MODEL.score(["d"], (EVERYWHERE, "shell")) == -2.25
    assert MODEL.score(["d"], ALL) == -0.25


def test_features_and_scopes_that_were_never_learned_count_nothing():
    assert MODEL.score(["a", "unheard of"], (EVERYWHERE, "unheard of")) == MODEL.score(["a"], ALL)


@pytest.mark.parametrize(
    ("bias", "probability"), [(0.0, 0.5), (1000.0, 1.0), (-1000.0, 0.0), (-499.0, 0.0), (499.0, 1.0)]
)
def test_probability_stays_between_none_and_one(bias: float, probability: float):
    assert Model({}, bias=bias).probability([], ALL) == pytest.approx(probability)


def test_probability_rises_with_the_score():
    rising = [MODEL.probability(features, ALL) for features in (["b"], [], ["c"], ["a"])]
    assert rising == sorted(rising)
    assert len(set(rising)) == 4


def test_what_weighed_most_comes_first_each_feature_once():
    scopes = (EVERYWHERE, "shell")
    first = [("a (always)", 1.5), ("a (shell)", 1.0), ("b (always)", -0.5), ("c (always)", 0.25)]
    assert MODEL.top(["c", "a", "b", "a", "unheard of"], scopes) == first
    assert MODEL.top(["c", "a", "b"], scopes, count=1) == first[:1]
    even = Model({"x": {"n": 1.0, "m": -1.0}})
    assert even.top(["n", "m"], ("x",)) == [("m (x)", -1.0), ("n (x)", 1.0)]  # ties by name


def test_the_weights_that_ship_have_a_model_for_every_decision():
    models = load_models()

    roles = {"actor", "target", "place", "origin", "destination", "time", "quantity"}
    statuses = {f"status.{name}" for name in ("ongoing", "planned", "possible", "called_for", "denied")}
    assert {"trigger", *roles, *statuses} <= set(models)
    assert all(0 < model.threshold < 1 for model in models.values())
    assert load_models() is models


def _named(*names: str) -> tuple[str, ...]:
    return names


def test_bundles_weigh_what_their_features_weigh():
    model = Model({"always": {"a": 1.0, "b": 0.5}, "kill": {"b": -2.0, "c": 4.0}}, bias=0.25)
    bundles = [(_named, "a", "b"), (_named, "unknown"), (_named, "c")]
    several = (("always",), ("always", "kill"), ("nowhere",))
    sheet = Sheet([(model.added(scopes), [number]) for number, scopes in enumerate(several)], len(several))

    assert names_of(bundles) == ["a", "b", "unknown", "c"]
    for _ in range(2):  # the second time from memory
        for number, scopes in enumerate(several):
            units = sheet.column(sheet.total(bundles), number)
            assert model.bias + units * UNIT == pytest.approx(model.score(names_of(bundles), scopes))


def test_columns_of_a_sheet_do_not_touch_each_other():
    sheet = Sheet([({"a": -8.0}, [0]), ({"a": 0.001}, [1]), ({"a": -0.001, "b": 300.0}, [2])], 3)
    total = sheet.total([(_named, "a")] * 20) + sheet.total([(_named, "b")])

    assert [sheet.column(total, number) for number in range(3)] == [-160_000, 20, 299_980]


def test_what_counts_in_several_columns_is_the_same_in_each():
    sheet = Sheet([({"a": -0.25, "b": 1.5}, [0, 2]), ({"a": 1.0}, [1, 2])], 3)
    total = sheet.total([(lambda: ("a", "b"),)])
    assert [sheet.column(total, number) for number in range(3)] == [1250, 1000, 2250]
