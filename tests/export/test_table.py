"""The terminal view: complete, no wider than the terminal, and with every isolate closed on its line."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

import rawi
from rawi.export.lines import FSI, PDI, Piece, Screen, clean, wrap
from rawi.export.table import bounds, reading_lines, table_blocks

ANSI = re.compile("\x1b\\[[0-9;]*m")


def _plain(text: str) -> str:
    return ANSI.sub("", text).replace(FSI, "").replace(PDI, "")


def _view(reading: rawi.Reading, width: int = 100, colour: bool = False) -> str:
    return "".join(table_blocks([reading], Screen(width, colour)))


def test_every_field_of_a_claim_is_told(planted):
    lines = [line.split() for line in _plain(_view(planted)).splitlines()]
    for expected in (
        "صحيفة العرض · 2019-01-17 · planted · 2 claims",
        "1 attack هاجمت happened, attributed",
        "who ميليشيا الفصيل = الفصيل → مدنيين",
        "place بلدة الكسرة Al Kasrah, populated 35.5681, 39.9372 ± 1.5 km",
        "time فجر أمس 2019-01-16",
        "quantity نحو تسعة مدنيين killed about 9",
        "source مصادر محلية (local source, أفادت)",
        "2 attack الهجوم denied, attributed",
        "from الكسرة not found",
        "source متحدث باسم الفصيل (military, نفى), quoted by وكالة سنابك (media, نقلت عنه)",
        "loaded words ميليشيا delegitimising, of الفصيل",
        "unresolved الكسرة origin: not in the gazetteer",
    ):
        assert expected.split() in lines, expected


def test_the_outlets_own_voice_and_an_article_without_claims():
    article = rawi.Article(text="انفجر لغم", id="a")
    claim = rawi.Claim(id="c", event="bomb", trigger=article.quote(0, 5))
    assert "the outlet's own voice" in _view(rawi.Reading(article=article, claims=(claim,)))
    assert "a · 0 claims" in _view(rawi.Reading(article=article))


@pytest.mark.parametrize("width", [40, 57, 80, 120])
def test_no_line_is_wider_than_the_terminal(planted, width):
    lines = _view(planted, width).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    joined = " ".join(_plain(_view(planted, width)).split())
    assert "متحدث باسم الفصيل" in joined.replace("\n", " ")


@pytest.mark.parametrize("width", [40, 80])
def test_isolates_are_closed_on_every_line_and_hold_all_arabic(planted, width):
    for line in _view(planted, width).splitlines():
        assert re.fullmatch(f"([^{FSI}{PDI}]|{FSI}[^{FSI}{PDI}]+{PDI})*", line), line
        assert not re.search("[\u0600-\u06ff]", re.sub(f"{FSI}[^{PDI}]*{PDI}", "", line)), line


def test_colours_change_nothing_but_colours(planted):
    coloured = _view(planted, colour=True)
    assert ANSI.search(coloured)
    assert ANSI.sub("", coloured) == _view(planted)


def test_control_characters_of_an_article_do_not_reach_the_terminal():
    article = rawi.Article(text="قصف\x1b[31m\u202eعنيف", title="عنوان\x1b]0;x\x07\nسطر", id="a\x1b[2J")
    claim = rawi.Claim(id="c", event="shell", trigger=article.quote(0, len(article.text)))
    view = _view(rawi.Reading(article=article, claims=(claim,)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", view)


def test_failures_are_not_in_the_list(planted):
    assert list(table_blocks([rawi.Failure(article="a", reason="r")], Screen())) == []


@pytest.mark.parametrize(
    ("low", "high", "approx", "words"),
    [
        (9, 9, False, "9"),
        (9, 9, True, "about 9"),
        (3, 5, False, "3 to 5"),
        (20, None, False, "20 or more"),
        (None, 5, False, "5 at most"),
        (None, None, True, "number not given"),
        (1500000, 1500000, False, "1,500,000"),
    ],
)
def test_bounds_in_words(low, high, approx, words):
    quote = rawi.Quote(0, 4, "عددا")
    assert bounds(rawi.QuantityMention(quote=quote, low=low, high=high, approx=approx)) == words


def test_wrapping_keeps_all_letters_and_cuts_only_words_that_do_not_fit():
    pieces = [Piece("كلمة " * 12), Piece("x" * 50), Piece(" نهاية", "bold")]
    lines = list(wrap(pieces, 20, 4, "  n"))
    flat = ["".join(piece.text for piece in line) for line in lines]
    assert all(cell_len(line.rstrip()) <= 20 for line in flat)
    assert flat[0].startswith("  n ")
    assert all(line.startswith("    ") for line in flat[1:])
    letters = _plain("".join(flat)).replace(" ", "")
    assert letters == "n" + "كلمة" * 12 + "x" * 50 + "نهاية"


def test_clean_text_is_one_line():
    assert clean(" أ\u200f\n ب\t\u2067ج\u2069 ") == "أ ب ج"


def test_reading_lines_do_not_depend_on_the_number_of_calls(planted):
    assert list(reading_lines(planted, 80)) == list(reading_lines(planted, 80))
