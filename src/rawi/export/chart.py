"""Charts of weekly bounds: where every bar, line and word stands, and the drawing of it as SVG.

Time runs from left to right, as the dates under it do. A bar is solid up to the lower bound and pale up to the upper
one; weeks in which the archive holds no article are grey, bursts have a mark above them and changes of level a broken
line.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from rawi.events.trends_found import SeriesFound
from rawi.export.labels import Label
from rawi.export.report_html import escape

WIDTH, HEIGHT = 860, 190
TITLE_Y, TOP, BOTTOM, LEFT, RIGHT = 24, 44, 160, 36, 832
INK, SOFT, LINE, SURE, MAY, EMPTY, MARK = "#21242a", "#5d6068", "#e2dccf", "#14565f", "#a9c9cb", "#efece4", "#b3261e"
_MOST_DATES = 9


class Bar(NamedTuple):
    """One week: left edge, width, heights of both bounds in pixels, and what it says to who asks."""

    x: float
    wide: float
    low: float
    high: float
    covered: bool
    burst: bool
    change: bool
    tip: str


class Chart(NamedTuple):
    """One series. ticks: (height above the ground, number); dates: (middle of the bar, date)."""

    title: Label
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    dates: tuple[tuple[float, str], ...]


def chart_of(found: SeriesFound, title: Label) -> Chart:
    """The places of everything in the chart of one series."""
    weeks = found.series.weeks
    most = max(1, *(week.high for week in weeks)) if weeks else 1
    step = (RIGHT - LEFT) / max(len(weeks), 1)
    unit = (BOTTOM - TOP) / most
    bursts = {burst.week for burst in found.bursts}
    changes = {change.week for change in found.changes}
    bars = tuple(
        Bar(
            x=LEFT + number * step, wide=step, low=week.low * unit, high=week.high * unit, covered=week.covered,
            burst=week.week in bursts, change=week.week in changes, tip=f"{week.week}: {bounds(week.low, week.high)}",
        )
        for number, week in enumerate(weeks)
    )  # fmt: skip
    every = -(-len(weeks) // _MOST_DATES) or 1
    dates = tuple(
        (LEFT + (number + 0.5) * step, week.monday.isoformat())
        for number, week in enumerate(weeks)
        if number % every == 0
    )
    marks = sorted({0, most, *([most // 2] if most > 3 else [])})
    return Chart(title, bars, tuple((number * unit, str(number)) for number in marks), dates)


def bounds(low: float, high: float) -> str:
    """The two bounds as people write them: ``3`` or ``3–5``."""
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def chart_svg(chart: Chart) -> str:
    """The picture without its title, for a page that has the title beside it and the style of the class names."""
    return (
        f'<svg class="weeks" viewBox="0 {TOP - 16} {WIDTH} {HEIGHT - TOP + 16}" role="img" '
        f'aria-label="{escape(chart.title.ar)}">{_drawn(chart)}</svg>'
    )


def charts_svg(charts: Sequence[Chart], title: Label) -> str:
    """All charts one below the other as one file that works alone, with its letters inside."""
    height = 48 + HEIGHT * len(charts)
    panels = "".join(
        f'<g transform="translate(0 {48 + HEIGHT * number})"><text class="name" x="{RIGHT}" y="{TITLE_Y}">'
        f"{escape(chart.title.ar)}</text>{_drawn(chart)}</g>"
        for number, chart in enumerate(charts)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'xml:lang="ar"><style>{_style()}</style><rect width="{WIDTH}" height="{height}" fill="#fff"/>'
        f'<text class="head" x="{RIGHT}" y="32">{escape(title.ar)}</text>{panels}</svg>\n'
    )


def _drawn(chart: Chart) -> str:
    parts: list[str] = []
    for bar in chart.bars:
        x, wide = bar.x + bar.wide * 0.12, bar.wide * 0.76
        inside = f"<title>{escape(bar.tip)}</title>"
        if not bar.covered:
            parts.append(_rect("empty", bar.x, TOP, bar.wide, BOTTOM - TOP))
        if bar.high:
            parts.append(_rect("may", x, BOTTOM - bar.high, wide, bar.high, inside))
        if bar.low:
            parts.append(_rect("sure", x, BOTTOM - bar.low, wide, bar.low, inside))
        if bar.change:
            parts.append(f'<path class="change" d="M{bar.x:.1f} {TOP - 6}V{BOTTOM}"/>')
        if bar.burst:
            middle, top = bar.x + bar.wide / 2, BOTTOM - bar.high - 4
            parts.append(f'<path class="burst" d="M{middle:.1f} {top:.1f}l-5 -8h10z"/>')
    for height, number in chart.ticks:
        y = BOTTOM - height
        parts.insert(0, f'<path class="grid" d="M{LEFT} {y:.1f}H{RIGHT}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 6}" y="{y + 4:.1f}">{number}</text>')
    parts += [f'<text class="date" x="{x:.1f}" y="{BOTTOM + 18}">{date}</text>' for x, date in chart.dates]
    return "".join(parts)


def _rect(css: str, x: float, y: float, wide: float, high: float, inside: str = "") -> str:
    return f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}">{inside}</rect>'


def font(name: str) -> bytes:
    """A font of the package: ``arabic-400``, ``arabic-600``, ``latin-400`` or ``latin-600``, as WOFF2."""
    script, weight = name.split("-")
    place = files("rawi.export").joinpath("assets", "fonts", f"ibm-plex-sans-arabic-{script}-{weight}-normal.woff2")
    return place.read_bytes()


def _style() -> str:
    faces = "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url("data:font/woff2;base64,'
        f'{base64.b64encode(font(f"{script}-{weight}")).decode()}") format("woff2")}}'
        for family, script in (("Rawi Arabic", "arabic"), ("Rawi Latin", "latin"))
        for weight in (400, 600)
    )
    return (
        f'{faces}text{{font-family:"Rawi Arabic","Rawi Latin",sans-serif;font-size:12px;fill:{SOFT}}}'
        f".head,.name{{direction:rtl;text-anchor:start;font-weight:600;fill:{INK}}}.head{{font-size:20px;fill:{SURE}}}"
        f'.name{{font-size:15px}}.tick,.date{{font-family:"Rawi Latin",sans-serif}}'
        f".tick{{text-anchor:end}}.date{{text-anchor:middle;font-size:11px}}.sure{{fill:{SURE}}}.may{{fill:{MAY}}}"
        f".empty{{fill:{EMPTY}}}.burst{{fill:{MARK}}}.grid{{stroke:{LINE}}}"
        f".change{{stroke:{MARK};stroke-dasharray:5 4;stroke-width:1.5}}"
    )
