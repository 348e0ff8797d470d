"""``rawi events``: the events that articles tell of, with who vouches for each and who disagrees."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rawi.cli.events_workspace import refuse_options, refuse_workspace, write_events
from rawi.cli.gazetteer import Layers, tell_bad_rows
from rawi.cli.guard import FAILED, complain
from rawi.cli.options import JobsOption, OutletOption, PublishedOption
from rawi.cli.output import screen_of, target_of
from rawi.cli.read import check_date
from rawi.cli.workspace import WorkspaceOption

if TYPE_CHECKING:
    from rawi.cli.progress import Progress
    from rawi.model.copy import CopyPair
    from rawi.model.event import Event
    from rawi.model.reading import Failure, Reading


class Format(StrEnum):
    """How events are written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


_BY_SUFFIX = {".html": Format.HTML, ".htm": Format.HTML, ".jsonl": Format.JSONL}

_PATHS_HELP = (
    "Articles as for rawi read, or readings as rawi read --format jsonl writes them (.jsonl), or - for articles on "
    "standard input."
)
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help=_PATHS_HELP)]
OptionalPathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", show_default=False, help=f"{_PATHS_HELP} Without any, the workspace is taken."),
]


class Folded(NamedTuple):
    """What files gave: readings by article, copies, events. failed: something could not be read."""

    readings: dict[str, Reading]
    copies: list[CopyPair]
    events: list[Event]
    failed: bool


def events(
    paths: OptionalPathsArgument = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: one event a line. jsonl: everything, one event a line. html: one web page that works alone. "
            "[default: what the name of --out ends with, else table]",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
    reports: Annotated[int, typer.Option(metavar="N", min=1, help="Only events with at least N reports.")] = 1,
    gazetteer: Layers = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    jobs: JobsOption = 1,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Fold the whole workspace, not only what changed since the last time; ids stay."),
    ] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Fold the claims of many articles into events: copies count once, and contradictions are shown.

    Without files it is the workspace whose claims are folded, those that came since the last time and what is near
    them; ids stay, and rawi changes tells what became of them. A file or line that cannot be read is told on
    standard error, and the rest goes on. Exit status: 0 when all was read, 1 when something was not, 2 for wrong
    usage.
    """
    if form is None:
        form = _BY_SUFFIX.get(out.suffix.lower() if out else "", Format.TABLE)
    if not paths:
        refuse_options(gazetteer=gazetteer, published=published, outlet=outlet)
        with target_of(out) as target:
            write_events(target, form.value, workspace, reports=reports, anew=anew)
        return 0
    refuse_workspace(workspace, anew)
    found = folded(paths, gazetteer=gazetteer, published=published, outlet=outlet, jobs=jobs)
    chosen = [event for event in found.events if event.origins.reports >= reports]
    with target_of(out) as target:
        if form is Format.JSONL:
            import msgspec

            target.writelines(msgspec.json.encode(event).decode() + "\n" for event in chosen)
        elif form is Format.HTML:
            from rawi.events.dossier import dossier
            from rawi.events.sources import Sources
            from rawi.export.event_report import render_events

            sources = Sources(found.readings, found.copies)
            target.write(render_events(dossier(event, sources) for event in chosen))
        else:
            from rawi.export.events_table import events_blocks

            target.writelines(events_blocks(chosen, screen_of(target)))
    return FAILED if found.failed else 0


def folded(
    paths: list[str], *, gazetteer: list[Path] | None, published: str | None, outlet: str | None, jobs: int
) -> Folded:
    """Read the files, find copies, and fold. What cannot be read is told on standard error."""
    from rawi.cli.progress import progress
    from rawi.errors import InputError
    from rawi.events.copies import find_copies
    from rawi.events.fold import EventIndex
    from rawi.model.reading import Reading

    check_date(published)
    tell_bad_rows(gazetteer or ())
    index = EventIndex()
    readings: dict[str, Reading] = {}
    with progress(wanted=sys.stderr.isatty()) as shown:
        for result in _results(paths, gazetteer, published, outlet, jobs):
            if not isinstance(result, Reading):
                _fail(shown, result.article, result.reason, result.advice)
                continue
            try:
                index.add(result)
            except InputError as error:
                _fail(shown, error.subject, error.what, error.advice)
                continue
            readings[result.article.id] = result
            shown.read(len(result.claims))
        copies = find_copies(reading.article for reading in readings.values())
        found = index.events(copies)
    return Folded(readings, copies, found, bool(shown.failed))


def _fail(shown: Progress, subject: str, what: str, advice: str) -> None:
    complain(subject, what, advice)
    shown.fail()


def _results(
    paths: list[str], gazetteer: list[Path] | None, published: str | None, outlet: str | None, jobs: int
) -> Iterator[Reading | Failure]:
    """Readings of the files in their order; articles are read, readings are taken as they are."""
    from rawi.cli.jobs import results, setup_of
    from rawi.cli.readings import are_readings, read_readings
    from rawi.intake.files import articles

    setup = setup_of(gazetteer, None)
    waiting: list[str] = []

    def read() -> Iterable[Reading | Failure]:
        items = articles(list(waiting), published=published, outlet=outlet)
        waiting.clear()
        return results(items, jobs=jobs, setup=setup)

    for path in paths:
        if not are_readings(path):
            waiting.append(path)
            continue
        if waiting:
            yield from read()
        yield from read_readings(path)
    if waiting:
        yield from read()
