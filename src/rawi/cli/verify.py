"""``rawi verify``: proves that what is stored is what was captured."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.guard import FAILED, complain
from rawi.cli.workspace import WorkspaceOption, opened

if TYPE_CHECKING:
    from rawi.store.verify import Verified


def verify(
    workspace: WorkspaceOption = None,
    expect: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="A hash that an earlier run printed; it must still be in the log."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> int:
    """Recompute all hashes and hold everything against the custody log.

    Prints the hash of the last entry: note it down elsewhere, and --expect proves later that nothing was cut off.
    Exit status: 0 when all is as it was, 1 when something differs.
    """
    from rawi.store.verify import verify as verified

    with opened(workspace) as space, _bar() as step:
        found = verified(space.store.database, expect=expect, step=step)
    for difference in found.differences:
        complain(difference.subject, difference.what)
    sys.stdout.write(_json(found) if as_json else _words(found))
    return FAILED if found.differences else 0


def _json(found: Verified) -> str:
    import msgspec

    return msgspec.json.encode(found).decode() + "\n"


def _words(found: Verified) -> str:
    counts = (
        f"{found.entries:,} log entries, {found.captures:,} captures ({found.bytes / 1e6:,.1f} MB), "
        f"{found.articles:,} articles, {found.decisions:,} decisions"
    )
    differ = len(found.differences)
    result = "all as it was" if not differ else f"{differ:,} {'difference' if differ == 1 else 'differences'}"
    return f"{counts}: {result}\nlast entry: {found.head}\n"


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[], None]]:
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} things hashed"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda: bar.advance(task)
