"""The file of the vocabulary: what is taken out of it is what was put in, piece by piece."""

from __future__ import annotations

import pytest

from rawi.lexicon.entries import Compiled, Entry, Form, Pattern
from rawi.lexicon.stored import decode, encode

VERBS = {"قصف": (0, int(Form.PAST)), "قصفت": (0, int(Form.PAST)), "قص": (2, int(Form.PAST)), "ق": (3, 1)}
NOUNS = {"قصف": (1, int(Form.SINGULAR))}
ENTRIES = [
    Entry("event", "shell", "قصف", "verb", ("weight=strong",)),
    Entry("event", "shell", "قصف", "noun"),
    Entry("event", "shell", "قصف مدفعي", "multiword"),
]
PATTERNS = [Pattern((1, -1, 2), 0, (2,)), Pattern((2, 1), 1, (0, 1))]


@pytest.fixture
def stored() -> Compiled:
    return decode(
        encode(
            Compiled(ENTRIES, VERBS, NOUNS, {}, {0: (0,), 1: (1,)}, PATTERNS, {1: (0,), 2: (1,)}, {"state": "الدولة"})
        )
    )


def test_forms_are_found_whatever_stands_beside_them(stored: Compiled) -> None:
    assert {form: stored.verb_forms.get(form) for form in VERBS} == VERBS
    assert dict(stored.verb_forms) == VERBS
    assert (len(stored.verb_forms), len(stored.noun_forms), len(stored.word_forms)) == (4, 1, 0)
    assert stored.noun_forms["قصف"] == NOUNS["قصف"]


@pytest.mark.parametrize("form", ["", "قصفن", "قصة", "كتب", "قصفت "])
def test_what_is_no_form_is_not_found(stored: Compiled, form: str) -> None:
    assert form not in stored.verb_forms
    assert stored.verb_forms.get(form) is None
    assert stored.verb_forms.get(form, ()) == ()
    with pytest.raises(KeyError):
        stored.verb_forms[form]


def test_entries_and_patterns_keep_their_numbers(stored: Compiled) -> None:
    assert [stored.entries[number] for number in (2, 0, 1)] == [ENTRIES[2], ENTRIES[0], ENTRIES[1]]
    assert stored.entries[2] is stored.entries[2]
    assert [stored.patterns[number] for number in (1, 0)] == PATTERNS[::-1]
    assert (stored.single, stored.starts) == ({0: (0,), 1: (1,)}, {1: (0,), 2: (1,)})
    assert stored.parties == {"state": "الدولة"}
