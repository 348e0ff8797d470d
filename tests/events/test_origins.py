"""Independent origins: the interval, and a reason for every merge."""

from __future__ import annotations

import pytest
from tests.events.making import copy, reading, shelling

from rawi.events.fold import fold

MINISTRY = ("وزارة الدفاع", "official", "tr-mod")
LOCAL = ("مصادر محلية", "local_source", None)


def origins(*readings, copies=()):
    (event,) = fold(readings, copies)
    return event.origins


def bounds(*readings, copies=()):
    found = origins(*readings, copies=copies)
    return found.min, found.max, found.reports


def rules(*readings, copies=()):
    return {merge.rule for merge in origins(*readings, copies=copies).reasons}


def test_one_report_has_one_origin():
    assert bounds(shelling("a", source=MINISTRY)) == (1, 1, 1)


def test_two_outlets_that_cite_one_ministry_are_one_origin():
    two = [shelling("a", source=MINISTRY), shelling("b", source=MINISTRY)]
    assert bounds(*two) == (1, 1, 2)
    (merge,) = origins(*two).reasons
    assert (merge.rule, merge.articles, merge.bound) == ("same_source", ("a", "b"), "both")


def test_two_named_sources_are_two_origins():
    rescuers = ("الدفاع المدني", "rescue", "sy-white-helmets")
    assert bounds(shelling("a", source=MINISTRY), shelling("b", source=rescuers)) == (2, 2, 2)


def test_unnamed_sources_are_one_at_least_and_as_many_as_there_are_at_most():
    three = [shelling(name, source=LOCAL) for name in "abc"]
    assert bounds(*three) == (1, 3, 3)
    (merge,) = origins(*three).reasons
    assert (merge.rule, merge.bound) == ("untold", "min")


def test_reports_that_name_no_source_are_not_known_to_be_independent():
    assert bounds(shelling("a"), shelling("b"), shelling("c", source=MINISTRY)) == (2, 3, 3)


def test_a_copy_is_no_second_origin():
    a, b = shelling("a", source=LOCAL), shelling("b", source=LOCAL)
    assert bounds(a, b, copies=[copy(a, b)]) == (1, 1, 2)
    assert "copy" in rules(a, b, copies=[copy(a, b)])


def test_a_shared_passage_elsewhere_in_the_articles_merges_nothing():
    a, b = shelling("a", source=LOCAL), shelling("b", source=LOCAL)
    pair = copy(a, b, containment=0.2)
    far = type(pair.passages[0])(a=(0, 5), b=(0, 5), text="قال م", words=2)
    pair = type(pair)(a="a", b="b", containment=0.2, level="passage", passages=(far,))
    assert bounds(a, b, copies=[pair]) == (1, 2, 2)


def test_an_agency_that_both_name_is_one_origin():
    wire = ("وكالة رويترز", "media", None)
    assert bounds(shelling("a", source=wire), shelling("b", source=wire)) == (1, 1, 2)
    assert "agency" in rules(shelling("a", source=wire), shelling("b", source=wire))


def test_who_names_an_outlet_whose_own_report_is_there_adds_nothing():
    own = shelling("a", source=LOCAL, outlet="reuters.com")
    citing = shelling("b", source=("وكالة رويترز", "media", None))
    assert bounds(own, citing) == (1, 1, 2)
    assert "cites" in rules(own, citing)


def test_outlets_of_one_owner_are_one_origin():
    one = shelling("a", outlet="sputnikarabic.ae")
    other = shelling("b", outlet="ria.ru")
    assert bounds(one, other) == (1, 1, 2)
    assert "family" in rules(one, other)


def test_a_correspondent_is_an_origin_of_his_outlet():
    ours = ("مراسلنا", "media", None)
    assert bounds(shelling("a", source=ours), shelling("b", source=ours)) == (2, 2, 2)


def test_a_body_and_its_part_may_be_one_voice():
    army = ("الجيش التركي", "military", "tr-army")
    assert bounds(shelling("a", source=MINISTRY), shelling("b", source=army)) in {(1, 2, 2), (2, 2, 2)}
    state = ("الحكومة التركية", "official", "tr-state")
    assert bounds(shelling("a", source=MINISTRY), shelling("b", source=state)) == (1, 2, 2)


def test_one_report_with_many_sources_stays_one_report():
    text = "قال الدفاع المدني ووزارة الدفاع إن القوات قصفت بلدة الكسرة الخميس."
    from tests.events.making import claim

    told = [
        claim(
            text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), source=("الدفاع المدني", "rescue", None), name="1"
        ),
        claim(
            text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), source=("وزارة الدفاع", "official", None), name="2"
        ),
    ]
    found = origins(reading("a", text, *told))
    assert (found.min, found.max, found.reports) == (1, 1, 1)
    assert {origin.name for origin in found.origins} == {"الدفاع المدني", "وزارة الدفاع"}


def test_a_denial_vouches_for_nothing():
    said = shelling("a", source=LOCAL)
    denied = shelling("b", source=MINISTRY, status="denied")
    assert bounds(said, denied) == (1, 1, 1)


@pytest.mark.parametrize("number", [2, 5])
def test_never_more_origins_than_reports(number):
    found = origins(*[shelling(f"r{i}", source=(f"مركز رقم {i}", "monitor", None)) for i in range(number)])
    assert found.min == found.max == found.reports == number


def test_an_admission_and_opposed_camps_are_shown():
    own = shelling("a", by=("القوات", "sy-sdf"), source=("قوات سوريا", "military", "sy-sdf"))
    other = shelling("b", by=("القوات", "sy-sdf"), source=("وزارة الدفاع", "official", "tr-mod"))
    (event,) = fold([own, other])
    camps = [support for support in event.support if support.kind == "opposed_camps"]
    assert [set(support.parties) for support in camps] == [{"sy-sdf", "tr-mod"}]
    text = "قالت القوات إن مدنيين قتلوا حين قصفت القوات بلدة الكسرة الخميس: 3 مدنيين."
    from tests.events.making import claim

    admitted = claim(
        text, "قصفت", at="الكسرة", on=("الخميس", "2021-03-04"), by=("القوات", "sy-sdf"), killed=("3 مدنيين", 3),
        source=("القوات", "military", "sy-sdf"),
    )  # fmt: skip
    (event,) = fold([reading("c", text, admitted)])
    assert [(support.kind, support.parties) for support in event.support] == [("against_interest", ("sy-sdf",))]
