"""``rawi copies``: which articles share text, where, and who gave it to whom."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.guard import FAILED, complain

if TYPE_CHECKING:
    from rawi.model.article import Article


class Format(StrEnum):
    """How pairs are written."""

    TABLE = "table"
    JSONL = "jsonl"


def copies(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="A page (.html), a text (.txt), articles (.jsonl), a folder of them, or - for standard input.",
        ),
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: a list to read. jsonl: everything, one pair a line. [default: jsonl where --out ends so, else "
            "table]",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
) -> int:
    """List the pairs of articles that share text, with the passages and the direction where it can be told.

    Short items that share a frame and differ in place, date, number or name are no copies. Exit status: 0 when all was
    read, 1 when something was not, 2 for wrong usage.
    """
    from rawi.cli.output import screen_of, target_of
    from rawi.events.copies import find_copies
    from rawi.export.comparison import pair_lines, pair_table

    if form is None:
        form = Format.JSONL if out is not None and out.suffix.lower() == ".jsonl" else Format.TABLE
    source = Source(paths)
    pairs = find_copies(source)
    with target_of(out) as target:
        if form is Format.JSONL:
            target.writelines(pair_lines(pairs))
        else:
            screen = screen_of(target)
            target.write(screen.render(pair_table(pairs, screen.width)))
    return FAILED if source.failed else 0


class Source:
    """The articles of paths; what cannot be read is told on standard error and counted in ``failed``."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self.failed = 0

    def __iter__(self) -> Iterator[Article]:
        from rawi.intake.files import articles
        from rawi.model.article import Article

        for item in articles(self._paths):
            if isinstance(item, Article):
                yield item
            else:
                place = item.path if item.line is None else f"{item.path}:{item.line}"
                complain(place, item.reason, item.advice)
                self.failed += 1
