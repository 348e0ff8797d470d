"""The annotations in ``annotations/``: labels that exist, ranges within the texts, and none of the articles' words."""

import hashlib
from pathlib import Path
from typing import get_args

import pytest

from rawi.measure.annotations import ROLES, read_rows
from rawi.model.vocabulary import Commitment, EventType, QuantityOf, SourceKind, Status

FOLDER = Path(__file__).parents[2] / "annotations"
TEXTS = {"airwars": "data/airwars/texts.jsonl", "raw": "data/raw/articles.jsonl"}
LABELS = {
    "event": get_args(EventType), "status": get_args(Status), "commitment": get_args(Commitment),
    "of": get_args(QuantityOf), "kind": get_args(SourceKind),
}  # fmt: skip


def phrases(claim):
    """Every phrase of a claim."""
    lists = [claim.get(name, []) for name in (*ROLES, "quantity", "sources")]
    return [claim["trigger"], *(phrase for found in lists for phrase in found)]


@pytest.mark.parametrize("name", TEXTS)
def test_labels_exist_and_no_words_of_the_articles_are_kept(name):
    rows = read_rows(FOLDER / f"{name}.jsonl")
    for row in rows.values():
        assert set(row) == {"id", "text_sha256", "claims", "loaded"}
        for claim in row["claims"]:
            for part in (claim, *claim.get("quantity", []), *claim.get("sources", [])):
                for field, value in part.items():
                    assert field not in LABELS or value in LABELS[field], (row["id"], field, value)
                    assert field != "text"
            assert all(0 <= phrase["start"] < phrase["end"] for phrase in phrases(claim))
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| `{name}.jsonl` | {len(rows)} |" in page


def test_the_page_counts_the_claims():
    rows = [row for name in TEXTS for row in read_rows(FOLDER / f"{name}.jsonl").values()]
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{len(rows):,} Arabic news articles ({sum(len(row['claims']) for row in rows):,} claims)" in page


@pytest.mark.parametrize("name", TEXTS)
def test_the_ranges_are_of_these_very_texts(name, shared):
    rows = read_rows(FOLDER / f"{name}.jsonl")
    texts = {name: row["text"] for name, row in read_rows(shared / TEXTS[name]).items()}
    for row in rows.values():
        text = texts[row["id"]]
        assert hashlib.sha256(text.encode()).hexdigest() == row["text_sha256"]
        assert all(phrase["end"] <= len(text) for claim in row["claims"] for phrase in phrases(claim))
    assert not read_rows(shared / "gold" / "dev.texts.jsonl").keys() & rows.keys()
