"""Verbs are conjugated rightly, and every verb of every vocabulary file is one that can be."""

from __future__ import annotations

import pathlib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from rawi.errors import VocabularyError
from rawi.lexicon.lexicon import Lexicon
from rawi.lexicon.verbs import verb_forms
from rawi.text.folding import fold_word

DATA = pathlib.Path(__file__).parents[2] / "src" / "rawi" / "lexicon" / "data"
FIELDS = {"root", "form", "past", "present", "lemma", "homograph"}
FORMS = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "Iq", "IIq", "IVq"}
Row = dict[str, Any]

# root, form, stem vowels; then he-form, they-form and I-form of the past, he-form of the present, and of both passives.
EXPECTED = [
    ("ق ص ف", "I", "ai", "قَصَفَ قَصَفُوا قَصَفْتُ يَقْصِفُ قُصِفَ يُقْصَفُ"),  # sound
    ("ش ن ن", "I", "au", "شَنَّ شَنُّوا شَنَنْتُ يَشُنُّ شُنَّ يُشَنُّ"),  # doubled
    ("ق و م", "I", "au", "قَامَ قَامُوا قُمْتُ يَقُومُ قِيمَ يُقَامُ"),  # hollow, و
    ("ع ي ش", "I", "ai", "عَاشَ عَاشُوا عِشْتُ يَعِيشُ عِيشَ يُعَاشُ"),  # hollow, ي
    ("ر م ي", "I", "ai", "رَمَى رَمَوْا رَمَيْتُ يَرْمِي رُمِيَ يُرْمَى"),  # defective, ي
    ("د ع و", "I", "au", "دَعَا دَعَوْا دَعَوْتُ يَدْعُو دُعِيَ يُدْعَى"),  # defective, و
    ("ل ق ي", "I", "ia", "لَقِيَ لَقُوا لَقِيتُ يَلْقَى لُقِيَ يُلْقَى"),  # defective, i in the past
    ("ق ر ء", "I", "aa", "قَرَأَ قَرَؤُوا قَرَأْتُ يَقْرَأُ قُرِئَ يُقْرَأُ"),  # hamza at the end
    ("و ص ل", "I", "ai", "وَصَلَ وَصَلُوا وَصَلْتُ يَصِلُ وُصِلَ يُوصَلُ"),  # assimilated
    ("د م ر", "II", "", "دَمَّرَ دَمَّرُوا دَمَّرْتُ يُدَمِّرُ دُمِّرَ يُدَمَّرُ"),
    ("ه ج م", "III", "", "هَاجَمَ هَاجَمُوا هَاجَمْتُ يُهَاجِمُ هُوجِمَ يُهَاجَمُ"),
    ("ص و ب", "IV", "", "أَصَابَ أَصَابُوا أَصَبْتُ يُصِيبُ أُصِيبَ يُصَابُ"),
    ("ل ق ي", "V", "", "تَلَقَّى تَلَقَّوْا تَلَقَّيْتُ يَتَلَقَّى تُلُقِّيَ يُتَلَقَّى"),
    ("د و ل", "VI", "", "تَدَاوَلَ تَدَاوَلُوا تَدَاوَلْتُ يَتَدَاوَلُ تُدُووِلَ يُتَدَاوَلُ"),
    ("ف ج ر", "VII", "", "اِنْفَجَرَ اِنْفَجَرُوا اِنْفَجَرْتُ يَنْفَجِرُ اُنْفُجِرَ يُنْفَجَرُ"),
    ("ض ر ر", "VIII", "", "اِضْطَرَّ اِضْطَرُّوا اِضْطَرَرْتُ يَضْطَرُّ اُضْطُرَّ يُضْطَرُّ"),
    ("ه د ف", "X", "", "اِسْتَهْدَفَ اِسْتَهْدَفُوا اِسْتَهْدَفْتُ يَسْتَهْدِفُ اُسْتُهْدِفَ يُسْتَهْدَفُ"),
    ("ع ر ق ل", "Iq", "", "عَرْقَلَ عَرْقَلُوا عَرْقَلْتُ يُعَرْقِلُ عُرْقِلَ يُعَرْقَلُ"),
]  # fmt: skip


