"""The page of a comparison: all words, marked as they should be, and nothing that could act as code or reach out."""

from __future__ import annotations

import re

from lxml import html

from rawi.events.compare import compare
from rawi.export.comparison_page import render_comparison
from rawi.model.article import Article

FIRST = "أعلنت فرق الدفاع المدني انتشال جثث أربعة عمال من تحت ركام مبنى انهار في الحي القديم بعد ليلة ماطرة."
SECOND = "وقال شهود إن المبنى كان متصدعاً منذ الزلزال وإن السكان أبلغوا البلدية مراراً دون أن يتلقوا أي رد."
EVIL = '<script>alert("1")</script>'


def _page(a: str, b: str, **known: str):
    comparison = compare(Article(id="a", text=a, **known), Article(id="b", text=b))
    text = render_comparison(comparison)
    return text, html.fromstring(text)


def _side(page, side: str) -> str:
    return " ".join(" ".join(cell.itertext()) for cell in page.find_class(side) if "side" in cell.classes)


def test_both_articles_stand_whole_beside_each_other():
    a, b = f"{FIRST}\nفقرة للأول وحده.\n{SECOND}", f"مقدمة للثاني.\n{SECOND}\n{FIRST}\nخاتمة للثاني."
    _, page = _page(a, b)
    for side, text in (("a", a), ("b", b)):
        shown = _side(page, side)
        assert [word for word in re.findall(r"\w+", text) if word not in shown] == []
    numbers = [cell.text_content() for cell in page.find_class("n")]
    assert numbers == ["1", "1", "2", "2"]
    # Each row holds a cell of either side.
    cells = [cell.get("class").split()[-1] for cell in page.find_class("sides")[0] if "empty" not in cell.classes]
    assert cells.count("a") >= 4
    rows = list(page.find_class("sides")[0])
    assert all(
        {"a"} <= left.classes and {"b"} <= right.classes for left, right in zip(rows[::2], rows[1::2], strict=True)
    )


def test_edits_are_marked_on_their_side():
    changed = (
        FIRST.replace(" القديم", "").replace("أربعة عمال", "أربعة من العمال").replace("بعد ليلة ماطرة", "بعد ليل ماطر")
    )
    _, page = _page(f"{FIRST} {SECOND}", f"{changed} {SECOND}")
    assert [mark.text_content() for mark in page.iter("del")] == [
        "القديم",
        page.xpath("//p[@class='key-line']/del")[0].text_content(),
    ]
    marked = [mark.text_content() for mark in page.find_class("changed")]
    assert marked[:2] == ["عمال", "ليلة ماطرة."[:-1]]


def test_words_of_an_article_are_never_code():
    text, page = _page(
        f"{FIRST} {EVIL} {SECOND}", f"{SECOND} {EVIL}", title=EVIL, outlet=EVIL, url="javascript:alert(1)"
    )
    assert EVIL not in text
    assert len(page.findall(".//script")) == 1
    assert [link.get("href") for link in page.iter("a")] == []
    assert not re.search(r"<(?:img|link|iframe)\b|src=", text.split("</style>")[1])
    assert "default-src 'none'" in text


def test_the_page_is_the_same_for_the_same_articles_and_reads_from_right_to_left():
    text, page = _page(FIRST, f"{FIRST} {SECOND}")
    assert text == _page(FIRST, f"{FIRST} {SECOND}")[0]
    assert (page.get("dir"), page.get("lang")) == ("rtl", "ar")


def test_a_page_of_two_articles_that_share_nothing():
    _, page = _page(FIRST, "افتتح المعرض في العاصمة.")
    assert "neither is a copy of the other" in page.find_class("verdict")[0].text_content()
