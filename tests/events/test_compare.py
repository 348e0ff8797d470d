"""Two articles side by side: edits by word, loaded words that changed, and what stands in one of them alone."""

from __future__ import annotations

from benchmarks.copies_made import planted, templated
from rawi.events.compare import compare
from rawi.model.article import Article

A = (
    "قتل خمسة عناصر من الفصيل في هجوم شنه مجهولون على حاجز قرب بلدة الكسرة مساء الجمعة، وفق ما أفاد مصدر محلي. "
    "وأضاف المصدر أن المهاجمين فروا على دراجات نارية باتجاه البادية.\nوتشهد المنطقة هجمات متكررة منذ أشهر."
)
B = (
    "عاجل: قتل خمسة إرهابيين من ميليشيا الفصيل في هجوم شنه مجهولون على حاجز قرب بلدة الكسرة مساء الجمعة، وفق ما أفاد "
    "مصدر محلي. وأضاف المصدر أن المهاجمين فروا باتجاه البادية.\nوأعلنت السلطات حالة الاستنفار."
)


def _edits(comparison):
    return [
        (edit.kind, edit.a.text if edit.a else None, edit.b.text if edit.b else None)
        for passage in comparison.passages
        for edit in passage.edits
        if edit.kind != "same"
    ]


def test_words_that_were_changed_put_in_and_left_out():
    comparison = compare(Article(id="a", text=A), Article(id="b", text=B))
    assert comparison.copy
    assert _edits(comparison) == [
        ("reworded", "عناصر", "إرهابيين"),
        ("added", None, "ميليشيا"),
        ("dropped", "على دراجات نارية", None),
    ]
    assert [quote.text for quote in comparison.only_a] == ["وتشهد المنطقة هجمات متكررة منذ أشهر"]
    assert [quote.text for quote in comparison.only_b] == ["عاجل", "وأعلنت السلطات حالة الاستنفار"]


def test_loaded_words_that_changed():
    comparison = compare(Article(id="a", text=A), Article(id="b", text=B))
    told = [
        (edit.a.text if edit.a else None, [(word.quote.text, word.kind) for word in edit.loaded_b])
        for edit in comparison.loaded
    ]
    assert told == [("عناصر", [("إرهابيين", "terrorist_label")]), (None, [("ميليشيا", "delegitimising")])]
    back = compare(Article(id="b", text=B), Article(id="a", text=A))
    assert [[word.quote.text for word in edit.loaded_a] for edit in back.loaded] == [["إرهابيين"], ["ميليشيا"]]
    assert all(edit.loaded_b == () for edit in back.loaded)


def test_a_loaded_word_that_both_have_did_not_change():
    left, right = A.replace("الفصيل", "ميليشيا الفصيل"), A.replace("من الفصيل", "تابعين لميليشيا الفصيل")
    assert compare(Article(id="a", text=left), Article(id="b", text=right)).loaded == ()


def test_every_word_is_told_once_and_every_quote_stands_in_its_article():
    for number in range(12):
        case = planted(number, 0.15, seed=9)
        comparison = compare(case.source, case.host)
        for side, article, rest in (("a", case.source, comparison.only_a), ("b", case.host, comparison.only_b)):
            quotes = [q for p in comparison.passages for e in p.edits if (q := getattr(e, side)) is not None]
            quotes = sorted([*quotes, *rest])
            for quote in quotes:
                assert article.text[quote.start : quote.end] == quote.text
            words = " ".join(quote.text for quote in quotes).replace("،", "").replace(".", "").split()
            assert words == article.text.replace("،", "").replace(".", "").split()


def test_direction_is_that_of_the_call():
    one = Article(id="z", text=A, published="2020-01-02")
    other = Article(id="b", text=B, published="2020-01-03")
    assert compare(one, other).direction == "a→b"
    assert compare(other, one).direction == "b→a"
    evidence = compare(other, one).evidence[0]
    assert (evidence.kind, evidence.toward, evidence.detail) == ("published", "b→a", "2020-01-02 < 2020-01-03")


def test_templated_items_are_shown_and_are_no_copy():
    items = templated(8, seed=1)
    one, other = items[0], items[7]
    comparison = compare(one, other)
    assert not comparison.copy
    assert comparison.direction == "undetermined"
    assert comparison.passages


def test_articles_that_share_nothing():
    comparison = compare(Article(id="a", text=A), Article(id="b", text="افتتح المعرض في العاصمة.\nوحضره جمهور غفير."))
    assert (comparison.copy, comparison.containment, comparison.passages) == (False, 0.0, ())
    assert [quote.text for quote in comparison.only_b] == ["افتتح المعرض في العاصمة", "وحضره جمهور غفير"]
