"""Furniture in plain text: what is marked, and above all what is not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from rawi.furniture import boilerplate_lines, find_furniture

FIRST = "أعلنت البلدية صباح اليوم أن المياه ستقطع عن أحياء الشمال يومين كاملين بسبب أعمال الصيانة في الخط الرئيسي."
SECOND = "وقال المتحدث باسمها إن فرق الطوارئ ستوزع المياه بالصهاريج على المدارس والمشافي طوال مدة الانقطاع المعلن."
THIRD = "وكان الخط نفسه قد تعطل في الصيف الماضي، وشكا السكان حينها من أن أحدا لم يخبرهم بموعد عودة المياه إلى منازلهم."
TITLE = "البلدية تقطع المياه عن أحياء الشمال"
STORIES = [
    "افتتاح جسر جديد للمشاة وسط المدينة",
    "مزارعو الوادي يشكون ارتفاع أسعار البذار",
    "وفاة أقدم بائع كتب في السوق",
]


def marked(lines: list[str], title: str | None = None) -> list[str]:
    text = "\n".join(lines)
    return [text[start:end] for start, end in boilerplate_lines(text, title)]


@pytest.mark.parametrize(
    "cue",
    ["مقالات ذات صلة", "إقرأ أيضاً", "اقرأ أيضًا:", "أقرأ التالي", "أخبار ذات صلة", "السابق", "الوسوم", "الأكثر قراءة"],
)
def test_a_cue_opens_a_list(cue: str) -> None:
    assert marked([FIRST, SECOND, cue, *STORIES]) == [cue, *STORIES]


def test_the_article_goes_on_after_a_list_in_its_middle() -> None:
    assert marked([FIRST, "اقرأ أيضاً", *STORIES, SECOND, THIRD]) == ["اقرأ أيضاً", *STORIES]


def test_a_line_that_names_one_other_story_opens_no_list() -> None:
    line = f"اقرأ أيضاً: {STORIES[0]}"
    assert marked([FIRST, line, "عودة المياه", SECOND]) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "الأربعاء, فبراير 9, 2022",
        "2022-02-16 11:00:00",
        "ساعتين مضت",
        "‏3 أيام مضت",
        "Facebook",
        "التعليقات مغلقة.",
        "اترك تعليقاً إلغاء الرد",
        "(س ر)",
        "إعداد: سامر العلي - تحرير: منى سعد",
        "تابعنا على وسائل التواصل",
        "#المياه #الشمال",
        "سياسة, محليات",
        "لمراسلة الكاتب: writer@example.org",
    ],
)
def test_a_line_that_says_what_it_is(line: str) -> None:
    assert marked([FIRST, SECOND, line]) == [line]


@pytest.mark.parametrize(
    "line", ["مضخة مياه في حي الشمال (أرشيف)", "سكان ينتظرون الصهاريج - رويترز", "حي الشمال (إنترنت)"]
)
def test_a_caption_is_known_by_its_credit(line: str) -> None:
    assert marked([TITLE, line, FIRST, SECOND], TITLE) == [line]


def test_headlines_between_paragraphs_are_marked_without_a_cue() -> None:
    assert marked([FIRST, SECOND, *STORIES[:2], THIRD]) == STORIES[:2]


def test_headlines_after_the_last_paragraph_are_marked_without_a_cue() -> None:
    assert marked([FIRST, SECOND, THIRD, *STORIES]) == STORIES


def test_lines_above_the_title_are_marked() -> None:
    assert marked([*STORIES, TITLE, FIRST, SECOND], f"{TITLE} - صحيفة الجسر") == STORIES


def test_a_by_line_is_known_by_the_name_of_the_site() -> None:
    assert marked([TITLE, "الشمال - صحيفة الجسر", FIRST, SECOND], f"{TITLE} | صحيفة الجسر") == ["الشمال - صحيفة الجسر"]


def test_the_link_glued_to_the_last_paragraph_is_marked_alone() -> None:
    assert marked([FIRST, f"{SECOND} رابط الخبر بصحيفة الجسر: {TITLE}"]) == [f"رابط الخبر بصحيفة الجسر: {TITLE}"]


@pytest.mark.parametrize(
    "lines",
    [
        [FIRST, "عودة المياه", SECOND, THIRD],
        [TITLE, FIRST, SECOND],
        [FIRST, "وفيما يأتي أسماء الأحياء:", "حي الزيتون", "حي النهر", SECOND, THIRD],
        [FIRST, SECOND, "ولم يحدد موعدا"],
        [FIRST[:-1], SECOND[:-1], "ثم عادت المياه مساء إلى بعض الأحياء"],
        ["تحرير ثلاثة مختطفين في ريف المدينة", FIRST, SECOND],
        [FIRST, "وكتب المتحدث في صفحته أن المياه ستعود غدا.", SECOND],
        ["هو يمضي وحيدا", "في الطريق الطويل", "لا يسأل عن أحد", "ولا ينتظر", "سوى المطر", "سوى الغيم", FIRST],
        [FIRST],
        ["", "  ", ""],
    ],
    ids=[
        "subheading",
        "title",
        "list after colon",
        "short end",
        "no full stops",
        "freed",
        "wrote",
        "poem",
        "one",
        "blank",
    ],
)
def test_the_article_itself_is_not_marked(lines: list[str]) -> None:
    assert marked(lines, TITLE) == []


def test_ranges_are_exact_amid_white_space_and_marks() -> None:
    text = f"{FIRST}\n\n  \u200fمَقالات ذات صلة \n{STORIES[0]}\r\n"
    found = [text[f.start : f.end] for f in find_furniture(text)]
    assert found == ["\u200fمَقالات ذات صلة", STORIES[0]]


def test_time_is_linear() -> None:
    block = "\n".join([FIRST, SECOND, "عودة المياه", *STORIES, THIRD, "# " * 60, "- " * 60, "(" * 120])
    find_furniture(block)

    def seconds(times: int) -> float:
        text = "\n".join([block] * times)
        start = time.process_time()
        find_furniture(text)
        return time.process_time() - start

    assert seconds(800) < 40 * seconds(100) + 0.1


def test_furniture_of_the_articles_learnt_from(shared: Path) -> None:
    """The project's yardstick: letters of whole lines that annotators marked."""
    gold = shared / "gold"
    texts = {r["id"]: r for r in map(json.loads, (gold / "train.texts.jsonl").read_text("utf-8").splitlines())}
    right = wanted = given = 0
    for line in (gold / "train.gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        article = texts[row["id"]]
        ours = {article["text"][s:e] for s, e in boilerplate_lines(article["text"], article["title"])}
        theirs = set(row["boilerplate"])
        right += sum(map(len, ours & theirs))
        wanted += sum(map(len, theirs))
        given += sum(map(len, ours))
    assert 2 * right / (wanted + given) >= 0.95
