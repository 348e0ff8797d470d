"""The word lists that are used as they are written: times, months, numbers, site furniture and outlets.

They are compiled with the vocabulary, so that reading needs no YAML.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

COMPILED = Path(__file__).parent / "compiled" / "tables.msgpack"
# Files of data/, without their suffix.
NAMES = ("furniture", "months", "numerals", "outlets", "times")


def table(name: str) -> Any:
    """What ``data/<name>.yaml`` holds, in lists and dicts that are the caller's own."""
    return msgspec.msgpack.decode(_tables()[name])


@cache
def _tables() -> dict[str, msgspec.Raw]:
    """Every table as it is encoded: a run rarely needs them all."""
    return msgspec.msgpack.decode(COMPILED.read_bytes(), type=dict[str, msgspec.Raw])
