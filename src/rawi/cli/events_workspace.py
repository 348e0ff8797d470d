"""The part of ``rawi events`` and ``rawi event`` that works on a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from rawi.cli.workspace import opened

if TYPE_CHECKING:
    from rawi.events.dossier import Dossier
    from rawi.store.store import Store


def refuse_options(**given: object) -> None:
    """Refuse options that say how files are read, where there are no files: a workspace was read already."""
    for name, value in given.items():
        if value:
            words = "it is for files, and none is given; the articles of a workspace are read by rawi read --new"
            raise typer.BadParameter(words, param_hint=f"--{name}")


def refuse_workspace(folder: Path | None, anew: bool = False) -> None:
    """Refuse the options of a workspace where files are given."""
    for name, given in (("--workspace", folder is not None), ("--anew", anew)):
        if given:
            raise typer.BadParameter("it goes without files", param_hint=name)


def write_events(target: TextIO, form: str, folder: Path | None, *, reports: int, anew: bool) -> None:
    """Bring the events of the workspace up to date and write them. form: ``table``, ``jsonl`` or ``html``."""
    import msgspec

    from rawi.cli.output import screen_of
    from rawi.store.events import live_events
    from rawi.store.events_fold import fold_events

    with opened(folder) as space:
        folded = fold_events(space.store, anew=anew)
        if sys.stderr.isatty() and folded.added + folded.dropped:
            print(f"{folded.added:,} readings folded, {folded.dropped:,} dropped", file=sys.stderr)
        found = live_events(space.store, reports=reports)
        if form == "jsonl":
            target.writelines(msgspec.json.encode(event).decode() + "\n" for event in found)
        elif form == "html":
            from rawi.export.event_report import render_events

            target.write(render_events(_dossiers(space.store, reports)))
        else:
            from rawi.export.events_table import events_blocks

            target.writelines(events_blocks(found, screen_of(target)))


def dossier_of(name: str, folder: Path | None) -> Dossier:
    """The dossier of an event of the workspace, over redirects, which are told on standard error.

    The events are as rawi events last folded them.
    """
    from rawi.cli.guard import complain
    from rawi.events.dossier import dossier
    from rawi.store.events import resolve, sources_of_event

    with opened(folder) as space:
        entry, way = resolve(space.store, name)
        if way:
            complain(way[0], f"it was merged into {' and that into '.join([*way[1:], entry.id])}, which is shown")
        if entry.state == "retracted":
            complain(entry.id, "it was retracted: no article of today tells of it; it is shown as it was last seen")
        return dossier(entry.event, sources_of_event(space.store, entry.event))


def _dossiers(store: Store, reports: int) -> Iterator[Dossier]:
    from rawi.events.dossier import dossier
    from rawi.store.events import live_events, sources_of_event

    for event in live_events(store, reports=reports):
        yield dossier(event, sources_of_event(store, event))
