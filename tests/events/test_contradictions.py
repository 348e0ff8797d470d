"""Contradictions: made-up pairs read and folded, with floors on precision and recall, and the rules one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.events.making import copy, shelling

from rawi.events.fold import fold
from rawi.model.article import Article
from rawi.reading.reader import Reader

yaml = pytest.importorskip("yaml", reason="the extra 'build' is not installed")
PAIRS = yaml.safe_load((Path(__file__).parent / "contradictions.yaml").read_text(encoding="utf-8"))
MAIN = ("occurrence", "number", "party", "victim")
LOCAL = ("مصادر محلية", "local_source", None)
ARMY = ("الناطق", "military", "sy-army")


@pytest.fixture(scope="module")
def told():
    """For each pair the kind that stands in it, and the kinds that were found."""
    reader = Reader()
    found = []
    for number, pair in enumerate(PAIRS):
        readings = [
            reader.read(Article(id=f"{number}{side}", outlet=outlet, published=str(published), text=text))
            for side in ("a", "b")
            for outlet, published, text in (pair[side],)
        ]
        kinds = {item.kind for event in fold(readings) for item in event.contradictions}
        found.append((pair["kind"], kinds))
    return found


def test_the_set_is_as_large_as_it_should_be():
    sizes = Counter(pair["kind"] for pair in PAIRS)
    assert all(sizes[kind] >= 20 for kind in (*MAIN, "none"))
    assert all(sizes[kind] >= 6 for kind in ("place", "date", "attribution"))


def test_precision_is_at_least_nine_tenths(told):
    right = sum(kind in kinds for kind, kinds in told)
    wrong = sum(len(kinds - {kind}) for kind, kinds in told)
    assert right / (right + wrong) >= 0.9


def test_recall_is_at_least_seven_tenths(told):
    asked = [(kind, kinds) for kind, kinds in told if kind != "none"]
    assert sum(kind in kinds for kind, kinds in asked) / len(asked) >= 0.7


@pytest.mark.parametrize("kind", MAIN)
def test_each_main_type_is_found(told, kind):
    asked = [kinds for wanted, kinds in told if wanted == kind]
    assert sum(kind in kinds for kinds in asked) / len(asked) >= 0.7


def kinds(*readings, copies=()):
    return [item.kind for event in fold(readings, copies) for item in event.contradictions]


def test_both_sides_are_shown_with_their_words_the_earlier_first():
    (event,) = fold(
        [shelling("b", killed=7, published="2021-03-05T20:00"), shelling("a", killed=9, published="2021-03-05T10:00")]
    )
    (found,) = event.contradictions
    assert (found.kind, found.a.article, found.b.article) == ("number", "a", "b")
    assert (found.a.quote.text, found.b.quote.text) == ("9 أشخاص", "7 أشخاص")


def test_a_later_higher_count_is_an_update_and_a_later_lower_one_is_not():
    first, later = "2021-03-05T10:00", "2021-03-05T20:00"
    assert kinds(shelling("a", killed=3, published=first), shelling("b", killed=5, published=later)) == []
    assert kinds(shelling("a", killed=5, published=first), shelling("b", killed=3, published=later)) == ["number"]


def test_on_one_day_without_a_clock_words_of_change_make_an_update():
    assert kinds(shelling("a", killed=3), shelling("b", killed=5)) == ["number"]
    assert kinds(shelling("a", killed=3), shelling("b", killed=5, extra=" بعد ارتفاع الحصيلة")) == []


def test_a_denial_by_another_source_is_on_the_occurrence():
    assert kinds(shelling("a", source=LOCAL), shelling("b", source=ARMY, status="denied", killed=0)) == ["occurrence"]


def test_a_denial_by_the_source_itself_is_on_the_attribution():
    said = shelling("a", source=ARMY)
    assert kinds(said, shelling("b", source=ARMY, status="denied", killed=0)) == ["attribution"]


def test_parties_that_belong_together_do_not_contradict():
    assert kinds(shelling("a"), shelling("b", by=("الحكومة", "sy-state"))) == []
    assert kinds(shelling("a"), shelling("b", by=("الطيران", "ru-airforce"))) == ["party"]


def test_the_same_words_given_to_two_sources():
    one = shelling("a", source=("وزارة الدفاع", "official", "tr-mod"))
    other = shelling("b", source=("المرصد السوري", "monitor", "sy-sohr"))
    assert kinds(one, other) == []
    assert kinds(one, other, copies=[copy(one, other)]) == ["attribution"]


def test_history_tells_what_changed_and_what_it_contradicted():
    (event,) = fold([
        shelling("a", killed=3, published="2021-03-05T08:00"),
        shelling("b", killed=5, published="2021-03-05T12:00"),
        shelling("c", killed=4, published="2021-03-05T18:00", by=("الطيران", "ru-airforce")),
    ])  # fmt: skip
    told = [(entry.what, entry.before, entry.after, entry.words.article) for entry in event.history]
    assert told[:3] == [
        ("reported", "", "قصفت", "a"), ("toll", "", "killed 3", "a"), ("toll", "killed 3", "killed 5", "b"),
    ]  # fmt: skip
    assert ("toll", "killed 5", "killed 4", "c") in told
    assert {what for what, *_, article in told if article == "c"} == {"actor", "toll", "contradiction"}
    (toll,) = event.quantities
    assert (toll.low, toll.high, [figure.low for figure in toll.figures]) == (3, 5, [3, 5, 4])
