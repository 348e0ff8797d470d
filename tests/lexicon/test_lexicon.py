"""What a written word may be, and which expressions stand in a text."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from rawi.lexicon.entries import Form
from rawi.lexicon.lexicon import Lexicon, Match, Word
from rawi.text.folding import fold
from rawi.text.tokens import tokenize

pytest.importorskip("mazini", reason="the extra 'build' is not installed")

from rawi.lexicon.builder import Builder


@pytest.fixture(scope="module")
def small() -> Lexicon:
    """Six verbs and nouns, and expressions made of them."""
    build = Builder()

    def entry(key: str, lemma: str, pos: str) -> int:
        return build.entry("event", key, lemma, pos)  # type: ignore[arg-type]

    build.attach(build.verb("ق ص ف", "I", "a", "i"), entry("shell", "قصف", "verb"))
    build.attach(build.verb("ع ق ل", "VIII", None, None), entry("arrest", "اعتقل", "verb"))
    build.attach(build.verb("ر م ي", "I", "a", "i"), entry("attack", "رمى", "verb"))
    build.attach(build.verb("و ق ف", "I", "a", "i"), entry("protest", "وقف", "verb"))
    build.attach(build.verb("ق ف و", "I", "a", "u"), entry("clash", "قفا", "verb"))
    build.attach(build.noun("غارة", ["غارات"]), entry("airstrike", "غارة", "noun"))
    build.attach(build.noun("قتيل", ["قتلى"]), entry("kill", "قتيل", "noun"))
    build.attach(build.noun("معتقل", participle=True), entry("arrest", "معتقل", "participle"))
    build.phrase("V(ل ق ي;IV) ... N(قبض) على", entry("arrest", "ألقى القبض", "multiword"), 3)
    build.phrase("N(وقف) N(إطلاق) N(نار)", entry("agree", "وقف إطلاق النار", "multiword"))
    build.phrase("الأمم المتحدة", build.entry("party", "x-un", "الأمم المتحدة", "word"))
    return Lexicon(build.compiled())


def _readings(lexicon: Lexicon, word: str) -> set[tuple[str, int, int, str, bool, str]]:
    return {(entry.lemma, *rest) for entry, *rest in lexicon.word(word).readings}


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("قصفت", ("قصف", Form.PAST | Form.PASSIVE_PAST, 0, "", False, "")),
        ("وقصفت", ("قصف", Form.PAST | Form.PASSIVE_PAST, 1, "", False, "")),
        ("فسيقصفون", ("قصف", Form.PRESENT | Form.PASSIVE_PRESENT, 2, "س", False, "")),
        ("قصفوها", ("قصف", Form.PAST | Form.PASSIVE_PAST, 0, "", False, "ها")),
        ("غارتين", ("غارة", Form.DUAL, 0, "", False, "")),
        ("بالغارات", ("غارة", Form.PLURAL, 1, "ب", True, "")),
        ("وللغارات", ("غارة", Form.PLURAL, 1, "ل", True, "")),
        ("غاراتهم", ("غارة", Form.PLURAL, 0, "", False, "هم")),
        ("غارتها", ("غارة", Form.SINGULAR, 0, "", False, "ها")),
        ("قتلاهم", ("قتيل", Form.PLURAL, 0, "", False, "هم")),
        ("المعتقلات", ("معتقل", Form.PLURAL, 0, "", True, "")),
        ("معتقلي", ("معتقل", Form.PLURAL, 0, "", False, "")),
    ],
)
def test_a_written_word_is_known_with_what_is_attached(small: Lexicon, word: str, reading: tuple[object, ...]):
    assert reading in _readings(small, word)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("قفي", Form.PASSIVE_PAST),  # the active is written with alef
        ("قفا", Form.PAST),
        ("قصف", Form.PAST | Form.PASSIVE_PAST),  # without vowel marks both are written alike
        ("يقصف", Form.PRESENT | Form.PASSIVE_PRESENT),
        ("اقصفوا", Form.IMPERATIVE),
    ],
)
def test_voice_and_tense_as_far_as_the_letters_tell(small: Lexicon, word: str, form: int):
    assert form in {found for _, found, *_ in _readings(small, word)}


@pytest.mark.parametrize("word", ["", "ق", "مدينه", "٪", "2019", '"', "قصفستان"])
def test_other_words_are_nothing(small: Lexicon, word: str):
    assert small.word(word) == Word(readings=(), lexemes={}, pairs={}, gapped=())


def test_the_longest_stem_is_the_word(small: Lexicon):
    # "وقف" is no conjunction with the imperative of another verb.
    assert {lemma for lemma, *_ in _readings(small, "وقف")} == {"وقف"}
    # Where the whole word is known, و is not cut off it.
    assert all(skip == 0 for _, _, skip, *_ in _readings(small, "وقفوا"))
    assert {lemma for lemma, *_ in _readings(small, "ووقف")} == {"وقف"}


def test_a_word_is_looked_up_once(small: Lexicon):
    assert small.word("غارات") is small.word("غارات")


def _matches(lexicon: Lexicon, text: str) -> list[Match]:
    return lexicon.matches(tokenize(fold(text).text).words)


def _spots(matches: Iterable[Match], lemma: str) -> list[tuple[int, int, int]]:
    return [(m.first, m.last, m.head) for m in matches if m.entry.lemma == lemma]


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("ألقوا القبض على رجل", (0, 3, 1)),
        ("ألقت الشرطة القبض على رجل", (0, 4, 2)),
        ("ألقت قوات الأمن القبض على رجل", (0, 5, 3)),
        ("أمس ألقت قوات الأمن العام القبض على رجل", (1, 7, 5)),
        ("وألقت الشرطة القبض على رجل", (0, 4, 2)),
    ],
)
def test_a_gap_holds_up_to_three_words(small: Lexicon, text: str, spot: tuple[int, int, int]):
    assert _spots(_matches(small, text), "ألقى القبض") == [spot]


@pytest.mark.parametrize(
    "text",
    [
        "ألقت قوات الأمن العام أمس القبض على رجل",  # four words
        "ألقى خطابا. القبض على رجل",
        "ألقى خطابا! القبض على رجل",
        "ألقى خطابا؛ القبض على رجل",
        "ماذا ألقى؟ القبض على رجل",
        "ألقت الشرطة القبض",  # the end of the text
        "ألقت الشرطة القبض في حلب",
    ],
)
def test_an_expression_with_a_gap_ends_at_a_sentence_mark_and_after_three_words(small: Lexicon, text: str):
    assert _spots(_matches(small, text), "ألقى القبض") == []


def test_an_expression_tells_the_letters_before_it(small: Lexicon):
    assert [match.skip for match in _matches(small, "وألقت الشرطة القبض على رجل") if match.last - match.first == 4] == [
        1
    ]
    assert [match.skip for match in _matches(small, "لوقف إطلاق النار") if match.last - match.first == 3] == [1]


def test_expressions_come_before_their_words(small: Lexicon):
    found = _matches(small, "وقف إطلاق النار")

    assert (found[0].first, found[0].last, found[0].entry.key) == (0, 3, "agree")


@pytest.mark.parametrize(
    "text", ["الأمم المتحدة", "والأمم المتحدة", "بالأمم المتحدة", "للأمم المتحدة", "وللأمم المتحدة"]
)
def test_a_name_that_begins_with_the_article_is_met_with_every_particle(small: Lexicon, text: str):
    assert [(match.first, match.last) for match in _matches(small, text)] == [(0, 2)]


def test_a_word_tells_the_expressions_that_it_may_begin(small: Lexicon):
    ceasefire = small.word("وقف")
    assert ceasefire.gapped == ()
    # By the word that must come next: "إطلاق".
    assert len(ceasefire.pairs) == 1
    assert ceasefire.pairs.keys() <= small.word("اطلاق").lexemes.keys()
    # What goes on after a gap cannot be known by the next word.
    detained = small.word("القت")
    assert (detained.pairs, len(detained.gapped)) == ({}, 1)


def test_words_already_looked_up_give_the_same_matches(small: Lexicon):
    words = tokenize(fold("ألقت الشرطة القبض على رجل بعد غارتين").text).words
    found = small.matches(words)

    assert {match.entry.lemma for match in found} == {"ألقى القبض", "غارة"}
    assert small.matches(words, [small.word(word) for word in words]) == found


@pytest.mark.parametrize("text", ["ألقت الشرطة القبض على رجل", "دعا إلى وقف إطلاق النار"])
def test_no_expression_crosses_a_bound(small: Lexicon, text: str):
    words = tokenize(fold(text).text).words
    whole = [match for match in small.matches(words, bounds=[(0, len(words))]) if match.last - match.first > 1]

    assert whole == [match for match in small.matches(words) if match.last - match.first > 1] != []
    for cut in range(whole[0].first + 1, whole[0].last):
        found = small.matches(words, bounds=[(0, cut), (cut, len(words))])
        assert all(match.last - match.first == 1 for match in found)


def test_only_what_is_within_the_bounds_is_met(small: Lexicon):
    words = tokenize(fold("غارة ثم غارة ثم غارة").text).words

    assert [match.first for match in small.matches(words, bounds=[(0, 1), (3, 5)])] == [0, 4]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("قصفت", "shell"), ("وسيقصفون", "shell"), ("اغارت", "airstrike"), ("بغارتين", "airstrike"),
        ("اعتقالهم", "arrest"),
        ("اعتقلوا", "arrest"), ("وقتل", "kill"), ("مقتله", "kill"), ("اختطفت", "abduct"), ("فانسحبوا", "withdraw"),
        ("الاشتباكات", "clash"), ("ونزح", "displace"), ("تظاهروا", "protest"), ("نفي", "deny"), ("فانشق", "defect"),
    ],
)  # fmt: skip
def test_the_vocabulary_that_ships_knows_common_words(word: str, key: str):
    assert key in {entry.key for entry, *_ in Lexicon.load().word(word).readings if entry.domain == "event"}


def test_the_vocabulary_that_ships_is_loaded_once():
    assert Lexicon.load() is Lexicon.load()


def test_parties_have_a_neutral_name():
    assert Lexicon.load().party_name("sy-sdf") == "قوات سوريا الديمقراطية"
