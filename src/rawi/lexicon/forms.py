"""Written forms of nouns and participles, without particles and pronouns (those are cut off when reading)."""

from __future__ import annotations

from rawi.lexicon.entries import Form
from rawi.text.folding import fold_word

_TA_MARBUTA = "ه"


def noun_forms(lemma: str, plurals: tuple[str, ...] = (), sound: str = "", *, dual: bool = True) -> dict[str, int]:
    """Folded forms of a noun: singular, dual and the plurals, each with accusative and construct endings.

    plurals: broken or sound plurals as they are written; sound: ``"m"`` or ``"f"`` adds that sound plural.
    """
    forms: dict[str, int] = {}

    def add(form: str, what: int) -> None:
        forms[form] = forms.get(form, 0) | what

    word = fold_word(lemma)
    feminine = word.endswith(_TA_MARBUTA) and lemma.endswith("ة")
    stem = word[:-1] if feminine else word
    add(word, Form.SINGULAR)
    # Folding makes alef maqsura ya, and only a true ya takes the alef: "جنديا", but "مستشفى".
    if not feminine and not lemma.endswith(("ا", "ى")):
        add(word + "ا", Form.SINGULAR)
    if dual:
        base = stem + "ت" if feminine else (word[:-1] + "ي" if lemma.endswith("ى") else word)
        for ending in ("ان", "ين"):
            add(base + ending, Form.DUAL)
        if feminine:
            for ending in ("ا", "ي"):
                add(base + ending, Form.DUAL)
    if "m" in sound:
        for ending in ("ون", "ين"):
            add(stem + ending, Form.PLURAL)
        add(stem + "و", Form.PLURAL)
        add(stem + "ي", Form.PLURAL)
    if "f" in sound:
        add(stem + "ات", Form.PLURAL)
    for plural in plurals:
        folded = fold_word(plural)
        add(folded, Form.PLURAL)
        if folded.endswith(("ون", "ين")):
            for ending in ("ون", "ين", "و", "ي"):
                add(folded[:-2] + ending, Form.PLURAL)
        elif not folded.endswith(("ات", "ا", "اء", "ي", "ه")):
            add(folded + "ا", Form.PLURAL)
    return forms


def participle_forms(lemma: str) -> dict[str, int]:
    """Folded forms of a participle or adjective: both genders, dual and sound plurals."""
    forms = noun_forms(lemma, sound="m")
    word = fold_word(lemma)
    for form, what in noun_forms(word + "ة", sound="f").items():
        forms[form] = forms.get(form, 0) | what
    return forms
