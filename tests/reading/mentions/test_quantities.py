"""Counts and amounts: their words, their bounds and what they count."""

from __future__ import annotations

import pytest

from rawi.model.article import Article
from rawi.model.quantity import QuantityMention
from rawi.reading.document import Document
from rawi.reading.mentions.quantities import FoundQuantity, find_quantities
from rawi.reading.mentions.times import find_times


def find(text: str) -> list[FoundQuantity]:
    document = Document(Article(text=text, published="2022-02-09"))
    return find_quantities(document, find_times(document))


def mentions(text: str) -> list[QuantityMention]:
    return [found.mention for found in find(text)]


def only(text: str) -> QuantityMention:
    found = mentions(text)
    assert len(found) == 1, [mention.quote.text for mention in found]
    return found[0]


def facts(text: str) -> list[tuple[str, str, float | None, float | None]]:
    return [(m.quote.text, m.of, m.low, m.high) for m in mentions(text)]


@pytest.mark.parametrize(
    ("phrase", "low", "high", "approx"),
    [
        ("ثلاثة جنود", 3, 3, False),
        ("25 مدنيا", 25, 25, False),
        ("خمسة وعشرين شخصا", 25, 25, False),
        ("15 ألف شخص", 15_000, 15_000, False),
        ("نحو 40 شخصا", 40, 40, True),
        ("ما يقرب من 30 مدنيا", 30, 30, True),
        ("أكثر من 20 شخصا", 20, None, False),
        ("ما لا يقل عن 12 مدنيا", 12, None, False),
        ("ما يزيد على ستين جنديا", 60, None, False),
        ("عشرة أشخاص على الأقل", 10, None, False),
        ("16 جنديا عراقيا على الأقل", 16, None, False),
        ("أقل من 10 أشخاص", None, 10, False),
        ("5 أشخاص على الأكثر", None, 5, False),
        ("بين 3 و5 أشخاص", 3, 5, False),
        ("3 إلى 5 أشخاص", 3, 5, False),
        ("عشرات المدنيين", None, None, True),
        ("عدد من الأشخاص", None, None, True),
        ("آلاف المدنيين", None, None, True),
        ("طفلين", 2, 2, False),
        ("مدنيين اثنين", 2, 2, False),
        ("جنديين فرنسيين آخرين", 2, 2, False),
        ("أربعة من العاملين", 4, 4, False),
        ("خمسة منهم", 5, 5, False),
        ("ضابط", 1, 1, False),
        ("شخص واحد", 1, 1, False),
        ("أحد الجنود", 1, 1, False),
    ],
)
def test_bounds(phrase: str, low: float | None, high: float | None, approx: bool) -> None:
    mention = only(f"أعلنت الوزارة مقتل {phrase} في الهجوم.")
    assert (mention.quote.start, mention.quote.text) == (19, phrase)
    assert (mention.low, mention.high, mention.approx, mention.of) == (low, high, approx, "killed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 5 وإصابة 10 في القصف.", [("5", "killed", 5, 5), ("10", "injured", 10, 10)]),
        ("سقط 4 قتلى و8 جرحى.", [("4 قتلى", "killed", 4, 4), ("8 جرحى", "injured", 8, 8)]),
        ("قتل وجرح 20 شخصا.", [("20 شخصا", "casualties", 20, 20)]),
        ("إن تسعة من المقاتلين قتلوا هناك.", [("تسعة من المقاتلين", "killed", 9, 9)]),
        ("لقي سبعة أشخاص مصرعهم.", [("سبعة أشخاص", "killed", 7, 7)]),
        ("قتل جندي وأصيب آخرون.", [("جندي", "killed", 1, 1), ("آخرون", "injured", None, None)]),
        ("قتل رجل وأصيب آخر.", [("رجل", "killed", 1, 1), ("آخر", "injured", 1, 1)]),
        ("قتل جندي وأحد السكان.", [("جندي", "killed", 1, 1), ("أحد السكان", "killed", 1, 1)]),
        ("إصابة نحو ثمانية آخرين.", [("نحو ثمانية آخرين", "injured", 8, 8)]),
        (
            "أصيب 12 مدنيا بينهم طفلان وامرأة.",
            [("12 مدنيا", "injured", 12, 12), ("طفلان", "injured", 2, 2), ("امرأة", "injured", 1, 1)],
        ),
        ("اعتقلت القوات 11 شخصا.", [("11 شخصا", "detained", 11, 11)]),
        ("اختطاف ثلاثة عمال.", [("ثلاثة عمال", "abducted", 3, 3)]),
        ("نزوح 900 ألف مدني.", [("900 ألف مدني", "displaced", 900_000, 900_000)]),
        ("انتشر 200 جندي هناك.", [("200 جندي", "people", 200, 200)]),
        ("تضرر 54 موقعا وسبع قرى.", [("54 موقعا", "places", 54, 54), ("سبع قرى", "places", 7, 7)]),
        (
            "أطلقت خمسة صواريخ ودمرت سيارتين.",
            [("خمسة صواريخ", "weapons_vehicles", 5, 5), ("سيارتين", "weapons_vehicles", 2, 2)],
        ),
        ("شنت أربع غارات جوية.", [("أربع غارات جوية", "other", 4, 4)]),
        ("خصصت 3.2 مليار دولار للمشروع.", [("3.2 مليار دولار", "money", 3_200_000_000, 3_200_000_000)]),
        ("ما بين 30 و32 مليار دولار.", [("ما بين 30 و32 مليار دولار", "money", 30e9, 32e9)]),
        ("تراجع بنسبة 24 في المئة.", [("24 في المئة", "other", 24, 24)]),
        ("قصف القرية دون وقوع إصابات.", [("دون وقوع إصابات", "casualties", 0, 0)]),
        ("أدى إلى سقوط قتلى.", [("قتلى", "killed", None, None)]),
        ("عشرات الشهداء والجرحى.", [("عشرات الشهداء والجرحى", "casualties", None, None)]),
        ("20 مدنيا بين قتيل وجريح.", [("20 مدنيا بين قتيل وجريح", "casualties", 20, 20)]),
        ("ارتفع عدد القتلى إلى 11 أمس.", [("11", "killed", 11, 11)]),
    ],
)
def test_what_is_counted(text: str, expected: list[tuple[str, str, float | None, float | None]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قتل الشاب سالم البالغ 17 عاما" + ".",
        "تبعد القرية 20 كم عن المدينة.",
        "تبعد القرية 69 كيلومترا عن المدينة.",
        "وصلت الفرقة 17 إلى المدينة.",
        "وصلت القافلة في 14 يناير 2022.",
        "وصلت القافلة الساعة 17:50 إلى المدينة.",
        "عام 2011 بدأت القصة.",
        "قال رابع المتحدثين إن اللقاء مفيد.",
        "حركة طالبان تنفي الخبر.",
        "في محافظتي الشمال والجنوب.",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert [m for m in mentions(text) if m.quote.text not in {"الشاب"}] == []


def test_clitics_are_left_out_of_the_quote_and_the_head_is_told() -> None:
    found = find("مقتل ضابط وثلاثة جنود.")
    assert [(f.mention.quote.start, f.mention.quote.text) for f in found] == [(5, "ضابط"), (11, "ثلاثة جنود")]
    second = found[1]
    assert (second.first, second.last, second.head) == (2, 4, 3)
    assert second.mention.head is not None
    assert (second.mention.head.start, second.mention.head.text) == (17, "جنود")


def test_a_fate_does_not_reach_into_the_next_sentence() -> None:
    assert facts("قتل المهاجم. وصل 5 مسؤولين إلى المكان.") == [("5 مسؤولين", "people", 5, 5)]


def test_a_fate_inside_a_time_phrase_still_counts() -> None:
    assert facts("بعد ساعات من مقتل خمسة مدنيين.") == [("خمسة مدنيين", "killed", 5, 5)]


def test_times_and_quantities_never_overlap() -> None:
    document = Document(
        Article(text="مقتل 5 في 6 مايو 2021 وإصابة 3 منذ 3 أيام و7 في 8 الشهر الجاري.", published="2022-02-09")
    )
    times = find_times(document)
    taken = {token for time in times for token in range(time.first, time.last)}
    found = find_quantities(document, times)
    assert [f.mention.quote.text for f in found][:2] == ["5", "3"]
    assert not any(token in taken for f in found for token in range(f.first, f.last))


def test_empty_article() -> None:
    assert find("") == []
