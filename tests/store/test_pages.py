"""The page about the store names what there is."""

import re
from pathlib import Path

from rawi.store import tables, tables_events

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
DRAWING = (ROOT / "docs" / "images" / "store.svg").read_text(encoding="utf-8")
NAMES = {*tables_events.events.metadata.tables, tables.FULL_TEXT, tables.CLAIM_TEXT}


def test_every_table_is_described_and_drawn():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == NAMES
    assert set(re.findall(r'font-weight="700"[^>]*>(\w+)<', DRAWING)) == NAMES


def test_every_column_drawn_is_one():
    columns = {column.name for table in tables.metadata.tables.values() for column in table.columns} | {"words"}
    lines = re.findall(r'<text x="\d+" y="\d+" fill="#334155">([^<]*)<', DRAWING)[:-1]  # the last explains the arrows
    drawn = set(re.findall(r"\w+", re.sub(r"→ \w+", "", " ".join(lines))))
    assert len(drawn) > 50
    assert drawn <= columns
