"""Word lists that are used as they are written: what is compiled is what the files say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import rawi
from rawi.lexicon.tables import NAMES, table

DATA = Path(rawi.__file__).parent / "lexicon" / "data"


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_its_file(name: str) -> None:
    written = yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found = table(name)
    assert found == written
    # The order of a table decides where two of its rows speak of one word.
    assert repr(found) == repr(written)


def test_a_table_is_the_callers_own() -> None:
    table("months").clear()
    assert table("months")


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError):
        table("weather")
