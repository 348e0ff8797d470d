"""The party vocabulary and the outlets: every file in the folder is sound, and the files agree with each other."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

import rawi.lexicon
from rawi.text.folding import fold_word

DATA = Path(rawi.lexicon.__file__).parent / "data"
FILES = sorted((DATA / "parties").glob("*.yaml"))
ID = re.compile(r"[a-z]{1,3}(-[a-z0-9]+)+")
ARABIC = re.compile("[\u0621-\u064a]")
KINDS = {
    "state", "government", "army", "police", "intelligence", "ministry", "armed_group", "faction", "coalition",
    "international_org", "un_body", "ngo", "monitor", "rescue", "political_party", "tribe", "media", "person",
}  # fmt: skip
LABEL_KINDS = {"delegitimising", "terrorist_label", "glorifying", "regime_label", "scare_quotes"}
FIELDS = {
    "id", "name_ar", "name_en", "aliases", "ambiguous_aliases", "abbreviations", "nisba", "members", "labels", "kind",
    "country", "years", "parent", "wikidata",
}  # fmt: skip
LISTS = ("aliases", "ambiguous_aliases", "abbreviations", "nisba", "members")
# Words that say "an army" or "a police" without saying whose.
GENERIC = {
    fold_word(word)
    for word in (
        "الجيش", "الشرطة", "الحكومة", "القوات", "السلطات", "الحركة", "التنظيم", "الجماعة", "المعارضة", "الفصائل",
        "القوات الحكومية", "قوات الأمن", "الأجهزة الأمنية", "وزارة الصحة", "وزارة الداخلية", "وزارة الدفاع",
    )
}  # fmt: skip

Row = dict[str, Any]


def load(path: Path) -> list[Row]:
    rows: list[Row] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return rows


PARTIES = [row for path in FILES for row in load(path)]
IDS = {row["id"] for row in PARTIES}


def neutral(row: Row) -> set[str]:
    """The folded names and aliases that mean this party wherever they stand."""
    return {fold_word(name) for name in (row["name_ar"], *(row.get("aliases") or ()))}


def test_every_region_has_its_file() -> None:
    expected = {"syria", "iraq", "yemen", "libya", "sudan", "lebanon", "palestine_israel"}
    assert expected <= {path.stem for path in FILES}
    assert len(PARTIES) >= 230


def test_ids_are_unique_and_well_formed() -> None:
    ids = [row["id"] for row in PARTIES]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    assert [name for name in ids if not ID.fullmatch(name)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_entries_have_known_fields_and_kinds(path: Path) -> None:
    for row in load(path):
        name = row["id"]
        assert set(row) <= FIELDS, name
        assert {"id", "name_ar", "name_en", "kind", "country"} <= set(row), name
        assert row["kind"] in KINDS, name
        assert ARABIC.search(row["name_ar"]), name
        assert not ARABIC.search(row["name_en"]), name
        assert row["country"] is None or re.fullmatch("[A-Z]{2}", row["country"]), name
        assert all(isinstance(word, str) for key in LISTS for word in row.get(key) or ()), name
        assert row.get("wikidata") is None or re.fullmatch(r"Q[1-9]\d*", row["wikidata"]), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_years_run_forward(path: Path) -> None:
    for row in load(path):
        if "years" not in row:
            continue
        assert set(row["years"]) == {"from", "to"}, row["id"]
        first, last = row["years"]["from"], row["years"]["to"]
        assert all(year is None or isinstance(year, int) for year in (first, last)), row["id"]
        assert first is None or last is None or first <= last, row["id"]


def test_parents_exist_and_do_not_run_in_circles() -> None:
    parents = {row["id"]: row.get("parent") for row in PARTIES}
    assert {name: parent for name, parent in parents.items() if parent and parent not in IDS} == {}
    for name in parents:
        seen: list[str] = []
        at: str | None = name
        while at:
            assert at not in seen, f"{name} is its own ancestor: {[*seen, at]}"
            seen.append(at)
            at = parents[at]


def test_no_neutral_name_means_two_parties() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in PARTIES:
        for word in neutral(row):
            owners[word].add(row["id"])
    assert {word: sorted(names) for word, names in owners.items() if len(names) > 1} == {}


def test_generic_words_name_nobody_by_themselves() -> None:
    assert {row["id"]: sorted(neutral(row) & GENERIC) for row in PARTIES if neutral(row) & GENERIC} == {}


def test_labels_are_known_kinds_used_by_known_parties_and_are_not_names() -> None:
    for row in PARTIES:
        labels = row.get("labels") or ()
        for label in labels:
            assert set(label) == {"text", "kind", "used_by"}, (row["id"], label)
            assert label["kind"] in LABEL_KINDS, (row["id"], label)
            assert set(label["used_by"]) <= IDS, (row["id"], label)
            assert fold_word(label["text"]) not in neutral(row), (row["id"], label)
        folded = [fold_word(label["text"]) for label in labels]
        assert len(folded) == len(set(folded)), row["id"]


def test_no_label_is_the_neutral_name_of_another_party() -> None:
    names = {word: row["id"] for row in PARTIES for word in neutral(row)}
    clashes = {
        label["text"]: (row["id"], names[fold_word(label["text"])])
        for row in PARTIES
        for label in row.get("labels") or ()
        if fold_word(label["text"]) in names
    }
    assert clashes == {}


@pytest.mark.parametrize(
    "camp",
    [
        "sy-state", "sy-opposition", "sy-sdf", "sy-sna", "il-state", "ps-hamas", "lb-hezbollah",
        "ye-houthi", "ye-army", "iq-pmf", "ly-lna", "ly-gna", "sd-army", "sd-rsf",
    ],
)  # fmt: skip
def test_loaded_words_are_known_for_every_camp(camp: str) -> None:
    (row,) = (row for row in PARTIES if row["id"] == camp)
    assert len(row["labels"]) >= 3


def test_words_are_written_plainly() -> None:
    """No vowel marks, lengthening strokes, doubled or outer spaces: they would be noise for a reader of the file."""
    for row in PARTIES:
        texts = [row["name_ar"], *(label["text"] for label in row.get("labels") or ())]
        for word in [*texts, *(word for key in LISTS for word in row.get(key) or ())]:
            assert not re.search("[\u0640\u064b-\u0652]", word), (row["id"], word)
            assert word == " ".join(word.split()), (row["id"], word)


def test_organs_belong_to_known_parties() -> None:
    found = list(DATA.rglob("outlets.yaml"))
    assert len(found) == 1
    loaded = yaml.load(found[0].read_text("utf-8"), Loader=yaml.CSafeLoader)
    rows = loaded if isinstance(loaded, list) else [row for group in loaded.values() for row in group]
    organs = {row["id"]: row["organ_of"] for row in rows if row.get("organ_of")}
    assert organs
    assert {outlet: party for outlet, party in organs.items() if party not in IDS} == {}
