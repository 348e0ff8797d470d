"""Commitment by rule, and status where the words leave no doubt."""

from __future__ import annotations

import pytest

import rawi
from rawi.lexicon.lexicon import Lexicon
from rawi.reading.analysis import Analysis
from rawi.reading.document import Document
from rawi.reading.pairs import Told
from rawi.reading.status import Certainty
from rawi.reading.triggers import find_candidates


def _told(text: str, head: str) -> tuple[Certainty, Told]:
    analysis = Analysis(Document(rawi.Article(text=text)), Lexicon.load())
    for candidate in find_candidates(analysis, bytearray(len(analysis.doc))):
        if analysis.doc.words[candidate.head] == head:
            return Certainty(analysis), Told(candidate, candidate.options[0])
    raise AssertionError(f"{head} is no candidate")


@pytest.mark.parametrize(
    ("text", "attributed", "strength", "commitment"),
    [
        ("قصف الجيش البلدة", False, "", "flat"),
        ("قالت الوكالة إن الجيش قصف البلدة", True, "neutral", "attributed"),
        ("زعمت الوكالة أن الجيش قصف البلدة", True, "doubting", "doubted"),
        ("وردت أنباء غير مؤكدة عن أن الجيش قصف البلدة", False, "", "hedged"),
        ("رجحت الوكالة أن الجيش قصف البلدة", True, "hedging", "hedged"),
        ("يعتقد أن الجيش قصف البلدة", True, "neutral", "hedged"),
    ],
)
def test_commitment(text: str, attributed: bool, strength: str, commitment: str):
    certainty, told = _told(text, "قصف")

    found, because = certainty.commitment(told, attributed, strength)

    assert found == commitment
    assert because


def test_doubt_outweighs_a_hedge():
    certainty, told = _told("زعمت الوكالة أنه يرجح أن الجيش قصف البلدة", "قصف")

    assert certainty.commitment(told, True, "neutral")[0] == "doubted"


def test_a_word_of_another_sentence_hedges_nothing():
    certainty, told = _told("ربما يعودون. قصف الجيش البلدة", "قصف")

    assert certainty.commitment(told, False, "")[0] == "flat"


def test_a_hedge_far_before_governs_no_more():
    certainty, told = _told("ربما يعود الناس إلى بيوتهم التي تركوها قبل عام كامل بعد أن قصف الجيش البلدة", "قصف")

    assert certainty.commitment(told, False, "")[0] == "flat"


def test_words_of_certainty_before_the_event_are_features():
    certainty, told = _told("لم يحدث أن قصف الجيش البلدة", "قصف")

    features = certainty.features(told, None)
    assert any(feature.startswith("negation|") for feature in features)
    assert not any(feature.startswith("no word of certainty") for feature in features)


def test_no_word_of_certainty_is_a_feature_too():
    certainty, told = _told("قصف الجيش البلدة", "قصف")

    assert "no word of certainty|past" in certainty.features(told, None)


def test_the_future_particle_is_a_feature():
    certainty, told = _told("سيقصف الجيش البلدة", "سيقصف")

    assert "particle=س|present" in certainty.features(told, None)


def test_the_claim_before_is_a_feature():
    certainty, told = _told("نفى الجيش أنه قصف البلدة", "قصف")
    _, before = _told("نفى الجيش أنه قصف البلدة", "نفي")

    assert "after deny|close" in certainty.features(told, before)
    assert not any(feature.startswith("after ") for feature in certainty.features(told, None))


@pytest.mark.parametrize(
    ("text", "event", "status"),
    [
        ("شنت طائرات حربية غارات على مدينة حلب أمس.", "airstrike", "happened"),
        ("اعتقلت الشرطة ثلاثة رجال في مدينة البصرة.", "arrest", "happened"),
        ("نفى وزير الدفاع وقوع أي هجوم على مدينة طرابلس.", "attack", "denied"),
        ("أكد المتحدث عدم وقوع أي قصف على مدينة حلب.", "shell", "denied"),
        ("طالب الوزير القوات الأجنبية بالانسحاب من مدينة حلب.", "withdraw", "called_for"),
        ("تتواصل الاشتباكات العنيفة في مدينة حلب حتى الآن.", "clash", "ongoing"),
        ("أعلنت الشرطة أنها ستعتقل جميع المتظاهرين في مدينة البصرة غدا.", "arrest", "planned"),
    ],
)
def test_clear_words_give_a_clear_status(text: str, event: str, status: str):
    found = {claim.event: claim.status for claim in rawi.read(rawi.Article(text=text)).claims}

    assert found.get(event) == status
