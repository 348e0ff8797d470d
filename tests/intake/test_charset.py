"""Charsets: declared, wrongly declared, undeclared, and encoded twice."""

from __future__ import annotations

import pytest

from rawi.intake.charset import decode

PAGE = (
    '<html><head><meta charset="{}"><title>خبر</title></head><body><p>أعلنت البلدية في المدينة أن المياه ستقطع من مساء '
    "الخميس حتى صباح الجمعة على أحياء في الشمال، وقال المتحدث ان هذا الاجراء مؤقت.</p></body></html>"
)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1", "no-such-charset", "zip"])
@pytest.mark.parametrize(
    "written", ["utf-8", "utf-8-sig", "windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_text_comes_back_whatever_the_page_declares(written: str, declared: str) -> None:
    page = PAGE.format(declared)
    assert decode(page.encode(written)).text.removeprefix("\ufeff") == page


@pytest.mark.parametrize("wrong", ["latin-1", "windows-1256"])
def test_utf8_that_was_encoded_twice_is_repaired(wrong: str) -> None:
    page = PAGE.format("utf-8")
    twice = page.encode().decode(wrong).encode()
    assert decode(twice) == decode(page.encode()).__class__(page, "utf-8, repaired")


def test_windows_1256_that_was_read_as_latin_is_repaired() -> None:
    page = PAGE.format("utf-8")
    assert decode(page.encode("windows-1256").decode("latin-1").encode()).text == page


def test_a_letter_cut_in_two_does_not_change_the_charset() -> None:
    raw = PAGE.format("utf-8").encode()
    cut = raw[: raw.index("الشمال".encode()) + 3]
    assert decode(cut).charset == "utf-8"
    assert decode(cut).text.endswith("في ا\ufffd")


def test_a_few_bad_bytes_do_not_change_the_charset() -> None:
    raw = PAGE.format("utf-8").encode().replace(b"<p>", b"<p>\xff", 1)
    assert decode(raw).text == PAGE.format("utf-8").replace("<p>", "<p>\ufffd", 1)


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\xff", bytes(range(256)) * 4])
def test_any_bytes_give_some_text(raw: bytes) -> None:
    assert isinstance(decode(raw).text, str)
