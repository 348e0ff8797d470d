"""Names as the outlets of northern Syria write them: one place under both its names, one party under all its labels."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.text.folding import fold_word


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _ids(gazetteer: Gazetteer, name: str) -> set[str]:
    folded = " ".join(fold_word(word) for word in name.split())
    return {gazetteer.entry(i).id for i in gazetteer.candidates(folded)}


@pytest.mark.parametrize(
    ("kurdish", "arabic"),
    [
        ("كوباني", "عين العرب"),
        ("سري كانيه", "رأس العين"),
        ("سريكانيه", "رأس العين"),
        ("كري سبي", "تل أبيض"),
        ("ديركا حمكو", "المالكية"),
        ("تربه سبي", "القحطانية"),
        ("قامشلو", "القامشلي"),
        ("جندريسه", "جنديرس"),
        ("شيه", "شيخ الحديد"),
        ("موباتا", "معبطلي"),
        ("زركان", "أبو راسين"),
        ("كركيلكي", "معبدة"),
        ("باشور", "إقليم كردستان"),
        ("هطاي", "هاتاي"),
        ("طريق ال M4", "طريق M4"),
    ],
)
def test_both_names_are_one_place(gazetteer: Gazetteer, kurdish: str, arabic: str) -> None:
    assert _ids(gazetteer, kurdish) & _ids(gazetteer, arabic)


@pytest.mark.parametrize("name", ["شيراوا", "عقيبة", "السلماسة", "تل كيفجي", "فاطسة", "مقاطعة كوباني"])
def test_small_places_of_the_north_are_known(gazetteer: Gazetteer, name: str) -> None:
    assert _ids(gazetteer, name)


def _party(text: str) -> list[str]:
    return [p.id for p in Analysis(Document(rawi.Article(text=text)), Lexicon.load()).parties if p.how != "nisba"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("دخل فصيل صقور الشمال القرية", "sy-suqur-shamal"),
        ("دخلت مرتزقة الحمزات القرية", "sy-hamza-division"),
        ("دخلت فرقة السلطان محمد الفاتح القرية", "sy-mehmed-fatih"),
        ("دخل مجلس تل تمر العسكري القرية", "sy-tal-tamr-council"),
        ("دخلت قوات السوتورو القرية", "sy-sutoro"),
        ("دخلت قوات الأساييش القرية", "sy-asayish"),
        ("دخلت مليشيا قسد القرية", "sy-sdf"),
        ("دخلت الشرطة العسكرية الروسية القرية", "ru-military-police"),
        ("دخلت الجاندرما التركية القرية", "tr-gendarmerie"),
        ("دخلت العصائب الحمراء القرية", "sy-red-bands"),
        ("دخلت قوات العشائر العربية القرية", "sy-tribal-forces"),
        ("دخل مقاتلو الصناديد القرية", "sy-sanadid"),
        ("دخلت وحدات المرأة الحرة القرية", "tr-yja-star"),
    ],
)
def test_a_force_has_one_id_whatever_it_is_called(text: str, party: str) -> None:
    assert _party(text) == [party]


@pytest.mark.parametrize("word", ["لقوات", "لقسد", "لوحدات", "لمجلس"])
def test_no_party_name_hides_a_preposition(word: str) -> None:
    """A name with such a word inside would make it a word of its own, and "للقوات ..." would name nobody any more."""
    assert any(skip > 0 for skip in Lexicon.load().word(fold_word(word)).lexemes.values())


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("هاجمت فلول النظام البائد حاجزا في جبلة السورية", "sy-former-regime-fighters"),
        ("هاجمت فلول النظام البائد حاجزا في الخرطوم السودانية", "sd-army"),
    ],
)
def test_a_label_of_several_camps_is_of_the_country_named(text: str, party: str) -> None:
    assert _party(text) == [party]
