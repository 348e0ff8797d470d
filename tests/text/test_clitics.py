"""Clitics: every way to cut a written word, told with what was cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.text.clitics import Stem, noun_stems, verb_stems

WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويء", max_size=12)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("مدينه", Stem("مدينه", False, "", False, "", 0)),
        ("المدينه", Stem("مدينه", False, "", True, "", 0)),
        ("بالمدينه", Stem("مدينه", False, "ب", True, "", 1)),
        ("وبالمدينه", Stem("مدينه", True, "ب", True, "", 2)),
        ("فكالعاده", Stem("عاده", True, "ك", True, "", 2)),
        ("للجيش", Stem("جيش", False, "ل", True, "", 0)),
        ("وللقوات", Stem("قوات", True, "ل", True, "", 1)),
        ("للجيش", Stem("الجيش", False, "ل", False, "", 0)),  # a name keeps its article
        ("لجيش", Stem("جيش", False, "ل", False, "", 1)),
        ("بمدينتهم", Stem("مدينه", False, "ب", False, "هم", 1)),
        ("وبلدتنا", Stem("بلده", True, "", False, "نا", 1)),
        ("مستواها", Stem("مستوي", False, "", False, "ها", 0)),
        ("اجلاوهم", Stem("اجلاء", False, "", False, "هم", 0)),
        ("باخلايه", Stem("اخلاء", False, "ب", False, "ه", 1)),
        ("مقتلهما", Stem("مقتل", False, "", False, "هما", 0)),
    ],
)
def test_noun_cut(word: str, stem: Stem):
    assert stem in noun_stems(word)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("قصف", Stem("قصف", False, "", False, "", 0)),
        ("وقصف", Stem("قصف", True, "", False, "", 1)),
        ("سيقصف", Stem("يقصف", False, "س", False, "", 1)),
        ("وسيقصفونها", Stem("يقصفون", True, "س", False, "ها", 2)),
        ("ليقصف", Stem("يقصف", False, "ل", False, "", 1)),
        ("فقتلوهم", Stem("قتلوا", True, "", False, "هم", 1)),
        ("رماه", Stem("رمي", False, "", False, "ه", 0)),
        ("استهدفني", Stem("استهدف", False, "", False, "ني", 0)),
    ],
)
def test_verb_cut(word: str, stem: Stem):
    assert stem in verb_stems(word)


def test_a_verb_takes_no_article_and_no_preposition():
    assert {cut.stem for cut in verb_stems("بالقصف")} == {"بالقصف"}


def test_a_noun_with_the_article_takes_no_pronoun():
    assert all(not (cut.definite and cut.pronoun) for cut in noun_stems("المدينتهم"))


@pytest.mark.parametrize("word", ["", "و", "ب"])
def test_one_letter_is_no_word(word: str):
    assert noun_stems(word) == verb_stems(word) == []


def _keeps_its_article(cut: Stem) -> bool:
    """Whether the cut is a name such as "الجيش" in "للجيش": the alef of its article is not written after ل."""
    return cut.particle == "ل" and not cut.pronoun and cut.stem.startswith("ال")


@given(WORDS)
def test_cuts_put_together_give_the_word(word: str):
    for cut in [*noun_stems(word), *verb_stems(word)]:
        lead = ("و" if word.startswith("و") else "ف") if cut.conjunction else ""
        lead += cut.particle
        lead += ("ل" if cut.particle == "ل" else "ال") if cut.definite else ""
        assert word.startswith(lead)
        body = word[len(lead) : len(word) - len(cut.pronoun)]
        assert word.endswith(cut.pronoun)
        # Before a pronoun the last letters of a stem may be written otherwise, never more than two of them.
        opened = cut.pronoun and body[:-1] == cut.stem[: len(body) - 1]
        assert opened or cut.stem == ("ا" + body if _keeps_its_article(cut) and body.startswith("ل") else body)


@given(WORDS)
def test_longest_stem_comes_first_and_has_two_letters(word: str):
    for cuts in (noun_stems(word), verb_stems(word)):
        lengths = [len(cut.stem) for cut in cuts]
        assert lengths == sorted(lengths, reverse=True)
        assert all(length >= 2 for length in lengths)


@given(WORDS)
def test_skip_counts_the_letters_before_the_word_and_its_article(word: str):
    for cut in [*noun_stems(word), *verb_stems(word)]:
        after = word[cut.conjunction + len(cut.particle) :]
        melted = cut.particle == "ل" and (cut.definite or (_keeps_its_article(cut) and cut.stem == "ا" + after))
        assert cut.skip == cut.conjunction + (0 if melted else len(cut.particle))
