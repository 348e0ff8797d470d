"""``rawi read``: articles in, attributed event claims out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from rawi.cli.guard import FAILED, complain
from rawi.errors import RawiError

if TYPE_CHECKING:
    from rawi.cli.progress import Progress
    from rawi.export.lines import Screen
    from rawi.model.reading import Failure, Reading

_PAGE_WIDTH = 100  # columns of a table that goes to a file


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"
    GOLD = "gold"


_BY_SUFFIX = {".html": Format.HTML, ".htm": Format.HTML, ".jsonl": Format.JSONL}


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="A page (.html), a text (.txt), articles (.jsonl: id, text, and if known title, outlet, url, "
            "published), a folder of them, or - for standard input.",
        ),
    ],
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
    gazetteer: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="More places, as JSON Lines. May be given several times.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date of publication, where the article does not say.")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The outlet, where the article does not say.")
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Processes that read at the same time.")] = 1,
) -> int:
    """Read articles and tell their claims: what, who, where, when, how many, and according to whom.

    A file or line that cannot be read is told on standard error, and the rest goes on. Exit status: 0 when all was
    read, 1 when something was not, 2 for wrong usage.
    """
    from rawi.cli.jobs import results
    from rawi.cli.progress import progress
    from rawi.intake.files import articles

    check_date(published)
    if form is None:
        form = _BY_SUFFIX.get(out.suffix.lower() if out else "", Format.TABLE)
    # Results that scroll by on the terminal show how far it is; a line drawn between them would only garble them.
    scrolling = sys.stdout.isatty() and out is None
    with progress(wanted=sys.stderr.isatty() and not scrolling) as shown:
        items = articles(paths, published=published, outlet=outlet)
        found = _told(results(items, jobs=jobs, gazetteers=tuple(str(path) for path in gazetteer or ())), shown)
        with _target(out) as target:
            for block in _blocks(found, form, target):
                target.write(block)
                target.flush()
    return FAILED if shown.failed else 0


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


def screen_of(target: TextIO) -> Screen:
    """The width and colours that suit where the lines go."""
    import shutil

    from rawi.export.lines import Screen

    if not target.isatty():
        return Screen(_PAGE_WIDTH)
    width = shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") not in {"dumb", "unknown"}
    return Screen(max(40, min(width, 120)), colour)


@contextlib.contextmanager
def _target(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if out is None:
        yield sys.stdout
        return
    if out.is_dir():
        raise RawiError("it is a folder", subject=str(out), advice="give --out the name of a file")
    special = out.exists() and not out.is_file()
    path = out if special else out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        file = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        with file:
            yield file
        if not special:
            try:
                path.replace(out)
            except OSError as error:
                raise _unwritable(out, error) from None
    finally:
        if not special:
            path.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> RawiError:
    return RawiError(
        f"it cannot be written ({error.strerror})", subject=str(out), advice="give --out a file in a folder that exists"
    )
