"""Candidates for an event: which word, which types, and which words are none."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.lexicon import Lexicon
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.triggers import Candidate, find_candidates


def _candidates(text: str, blocked: str = "") -> dict[str, Candidate]:
    analysis = Analysis(Document(rawi.Article(text=text)), Lexicon.load())
    closed = bytearray(word in blocked.split() for word in analysis.doc.words)
    return {analysis.doc.words[c.head]: c for c in find_candidates(analysis, closed)}


@pytest.mark.parametrize(
    ("text", "head", "event"),
    [
        ("اعتقلت الشرطة رجلا", "اعتقلت", "arrest"),
        ("أغارت طائرات على البلدة", "اغارت", "airstrike"),
        ("قصفت المدفعية البلدة", "قصفت", "shell"),
        ("عن اختطاف صحفي", "اختطاف", "abduct"),
        ("ونزح المدنيون", "ونزح", "displace"),
        ("تظاهر المئات", "تظاهر", "protest"),
        ("ألقت الشرطة القبض على رجل", "القبض", "arrest"),
    ],
)
def test_an_event_word_is_a_candidate_of_its_type(text: str, head: str, event: str):
    assert event in {option.event for option in _candidates(text)[head].options}


def test_types_of_an_entry_come_before_its_second_senses():
    hows = [option.how for option in _candidates("قصفت المدفعية البلدة")["قصفت"].options]

    assert hows == sorted(hows, key=["own", "also", "lent"].index)


def test_a_type_is_offered_once():
    for candidate in _candidates("قصفت المدفعية البلدة وقتل خمسة في الغارة والهجوم").values():
        events = [option.event for option in candidate.options]
        assert len(events) == len(set(events))


def test_deaths_may_be_of_the_act_told_nearby():
    options = _candidates("أغارت طائرات على البلدة. وارتفع عدد القتلى إلى خمسة.")["القتلي"].options

    assert ("airstrike", "lent") in {(option.event, option.how) for option in options}


def test_nothing_is_lent_where_no_act_is_told():
    options = _candidates("ارتفع عدد القتلى إلى خمسة.")["القتلي"].options

    assert all(option.how != "lent" for option in options)


def test_a_truce_is_no_shooting():
    found = _candidates("اتفقوا على وقف إطلاق النار")

    assert "agree" in {option.event for option in found["وقف"].options}
    assert "اطلاق" not in found
    assert "النار" not in found


def test_shooting_is_a_candidate_without_the_truce():
    assert "اطلاق" in _candidates("سمع إطلاق النار ليلا")


def test_words_of_site_furniture_are_no_candidates():
    assert "قصفت" in _candidates("قصفت المدفعية البلدة")
    assert "قصفت" not in _candidates("قصفت المدفعية البلدة", blocked="قصفت")


def test_candidates_stand_in_order_one_a_word():
    analysis = Analysis(Document(rawi.Article(text="قصف الجيش البلدة وقتل رجلا ثم انسحب واعتقل آخر")), Lexicon.load())
    heads = [candidate.head for candidate in find_candidates(analysis, bytearray(len(analysis.doc)))]

    assert heads == sorted(set(heads))
    assert all(
        c.first <= c.head < c.last <= c.first + 4 for c in find_candidates(analysis, bytearray(len(analysis.doc)))
    )


def test_an_attached_pronoun_and_particle_are_told():
    assert _candidates("عن اعتقالهم")["اعتقالهم"].pronoun == "هم"
    assert _candidates("قاموا بالاعتقال")["بالاعتقال"].particle == "ب"
    assert _candidates("قاموا بالاعتقال")["بالاعتقال"].definite


@pytest.mark.parametrize("text", ["", "طبخت الأسرة الأرز بالزبدة", "12 ، . 🚨"])
def test_other_texts_have_no_candidates(text: str):
    assert _candidates(text) == {}
