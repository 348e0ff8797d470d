"""Tokens and sentences: where they begin and end, and that the parallel lists agree."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.text.folding import fold
from rawi.text.tokens import Tokens, tokenize

PIECES = st.sampled_from(
    [
        "قصف",
        "وقتل",
        "د",
        "ه",
        "2019",
        "1,250.5",
        "١٢",
        ".",
        "!",
        "?",
        "؟",
        "،",
        ":",
        '"',
        "(",
        ")",
        "-",
        "_",
        " ",
        "  ",
        "\n",
        "F",
        "😀",
        "ﻻ",
        "\u064b",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
)


def _tokens(text: str) -> Tokens:
    return tokenize(fold(text).text)


def _sentences(text: str) -> list[str]:
    tokens = _tokens(text)
    return [" ".join(tokens.words[first:last]) for first, last in tokens.bounds]


@given(TEXTS)
@settings(max_examples=400)
def test_lists_agree_and_nothing_is_lost(text: str):
    folded = fold(text).text
    tokens = tokenize(folded)

    assert len(tokens.words) == len(tokens.starts) == len(tokens.ends) == len(tokens.sentence)
    end = 0
    for word, start, stop in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert word == folded[start:stop]
        assert word
        assert not word.isspace()
        assert not folded[end:start].strip()  # only white space lies between
        end = stop
    assert not folded[end:].strip()


@given(TEXTS)
@settings(max_examples=400)
def test_sentences_are_the_tokens_cut_up(text: str):
    tokens = _tokens(text)

    covered = [i for first, last in tokens.bounds for i in range(first, last)]
    assert covered == list(range(len(tokens.words)))
    assert all(first < last for first, last in tokens.bounds)
    assert tokens.sentence == [n for n, (first, last) in enumerate(tokens.bounds) for _ in range(first, last)]


@given(TEXTS)
def test_no_sentence_runs_over_a_line_feed(text: str):
    folded = fold(text).text
    tokens = tokenize(folded)

    for first, last in tokens.bounds:
        assert "\n" not in folded[tokens.starts[first] : tokens.ends[last - 1]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("قصف الجيش البلدة. ثم انسحب", ["قصف الجيش البلده .", "ثم انسحب"]),
        ("قصف الجيش البلدة.وقتل خمسة", ["قصف الجيش البلده .", "وقتل خمسه"]),
        ("هل وقع القصف؟ نعم! انتهى.", ["هل وقع القصف ؟", "نعم !", "انتهي ."]),
        ("هل وقع القصف؟نعم", ["هل وقع القصف ؟", "نعم"]),
        ("وقع القصف في 2019. وقال", ["وقع القصف في 2019 .", "وقال"]),
        ("عنوان بلا نقطة\nثم نص", ["عنوان بلا نقطه", "ثم نص"]),
        ("سطر\n\n \n\tسطر آخر", ["سطر", "سطر اخر"]),
        ("انتظروا... ثم انسحبوا", ["انتظروا . . .", "ثم انسحبوا"]),
        ("قال د. سامر إنهم نزحوا. وأضاف", ["قال د . سامر انهم نزحوا .", "واضاف"]),
        ("قُتل أ. ب. برصاص مجهولين", ["قتل ا . ب . برصاص مجهولين"]),
        ("وصل Dr. Smith إلى عدن", ["وصل Dr . Smith الي عدن"]),
        ("نزح 3.5 مليون شخص", ["نزح 3.5 مليون شخص"]),
        ("قال «انسحبنا»، ثم سكت", ['قال " انسحبنا " ، ثم سكت']),
        ("www.example.org نقلت الخبر", ["www . example . org نقلت الخبر"]),
        ("", []),
        ("\n \n", []),
        (".", ["."]),
    ],
)
def test_sentence_ends(text: str, sentences: list[str]):
    assert _sentences(text) == sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("١٬٢٥٠٫٥ دولار", ["1,250.5", "دولار"]),
        ("17/1/2019", ["17/1/2019"]),
        ("عند 10:30.", ["عند", "10:30", "."]),
        ("بين 3-5 قتلى", ["بين", "3", "-", "5", "قتلي"]),
        ("بـ20 كم", ["ب", "20", "كم"]),
        ("45%", ["45", "%"]),
        ("إف-16", ["اف", "-", "16"]),
        ("عين العرب/كوباني", ["عين", "العرب", "/", "كوباني"]),
        ("قال:«نعم»", ["قال", ":", '"', "نعم", '"']),
        ("وسم_البلدة", ["وسم", "_", "البلده"]),
        ("قتل.2019", ["قتل", ".", "2019"]),
        ("🚨عاجل", ["🚨", "عاجل"]),
    ],
)
def test_words_numbers_and_marks(text: str, words: list[str]):
    assert _tokens(text).words == words


def test_planted_offsets():
    tokens = tokenize("قصف، 12.5 كم.\nثم")

    assert tokens == Tokens(
        words=["قصف", "،", "12.5", "كم", ".", "ثم"],
        starts=[0, 3, 5, 10, 12, 14],
        ends=[3, 4, 9, 12, 13, 16],
        sentence=[0, 0, 0, 0, 0, 1],
        bounds=[(0, 5), (5, 6)],
    )


@pytest.mark.parametrize("pattern", ["ب", "1.", "1", ".", "\n", '"', "قصف. "], ids=repr)
def test_time_grows_with_the_length(pattern: str):
    small, large = (pattern * (size // len(pattern)) for size in (30_000, 300_000))

    # Ten times the text; quadratic time would be a hundred times as long.
    assert _seconds(large) < 25 * max(_seconds(small), 0.01)


def _seconds(text: str) -> float:
    begun = time.process_time()
    tokenize(text)
    return time.process_time() - begun
