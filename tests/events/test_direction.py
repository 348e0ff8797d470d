"""Who gave a text to whom: each kind of evidence by itself, what outweighs what, and what leaves it open."""

from __future__ import annotations

import pytest

from rawi.events.copies import find_copies
from rawi.model.article import Article
from rawi.model.copy import CopyPair

STORY = (
    "أعلنت فرق الدفاع المدني انتشال جثث أربعة عمال من تحت ركام مبنى انهار في الحي القديم بعد ليلة ماطرة. "
    "وقال شهود إن المبنى كان متصدعاً منذ الزلزال وإن السكان أبلغوا البلدية مراراً دون أن يتلقوا أي رد."
)


def _pair(a: str = STORY, b: str = STORY, a_by=None, b_by=None, a_at=None, b_at=None) -> CopyPair:
    one = Article(id="a", text=a, outlet=a_by, published=a_at)
    other = Article(id="b", text=b, outlet=b_by, published=b_at)
    (pair,) = find_copies([one, other])
    for item in pair.evidence:
        for span, text in ((item.a, a), (item.b, b)):
            assert span is None or text[slice(*span)].strip()
    return pair


def _kinds(pair: CopyPair) -> list[tuple[str, str | None]]:
    return [(item.kind, item.toward) for item in pair.evidence if item.kind != "shared_detail"]


def test_nothing_known_leaves_it_open():
    assert (_pair().direction, _kinds(_pair())) == ("undetermined", [])


@pytest.mark.parametrize(
    ("a_at", "b_at", "direction"),
    [
        ("2020-01-02", "2020-01-03", "a→b"),
        ("2020-01-03", "2020-01-02", "b→a"),
        ("2020-01-02", "2020-01-02", "undetermined"),
        ("2020-01", "2020-01-20", "undetermined"),
        ("2020-01", "2020-02-01", "a→b"),
        ("2019", "2020-01-01", "a→b"),
        ("2020-01-02T10:00+03:00", "2020-01-02T09:00+00:00", "a→b"),
        ("2020-01-02T12:00+03:00", "2020-01-02T09:02+00:00", "undetermined"),
        ("2020-01-02T10:00", "2020-01-02T11:00", "a→b"),
        ("2020-01-02T10:00+03:00", "2020-01-02T11:00", "undetermined"),
        ("2020-01-02T10:00+03:00", "2020-01-02T23:00", "a→b"),
        ("2020-01-02T10:00+03:00", "2020-01-02", "undetermined"),
        ("2020-01-02T10:00+03:00", "2020-01-04", "a→b"),
        ("9999-12-31", "9999", "undetermined"),
        ("0001", "0001-01-01T00:00+03:00", "undetermined"),
        (None, "2020-01-02", "undetermined"),
    ],
)
def test_order_in_time_counts_where_its_precision_decides(a_at, b_at, direction):
    pair = _pair(a_at=a_at, b_at=b_at)
    assert pair.direction == direction
    assert [item.kind for item in pair.evidence if item.toward] == ["published"] * (direction != "undetermined")


@pytest.mark.parametrize(
    "naming",
    ["نقلاً عن قناة الجزيرة، ", "وبحسب الجزيرة نت، ", "ذكرت شبكة الجزيرة أن الحصيلة مؤقتة. "],
)
def test_naming_the_other_outlet_as_the_source(naming):
    pair = _pair(b=naming + STORY, a_by="aljazeera.net", b_by="موقع محلي")
    assert (pair.direction, _kinds(pair)) == ("a→b", [("names_outlet", "a→b")])
    (item,) = [item for item in pair.evidence if item.kind == "names_outlet"]
    assert item.b is not None
    assert naming[item.b[0] : item.b[1]].strip() in naming
    assert "الجزيرة" in naming[item.b[0] : item.b[1]]


@pytest.mark.parametrize(
    "text",
    [f"{STORY} (د ب أ)", f"القاهرة (د.ب.أ) - {STORY}", f"القاهرة - د ب أ: {STORY}", f"{STORY}\nد ب أ"],
)
def test_the_mark_of_an_agency(text):
    pair = _pair(b=text, a_by="وكالة الأنباء الألمانية", b_by="موقع محلي")
    assert (pair.direction, _kinds(pair)) == ("a→b", [("wire_mark", "a→b")])


