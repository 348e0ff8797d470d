"""Folding: the spelling it gives, and a map back that never points beside the letter it stands for."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.text.folding import fold, fold_word

# What news pages hold, each kind often enough to stand beside every other.
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىةٱکیھہ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0670\u06e1\u0615\u08d4"
TATWEEL = "\u0640"
PRESENTATION = "ﻻﻼﻵﻷﻹﷲﷺﷻﺍﺎﺏﺑﭖﭺﯼﯽﷴ﴾﴿ﹰﹱﹷﱠﱡ﷽"
DIRECTION = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c\u00ad"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
SIGNS = "«»“”„‘’\"'.،؛؟!*:/-–—%٪٫٬()[]\n\r\t \u00a0\u3000"
EMOJI = "😀🚨🇸🇾👨\u200d👩❤\ufe0f"
LATIN = "aZéßﬁ"

NEWS = st.text(
    st.one_of(
        *(
            st.sampled_from(kind)
            for kind in (LETTERS, MARKS, TATWEEL, PRESENTATION, DIRECTION, DIGITS, SIGNS, EMOJI, LATIN)
        )
    ),
    max_size=80,
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TEXTS = st.one_of(NEWS, ANY)


@given(TEXTS)
@settings(max_examples=400)
def test_offsets_rise_in_both_directions(text: str):
    folded = fold(text)

    back = [folded.source_offset(i) for i in range(len(folded.text) + 1)]
    forth = [folded.folded_offset(i) for i in range(len(text) + 1)]

    assert back == sorted(back)
    assert forth == sorted(forth)
    assert back[-1] == len(text)
    assert forth[-1] == len(folded.text)
    assert all(0 <= offset <= len(text) for offset in back)
    assert all(0 <= offset <= len(folded.text) for offset in forth)


@given(TEXTS)
@settings(max_examples=400)
def test_every_folded_letter_has_a_source_range_that_spells_it(text: str):
    folded = fold(text)

    spans = [folded.source_span(i, i + 1) for i in range(len(folded.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    for letter, (start, end) in zip(folded.text, spans, strict=True):
        assert letter in fold(text[start:end]).text
    for (start, end), (following, _) in pairwise(spans):
        # Letters that one sign is spelled out to share its range; all others follow one another.
        assert following >= end or following == start


@given(TEXTS, st.data())
@settings(max_examples=400)
def test_a_range_of_letters_folds_to_those_letters(text: str, data: st.DataObject):
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))

    first, last = folded.source_span(start, end)

    assert folded.text[start:end] in fold(text[first:last]).text


@given(TEXTS)
@settings(max_examples=400)
def test_there_and_back_is_the_same_letter(text: str):
    folded = fold(text)

    for i in range(len(folded.text)):
        there_and_back = folded.folded_offset(folded.source_offset(i))
        # A sign that is spelled out is one source letter: its folded letters come back to the first of them.
        assert there_and_back <= i
        assert folded.source_offset(there_and_back) == folded.source_offset(i)
        if i == 0 or folded.source_offset(i - 1) != folded.source_offset(i):
            assert there_and_back == i


@given(TEXTS)
@settings(max_examples=400)
def test_folded_text_folds_to_itself(text: str):
    once = fold(text).text

    again = fold(once)

    assert again.text == once
    assert [again.source_offset(i) for i in range(len(once))] == list(range(len(once)))


@given(TEXTS)
@settings(max_examples=400)
def test_a_word_folds_as_it_does_in_a_text(word: str):
    assert fold_word(word) == fold(word).text


@given(TEXTS, TEXTS)
def test_texts_apart_fold_as_they_do_together(left: str, right: str):
    assert fold(left + "\n" + right).text == fold(left).text + "\n" + fold(right).text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أُغِيرَ", "اغير"),
        ("إسـرائـيل", "اسراييل"),
        ("مُؤَسَّسَة", "موسسه"),
        ("على مستوى", "علي مستوي"),
        ("آذار", "اذار"),
        ("ٱلله", "الله"),
        ("١٧ قتيلاً", "17 قتيلا"),
        ("۲۵٪", "25%"),
        ("١٬٢٥٠٫٥", "1,250.5"),
        ("«الفصيل»", '"الفصيل"'),
        ("“الفصيل”", '"الفصيل"'),
        ("ﻻ ﺳﻼﻡ", "لا سلام"),
        ("کابل", "كابل"),
        ("آسیا", "اسيا"),
        ("سوريا\u200f،\u202a 2019\u202c", "سوريا، 2019"),
        ("حلب\u00a0وإدلب", "حلب وادلب"),
        ("سطر\r\nسطر", "سطر \nسطر"),
        ("2018 – 2019", "2018 - 2019"),
        ("F-16 و BBC", "F-16 و BBC"),
        ("😀", "😀"),
        ("", ""),
        ("\u200f\u064b\u0640", ""),
    ],
)
def test_one_spelling(written: str, folded: str):
    assert fold(written).text == folded
    assert fold_word(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("قـ.صف", "قصف"),
        ("إرهـ.ـابي", "ارهابي"),
        ("قـ*تل", "قتل"),
        ("انتهى الخبرـ. وبدأ آخر", "انتهي الخبر. وبدا اخر"),  # a stroke at the end of a sentence keeps its stop
        ("هـ. ثم", "ه. ثم"),
        ("هـ.", "ه."),
        ("م.خ", "م.خ"),
        ("1440هـ.\nوقال", "1440ه.\nوقال"),
    ],
)
def test_broken_words_are_mended_and_full_stops_kept(written: str, folded: str):
    assert fold(written).text == folded
    assert fold_word(written) == folded


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("قُتِلَ خمسة", "قتل", "قُتِلَ"),
        ("ثم قـُـتـِـل هناك", "قتل", "قـُـتـِـل"),
        ("قالت «القُوّات» إنها", "القوات", "القُوّات"),
        ("وقع قـ.صف هنا", "قصف", "قـ.صف"),
        ("ﺳﻼﻡ ﻓﻲ اليمن", "سلام", "ﺳﻼﻡ"),
        ("😀 ١٢ قتيلاً", "12", "١٢"),
    ],
)
def test_planted_words_are_found_where_they_stand(text: str, word: str, source: str):
    folded = fold(text)
    at = folded.text.index(word)

    start, end = folded.source_span(at, at + len(word))

    assert text[start:end] == source
    assert start == text.index(source)
    assert folded.folded_offset(start) == at


def test_letters_of_a_ligature_share_its_place():
    folded = fold("قبل ﷺ بعد")
    at = folded.text.index("صلي")

    assert folded.text == f"قبل {fold_word(unicodedata.normalize('NFKC', 'ﷺ'))} بعد"
    assert folded.source_span(at, at + 3) == (4, 5)
    assert folded.source_span(folded.text.index("بعد"), len(folded.text)) == (6, 9)


def test_a_dropped_mark_maps_to_the_next_letter():
    folded = fold("بَـت")

    assert [folded.folded_offset(i) for i in range(5)] == [0, 1, 1, 1, 2]


@pytest.mark.parametrize(
    "pattern",
    ["\u064b", "ب\u064e", "ﻻ", "ﷺ", "«»", "\n", "ب", "ـ.ب", "\u200f ", "٪٫"],
    ids=[
        "marks",
        "letters and marks",
        "ligatures",
        "long ligatures",
        "quotes",
        "line feeds",
        "one word",
        "broken",
        "directions",
        "signs",
    ],
)
def test_time_grows_with_the_length(pattern: str):
    small, large = (pattern * (size // len(pattern)) for size in (30_000, 300_000))

    # Ten times the text; quadratic time would be a hundred times as long.
    assert _seconds(large) < 25 * max(_seconds(small), 0.01)


def _seconds(text: str) -> float:
    """Of the processor, so that a busy machine counts less."""
    begun = time.process_time()
    folded = fold(text)
    if folded.text:
        folded.source_span(len(folded.text) // 2, len(folded.text) // 2 + 1)
    return time.process_time() - begun
