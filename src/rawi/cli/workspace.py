"""The option ``--workspace`` that every command with a store has, and what opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rawi.store.workspace import Workspace

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "-w", "--workspace", metavar="DIR", help="The workspace; else RAWI_WORKSPACE, else the current folder."
    ),
]


def opened(folder: Path | None) -> Workspace:
    """The workspace. Raises RawiError where there is none."""
    from rawi.store.workspace import Workspace

    return Workspace.open(folder)
