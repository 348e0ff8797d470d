"""Grounding: quotes that came back changed are found at their exact place, and nothing else is."""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import rawi
from rawi.text.folding import fold_word
from rawi.text.grounding import ground

# The words between the bars are the span to find.
GROUNDED = [
    ("verbatim", "قال مراسلنا إن |القوات دخلت البلدة| صباحًا", "القوات دخلت البلدة"),
    ("verbatim", "وصلت |القوافل|، ثم غادرت القوافل", "القوافل"),
    ("verbatim", "سار على الطريق مع |علي|", "علي"),
    ("verbatim", "في |2019| أو 12019", "2019"),
    ("verbatim", "بتاريخ 17/1/|2019|", "2019"),
    ("verbatim", "قال: |«لن نغادر»|.", "  «لن نغادر» \n"),
    ("folded", "أعلنت |مُؤسّسةُ الإغاثة| وصولها", "موسسه الاغاثه"),
    ("folded", "غادر |إلى مستشفى| المدينة", "الي مستشفي"),
    ("folded", "أُصيب |١٧ شخصًا|", "17 شخصا"),
    ("folded", "تقدمت |«فرقة الجبل»| شرقًا", '"فرقة الجبل"'),
    ("folded", "تقدمت |“فرقة الجبل”| شرقًا", "«فرقة الجبل»"),
    ("folded", "نهاية |السطر\nوبدايته| هنا", "السطر وبدايته"),
    ("folded", "قرب البلدة |ـ «النهار»: قال| شاهد", 'ـ "النهار": قال'),
    ("quotes", "قال قائد |«فرقة» الجبل| أمس", "فرقة الجبل"),
    ("quotes", "قال قائد |فرقة «الجبل»| أمس", "فرقة الجبل"),
    ("quotes", "قال قائد «|فرقة الجبل|» أمس", "فرقة  الجبل"),
    ("quotes", "قال قائد |«فرقة الجبل»| أمس", "'فرقة الجبل'"),
    ("quotes", "قال قائد |فرقة الجبل| أمس", '"فرقة الجبل"'),
    ("quotes", "وصل  |ثلاثة   جرحى| إلى هنا", "ثلاثة جرحى"),
    ("quotes", "نقلت |لـ«النهار» أن| الهدنة", "لـ النهار أن"),
    ("clitics", "أمس |وأعلن القائد| هدنة", "أعلن القائد"),
    ("clitics", "أصيبوا |بشظايا قذيفة| قرب السوق", "شظايا قذيفة"),
    ("clitics", "تابعوا |للجيش الوطني| منذ عام", "الجيش الوطني"),
    ("clitics", "انتشرت |القوات المشتركة| شرقًا", "قوات المشتركة"),
    ("clitics", "قال إنها |ستنسحب من البلدة| غدا", "تنسحب من البلدة"),
    ("clitics", "وصل |وبالطائرات المسيّرة| هاجم", "الطائرات المسيرة"),
    ("clitics", "سقط صاروخ |بالرقة| ليلًا", "الرقة"),
    ("clitics", "اجتمعوا |بدمشق| ليلًا", "دمشق"),
]  # fmt: skip


@pytest.mark.parametrize(("grade", "marked", "quote"), GROUNDED)
def test_a_quote_is_found_at_its_place_with_its_grade(grade: str, marked: str, quote: str):
    text = marked.replace("|", "")
    start = marked.index("|")
    end = marked.rindex("|") - 1

    found = ground(text, quote)

    assert found is not None
    assert (found.grade, found.start, found.end, found.text) == (grade, start, end, text[start:end])
    assert found.quote == rawi.Quote(start, end, text[start:end])


NOT_THERE = {
    "part of a word": ("مقتل مدنيين", "قتل"),
    "part of a vowelled word": ("مَقتل مدنيين", "قتل مدنيين"),
    "end of a word is missing": ("هاجم المسلحون المدينة", "هاجم المسلح"),
    "part of a number": ("خسر 1,200 دينار", "200 دينار"),
    "begin of a number": ("بلغ 2.5 مليون", "بلغ 2"),
    "Arabic separator": ("خسر ١٬٢٠٠ دينار", "٢٠٠ دينار"),
    "one sign for several words": ("قال النبي ﷺ للناس", "الله"),
    "one word is another": ("قصف الجيش بلدة الكرمة فجرًا", "قصف الجيش بلدة النخيل"),
    "half of the words": ("قصف الجيش بلدة الكرمة فجرًا", "قصف الجيش مواقع في الجنوب"),
    "another order": ("قصف الجيش بلدة الكرمة فجرًا", "الجيش قصف بلدة الكرمة"),
    "a word is left out": ("قصف الجيش بلدة الكرمة فجرًا", "قصف الجيش الكرمة"),
    "a word is added": ("قصف الجيش بلدة الكرمة", "قصف الجيش أمس بلدة الكرمة"),
    "another sign": ("وصل، ثم غادر", "وصل. ثم غادر"),
    "a particle that is not there": ("قتل جنديان في الهجوم", "وقتل جنديان"),
    "another particle": ("وصل للمدينة الكبيرة", "بالمدينة الكبيرة"),
    "a word that begins like a particle": ("كان المتحدث صامتًا", "أن المتحدث صامتًا"),
    "the same after a conjunction": ("وكان المتحدث صامتًا", "أن المتحدث صامتًا"),
    "a single word": ("قائد كتائب الشمال", "تائب"),
    "a short word that lost its particle": ("عاد بمال", "مال"),
    "a single word that lost its article": ("وصل يوم الاثنين", "اثنين"),
    "two places without the particle": ("وأعلن القائد هدنة وأعلن القائد حربًا", "أعلن القائد"),
    "two places with other marks": ("«فرقة» الجبل ثم فرقة «الجبل»", "فرقة الجبل"),
    "no word": ("قال: «نعم».", "«»."),
    "nothing": ("قال: «نعم».", " "),
    "an empty text": ("", "قال"),
}


