"""Place phrases: which words belong to one, and of which parts it is made."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.gazetteer import Gazetteer
from rawi.reading.document import Document
from rawi.reading.mentions.place_phrases import Phrase, Scanner, head_of


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(Gazetteer.load())


def _scan(scanner: Scanner, text: str) -> tuple[Document, list[Phrase]]:
    document = Document(rawi.Article(text=text))
    return document, scanner.phrases(document, bytearray(len(document)))


def _quotes(scanner: Scanner, text: str) -> list[str]:
    document, phrases = _scan(scanner, text)
    return [document.quote(p.first, p.last, p.skip).text for p in phrases]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("قصفت الطائرات بلدة كفرنبل بريف إدلب الجنوبي ليلا.", ["بلدة كفرنبل بريف إدلب الجنوبي"]),
        ("انفجار في حي الشيخ مقصود في مدينة حلب أمس.", ["حي الشيخ مقصود في مدينة حلب"]),
        ("سقطت القذائف في قريتي كفرنبل وحاس بريف إدلب.", ["قريتي كفرنبل وحاس بريف إدلب"]),
        ("قصف بلدات الشيخ مسكين وإبطع وداعل أمس.", ["بلدات الشيخ مسكين وإبطع وداعل"]),
        ("سيطروا على عين العرب/كوباني أمس.", ["عين العرب/كوباني"]),
        ("وصلوا إلى مطار دمشق الدولي أمس.", ["مطار دمشق الدولي"]),
        ("وقع الهجوم قرب مدينة الرقة.", ["قرب مدينة الرقة"]),
        ("وقع الهجوم شمال شرقي حلب بـ 20 كم.", ["شمال شرقي حلب بـ 20 كم"]),
        ("وقع على مسافة 10 كيلومترات من حلب.", ["على مسافة 10 كيلومترات من حلب"]),
        ("دخلوا سوريا والعراق.", ["سوريا", "العراق"]),
        ("نزحوا إلى حلب وإدلب.", ["حلب", "إدلب"]),
        ("انفجارات في حلب وبإدلب.", ["حلب", "إدلب"]),
        ("وصلت قافلة ولحلب نصيب منها.", ["حلب"]),
        ("انفجار بمدينةِ حَلَبَ.", ["مدينةِ حَلَبَ"]),
        ("انفجار في مدينة «زرعقون» أمس.", ["مدينة «زرعقون»"]),
        ("انفجار في بلدة زرعقون أمس.", ["بلدة زرعقون"]),
        ("انفجار في قرية أم الزراقيط أمس.", ["قرية أم الزراقيط"]),
        ("أغلقت المدينة أبوابها.", ["المدينة"]),
        ("لا مكان هنا.", []),
        ("بنى قرية من الطين.", []),
        ("", []),
    ],
)
def test_extent(scanner: Scanner, text: str, phrases: list[str]):
    assert _quotes(scanner, text) == phrases


@pytest.mark.parametrize("text", ["أغلق الباب خلفه وذهب.", "اندلعت ثورة كبيرة.", "خرج نور من بيته.", "كان سلام بينهم."])
def test_a_name_that_is_a_common_word_needs_a_place_word(scanner: Scanner, text: str):
    assert _quotes(scanner, text) == []


def test_with_a_place_word_a_common_word_is_a_name(scanner: Scanner):
    assert _quotes(scanner, "سيطروا على مدينة الباب أمس.") == ["مدينة الباب"]


@pytest.mark.parametrize(
    "text", ["انسحبوا من دير\nالزور وعادوا.", "انسحبوا من مدينة\nحلب وعادوا.", "انسحبوا من بلدة حاس. بريف إدلب"]
)
def test_no_phrase_runs_over_the_end_of_a_sentence(scanner: Scanner, text: str):
    document, phrases = _scan(scanner, text)

    assert all(document.sentence[p.first] == document.sentence[p.last - 1] for p in phrases)


def test_parts_run_from_narrow_to_wide(scanner: Scanner):
    _, (phrase,) = _scan(scanner, "بلدة كفرنبل بريف إدلب الجنوبي")

    town, land = phrase.parts
    assert (town.head, town.level, town.name, town.around) == ("بلدة", "populated", "كفرنبل", False)
    assert land.name in {"ادلب", "ريف ادلب"}
    assert land.bearings == [180]
    assert town.bearings == []


def test_distance_and_both_compass_words_are_told(scanner: Scanner):
    _, (phrase,) = _scan(scanner, "شمال شرقي حلب بـ 20 كم")

    named = [part for part in phrase.parts if part.name]
    assert [part.name for part in named] == ["حلب"]
    assert named[0].bearings == [0, 90]
    assert named[0].distance_m == 20_000


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("شرقي حلب بـ 20 كم", 20_000),
        ("شرقي حلب بـ ٢٠ كيلومترا", 20_000),
        ("على بعد 5 كيلومترات من حلب", 5_000),
        ("على مسافة 300 متر من حلب", 300),
        ("على بعد 10 أميال من حلب", 16_090),
        ("على بعد نحو 7 كم من حلب", 7_000),
    ],
)
def test_distance(scanner: Scanner, text: str, metres: int):
    _, (phrase,) = _scan(scanner, text)

    assert [part.distance_m for part in phrase.parts if part.name] == [metres]


def test_words_taken_by_something_else_are_left_alone(scanner: Scanner):
    document = Document(rawi.Article(text="جيش سوريا في حلب"))
    taken = bytearray([1, 1, 0, 0])

    assert [(p.first, p.last) for p in scanner.phrases(document, taken)] == [(3, 4)]


def test_attached_letters_before_a_phrase_are_counted(scanner: Scanner):
    _, phrases = _scan(scanner, "وبمدينة حلب")

    assert [(p.first, p.last, p.skip) for p in phrases] == [(0, 2, 2)]


@pytest.mark.parametrize(
    ("word", "is_head"), [("مدينه", True), ("بلدتا", True), ("بريف", True), ("قصف", False), ("حلب", False)]
)
def test_head_words(word: str, is_head: bool):
    assert head_of(word) == is_head
