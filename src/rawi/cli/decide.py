"""``rawi decide``: a person's word that two claims tell of one event, or do not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from rawi.cli.workspace import WorkspaceOption, opened


class Verdict(StrEnum):
    """What is decided."""

    SAME = "same"
    NOT_SAME = "not_same"


def decide(
    claim_a: Annotated[
        str,
        typer.Argument(metavar="CLAIM_A", help="A claim: ARTICLE#CLAIM, as rawi events has them, or its number."),
    ],
    claim_b: Annotated[str, typer.Argument(metavar="CLAIM_B", help="Another claim.")],
    verdict: Annotated[Verdict, typer.Argument(help="Whether both tell of one event.")],
    author: Annotated[str, typer.Option(metavar="NAME", help="Who decides.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back the latest such decision on these claims.")] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Decide whether two claims tell of one event. The next rawi events obeys, whatever it would reckon itself.

    Decisions are kept for ever and outlive a new reading of the articles; taking one back is noted beside it. Of
    decisions that exclude each other the latest holds. Exit status: 0 kept, 1 there is no such claim or decision.
    """
    from rawi.store.events_decisions import decide as keep

    with opened(workspace) as space:
        kept = keep(space.store, claim_a, claim_b, verdict.value, author, reason=reason, undo=undo)
    print(f"decision {kept.id} is kept: " + (f"it takes back decision {kept.undoes}" if undo else verdict.value))
    return 0
