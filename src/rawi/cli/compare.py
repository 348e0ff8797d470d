"""``rawi compare``: two articles side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a comparison is written."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


_BY_SUFFIX = {".html": Format.HTML, ".htm": Format.HTML, ".json": Format.JSON}
_ARTICLE = "A file that holds one article, or FILE:ID for one of several in a file."


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help=_ARTICLE)],
    b: Annotated[str, typer.Argument(metavar="B", help=_ARTICLE)],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: text to read. json: everything. html: one web page that works alone. [default: what the name "
            "of --out ends with, else table]",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
) -> int:
    """Compare two articles: shared passages, what B adds, drops and rewords, loaded words that were changed, and the
    direction with its evidence."""
    from rawi.cli.explain import article_of
    from rawi.cli.output import screen_of, target_of
    from rawi.events.compare import compare as compared
    from rawi.export.comparison import comparison_json, comparison_lines
    from rawi.export.comparison_page import render_comparison

    if form is None:
        form = _BY_SUFFIX.get(out.suffix.lower() if out else "", Format.TABLE)
    comparison = compared(article_of(a, None, None), article_of(b, None, None))
    with target_of(out) as target:
        if form is Format.JSON:
            target.write(comparison_json(comparison))
        elif form is Format.HTML:
            target.write(render_comparison(comparison))
        else:
            screen = screen_of(target)
            target.write(screen.render(comparison_lines(comparison, screen.width)))
    return 0
