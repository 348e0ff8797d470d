"""``rawi init``: makes a workspace, or brings one up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it is made where it is not there.")],
    db: Annotated[
        str | None,
        typer.Option(
            "--db", metavar="URL", help="Keep everything in PostgreSQL: postgresql://user@host/name. [default: SQLite]"
        ),
    ] = None,
) -> int:
    """Make a workspace in a folder, where captures, articles, claims and decisions are kept.

    A workspace of an older Rawi is brought up to date; what is in it stays. Exit status: 0 done, 1 not done.
    """
    from rawi.store.workspace import Workspace

    workspace, run = Workspace.make(folder, db)
    with workspace:
        if run == []:
            print(f"{folder} is a workspace already, and up to date.")
        elif run[0] == "0001":
            print(f"{folder} is a workspace now: {workspace.store.database.subject}")
        else:
            print(f"{folder} is up to date now (revisions {', '.join(run)}).")
    return 0
