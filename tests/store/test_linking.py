"""Claims are found again in a newer reading, and a diff tells the words that an edit changed."""

import pytest
from tests.store.made import NOON

from rawi.model.article import Article
from rawi.model.claim import Claim
from rawi.store.history import Change, word_changes
from rawi.store.linking import link_edited_text, link_same_text
from rawi.store.packing import clean, moment


def claims(text, *triggers):
    """Claims of (event, word, which of several)."""
    article = Article(text=text)
    found = []
    for event, word, nth in triggers:
        start = -1
        for _ in range(nth):
            start = text.index(word, start + 1)
        found.append(Claim(id=f"{event}{start}", event=event, trigger=article.quote(start, start + len(word))))
    return found


def test_in_the_same_text_the_same_words_are_the_same_claim():
    text = "قصف القرية ثم قصف الجسر"
    old = claims(text, ("shell", "قصف", 1), ("shell", "قصف", 2))
    new = claims(text, ("bomb", "قصف", 2), ("shell", "القرية", 1), ("shell", "قصف", 1))
    assert link_same_text(old, new) == [1, None, 0]


def test_in_an_edited_text_the_surroundings_tell_which_is_which():
    old_text = "قصف القرية الشمالية صباح أمس ثم قصف الجسر الكبير ليلا"
    new_text = "قصف المدرسة القديمة في الحي الغربي من المدينة. " + old_text
    old = claims(old_text, ("shell", "قصف", 1), ("shell", "قصف", 2))
    new = claims(new_text, ("shell", "قصف", 1), ("shell", "قصف", 2), ("shell", "قصف", 3))
    # The second lost what stood before it, but is still told apart by what is left over.
    assert link_edited_text(old_text, old, new_text, new) == [0, None, 1]


def test_an_old_claim_is_followed_once():
    text = "قصف القرية"
    old = claims(text, ("shell", "قصف", 1))
    assert link_same_text(old, old * 3) == [0, None, None]


def test_a_diff_shows_words_and_shortens_what_stayed():
    stayed = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"
    changes = word_changes(f"قتل ثلاثة {stayed} أمس", f"قتل خمسة {stayed} أول أمس")
    assert changes == [
        Change("kept", "قتل"),
        Change("removed", "ثلاثة"),
        Change("added", "خمسة"),
        Change("kept", "واحد اثنان ثلاثة أربعة … سبعة ثمانية تسعة عشرة"),
        Change("added", "أول"),
        Change("kept", "أمس"),
    ]
    assert word_changes("قتل  ثلاثة", "قتل ثلاثة") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("خبر", "خبر"), ("\ufeffأ\0", "\ufeffأ\ufffd"), ("\ud83d\ude00", "😀"), ("a\udcffb", "a\ufffdb"), ("", "")],
)
def test_text_is_cleaned_of_what_databases_refuse(text, expected):
    assert clean(text) == expected


def test_moments_sort_as_text():
    assert moment(NOON) == "2024-05-01T12:00:00.000000Z"
    assert moment(NOON.replace(year=987)) == "0987-05-01T12:00:00.000000Z"
