"""Which articles are copies: made-up texts, templated items that are none, and the corpus beside the checkout."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.copies_made import FRAMES, planted, templated
from rawi.events.copies import copied_spans, copy_groups, find_copies
from rawi.intake.files import articles as read_articles
from rawi.model.article import Article
from rawi.model.span import Span

STORY = (
    "أعلنت فرق الدفاع المدني انتشال جثث أربعة عمال من تحت ركام مبنى انهار في الحي القديم بعد ليلة ماطرة.\n"
    "وقال شهود إن المبنى كان متصدعاً منذ الزلزال وإن السكان أبلغوا البلدية مراراً دون أن يتلقوا أي رد.\n"
    "وتعهد رئيس البلدية في مؤتمر صحفي عقده مساء اليوم نفسه بفتح تحقيق عاجل ومحاسبة كل من يثبت تقصيره."
)
OWN = "وتقول منظمات محلية إن مئات المباني في المدينة مهددة بالسقوط ما لم تدعم أساساتها قبل حلول الشتاء المقبل."


def test_a_copy_is_found_with_its_passage_and_containment():
    (pair,) = find_copies([Article(id="b", text=STORY), Article(id="a", text=f"{OWN}\n{STORY}")])
    assert (pair.a, pair.b, pair.containment, pair.level) == ("a", "b", 1.0, "article")
    (passage,) = pair.passages
    assert (passage.a, passage.b) == ((len(OWN) + 1, len(OWN) + 1 + len(STORY)), (0, len(STORY)))
    assert passage.text == STORY


def test_one_sentence_in_a_long_article_is_a_passage_and_no_copied_article():
    sentence = STORY.split("\n")[1]
    host = planted(3, 0.0, seed=4).source.text
    (pair,) = find_copies([Article(id="a", text=f"{STORY}\n{OWN}"), Article(id="b", text=f"{host}\n{sentence}")])
    assert pair.level == "passage"
    assert [passage.text for passage in pair.passages] == [sentence]


def test_two_tellings_of_one_event_in_other_words_are_no_copy():
    other = (
        "انتشل المسعفون أربعة قتلى من عمال البناء بعدما سقطت بناية قديمة وسط المدينة إثر أمطار غزيرة هطلت طوال الليل.\n"
        "وحمّل الأهالي المجلس البلدي المسؤولية قائلين إنهم حذروا من تصدع البناية منذ أن ضرب الزلزال المنطقة قبل أعوام."
    )
    assert find_copies([Article(id="a", text=STORY), Article(id="b", text=other)]) == []


def test_a_quotation_that_both_have_is_marked_as_such():
    said = "لن نقبل بأي اتفاق لا يضمن عودة المهجرين إلى بيوتهم ولا يحدد جدولاً زمنياً واضحاً لخروج كل القوات الأجنبية"
    left = f"قال رئيس الوفد في ختام الجولة: «{said}».\n{OWN}"
    right = f'ونقل بيان عن رئيس الوفد قوله "{said}" أمام الصحفيين.'
    (pair,) = find_copies([Article(id="a", text=left), Article(id="b", text=right)])
    (passage,) = pair.passages
    assert passage.quoted
    assert passage.text.strip("«».").endswith(said)
    plain = find_copies([Article(id="a", text=left.replace("«", "").replace("»", "")), Article(id="b", text=right)])
    assert [passage.quoted for passage in plain[0].passages] == [False]


def test_templated_items_are_no_copies():
    items = templated(500, seed=11)
    assert len({item.text for item in items}) == 500
    assert [(pair.a, pair.b) for pair in find_copies(items)] == []


_SLOTS = {"place": "منبج", "day": "الأحد", "dead": "خمسة", "hurt": "13", "name": "رائد السلوم"}
_OTHER = {"place": ("نوى", "عين الغزلان"), "day": ("الاثنين",), "dead": ("سبعة", "22"), "hurt": ("17",)}


@pytest.mark.parametrize("frame", range(len(FRAMES)))
@pytest.mark.parametrize("field", _OTHER)
def test_one_thing_that_differs_is_enough(frame, field):
    text = FRAMES[frame].format(**_SLOTS)
    for value in _OTHER[field]:
        other = FRAMES[frame].format(**{**_SLOTS, field: value})
        assert find_copies([Article(id="a", text=text), Article(id="b", text=other)]) == []


@pytest.mark.parametrize("frame", range(len(FRAMES)))
def test_a_short_item_that_was_taken_over_is_a_copy(frame):
    text = FRAMES[frame].format(**_SLOTS)
    other = "خاص: " + text.replace("خمسة", "5")
    (pair,) = find_copies([Article(id="a", text=text), Article(id="b", text=other)])
    assert pair.containment > 0.4


def test_a_loaded_word_in_the_place_of_another_leaves_a_copy_a_copy():
    text = "قتل خمسة عناصر من الفصائل في كمين نصبه مجهولون لسيارتهم على الطريق بين البلدتين فجر الأحد ولم يعرف الفاعل."
    other = text.replace("عناصر", "إرهابيين")
    assert len(find_copies([Article(id="a", text=text), Article(id="b", text=other)])) == 1


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(dice):
    pool = [*templated(14, seed=3), *(a for n in range(6) for a in planted(n, 0.1, seed=3)[:2])]
    pool += [Article(id="x", text=STORY, published="2020-01-01"), Article(id="y", text=f"{OWN}\n{STORY}")]
    expected = find_copies(pool)
    assert len(expected) >= 5
    shuffled = list(pool)
    dice.shuffle(shuffled)
    assert find_copies(iter(shuffled)) == expected


def test_groups_and_copied_spans():
    a, b, c = (
        Article(id="a", text=STORY),
        Article(id="b", text=f"{OWN}\n{STORY}"),
        Article(id="c", text=STORY + "\n" + OWN),
    )
    lone = planted(1, 0.0, seed=1).source
    pairs = find_copies([c, lone, b, a])
    assert copy_groups(pairs) == {"a": "a", "b": "a", "c": "a"}
    assert copy_groups(pairs[::-1]) == copy_groups(pairs)
    spans = copied_spans(pairs)
    assert set(spans) == {"a", "b", "c"}
    assert spans["a"] == (Span(0, len(STORY)),)
    text = b.text
    assert " ".join(text[s.start : s.end] for s in spans["b"]).replace("\n", " ") == text.replace("\n", " ")


def test_no_articles_and_articles_without_words():
    assert find_copies([]) == []
    assert find_copies([Article(id="a", text=""), Article(id="b", text="…"), Article(id="c", text="خبر")]) == []


def test_copied_pairs_of_the_corpus_are_found(shared):
    wanted = [json.loads(line) for line in (shared / "data/copies/pairs.jsonl").read_text("utf-8").splitlines()]
    wanted = [row for row in wanted if row["containment"] >= 0.6]
    assert len(wanted) > 100
    named = {row[side] for row in wanted for side in "ab"}
    corpus = [a for a in read_articles([shared / "data/raw/articles.jsonl"]) if isinstance(a, Article)]
    dice = random.Random(1)
    some = [a for a in corpus if a.id in named or dice.random() < 0.02]
    found = {(pair.a, pair.b): pair for pair in find_copies(some)}
    texts = {a.id: a.text for a in some}
    hit = [
        pair for row in wanted if (pair := found.get((min(row["a"], row["b"]), max(row["a"], row["b"])))) is not None
    ]
    assert len(hit) >= 0.97 * len(wanted)
    for pair in hit:
        for passage in pair.passages:
            assert texts[pair.a][slice(*passage.a)] == passage.text
            assert len(texts[pair.b][slice(*passage.b)].split()) >= 2
