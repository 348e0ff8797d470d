"""Numbers in words and digits: their value and where they end."""

from __future__ import annotations

import pytest

from rawi.reading.mentions.numerals import read_digits, read_number
from rawi.text.folding import fold_word
from rawi.text.tokens import tokenize


def words(text: str) -> list[str]:
    return tokenize(fold_word(text)).words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("سبعة", 7),
        ("ثماني", 8),
        ("أحد عشر", 11),
        ("اثنتي عشرة", 12),
        ("تسعة عشر", 19),
        ("خمسة وعشرون", 25),
        ("واحد وثلاثين", 31),
        ("ثلاث مئة", 300),
        ("أربعمائة وواحد وستين", 461),
        ("مئة وخمسين ألف", 150_000),
        ("ألف وتسعمئة", 1900),
        ("ألفين", 2000),
        ("أحد عشر ألف", 11_000),
        ("مائتي ألف", 200_000),
        ("ثلاثة ملايين", 3_000_000),
        ("نصف مليون", 500_000),
        ("مليون ونصف", 1_500_000),
        ("مليونين و300", 2_000_300),
        ("15 ألف", 15_000),
        ("٣٫٢ مليار", 3_200_000_000),
        ("1.250 مليار", 1_250_000_000),
        ("10.684", 10_684),
        ("2,500", 2500),
        ("0.125", 0.125),
        ("1.6", 1.6),
        ("الأربعة وعشرين", 24),
        ("الأربعة والعشرين", 24),
        ("خمسمائة و خمسة و عشرون", 525),
        ("أربعة آلاف و ثلاثمائة", 4300),
        ("10,000.50", 10_000.5),
        ("١٠٫٠٠٠٬٥", 10_000.5),
        ("ترليون", 10**12),
    ],
)
def test_value_of_whole_phrase(text: str, value: float) -> None:
    found = words(text)
    assert read_number(found, 0) == (len(found), value)


@pytest.mark.parametrize(
    ("text", "end", "value"),
    [
        ("خمسة وثلاثة", 1, 5),  # two numbers, not one
        ("عشرين وجرح", 1, 20),
        ("خمسة و ثلاثة", 1, 5),
        ("خمسة والعشرين", 1, 5),  # without its article the first is a count of its own
        ("4 قتلى", 1, 4),
        ("عشرة و15", 1, 10),
    ],
)
def test_number_ends_where_the_next_thing_begins(text: str, end: int, value: float) -> None:
    assert read_number(words(text), 0) == (end, value)


@pytest.mark.parametrize(
    "text", ["آلاف الجنود", "ملايين", "نصف المدينة", "أحد القادة", "رابع", "الاثنين", "9/2/2022", "17:50", "كتاب"]
)
def test_no_number(text: str) -> None:
    assert read_number(words(text), 0) is None


def test_magnitude_makes_three_digits_after_a_point_a_fraction() -> None:
    assert read_digits("1.250") == 1250
    assert read_digits("1.250", decimal=True) == 1.25
    assert read_digits("1.2.3") is None
