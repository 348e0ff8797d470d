"""The quality gate: no score may fall below its floor, and no corpus may change unnoticed.

    python -m rawi.measure.gate --check      fails where a score is below its floor, or a corpus is not the pinned one
    python -m rawi.measure.gate --update     raises the floors to what is measured now, less a margin

A floor goes down only by name: ``--update --allow-lower dev:place``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from rawi.errors import InputError, RawiError
from rawi.export.gold import gold_record
from rawi.intake.files import InputFailure, articles
from rawi.measure.annotations import read_rows
from rawi.measure.incidents import incident_scores
from rawi.measure.scorer import score
from rawi.model.article import Article
from rawi.model.reading import Reading
from rawi.reading.reader import Reader

FLOORS = Path("tests/quality/floors.json")
SHARED = Path("../shared")
# Below what was measured, so that a change of a claim or two elsewhere does not stop work on something else.
MARGIN = 0.005

_ANNOTATED = {
    "train": ("gold/train.texts.jsonl", "gold/train.gold.jsonl"),
    "dev": ("gold/dev.texts.jsonl", "gold/dev.gold.jsonl"),
}
_INCIDENTS = ("data/airwars/texts.jsonl", "data/airwars/incidents.jsonl")

Measured = dict[str, float]


class Pinned(msgspec.Struct, frozen=True):
    """What is pinned of one corpus: the SHA-256 of its files, and the least that each score may be."""

    files: dict[str, str]
    floors: dict[str, float]


Floors = dict[str, Pinned]


def measure(shared: Path) -> dict[str, Measured]:
    """All scores of all corpora, by corpus and field: F1, accuracy, or the share that is right."""
    reader = Reader()
    found: dict[str, Measured] = {}
    for corpus, (texts, gold) in _ANNOTATED.items():
        scores = score(read_rows(shared / texts), read_rows(shared / gold), _records(reader, shared / texts))
        found[corpus] = {name: scores.field(name) for name in scores.scores}
    pages, incidents = (shared / name for name in _INCIDENTS)
    shares = incident_scores(_lines(incidents), _lines(pages), _records(reader, pages))
    found["airwars"] = {name: share.value() for name, share in shares.items()}
    return found


def digests(shared: Path) -> dict[str, dict[str, str]]:
    """SHA-256 of the files of each corpus."""
    corpora = {**_ANNOTATED, "airwars": _INCIDENTS}
    return {corpus: {name: _digest(shared / name) for name in names} for corpus, names in corpora.items()}


def faults(pinned: Floors, files: dict[str, dict[str, str]], measured: dict[str, Measured]) -> Iterator[str]:
    """What is wrong, a line each: files that changed, fields without a floor or a score, scores below their floor."""
    for corpus in sorted(pinned.keys() | measured.keys()):
        if corpus not in pinned or corpus not in measured:
            yield f"{corpus}: {'is not pinned' if corpus in measured else 'was not measured'}"
            continue
        was, now = pinned[corpus], measured[corpus]
        for name in sorted(was.files.keys() | files[corpus].keys()):
            if was.files.get(name) != files[corpus].get(name):
                yield f"{corpus}: {name} is not the file that the floors were measured on"
        for field in sorted(was.floors.keys() | now.keys()):
            if field not in was.floors or field not in now:
                yield f"{corpus}:{field} {'has no floor' if field in now else 'was not measured'}"
            elif now[field] < was.floors[field]:
                yield f"{corpus}:{field} is {now[field]:.3f}, below its floor of {was.floors[field]:.3f}"


def updated(
    pinned: Floors, files: dict[str, dict[str, str]], measured: dict[str, Measured], lower: Sequence[str] = ()
) -> Floors:
    """New floors: raised to what was measured less the margin, lowered only for the fields named as CORPUS:FIELD."""
    unknown = set(lower) - {f"{corpus}:{field}" for corpus, fields in measured.items() for field in fields}
    if unknown:
        raise InputError(f"there is no field {min(unknown)!r}", advice="name it as in the report, such as dev:place")
    new: Floors = {}
    for corpus, fields in measured.items():
        before = pinned[corpus].floors if corpus in pinned else {}
        floors: dict[str, float] = {}
        for field, value in fields.items():
            floor = max(0.0, round(value - MARGIN, 3))
            floors[field] = floor if f"{corpus}:{field}" in lower else max(floor, before.get(field, 0.0))
        new[corpus] = Pinned(files[corpus], floors)
    return new


def load(path: Path) -> Floors:
    """The pinned floors; none where the file does not exist yet. Raises InputError for a file that is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Floors)
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"cannot be read ({error})", subject=str(path)) from None


def _records(reader: Reader, texts: Path) -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = {}
    for result in reader.read_many(_known(texts)):
        if isinstance(result, Reading):
            records[result.article.id] = gold_record(result)
    return records


def _known(texts: Path) -> Iterator[Article]:
    for item in articles([texts]):
        # What is not taken in is not read, and so lowers the scores as it should.
        if not isinstance(item, InputFailure):
            yield item


def _lines(path: Path) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", subject=str(path), advice="say where the corpora are with --shared"
        ) from None


def _report(pinned: Floors, measured: dict[str, Measured]) -> Iterator[str]:
    for corpus, fields in measured.items():
        floors = pinned[corpus].floors if corpus in pinned else {}
        yield f"{corpus:34}{'measured':>9}{'floor':>9}"
        for field, value in fields.items():
            floor = f"{floors[field]:9.3f}" if field in floors else f"{'none':>9}"
            yield f"  {field:32}{value:9.3f}{floor}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or update the floors. Exit status: 0 when all is well, 1 when something is below its floor or changed."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(prog="python -m rawi.measure.gate", description=__doc__.split("\n")[0])
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--check", action="store_true", help="compare what is measured with the floors")
    task.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument(
        "--allow-lower", metavar="CORPUS:FIELD", action="append", default=[], help="let this floor go down"
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="[default: %(default)s]")
    parser.add_argument(
        "--shared", type=Path, default=SHARED, metavar="FOLDER", help="the corpora [default: %(default)s]"
    )
    options = parser.parse_args(arguments)
    if options.allow_lower and not options.update:
        parser.error("--allow-lower goes with --update")
    try:
        pinned, files = load(options.floors), digests(options.shared)
        measured = measure(options.shared)
        if options.update:
            pinned = updated(pinned, files, measured, options.allow_lower)
            options.floors.parent.mkdir(parents=True, exist_ok=True)
            options.floors.write_bytes(msgspec.json.format(msgspec.json.encode(pinned), indent=2) + b"\n")
    except RawiError as error:
        sys.stderr.write(f"gate: {error}\n")
        return 1
    sys.stdout.writelines(line + "\n" for line in _report(pinned, measured))
    wrong = list(faults(pinned, files, measured))
    sys.stderr.writelines(f"gate: {line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
