"""``rawi changes``: what became of events since, as a feed for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rawi.cli.workspace import WorkspaceOption, opened

if TYPE_CHECKING:
    from rawi.export.lines import Piece
    from rawi.store.events_ledger import Change

_STYLE = {"new": "green", "merged": "magenta", "split": "yellow", "retracted": "red", "updated": "blue"}
_OTHERS = {"merged": "took in", "split": "from"}


class Format(StrEnum):
    """How changes are written."""

    TABLE = "table"
    JSONL = "jsonl"


class Since(NamedTuple):
    """Where to begin: after a number of the feed, or at a moment as the store writes it."""

    after: int
    moment: str


def changes(
    since: Annotated[
        str,
        typer.Option(
            metavar="WHEN|SEQ",
            help="Only changes after the one with this number, or at or after this date or time (UTC where it names "
            "no zone). 0: all.",
        ),
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: one change a line. jsonl: for programs. [default: jsonl where --out ends so, else table]",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
    workspace: WorkspaceOption = None,
) -> int:
    """List what rawi events changed: events that are new, merged, split, retracted or updated, oldest first.

    Each change has a number that only grows; hand over the last one you have seen, and nothing is missed or told twice.
    """
    from rawi.cli.output import screen_of, target_of
    from rawi.store.events import changes_since

    start = _start(since)
    if form is None:
        form = Format.JSONL if out is not None and out.suffix.lower() == ".jsonl" else Format.TABLE
    with opened(workspace) as space, target_of(out) as target:
        found = changes_since(space.store, after=start.after, since=start.moment)
        if form is Format.JSONL:
            import msgspec

            target.writelines(msgspec.json.encode(change).decode() + "\n" for change in found)
        else:
            screen = screen_of(target)
            target.writelines(screen.render(_lines(change, screen.width)) for change in found)
    return 0


def _start(since: str) -> Since:
    from rawi.store.packing import moment

    if since.isascii() and since.isdigit():
        return Since(min(int(since), 2**62), "")
    try:
        when = dt.datetime.fromisoformat(since)
        return Since(0, moment(when if when.tzinfo else when.replace(tzinfo=dt.UTC)))
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{since!r} is neither a number nor a date; write 42, 2024-05-01 or 2024-05-01T12:00", param_hint="--since"
        ) from None


def _lines(change: Change, width: int) -> Iterator[list[Piece]]:
    from rawi.export.lines import Piece, clean, wrap

    pieces = [
        Piece(f"{change.at[:16].replace('T', ' ')}Z  "), Piece(change.kind, _STYLE[change.kind]),
        Piece("  "), Piece(change.event, "bold"),
    ]  # fmt: skip
    if change.others:
        pieces += [Piece(f"  {_OTHERS[change.kind]} "), Piece(clean(", ".join(change.others)))]
    if change.fields:
        pieces.append(Piece(f"  {', '.join(change.fields)}"))
    yield from wrap(pieces, width, 8, [Piece(str(change.seq), "dim")])
