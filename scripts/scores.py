"""The tables of scores for the page on quality, from the floors that the quality gate holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

FLOORS = Path(__file__).parents[1] / "tests" / "quality" / "floors.json"
# What the corpora of the gate are; a floor is what was measured less the gate's margin.
ANNOTATED = {"dev": "articles held back", "train": "articles learnt from"}
INCIDENTS = "airwars"


def markdown() -> str:
    """A table by field of the annotation, and one for incidents; one sentence where nothing was measured yet."""
    if not FLOORS.exists():
        return "*No scores are pinned yet.*"
    floors = {corpus: pinned["floors"] for corpus, pinned in json.loads(FLOORS.read_text(encoding="utf-8")).items()}
    return "\n".join([*_annotated(floors), "", *_incidents(floors)])


def _annotated(floors: dict[str, dict[str, float]]) -> Iterator[str]:
    known = [corpus for corpus in ANNOTATED if corpus in floors]
    yield "| field | " + " | ".join(ANNOTATED[corpus] for corpus in known) + " |"
    yield "|---" * (len(known) + 1) + "|"
    for field in dict.fromkeys(field for corpus in known for field in floors[corpus]):
        yield f"| {field} | " + " | ".join(f"{floors[corpus].get(field, 0):.3f}" for corpus in known) + " |"


def _incidents(floors: dict[str, dict[str, float]]) -> Iterator[str]:
    if INCIDENTS not in floors:
        return
    yield from ("| incidents coded by researchers: share that is right | at least |", "|---|---|")
    for field, value in floors[INCIDENTS].items():
        yield f"| {field} | {value:.3f} |"