@pytest.mark.parametrize("case", NOT_THERE)
def test_what_does_not_stand_there_is_not_found(case: str):
    text, quote = NOT_THERE[case]

    assert ground(text, quote) is None


WORDS = st.sampled_from(
    """
    قصف الجيش بلدة الكرمة فجرًا مُقاتلون إلى مستشفى المدينة ١٧ قتيلاً أمس، «الفصيل» (شرقًا) 1,250 ثم وقال لـ«النهار» هـدنـة:
    F-16 ﻻ
    """.split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_EDGE = re.compile(r"(?<!\S)(?=\S)")


@st.composite
def texts_with_a_part(draw: st.DrawFn) -> tuple[str, str]:
    """A text and some of its words, one after another."""
    text = draw(TEXTS)
    starts = [match.start() for match in _EDGE.finditer(text)]
    first = draw(st.sampled_from(starts))
    last = draw(st.sampled_from([match.end() for match in re.finditer(r"\S+", text) if match.end() > first]))
    return text, text[first:last]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold_word(text))


def _places(text: str, part: str) -> int:
    """At how many places of a text the words of another stand."""
    all_words, words = _words(text), _words(part)
    return sum(all_words[i : i + len(words)] == words for i in range(len(all_words)))


@given(texts_with_a_part())
def test_words_of_a_text_stand_in_it_verbatim(pair: tuple[str, str]):
    text, part = pair

    found = ground(text, part)

    assert found is not None
    assert (found.grade, found.text) == ("verbatim", part)
    assert text[found.start : found.end] == part


@pytest.mark.parametrize("change", [fold_word, lambda part: _MARKS.sub("", part)], ids=["folded", "without marks"])
@given(pair=texts_with_a_part())
def test_words_that_came_back_spelled_otherwise_stand_in_the_text(change, pair: tuple[str, str]):
    text, part = pair

    found = ground(text, change(part))

    assert found is not None
    assert found.grade in {"verbatim", "folded"}
    assert text[found.start : found.end] == found.text
    assert fold_word(found.text) == fold_word(part)


@pytest.mark.parametrize("marks", ['""', "“”", "''", "  "], ids=["ASCII", "curly", "apostrophes", "none"])
@given(pair=texts_with_a_part())
def test_words_with_other_quotation_marks_stand_in_the_text(marks: str, pair: tuple[str, str]):
    text, part = pair

    found = ground(text, part.replace("«", marks[0]).replace("»", marks[1]))

    # A weak grade that fits two places is no answer; a strong one is, whatever the marks.
    if found is None:
        assert marks in {"''", "  "}
        assert _places(text, part) > 1
    else:
        assert text[found.start : found.end] == found.text
        assert _words(found.text) == _words(part)


@given(TEXTS, TEXTS)
def test_whatever_is_found_has_the_words_of_the_quote(text: str, quote: str):
    found = ground(text, quote)

    if found is None:
        assert f" {quote} " not in f" {text} "
    else:
        assert _words(found.text)[1:] == _words(quote)[1:]
        assert _words(found.text)[0].endswith(_words(quote)[0].removeprefix("ال"))


@given(texts_with_a_part(), st.randoms(use_true_random=False))
def test_words_in_another_order_are_not_found(pair: tuple[str, str], chance: random.Random):
    text, part = pair
    words = part.split()
    chance.shuffle(words)
    assume(not _places(text, " ".join(words)))

    assert ground(text, " ".join(words)) is None


def _cases(shared: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (shared / "data/alignment/cases.jsonl").read_bytes().splitlines()]


def test_quotes_of_published_news_are_found_and_none_elsewhere(shared: Path):
    cases = _cases(shared)

    found = [ground(case["text"], case["query"]) for case in cases]

    right = [g is not None and (g.start, g.end) == (c["start"], c["end"]) for g, c in zip(found, cases, strict=True)]
    assert len(cases) == 1709
    assert sum(right) >= 0.995 * len(cases)
    assert [c["query"] for g, c, r in zip(found, cases, right, strict=True) if g is not None and not r] == []


def test_quotes_of_other_news_are_not_found(shared: Path):
    cases = _cases(shared)
    chance = random.Random(7)
    texts = sorted({case["text"] for case in cases})
    words = [word for case in cases for word in case["query"].split()]

    for case in cases:
        alien, query = chance.choice(texts), case["query"].split()
        half = query[: len(query) // 2] + chance.choices(words, k=(len(query) + 1) // 2)
        for text, quote in ((alien, case["query"]), (case["text"], " ".join(half))):
            found = ground(text, quote)
            # Phrases of news recur: what is found has to be all of the quote, particles of its first word aside.
            if found is not None:
                assert _words(found.text)[1:] == _words(quote)[1:]
                assert _words(found.text)[0].endswith(_words(quote)[0].removeprefix("ال"))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("أعلن القائد هدنة ثم غادر، " * 40_000, "بعيد كل البعد عن هذا النص"),
        ("ا" * 1_000_000, "ا" * 1000),
        ("اب " * 330_000, "اب " * 1000 + "ا"),
        ("واب " * 250_000, "اب " + "واب " * 1000 + "بب"),
        ('"ا' * 500_000, '"ا' * 1000 + "ب"),
    ],
    ids=["alien", "one long word", "one word again and again", "particles again and again", "marks"],
)
def test_a_megabyte_takes_a_moment(text: str, quote: str):
    before = time.process_time()

    assert ground(text, quote) is None

    # Half a second here; whatever is not linear takes minutes.
    assert time.process_time() - before < 10