def test_naming_somebody_in_passing_is_no_source():
    text = f"{STORY} وزار الوفد مبنى شبكة الجزيرة في الدوحة."
    assert _kinds(_pair(b=text, a_by="aljazeera.net", b_by="موقع محلي")) == []


def test_one_agency_behind_both_leaves_the_order_without_meaning():
    pair = _pair(a=f"{STORY} (رويترز)", b=f"(رويترز) - {STORY}", a_at="2020-01-02", b_at="2020-01-03")
    assert pair.direction == "undetermined"
    assert set(_kinds(pair)) == {("published", "a→b"), ("same_source", None)}
    assert pair.evidence[1].detail == "رويترز"


def test_evidence_that_contradicts_itself_leaves_it_open():
    pair = _pair(
        b=f"نقلاً عن قناة الجزيرة، {STORY}", a_by="aljazeera.net", b_by="x", a_at="2020-01-05", b_at="2020-01-02"
    )
    assert pair.direction == "undetermined"
    assert set(_kinds(pair)) == {("names_outlet", "a→b"), ("published", "b→a")}


def test_text_laid_into_the_mouth_of_the_newspaper():
    pair = _pair(a=STORY, b=f"أثار الحادث ضجة واسعة. وقالت الصحيفة إنه {STORY}", a_by="جريدة المدينة", b_by="موقع محلي")
    assert (pair.direction, _kinds(pair)) == ("a→b", [("framed", "a→b")])
    third = f"نشرت صحيفة الأخبار اللبنانية تقريراً. وقالت الصحيفة إنه {STORY}"
    assert _pair(a=STORY, b=third, a_by="جريدة المدينة").direction == "undetermined"


def test_publishers():
    assert _kinds(_pair(a_by="alarabiya.net", b_by="قناة الحدث")) == [("same_family", None)]
    assert _kinds(_pair(a_by="العربية نت", b_by="www.alarabiya.net")) == [("same_outlet", None)]
    assert _kinds(_pair(a_by="موقع محلي", b_by="موقع محلي")) == [("same_outlet", None)]
    assert _kinds(_pair(a_by="رويترز", b_by="موقع محلي")) == []


def test_rare_details_of_both_are_listed_where_they_stand():
    more = "وكان بين القتلى الشاب زاهر الكنجو البالغ من العمر 27 عاماً، وجرفت السيول 143 رأساً من الماشية في 2019."
    pair = _pair(a=f"{STORY} {more}", b=f"{more} {STORY}")
    details = [item for item in pair.evidence if item.kind == "shared_detail"]
    assert [item.detail for item in details] == ["27 عاماً", "143 رأساً", "زاهر الكنجو"]
    for item in details:
        assert item.toward is None
        assert item.a is not None
        assert item.b is not None
        assert f"{STORY} {more}"[slice(*item.a)] == f"{more} {STORY}"[slice(*item.b)] == item.detail


@pytest.mark.parametrize(
    ("outlet", "opening", "direction"),
    [
        ("وكالة سنديان للأنباء", "نقلاً عن وكالة سنديان للأنباء: ", "b→a"),
        ("وكالة سنديان للأنباء", "وبحسب وكالة سنديان، ", "b→a"),
        ("Sindyan News", "ونقلت Sindyan News: ", "b→a"),
        ("وكالة سنديان للأنباء", "تقع وكالة سنديان قرب النهر. ", "undetermined"),
        ("وكالة سنديان للأنباء", "نقلاً عن وكالة صنوبر للأنباء: ", "undetermined"),
        ("غد", "بحسب غد ", "undetermined"),
    ],
)
def test_an_outlet_of_no_list_is_known_by_the_name_its_article_carries(outlet, opening, direction):
    pair = _pair(a=opening + STORY, b=STORY, a_by="صحيفة الصنوبر", b_by=outlet)
    assert pair.direction == direction
    for item in pair.evidence:
        if item.kind == "names_outlet":
            assert (opening + STORY)[slice(*item.a)] in outlet
