"""Loaded words: each wording once, where it first stands, and at whom it is aimed. All camps alike."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.lexicon import Lexicon
from rawi.model.claim import LoadedWord
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.framing import find_loaded


def _loaded(text: str, blocked: str = "") -> list[LoadedWord]:
    analysis = Analysis(Document(rawi.Article(text=text)), Lexicon.load())
    return find_loaded(analysis, bytearray(word in blocked.split() for word in analysis.doc.words))


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(word.quote.text, word.kind) for word in _loaded(text)]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("سيطرت المليشيا على البلدة", "المليشيا", "delegitimising"),
        ("قتل ثلاثة من المرتزقة", "المرتزقة", "delegitimising"),
        ("هاجم إرهابيون الحاجز", "إرهابيون", "terrorist_label"),
        ("قصف نظام الأسد البلدة", "نظام الأسد", "regime_label"),
        ("اقتحمت قوات الاحتلال البلدة", "قوات الاحتلال", "delegitimising"),
        ("ارتقى الشهيد أمس", "الشهيد", "glorifying"),
        ("تقدم المجاهدون نحو البلدة", "المجاهدون", "glorifying"),
        ("وقعت مجزرة في البلدة", "مجزرة", "emotive"),
    ],
)
def test_a_loaded_word_is_kept_with_its_kind(text: str, word: str, kind: str):
    assert (word, kind) in _kinds(text)


def test_a_wording_is_kept_once_where_it_first_stands():
    text = "هاجمت ميليشيا البلدة. وقالت ميليشيا أخرى إنها انسحبت."

    assert [word.quote for word in _loaded(text)] == [rawi.Quote(6, 13, "ميليشيا")]


def test_another_form_is_another_wording():
    assert [word for word, _ in _kinds("هاجمت ميليشيا البلدة، ثم انسحبت الميليشيا.")] == ["ميليشيا", "الميليشيا"]


def test_attached_particles_are_no_part_of_the_wording():
    assert _kinds("انسحبوا وميليشيا معهم") == [("ميليشيا", "delegitimising")]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ('أعلنت "حكومة الإنقاذ" أمس', True),
        ("أعلنت «حكومة الإنقاذ» أمس", True),
        ("أعلنت ما يسمى حكومة الإنقاذ أمس", True),
        ("أعلنت حكومة الإنقاذ أمس", False),
        ('قال "إن حكومة الإنقاذ أعلنت ذلك"', False),
    ],
)
def test_scare_quotes_only_between_quotation_marks_or_after_so_called(text: str, held: bool):
    assert ("scare_quotes" in {kind for _, kind in _kinds(text)}) == held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("لاحقوا فلول تنظيم الدولة الإسلامية", True),
        ("هرب عملاء إيران", True),
        ("ثم بقيت فلول", False),
        ("مسرحية.", False),
    ],
)
def test_some_words_are_loaded_only_beside_their_target(text: str, held: bool):
    assert bool(_loaded(text)) == held


@pytest.mark.parametrize(
    "text",
    ["نظام التعليم في البلاد", "وضع نظاما جديدا", "النظام الغذائي للأطفال", "النظام الصحي في اليمن", "النظام العام"],
)
def test_a_plain_system_is_no_regime(text: str):
    assert "regime_label" not in {kind for _, kind in _kinds(text)}


def test_the_target_is_the_party_that_the_wording_overlaps_or_stands_beside():
    overlapping = _loaded("هاجمت ميليشيا الحوثي البلدة")[0]
    beside = _loaded("ارتكب الجيش السوداني مجزرة هناك")[0]

    assert (overlapping.toward and overlapping.toward.text, overlapping.party) == ("ميليشيا الحوثي", "ye-houthi")
    assert (beside.toward and beside.toward.text, beside.party) == ("الجيش السوداني", "sd-army")


def test_no_target_from_another_sentence():
    word = _loaded("انسحب الجيش السوداني. مجزرة أخرى.")[0]

    assert (word.toward, word.party) == (None, None)


def test_words_of_site_furniture_are_left_out():
    assert _loaded("ميليشيا", blocked="ميليشيا") == []


def test_a_plain_text_is_not_loaded():
    assert _loaded("قال الجيش السوري إن قواته دخلت مدينة تدمر بعد معارك مع تنظيم الدولة الإسلامية.") == []
