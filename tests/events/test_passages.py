"""Passages: spans in the stored texts, exact where the copy is exact, and near enough where words were dropped."""

from __future__ import annotations

import random
import time

import pytest

from benchmarks.copies_made import overlap, planted
from rawi.events.copies import find_copies
from rawi.events.passages import align, passages_of
from rawi.events.shingles import Body, candidate_pairs, containment
from rawi.model.article import Article
from rawi.model.span import Span

LEAD = "أعلنت فرق الدفاع المدني انتشال جثث أربعة عمال من تحت ركام مبنى انهار في الحي القديم بعد ليلة ماطرة."
MORE = "وقال شهود إن المبنى كان متصدعاً منذ الزلزال وإن السكان أبلغوا البلدية مراراً دون أن يتلقوا أي رد."
OTHER = "افتتحت وزارة الثقافة معرض الكتاب السنوي بمشاركة مئتي دار نشر من ثلاثين بلداً وسط إقبال واسع من الزوار."


def _found(left: str, right: str) -> list[tuple[str, str]]:
    a, b = Article(id="a", text=left), Article(id="b", text=right)
    one, two = Body(a), Body(b)
    found = [p for aligned in align(one, two) for p in passages_of(one, two, aligned)]
    for passage in found:
        assert left[slice(*passage.a)] == passage.text
    return [(passage.text, right[slice(*passage.b)]) for passage in found]


def test_a_copied_sentence_is_found_where_it_stands_with_its_full_stop():
    assert _found(f"{LEAD}\n{OTHER}", f"{MORE}\n{LEAD}") == [(LEAD, LEAD)]


def test_spelling_vowels_digits_and_direction_marks_do_not_matter():
    written = (
        LEAD.replace("أعلنت", "اعلنت").replace("جثث", "جُثث").replace("عمال", "عمّـال").replace("الحي", "\u200fالحي")
    )
    assert _found(LEAD, f"عاجل: {written} انتهى") == [(LEAD, written)]


def test_words_that_were_changed_dropped_and_put_in_lie_within_the_passage():
    changed = LEAD.replace("أربعة عمال", "أربعة من العمال").replace(" القديم", "").replace("ماطرة", "ممطرة")
    ((left, right),) = _found(f"{LEAD} {MORE}", f"{changed} {MORE}")
    assert (left, right) == (f"{LEAD} {MORE}", f"{changed} {MORE}")


def test_paragraphs_in_another_order_are_two_passages():
    assert _found(f"{LEAD}\n{MORE}", f"{MORE}\n{LEAD}") == [(LEAD, LEAD), (MORE, MORE)]


def test_a_passage_that_the_other_article_has_twice_is_told_once():
    assert _found(LEAD, f"{LEAD}\n{OTHER}\n{LEAD}") == [(LEAD, LEAD)]


def test_furniture_is_no_passage_and_cuts_the_one_it_stands_in():
    share = "شارك هذا الخبر مع أصدقائك على فيسبوك وتويتر وواتساب وتلغرام وانضم إلى قناتنا ليصلك كل جديد أولاً بأول"
    left = Article(id="a", text=f"{LEAD}\n{share}\n{MORE}")
    at = len(LEAD) + 1

    left = Article(id="a", text=left.text, boilerplate=(Span(at, at + len(share)),))
    (pair,) = find_copies([left, Article(id="b", text=f"{LEAD}\n{MORE}")])
    assert [passage.text for passage in pair.passages] == [LEAD, MORE]
    assert find_copies([left, Article(id="c", text=f"{OTHER}\n{share}")]) == []


def test_containment_is_of_the_shorter_body():
    short, long = Body(Article(id="a", text=LEAD)), Body(Article(id="b", text=f"{OTHER}\n{LEAD}\n{MORE}"))
    assert containment(short, long) == containment(long, short) == 1.0
    assert (
        0 < containment(Body(Article(id="c", text=f"{LEAD} {OTHER}")), Body(Article(id="d", text=f"{LEAD} {MORE}"))) < 1
    )
    assert containment(Body(Article(id="e", text="كلمتان اثنتان")), long) == 0


@pytest.mark.parametrize(("dropped", "least"), [(0.0, 0.98), (0.1, 0.95), (0.2, 0.88)])
def test_planted_copies_are_found_in_place(dropped, least):
    shared = found = true = 0
    for number in range(100):
        case = planted(number, dropped, seed=7)
        pairs = find_copies([case.source, case.host])
        for side, span in (("a", case.a), ("b", case.b)):
            counts = overlap([getattr(p, side) for pair in pairs for p in pair.passages], span)
            shared, found, true = (x + y for x, y in zip((shared, found, true), counts, strict=True))
    precision, recall = shared / found, shared / true
    assert 2 * precision * recall / (precision + recall) >= least


def test_runs_are_those_that_trying_every_pair_of_places_gives():
    dice = random.Random(5)
    for _ in range(150):
        pool = [f"كلمة{chr(0x627 + dice.randrange(28))}{chr(0x628 + i % 26)}" for i in range(60)]
        shared = dice.sample(pool, 20)
        left = [*dice.sample(pool, 15), *shared, *dice.sample(pool, 15)]
        right = [*dice.sample(pool, 10), *shared, *dice.sample(pool, 20)]
        a, b = (Body(Article(id=i, text=" ".join(words))) for i, words in (("a", left), ("b", right)))
        longest = max(
            (size, i, j)
            for i in range(len(left))
            for j in range(len(right))
            for size in [
                next(
                    (n for n in range(60) if left[i + n : i + n + 1] != right[j + n : j + n + 1] or not left[i + n :]),
                    0,
                )
            ]
        )
        runs = [run for aligned in align(a, b) for run in aligned.runs]
        size, i, j = longest
        assert any(r[0] <= i and r[0] + r[2] >= i + size and r[1] - r[0] == j - i for r in runs)


@pytest.mark.parametrize(
    "text",
    ["قصف " * 400_000, "قصف مدفعي على أطراف البلدة الشرقية دون وقوع أي إصابات بين المدنيين. " * 40_000],
    ids=["one word", "one sentence"],
)
def test_one_thing_repeated_without_end_takes_time_in_step_with_its_length(text):
    def seconds(share: float) -> float:
        cut = text[: int(len(text) * share)]
        articles = [Article(id="a", text=cut), Article(id="b", text=cut + " وانتهى")]
        start = time.process_time()
        find_copies(articles)
        return time.process_time() - start

    seconds(0.01)
    # Eight times the text: linear is 8, quadratic is 64.
    assert seconds(1.0) < 20 * max(seconds(0.125), 0.05)


def test_many_articles_with_one_stock_sentence_do_not_give_every_pair():
    articles = [Article(id=f"{n:03}", text=f"{LEAD}\n{planted(n, 0.0, seed=2).host.text}") for n in range(200)]
    pairs = list(candidate_pairs(articles))
    assert len(pairs) < 200 * 12
    # Yet all hang together, so that a story that everybody copied stays one group.
    group = {0}
    for a, b in sorted(pairs):
        if a in group:
            group.add(b)
    assert len(group) == 200
