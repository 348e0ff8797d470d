"""``rawi status``: how the sources do, what waits to be read, and what failed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.workspace import WorkspaceOption, opened

if TYPE_CHECKING:
    from rawi.export.lines import Piece
    from rawi.store.summary import Summary


class StatusFormat(StrEnum):
    """How the status is written."""

    TABLE = "table"
    JSON = "json"


def status(
    workspace: WorkspaceOption = None,
    form: Annotated[
        StatusFormat, typer.Option("--format", help="table: a list to read. json: everything, for programs.")
    ] = StatusFormat.TABLE,
    failures: Annotated[int, typer.Option(metavar="N", min=0, help="Show the latest N failures.")] = 20,
) -> int:
    """Show sources with their last success, articles that wait to be read, and failures with their reasons."""
    import msgspec

    from rawi.cli.output import screen_of
    from rawi.reading.reader import READER_VERSION
    from rawi.store.summary import summarise

    with opened(workspace) as space:
        found = summarise(space.store, READER_VERSION, failures)
    if form is StatusFormat.JSON:
        print(msgspec.json.encode(found).decode())
        return 0
    screen = screen_of(sys.stdout)
    sys.stdout.write(screen.render(_lines(found, screen.width)))
    return 0


def _lines(found: Summary, width: int) -> Iterator[list[Piece]]:
    from rawi.export.lines import Piece, clean, wrap

    yield [Piece(found.database)]
    yield [
        Piece(
            f"{found.captures:,} captures ({found.bytes / 1e6:,.1f} MB, packed {found.packed / 1e6:,.1f} MB), "
            f"{found.articles:,} articles, {found.claims:,} claims, {found.decisions:,} decisions"
        )
    ]
    waits = "1 article waits" if found.backlog == 1 else f"{found.backlog:,} articles wait"
    yield [Piece(f"{waits} for the reader (version {found.reader}); {found.gone:,} pages are gone")]
    yield []
    yield [
        Piece(f"{'source':34}{'captures':>10}{'failed':>8}  {'last success':20}{'last failure':20}".rstrip(), "bold")
    ]
    for source in found.sources:
        row = (
            f"{source.captures:>10,}{source.failures:>8,}  {_when(source.last_success):20}{_when(source.last_failure)}"
        )
        name = list(wrap([Piece(clean(source.source))], width))
        if len(source.source) <= 32 and len(name) == 1:
            yield from wrap([Piece(row)], width, 34, [*name[0]])
        else:
            yield from name
            yield [Piece(" " * 34 + row.rstrip())]
    if found.failures:
        yield []
        yield [Piece("failures, the latest first", "bold")]
    for failure in found.failures:
        yield from wrap([Piece(clean(failure.locator))], width)
        times = "" if failure.times == 1 else f" ({failure.times} times)"
        advice = f"; {failure.advice}" if failure.advice else ""
        words = f"{_when(failure.last)} {failure.stage}: {failure.reason}{advice}{times}"
        yield from wrap([Piece(clean(words))], width, 4)


def _when(moment: str | None) -> str:
    """To the minute, UTC."""
    return f"{moment[:16].replace('T', ' ')}Z" if moment else "-"
