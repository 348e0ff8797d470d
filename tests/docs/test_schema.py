"""The published schema holds what Rawi writes, and refuses what it would not."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest

import rawi
from rawi.export.jsonl import jsonl_lines

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/reference/reading.schema.json").read_text(encoding="utf-8"))
PAGES = sorted((ROOT / "demo/pages").glob("*.html"))


@pytest.fixture(scope="module")
def validator():
    kind = jsonschema.validators.validator_for(SCHEMA)
    kind.check_schema(SCHEMA)
    return kind(SCHEMA)


@pytest.fixture(scope="module")
def lines():
    reader = rawi.Reader()
    readings = list(reader.read_many(rawi.page(path.read_bytes()) for path in PAGES[::4]))
    return [json.loads(line) for line in jsonl_lines([*readings, rawi.Failure(article="x", reason="empty")])]


def test_output_keeps_the_schema(validator, lines):
    assert sum(len(line.get("claims", ())) for line in lines) > 10
    for line in lines:
        validator.validate(line)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("claims", 0, "event"), "battle"),
        (("claims", 0, "status"), "true"),
        (("claims", 0, "trigger", "start"), "12"),
        (("claims", 0, "confidence"), "high"),
        (("article", "text"), None),
    ],
)
def test_schema_refuses_what_is_never_written(validator, lines, path, value):
    line = copy.deepcopy(next(line for line in lines if line.get("claims")))
    at = line
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    assert not validator.is_valid(line)
