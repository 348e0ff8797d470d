"""Written forms of nouns and participles."""

from __future__ import annotations

import pytest

from rawi.lexicon.entries import Form
from rawi.lexicon.forms import noun_forms, participle_forms

ONE, TWO, MANY = Form.SINGULAR, Form.DUAL, Form.PLURAL


def test_feminine_with_its_plural():
    assert noun_forms("غارة", ("غارات",)) == {
        "غاره": ONE, "غارتان": TWO, "غارتين": TWO, "غارتا": TWO, "غارتي": TWO, "غارات": MANY,
    }  # fmt: skip


def test_masculine_with_a_broken_plural():
    assert noun_forms("قتيل", ("قتلى",)) == {
        "قتيل": ONE, "قتيلا": ONE, "قتيلان": TWO, "قتيلين": TWO, "قتلي": MANY,
    }  # fmt: skip


def test_sound_masculine_plural_and_the_dual_may_look_alike():
    forms = noun_forms("مسلح", sound="m")

    assert forms["مسلحون"] == MANY
    assert forms["مسلحين"] == TWO | MANY
    assert forms["مسلحو"] == forms["مسلحي"] == MANY  # before a noun the nun falls


def test_a_sound_plural_that_is_told_gets_all_its_endings():
    forms = noun_forms("لاجئ", ("لاجئون",))

    assert {form for form, what in forms.items() if what & MANY} == {"لاجيون", "لاجيين", "لاجيو", "لاجيي"}


def test_alef_maqsura_opens_in_the_dual():
    forms = noun_forms("مستشفى", ("مستشفيات",))

    assert forms["مستشفي"] == ONE
    assert forms["مستشفيان"] == forms["مستشفيين"] == TWO


@pytest.mark.parametrize(
    ("lemma", "accusative"),
    [("جندي", "جنديا"), ("مدني", "مدنيا"), ("قيادي", "قياديا"), ("لاجئ", "لاجيا"), ("رجل", "رجلا")],
)
def test_accusative(lemma: str, accusative: str):
    assert noun_forms(lemma)[accusative] == ONE


@pytest.mark.parametrize("lemma", ["غارة", "مستشفى", "هجوما"])
def test_no_accusative_alef_where_none_is_written(lemma: str):
    forms = noun_forms(lemma, dual=False)

    assert len(forms) == 1


def test_no_dual_where_none_is_wanted():
    assert noun_forms("قصف", dual=False) == {"قصف": ONE, "قصفا": ONE}


def test_a_broken_plural_has_its_accusative():
    assert noun_forms("طفل", ("أطفال",))["اطفالا"] == MANY


def test_forms_are_folded():
    assert set(noun_forms("إصابة", ("إصابات",))) == {"اصابه", "اصابتان", "اصابتين", "اصابتا", "اصابتي", "اصابات"}


def test_participle_in_both_genders_and_all_numbers():
    forms = participle_forms("معتقل")

    assert forms["معتقل"] == forms["معتقله"] == ONE
    assert forms["معتقلان"] == forms["معتقلتان"] == TWO
    assert forms["معتقلين"] == TWO | MANY
    assert forms["معتقلون"] == forms["معتقلات"] == MANY
