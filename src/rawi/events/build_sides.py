"""Compiles what folding knows of parties: who belongs to whom, and who stands against whom.

    python -m rawi.events.build_sides

Never imported when folding, which needs no YAML. The result is committed, and a test rebuilds it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import yaml

from rawi.errors import VocabularyError
from rawi.events.sides import COMPILED, Conflict, Party, Table

HERE = Path(__file__).parent
PARTIES = HERE.parent / "lexicon" / "data" / "parties"
ALIGNMENTS = HERE / "data" / "alignments.yaml"


def build() -> bytes:
    """The table as bytes; the same files give the same bytes. Raises VocabularyError for an unknown party."""
    rows: list[dict[str, Any]] = []
    for path in sorted(PARTIES.glob("*.yaml")):
        rows += yaml.safe_load(path.read_text(encoding="utf-8"))
    parties = {
        row["id"]: Party(row["name_ar"], row["name_en"], row["kind"], row.get("country"), row.get("parent"))
        for row in sorted(rows, key=lambda row: str(row["id"]))
    }
    conflicts = []
    for row in yaml.safe_load(ALIGNMENTS.read_text(encoding="utf-8")):
        sides = tuple(tuple(side) for side in row["sides"])
        unknown = sorted({party for side in sides for party in side} - parties.keys())
        if unknown:
            raise VocabularyError(
                f"no party has the id {unknown[0]!r}", subject=f"{ALIGNMENTS.name}: {row['conflict']}",
                advice="use an id of lexicon/data/parties",
            )  # fmt: skip
        conflicts.append(Conflict(row["conflict"], row["from"], row["to"], sides))
    return msgspec.json.format(msgspec.json.encode(Table(parties, tuple(conflicts))), indent=0) + b"\n"


if __name__ == "__main__":
    data = build()
    COMPILED.parent.mkdir(exist_ok=True)
    COMPILED.write_bytes(data)
    sys.stderr.write(f"{COMPILED.name}: {len(data):,} bytes\n")
