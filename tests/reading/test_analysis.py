"""The vocabulary's view of a document: parties by name, by a short name after it, and by adjective."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.lexicon import Lexicon
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.kinds import kinds_of


def _analysis(text: str) -> Analysis:
    return Analysis(Document(rawi.Article(text=text)), Lexicon.load())


def _parties(text: str) -> list[tuple[str, str, str]]:
    analysis = _analysis(text)
    return [(analysis.doc.quote(p.first, p.last, p.skip).text, p.id, p.how) for p in analysis.parties]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("تقدم الجيش السوري نحو البلدة.", ("الجيش السوري", "sy-army", "name")),
        ("التقى والجيش السوري هناك.", ("الجيش السوري", "sy-army", "name")),
        ("لحق بالجيش السوري ضرر.", ("الجيش السوري", "sy-army", "name")),
        ("وصل رتل للجيش السوري إلى البلدة.", ("للجيش السوري", "sy-army", "name")),
        ("سلم التقرير للأمم المتحدة.", ("للأمم المتحدة", "x-un", "name")),
        ("أعلنت جماعة الحوثي هدنة.", ("جماعة الحوثي", "ye-houthi", "name")),
        ("أعلنت قوّات سوريا الديمقراطيّة هدنة.", ("قوّات سوريا الديمقراطيّة", "sy-sdf", "name")),
        ("هاجم مسلحو حركة الشباب القاعدة.", ("مسلحو حركة الشباب", "so-shabaab", "name")),
    ],
)
def test_a_party_is_named(text: str, party: tuple[str, str, str]):
    assert party in _parties(text)


@pytest.mark.parametrize(
    ("full", "party"), [("الجيش السوري", "sy-army"), ("الجيش اللبناني", "lb-army"), ("الجيش السوداني", "sd-army")]
)
def test_a_short_name_means_the_party_named_before(full: str, party: str):
    found = _parties(f"قال {full} إنه تقدم. وأضاف الجيش أنه انسحب لاحقا.")

    assert found == [(full, party, "name"), ("الجيش", party, "ambiguous")]


def test_a_short_name_means_the_party_named_last():
    found = _parties("انسحب الجيش السوري. وتقدم الجيش اللبناني. ثم انسحب الجيش.")

    assert [party for _, party, _ in found] == ["sy-army", "lb-army", "lb-army"]


def test_a_short_name_alone_is_nobody():
    assert _parties("انتشر الجيش في كل مكان. ثم قال الجيش السوري إنه انسحب.") == [("الجيش السوري", "sy-army", "name")]


def test_the_longest_name_is_taken():
    found = _parties("تحركت وحدات حماية الشعب الكردية ليلا.")

    assert found == [("وحدات حماية الشعب الكردية", "sy-ypg", "name")]


def test_an_adjective_names_the_state_beside_a_name():
    found = _parties("حلقت طائرة روسية فوق البلدة.")

    assert found == [("روسية", "ru-state", "nisba")]


@pytest.mark.parametrize("text", ["انسحب الجيش\nالسوري أحمد وصل.", "انتهى بيان الأمم\nالمتحدة شركة أخرى."])
def test_a_name_does_not_run_over_the_end_of_a_sentence(text: str):
    assert all("\n" not in words for words, _, _ in _parties(text))


def test_no_expression_runs_over_the_end_of_a_sentence():
    analysis = _analysis("تأخر وقف\nإطلاق النار مستمر")

    spans = [
        (m.first, m.last)
        for m in (*analysis.events, *analysis.hedges, *analysis.voices, *analysis.speakers, *analysis.loaded)
    ]
    assert all(analysis.doc.sentence[first] == analysis.doc.sentence[last - 1] for first, last in spans)


def test_several_words_of_a_name_are_taken_and_one_word_is_not():
    analysis = _analysis("تقدم الجيش السوري وقسد معا")

    assert list(analysis.taken) == [0, 1, 1, 0, 0]


def test_words_of_a_document_are_sorted_by_who_needs_them():
    analysis = _analysis("أفادت مصادر محلية بأن ميليشيا قصفت بلدة حاس بصواريخ، ويرجح أن القصف مستمر.")

    assert {m.entry.key for m in analysis.events} >= {"shell"}
    assert [m.entry.lemma for m in analysis.voices if m.first == 0] == ["أفاد"]
    assert any(m.entry.key == "local_source" or "local_source" in str(m.entry.tags) for m in analysis.speakers)
    assert [m.entry.lemma for m in analysis.loaded] == ["ميليشيا"]
    assert {"hedges", "ongoing"} <= {m.entry.key for m in analysis.hedges}
    assert analysis.noun[analysis.doc.words.index("بصواريخ")][1:3] == ("object", "ammunition")
    assert "artillery" in kinds_of(analysis.sentence_context[0])
    assert "artillery" in kinds_of(analysis.context[analysis.doc.words.index("بصواريخ")])


def test_context_is_told_by_sentence():
    analysis = _analysis("حلقت طائرة وطائرة أخرى. سقطت قذيفة.")

    assert kinds_of(analysis.sentence_context[0]) == ["air"]
    assert "artillery" in kinds_of(analysis.sentence_context[1])
