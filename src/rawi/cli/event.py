"""``rawi event``: the dossier of one event."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.events import OptionalPathsArgument, folded
from rawi.cli.events_workspace import dossier_of, refuse_options, refuse_workspace
from rawi.cli.gazetteer import Layers
from rawi.cli.guard import FAILED
from rawi.cli.options import JobsOption, OutletOption, PublishedOption
from rawi.cli.output import screen_of, target_of
from rawi.cli.workspace import WorkspaceOption

if TYPE_CHECKING:
    from rawi.model.event import Event


class Format(StrEnum):
    """How a dossier is written."""

    TABLE = "table"
    HTML = "html"
    JSON = "json"


_BY_SUFFIX = {".html": Format.HTML, ".htm": Format.HTML, ".json": Format.JSON}


def event(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id that rawi events shows, or its beginning.")],
    paths: OptionalPathsArgument = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: a list to read. html: one web page that works alone. json: everything. "
            "[default: what the name of --out ends with, else table]",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
    gazetteer: Layers = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    jobs: JobsOption = 1,
    workspace: WorkspaceOption = None,
) -> int:
    """Show everything on one event: each outlet's own words, who copied whom, and where they contradict each other.

    The files must be those from which rawi events made the id; without files it is an event of the workspace, and an id
    that was merged leads to the event that took it in. Exit status: 0 when all was read, 1 when something was
    not or there is no such event, 2 for wrong usage.
    """
    from rawi.events.dossier import dossier
    from rawi.events.sources import Sources

    if form is None:
        form = _BY_SUFFIX.get(out.suffix.lower() if out else "", Format.TABLE)
    failed = False
    if paths:
        refuse_workspace(workspace)
        found = folded(paths, gazetteer=gazetteer, published=published, outlet=outlet, jobs=jobs)
        shown = dossier(_named(name, found.events), Sources(found.readings, found.copies))
        failed = found.failed
    else:
        refuse_options(gazetteer=gazetteer, published=published, outlet=outlet)
        shown = dossier_of(name, workspace)
    with target_of(out) as target:
        if form is Format.JSON:
            import msgspec

            target.write(msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n")
        elif form is Format.HTML:
            from rawi.export.event_report import render_events

            target.write(render_events([shown]))
        else:
            from rawi.export.events_table import dossier_lines

            screen = screen_of(target)
            target.write(screen.render(dossier_lines(shown, screen.width)))
    return FAILED if failed else 0


def _named(name: str, events: list[Event]) -> Event:
    """The event of that id, or the only one whose id begins like this."""
    from rawi.errors import InputError

    found = [event for event in events if event.id == name] or [event for event in events if event.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    what = "there is no event of this id in the files" if not found else f"{len(found)} events have ids that begin so"
    raise InputError(what, subject=name, advice="rawi events shows the ids")
