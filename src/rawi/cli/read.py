"""``rawi read``: articles in, attributed event claims out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from rawi.cli.gazetteer import Layers, tell_bad_rows
from rawi.cli.guard import FAILED, complain
from rawi.cli.options import JobsOption, OutletOption, PublishedOption, WeightsOption
from rawi.cli.output import screen_of, target_of
from rawi.cli.workspace import WorkspaceOption

if TYPE_CHECKING:
    from rawi.cli.progress import Progress
    from rawi.model.reading import Failure, Reading


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"
    GOLD = "gold"


_BY_SUFFIX = {".html": Format.HTML, ".htm": Format.HTML, ".jsonl": Format.JSONL}


def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="A page (.html), a text (.txt), articles (.jsonl: id, text, and if known title, outlet, url, "
            "published), a folder of them, or - for standard input.",
        ),
    ] = None,
    new: Annotated[
        bool,
        typer.Option(
            "--new", help="Read what the workspace has and this version of the reader has not read; keep the claims."
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="With --new: read at most so many articles.")
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: a list to read. jsonl: everything, one reading a line. html: one web page that works alone. "
            "gold: the format of the annotation guidelines. [default: what the name of --out ends with, else table]",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
    gazetteer: Layers = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    weights: WeightsOption = None,
    jobs: JobsOption = 1,
) -> int:
    """Read articles and tell their claims: what, who, where, when, how many, and according to whom.

    A file or line that cannot be read is told on standard error, and the rest goes on. Exit status: 0 when all was
    read, 1 when something was not, 2 for wrong usage.
    """
    check_new(
        new,
        files={"PATH": paths, "--format": form, "--out": out, "--published": published, "--outlet": outlet},
        store={"--workspace": workspace, "--limit": limit},
    )
    if new:
        from rawi.cli.read_new import read_new

        return read_new(workspace, gazetteers=gazetteer, weights=weights, jobs=jobs, limit=limit)

    from rawi.cli.jobs import results, setup_of
    from rawi.cli.progress import progress
    from rawi.intake.files import articles

    check_date(published)
    tell_bad_rows(gazetteer or ())
    if form is None:
        form = _BY_SUFFIX.get(out.suffix.lower() if out else "", Format.TABLE)
    # Results that scroll by on the terminal show how far it is; a line drawn between them would only garble them.
    scrolling = sys.stdout.isatty() and out is None
    with progress(wanted=sys.stderr.isatty() and not scrolling) as shown:
        items = articles(paths or [], published=published, outlet=outlet)
        found = _told(results(items, jobs=jobs, setup=setup_of(gazetteer, weights)), shown)
        with target_of(out) as target:
            for block in _blocks(found, form, target):
                target.write(block)
                target.flush()
    return FAILED if shown.failed else 0


def check_new(new: bool, *, files: dict[str, object], store: dict[str, object]) -> None:
    """Refuse arguments that do not go together. files: those for files; store: those for the workspace."""
    if new:
        for name, value in files.items():
            if value:
                raise typer.BadParameter("it is for files, and --new reads the workspace", param_hint=name)
        return
    for name, value in store.items():
        if value is not None:
            raise typer.BadParameter("it goes with --new only", param_hint=name)
    if not files["PATH"]:
        raise typer.BadParameter("give one, or --new to read the articles of the workspace", param_hint="PATH")


def check_date(published: str | None) -> None:
    """Refuse a --published that is no date."""
    from rawi.errors import InputError
    from rawi.model.article import Article

    try:
        Article(text="", published=published)
    except InputError as error:
        raise typer.BadParameter(f"{error.what}; {error.advice}", param_hint="--published") from None


def _told(found: Iterable[Reading | Failure], shown: Progress) -> Iterator[Reading | Failure]:
    """Pass results on, count them, and tell of each failure on standard error."""
    from rawi.model.reading import Reading

    for result in found:
        if isinstance(result, Reading):
            shown.read(len(result.claims))
        else:
            complain(result.article, result.reason, result.advice)
            shown.fail()
        yield result


def _blocks(found: Iterable[Reading | Failure], form: Format, target: TextIO) -> Iterator[str]:
    if form is Format.JSONL:
        from rawi.export.jsonl import jsonl_lines

        return jsonl_lines(found)
    if form is Format.GOLD:
        from rawi.export.gold import gold_lines

        return gold_lines(found)
    if form is Format.HTML:
        from rawi.export.report import render_report

        return iter([render_report(found)])
    from rawi.export.table import table_blocks

    return table_blocks(found, screen_of(target))
