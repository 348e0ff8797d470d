"""``rawi watch``: outlets are watched, and what they publish is kept, until somebody stops it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.guard import FAILED, complain


def watch(
    config: Annotated[
        Path | None,
        typer.Argument(
            metavar="[rawi.toml]", help="The file that names the outlets. [default: rawi.toml of the workspace]"
        ),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "-w", "--workspace", metavar="DIR", help="The workspace; else RAWI_WORKSPACE, else the folder of rawi.toml."
        ),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look at every feed once, fetch what is due, and end.")] = False,
) -> int:
    """Watch the feeds of outlets, keep what they publish, and look again at it for silent edits and deletions.

    Runs until it is stopped (Ctrl-C, or SIGTERM), finishes what it is writing, and goes on where it was when it is
    started again. Exit status: 0 when it was stopped or is done, 1 with --once when something failed.
    """
    import os

    from rawi.errors import InputError
    from rawi.store.workspace import CONFIG, Workspace
    from rawi.watch.config import load
    from rawi.watch.stop import Stop
    from rawi.watch.watcher import Watcher

    folder = workspace
    if folder is None and config is not None and not os.environ.get("RAWI_WORKSPACE"):
        folder = config.parent
    with Workspace.open(folder) as opened:
        told = load(config or opened.folder / CONFIG)
        if not told.outlet:
            raise InputError(
                "it names no outlets",
                subject=str(config or opened.folder / CONFIG),
                advice='add [[outlet]] with name = "…" and feeds = ["https://…"]',
            )
        stop = Stop()
        with stop.listening(), Watcher(opened.store, told, stop, complain) as watcher:
            if once:
                watcher.once()
            else:
                print(f"rawi: watching {len(told.outlet)} outlets; stop with Ctrl-C", file=sys.stderr, flush=True)
                watcher.run()
    return FAILED if once and watcher.failed else 0
