"""Noun phrases: where they begin and end, what heads them and what governs them."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.reading.mentions.phrases import Phrase
from rawi.reading.mentions.places import Places
from rawi.reading.prepare import Prepared


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Gazetteer.load())


def _phrases(text: str, places: Places) -> dict[str, Phrase]:
    """The phrases of a text by their words."""
    prepared = Prepared(rawi.Article(text=text), Lexicon.load(), places)
    return {prepared.doc.quote(p.first, p.last, p.skip).text: p for p in prepared.phrases}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قصفت طائرات حربية مدينة منبج.", "طائرات حربية"),
        ("قتل عناصر الدفاع المدني ثم انسحبوا.", "عناصر الدفاع المدني"),
        ("دخلت قوات الأمن، ثم خرجت.", "قوات الأمن"),
        ("التقى الوزير في القاعدة.", "الوزير"),
        ("قتل عدد من المدنيين أمس.", "عدد من المدنيين"),
        ('قالت "قوات النخبة" إنها انسحبت.', '"قوات النخبة"'),
        ("شنت طائرات حربية روسية أربع غارات.", "طائرات حربية روسية"),
    ],
)
def test_a_phrase_ends_where_it_is_complete(text: str, words: str, places: Places):
    assert words in _phrases(text, places)


@pytest.mark.parametrize(
    ("text", "words", "kind", "cls"),
    [
        ("قصفت طائرات حربية مدينة منبج.", "طائرات حربية", "object", "aircraft"),
        ("نقل إلى المستشفى.", "المستشفى", "object", "medical"),
        ("أوقفوا الصحفي أمس.", "الصحفي", "person", "journalist"),
        ("انسحبت قوات سوريا الديمقراطية.", "قوات سوريا الديمقراطية", "person", "force"),
        ("انسحبت قسد.", "قسد", "party", "armed_group"),
    ],
)
def test_a_phrase_has_the_class_of_its_head(text: str, words: str, kind: str, cls: str, places: Places):
    phrase = _phrases(text, places)[words]

    assert phrase.kind == kind
    if kind == "object" or cls == "journalist":
        assert phrase.cls == cls


def test_a_phrase_knows_the_party_inside(places: Places):
    assert _phrases("انسحبت عناصر قوات سوريا الديمقراطية.", places)["عناصر قوات سوريا الديمقراطية"].party == "sy-sdf"


@pytest.mark.parametrize(
    ("text", "words", "prep"),
    [
        ("انفجار في المستشفى.", "المستشفى", "في"),
        ("ألحق أضرارا بالمستشفى.", "المستشفى", "ب"),
        ("تقدمت نحو القاعدة.", "القاعدة", "نحو"),
        ("سلمت المعدات للقوات.", "للقوات", "ل"),
        ("انسحبت القوات.", "القوات", ""),
    ],
)
def test_a_phrase_knows_its_preposition(text: str, words: str, prep: str, places: Places):
    assert _phrases(text, places)[words].prep == prep


def test_a_phrase_knows_its_article_and_conjunction(places: Places):
    found = _phrases("انسحبت القوات والمدنيون ورجال.", places)

    assert (found["القوات"].definite, found["القوات"].joined) == (True, False)
    assert (found["المدنيون"].definite, found["المدنيون"].joined) == (True, True)
    assert (found["رجال"].definite, found["رجال"].joined) == (False, True)


def test_two_phrases_share_no_word_and_stand_in_order(places: Places):
    text = "قالت القوات إن مسلحين هاجموا الحاجز في البلدة أمس، وقتلوا خمسة من عناصر الشرطة، ثم فروا نحو الجبال."
    prepared = Prepared(rawi.Article(text=text), Lexicon.load(), places)

    for before, after in zip(prepared.phrases, prepared.phrases[1:], strict=False):
        assert before.last <= after.first
    assert all(p.last - p.first <= 9 for p in prepared.phrases)


def test_no_phrase_runs_over_the_end_of_a_sentence(places: Places):
    prepared = Prepared(rawi.Article(text="انسحبت القوات\nالمدنيون نزحوا. الأطفال هناك"), Lexicon.load(), places)

    sentence = prepared.doc.sentence
    assert len(prepared.phrases) >= 3
    assert all(sentence[p.first] == sentence[p.last - 1] for p in prepared.phrases)


def test_words_of_time_and_event_are_in_no_phrase(places: Places):
    prepared = Prepared(rawi.Article(text="اعتقلت الشرطة رجلا مساء الخميس."), Lexicon.load(), places)
    words = {word for p in prepared.phrases for word in prepared.doc.words[p.first : p.last]}

    assert words == {"الشرطه", "رجلا"}
