"""Entry point of the command ``rawi``. The commands import what they need when they run, so that help is quick."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import rawi
from rawi.cli.explain import explain
from rawi.cli.guard import INTERRUPTED, guarded
from rawi.cli.measure import measure
from rawi.cli.read import read

app = typer.Typer(
    help="Reads Arabic conflict news and tells, for every event, who says it, how sure, and in whose words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (read, explain, measure):
    app.command()(guarded(command))


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
