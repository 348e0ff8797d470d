"""The list of outlets keeps its promises: fields, closed lists, one owner a domain, real parties behind organs."""

from __future__ import annotations

import pathlib
import re
from collections import Counter
from typing import Any

import pytest
import yaml

DATA = pathlib.Path(__file__).parents[2] / "src" / "rawi" / "lexicon" / "data"
Row = dict[str, Any]

FIELDS = {"id", "name_ar", "name_en", "aliases", "domains", "country", "language", "family", "organ_of", "kind"}
KINDS = {"agency", "tv", "radio", "newspaper", "site", "monitor", "social"}

# Vowel marks, dagger alef and the lengthening stroke: the file is written plainly.
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_DOMAIN = re.compile(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def outlets() -> list[Row]:
    rows: list[Row] = yaml.safe_load((DATA / "outlets.yaml").read_text(encoding="utf-8"))
    return rows


@pytest.fixture(scope="module")
def party_ids() -> set[str]:
    files = sorted((DATA / "parties").glob("*.yaml"))
    return {row["id"] for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))}


def _repeated(values: list[str]) -> list[str]:
    return sorted(value for value, n in Counter(values).items() if n > 1)


def test_there_are_enough(outlets: list[Row]) -> None:
    assert len(outlets) >= 130


def test_fields_are_all_there_and_no_others(outlets: list[Row]) -> None:
    assert [row["id"] for row in outlets if set(row) != FIELDS] == []


def test_ids_are_unique_and_plain(outlets: list[Row]) -> None:
    ids = [row["id"] for row in outlets]
    assert _repeated(ids) == []
    assert [i for i in ids if not _ID.fullmatch(i)] == []


def test_a_domain_belongs_to_one_outlet(outlets: list[Row]) -> None:
    domains = [domain for row in outlets for domain in row["domains"]]
    assert _repeated(domains) == []
    assert [domain for domain in domains if not _DOMAIN.fullmatch(domain)] == []


def test_a_name_means_one_outlet(outlets: list[Row]) -> None:
    names = [name for row in outlets for name in {row["name_ar"], *row["aliases"]}]
    assert _repeated(names) == []


def test_organs_are_of_known_parties(outlets: list[Row], party_ids: set[str]) -> None:
    wrong = {row["id"]: row["organ_of"] for row in outlets if row["organ_of"] not in party_ids | {None}}
    assert wrong == {}


def test_closed_lists(outlets: list[Row]) -> None:
    assert {row["kind"] for row in outlets} <= KINDS
    assert [row["id"] for row in outlets if row["country"] and not re.fullmatch("[A-Z]{2}", row["country"])] == []
    assert [row["id"] for row in outlets if not re.fullmatch("[a-z]{2}", row["language"])] == []


def test_a_family_has_more_than_one_outlet(outlets: list[Row]) -> None:
    # A family of one folds nothing together: it is either a slip of spelling or its sister is missing.
    families = [row["family"] for row in outlets if row["family"]]
    assert [family for family, n in Counter(families).items() if n == 1] == []


def test_words_are_plain_text(outlets: list[Row]) -> None:
    for row in outlets:
        for name in [row["name_ar"], row["name_en"], *row["aliases"]]:
            assert isinstance(name, str), (row["id"], name)
            assert name == " ".join(name.split()), (row["id"], name)
            assert not _MARKS.search(name), (row["id"], name)


@pytest.mark.parametrize(
    ("alias", "outlet"),
    [("سانا", "sana"), ("رويترز", "reuters"), ("الأناضول", "anadolu"), ("فرانس برس", "afp"), ("وفا", "wafa")],
)
def test_agencies_are_known_by_their_usual_names(outlets: list[Row], alias: str, outlet: str) -> None:
    assert [row["id"] for row in outlets if alias in [row["name_ar"], *row["aliases"]]] == [outlet]
