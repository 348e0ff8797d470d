"""Entry point of the command ``rawi``. The commands import what they need when they run, so that help is quick."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import rawi
from rawi.cli.changes import changes
from rawi.cli.collect import collect
from rawi.cli.compare import compare
from rawi.cli.copies import copies
from rawi.cli.decide import decide
from rawi.cli.event import event
from rawi.cli.events import events
from rawi.cli.explain import explain
from rawi.cli.export_capture import export_capture
from rawi.cli.gazetteer import app as gazetteer
from rawi.cli.guard import INTERRUPTED, guarded
from rawi.cli.history import history
from rawi.cli.init import init
from rawi.cli.measure import measure
from rawi.cli.read import read
from rawi.cli.search import search
from rawi.cli.status import status
from rawi.cli.train import train
from rawi.cli.trends import trends
from rawi.cli.verify import verify
from rawi.cli.watch import watch

app = typer.Typer(
    help="Reads Arabic conflict news and tells, for every event, who says it, how sure, and in whose words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    init,
    collect,
    watch,
    read,
    search,
    explain,
    events,
    event,
    changes,
    decide,
    copies,
    compare,
    trends,
    measure,
    train,
    status,
    history,
    verify,
    export_capture,
):
    app.command()(guarded(command))
app.add_typer(gazetteer, name="gazetteer")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rawi {rawi.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command. Exit status: 0 all was read, 1 something could not be read, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # Arabic must come out whatever the locale says; results are UTF-8 on every machine.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        app(prog_name="rawi")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
