"""A picture of trends as a file of its own."""

from __future__ import annotations

from pathlib import Path

from rawi.errors import RawiError
from rawi.events.trends_found import Trends
from rawi.export.chart import chart_of, charts_svg
from rawi.export.chart_png import charts_png
from rawi.export.labels import Label
from rawi.export.trends_labels import GROUPING_LABELS, WEEKLY, Names

MOST_SERIES = 8  # more of them would be a picture that nobody can print


def write_plot(trends: Trends, names: Names, path: Path) -> None:
    """The series with the most events, as SVG or PNG after the name of the file."""
    charts = [chart_of(item, names(item.series.key)) for item in trends.found[:MOST_SERIES]]
    grouping = GROUPING_LABELS[trends.by]
    title = Label(f"{WEEKLY.ar} {grouping.ar}", f"{WEEKLY.en} {grouping.en}")
    png = path.suffix.lower() == ".png"
    content = charts_png(charts, title) if png else charts_svg(charts, title).encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RawiError(
            f"it cannot be written ({error.strerror})", subject=str(path),
            advice="give --plot a file in a folder that exists",
        ) from None  # fmt: skip