def _load(path: pathlib.Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def _elsewhere() -> Iterator[tuple[str, Row]]:
    """The verbs of the event files, of the reporting verbs and of the hedges, with the name of their file."""
    for path in sorted((DATA / "events").glob("*.yaml")):
        yield from ((path.name, row) for row in _load(path).get("verbs") or ())
    yield from (("voices.yaml", row) for row in _load(DATA / "voices.yaml")["reporting_verbs"])
    for rows in _load(DATA / "hedges.yaml").values():
        yield from (("hedges.yaml", row["verb"]) for row in rows if "verb" in row)


COMMON = _load(DATA / "verbs.yaml")


def _same(text: str) -> str:
    """Marks in one order, whichever way they were typed."""
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("root", "form", "vowels", "expected"), EXPECTED)
def test_forms(root: str, form: str, vowels: str, expected: str) -> None:
    found = {slot: {_same(one) for one in forms} for slot, forms in verb_forms(root, form, *vowels).items()}
    he, they, i, present, passive_past, passive_present = _same(expected).split()
    assert {he, they, i} <= found["active_past"]
    assert present in found["active_present"]
    assert passive_past in found["passive_past"]
    assert passive_present in found["passive_present"]
    # The forms of one tense are not given for those of another.
    assert he not in found["active_present"] | found["passive_past"]
    assert present not in found["active_past"] | found["passive_present"]


def test_a_verb_that_cannot_be() -> None:
    with pytest.raises(VocabularyError, match="cannot be conjugated"):
        verb_forms("ق", "II")


def test_every_verb_elsewhere_conjugates() -> None:
    rows = list(_elsewhere())
    assert len(rows) > 900
    for name, row in rows:
        forms = verb_forms(row["root"], row["form"], row.get("past"), row.get("present"))
        assert forms["active_past"], (name, row)
        assert forms["active_present"], (name, row)


def test_every_common_verb_conjugates_to_its_lemma() -> None:
    for row in COMMON["verbs"]:
        assert set(row) <= FIELDS, row
        assert row["form"] in FORMS, row
        assert ("past" in row and "present" in row) == (row["form"] == "I"), row
        forms = verb_forms(row["root"], row["form"], row.get("past"), row.get("present"))
        assert fold_word(row["lemma"]) in {fold_word(form) for form in forms["active_past"]}, row


def test_common_verbs_stand_once_and_nowhere_else() -> None:
    def key(row: Row) -> tuple[str, ...]:
        return "".join(row["root"].split()), row["form"]

    counted = Counter((*key(row), row.get("past"), row.get("present")) for row in COMMON["verbs"])
    assert [verb for verb, times in counted.items() if times > 1] == []
    assert {key(row) for row in COMMON["verbs"]} & {key(row) for _, row in _elsewhere()} == set()


def test_what_is_no_verb_is_a_form_of_one() -> None:
    listed = [fold_word(word) for word in COMMON["not_verbs"]]
    assert len(listed) == len(set(listed))
    spelt = set()
    for row in COMMON["verbs"]:
        for forms in verb_forms(row["root"], row["form"], row.get("past"), row.get("present")).values():
            spelt |= {fold_word(form) for form in forms}
    assert set(listed) - spelt == set()


def _common(word: str) -> set[str]:
    readings = Lexicon.load().word(fold_word(word)).readings
    return {entry.lemma for entry, *_ in readings if entry.domain == "verb"}


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("كانت", "كان"), ("وأسفرت", "أسفر"), ("سيتم", "تم"), ("يستخدمونها", "استخدم"), ("تعمل", "عمل"),
        ("أُصيبوا", "أصاب"),
    ],
)  # fmt: skip
def test_the_reader_knows_them(word: str, lemma: str) -> None:
    assert lemma in _common(word)


@pytest.mark.parametrize("word", ["عمل", "عملا", "خلف", "نحو", "لكن", "أنه", "ابنها", "بيتها", "كل", "قد"])
def test_words_that_only_look_like_them(word: str) -> None:
    assert _common(word) == set()
