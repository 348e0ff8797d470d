"""``rawi trends``: independent events week by week with bounds, what stands out, and whether asserted trends hold."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.events import (
    Format,
    PathsArgument,
    folded,
)
from rawi.cli.gazetteer import Layers
from rawi.cli.guard import FAILED
from rawi.cli.options import JobsOption, OutletOption, PublishedOption
from rawi.cli.output import screen_of, target_of

_BY_SUFFIX = {".html": Format.HTML, ".htm": Format.HTML, ".jsonl": Format.JSONL}
_PLOTS = (".svg", ".png")


class By(StrEnum):
    """What is counted apart."""

    TYPE = "type"
    PARTY = "party"
    PLACE = "place"
    INDICATOR = "indicator"


def trends(
    paths: PathsArgument,
    by: Annotated[By, typer.Option(help="What is counted apart.")] = By.TYPE,
    indicators: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Indicators of your own (YAML), for --by indicator, which it implies."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Show weeks and claims from this day on (YYYY-MM-DD).")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Show weeks and claims up to this day.")] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="table: a list to read. jsonl: every series and every claim on a line. html: one web page that works "
            "alone. [default: what the name of --out ends with, else table]",
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw the series with the most events as .svg or .png (needs rawi[plots])."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
    gazetteer: Layers = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    jobs: JobsOption = 1,
) -> int:
    """Count independent events by week, find bursts and changes, and check asserted trends against the archive.

    A file or line that cannot be read is told on standard error, and the rest goes on. Exit status: 0 when all was
    read, 1 when something was not, 2 for wrong usage.
    """
    first, last = _day(since, "--since"), _day(until, "--until")
    if first and last and first > last:
        raise typer.BadParameter("it is after --until", param_hint="--since")
    if plot is not None and plot.suffix.lower() not in _PLOTS:
        raise typer.BadParameter("the name must end with .svg or .png", param_hint="--plot")
    if form is None:
        form = _BY_SUFFIX.get(out.suffix.lower() if out else "", Format.TABLE)

    from rawi.events.indicators import BUILT_IN, read_indicators
    from rawi.events.trends_found import find_trends
    from rawi.export.trends_labels import names as names_of

    by = By.INDICATOR if indicators else by
    # Read first: a mistake in the file should be told before the articles are read.
    chosen = read_indicators(indicators or BUILT_IN) if by is By.INDICATOR else None
    found = folded(paths, gazetteer=gazetteer, published=published, outlet=outlet, jobs=jobs)
    shown = find_trends(found.events, found.readings, by=by.value, indicators=chosen, since=first, until=last)
    names = names_of(by.value, found.events, chosen)
    if plot is not None:
        from rawi.export.trends_plot import write_plot

        write_plot(shown, names, plot)
    with target_of(out) as target:
        if form is Format.HTML:
            from rawi.export.trends_report import render_trends

            target.write(render_trends(shown, names))
        else:
            from rawi.export.trends_table import trends_blocks, trends_lines

            target.writelines(
                trends_lines(shown, names) if form is Format.JSONL else trends_blocks(shown, names, screen_of(target))
            )
    return FAILED if found.failed else 0


def _day(told: str | None, option: str) -> date | None:
    if told is None:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise typer.BadParameter(f"{told!r} is no day; write it as YYYY-MM-DD", param_hint=option) from None
