"""Pictures of an event as SVG: who passes on whose word, and how a count moved. No script, no outside resource."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from rawi.events.dossier import ChainEdge, ChainNode
from rawi.export.report_html import escape
from rawi.model.event import Figure

_WIDTH = 860
_BOX, _HEIGHT, _GAP = 190, 34, 14
_LONGEST_NAME = 26
_CHART = (150, 40)  # width and height of a count's history


def chain_svg(nodes: Sequence[ChainNode], edges: Sequence[ChainEdge], label: str) -> str:
    """The chains from right to left: who stands nearest the event at the right, the outlets at the left."""
    columns = sorted({node.step for node in nodes})
    rows: dict[int, list[ChainNode]] = {step: [node for node in nodes if node.step == step] for step in columns}
    tallest = max(len(column) for column in rows.values())
    height = tallest * (_HEIGHT + _GAP) + _GAP
    spots: dict[str, tuple[float, float]] = {}
    for number, step in enumerate(columns):
        share = number / (len(columns) - 1) if len(columns) > 1 else 1.0
        x = (_WIDTH - _BOX) * (1 - share)
        column = _untangled(rows[step], edges, spots)
        free = height - len(column) * (_HEIGHT + _GAP) + _GAP
        for place, node in enumerate(column):
            spots[node.key] = (x, free / 2 + place * (_HEIGHT + _GAP))
    lines = "".join(_edge(edge, spots) for edge in edges)
    boxes = "".join(_box(node, *spots[node.key]) for node in nodes)
    return (
        f'<svg class="chains" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">'
        f"<g>{lines}</g>{boxes}</svg>"
    )


def _untangled(
    column: list[ChainNode], edges: Sequence[ChainEdge], spots: dict[str, tuple[float, float]]
) -> list[ChainNode]:
    """The column in the order of the mean height of what its members are tied to, so that few lines cross."""

    def mean(node: ChainNode) -> float:
        tied = [spots[edge.source][1] for edge in edges if edge.target == node.key and edge.source in spots]
        return sum(tied) / len(tied) if tied else float("inf")

    return sorted(column, key=lambda node: (mean(node), node.key))


def _edge(edge: ChainEdge, spots: dict[str, tuple[float, float]]) -> str:
    (x, y), (to_x, to_y) = spots[edge.source], spots[edge.target]
    if to_x < x:
        start, end = x, to_x + _BOX
    elif to_x > x:
        start, end = x + _BOX, to_x
    else:
        start = end = x
    middle = (start + end) / 2 if start != end else start - 24
    y, to_y = y + _HEIGHT / 2, to_y + _HEIGHT / 2
    width = 1.3 + log2(edge.claims)
    return (
        f'<path d="M{start:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {end:.1f} {to_y:.1f}" '
        f'stroke-width="{width:.1f}"/>'
    )


def _box(node: ChainNode, x: float, y: float) -> str:
    name = " ".join(node.name.split())
    shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
    css = f"{node.role}{'' if node.named else ' loose'}"
    return (
        f'<g class="{css}"><title>{escape(name)}</title>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{_BOX}" height="{_HEIGHT}" rx="7"/>'
        f'<text x="{x + _BOX / 2:.1f}" y="{y + _HEIGHT / 2:.1f}" dy=".34em" text-anchor="middle">'
        f"{escape(shown)}</text></g>"
    )


def toll_svg(figures: Sequence[Figure]) -> str:
    """The figures in the order of publication, from right to left: a bar for each range, a dot for each number."""
    width, height = _CHART
    values = [value for figure in figures for value in (figure.low, figure.high) if value is not None]
    if len(figures) < 2 or not values:
        return ""
    most = max(*values, 1)
    step = (width - 16) / (len(figures) - 1)
    marks: list[str] = []
    dots: list[tuple[float, float]] = []
    for number, figure in enumerate(figures):
        low = figure.low if figure.low is not None else 0
        high = figure.high if figure.high is not None else most
        x = width - 8 - number * step
        top, bottom = (height - 6 - (height - 12) * value / most for value in (high, low))
        if high != low:
            marks.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>')
        dots.append((x, bottom))
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in dots)
    circles = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in dots)
    return (
        f'<svg class="moves" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f'<path d="{path}"/>{"".join(marks)}{circles}</svg>'
    )
