"""How what a search found is written: a list to read, JSON, or CSV for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

import msgspec

from rawi.cli.output import screen_of
from rawi.cli.search import SearchFormat
from rawi.export.lines import Piece, clean, wrap
from rawi.store.search_hits import ArticleHit, ClaimHit

if TYPE_CHECKING:
    from rawi.store.search import Page
    from rawi.store.timeline import Timeline

# Without it Excel takes UTF-8 for the code page of the machine.
_BOM = "\ufeff"
# Cells that begin so are formulas to a spreadsheet, whoever wrote the page they come from.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BAR = 50  # columns
_MARK, _PLACE = "bold yellow", "dim"


def write_page(page: Page, form: SearchFormat, target: TextIO) -> None:
    """Write claims or articles."""
    if form is SearchFormat.JSON:
        target.write(msgspec.json.encode(page).decode() + "\n")
    elif form is SearchFormat.CSV:
        _write_csv(page, target)
    else:
        screen = screen_of(target)
        for hit in page.hits:
            lines = _claim(hit, screen.width) if isinstance(hit, ClaimHit) else _article(hit, screen.width)
            target.write(screen.render(lines))


def write_timeline(found: Timeline, form: SearchFormat, target: TextIO) -> None:
    """Write counts by period."""
    if form is SearchFormat.JSON:
        target.write(msgspec.json.encode(found).decode() + "\n")
        return
    rows = [(period.start.isoformat(), period.claims) for period in found.periods]
    rows += [("undated", found.undated)] if found.undated else []
    if form is SearchFormat.CSV:
        target.write(_BOM)
        csv.writer(target).writerows([(found.grain, "claims"), *rows])
        return
    most = max((claims for _, claims in rows), default=0)
    for name, claims in rows:
        target.write(f"{name:10}  {claims:>9,}  {'#' * -(-claims * _BAR // most)}\n")


def _write_csv(page: Page, target: TextIO) -> None:
    kind = type(page.hits[0]) if page.hits else ClaimHit
    fields = [name for name in kind.__struct_fields__ if name != "hits"]
    rows = csv.writer(target)
    target.write(_BOM)
    rows.writerow(fields)
    for hit in page.hits:
        row = {name: getattr(hit, name) for name in fields}
        row["snippet"] = "".join(f"[{text}]" if hit_here else text for text, hit_here in _pieces(hit))
        rows.writerow([_cell(value) for value in row.values()])


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        value = " | ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _pieces(hit: ClaimHit | ArticleHit) -> Iterator[tuple[str, bool]]:
    """The snippet in pieces, and whether each is what was looked for."""
    at = 0
    for start, end in hit.hits:
        yield hit.snippet[at:start], False
        yield hit.snippet[start:end], True
        at = end
    yield hit.snippet[at:], False


def _claim(hit: ClaimHit, width: int) -> Iterator[list[Piece]]:
    day = f"{hit.day} " if hit.day_from == "event" else f"({hit.day})" if hit.day else "?"
    replaced = "" if hit.current else ", replaced"
    who = " → ".join(part for part in (", ".join(hit.actors), ", ".join(hit.targets)) if part)
    where = ", ".join((*hit.places, *hit.origins, *hit.destinations))
    pieces = [Piece(hit.event, "bold"), Piece(f"  {hit.status}, {hit.commitment}{replaced}  ")]
    for text in (who, where):
        pieces += [Piece(clean(text)), Piece("  ")] if text else []
    yield from wrap(pieces, width, 14, day)
    yield from wrap(_marked(hit), width, 14)
    yield from _origin([", ".join(hit.sources), hit.outlet, hit.published, f"claim {hit.claim}"], width)


def _article(hit: ArticleHit, width: int) -> Iterator[list[Piece]]:
    yield from wrap([Piece(clean(hit.title or "(no title)"), "bold")], width, 14, (hit.published or "?")[:10])
    yield from wrap(_marked(hit), width, 14)
    claims = "unread" if hit.claims is None else "1 claim" if hit.claims == 1 else f"{hit.claims:,} claims"
    yield from _origin([hit.outlet, hit.url, claims, f"article {hit.article}"], width)


def _marked(hit: ClaimHit | ArticleHit) -> list[Piece]:
    return [Piece(_shown(text), _MARK if hit_here else "") for text, hit_here in _pieces(hit) if text]


def _shown(text: str) -> str:
    """Without what a terminal must not get, but with the blanks at both ends."""
    core = clean(text)
    return f"{' ' * text[:1].isspace()}{core}{' ' * (text[-1:].isspace() and len(text) > 1)}" if core else " "


def _origin(parts: Iterable[str | None], width: int) -> Iterator[list[Piece]]:
    pieces: list[Piece] = []
    for part in parts:
        if part:
            pieces += [Piece(" · ", _PLACE)] * bool(pieces) + [Piece(clean(part), _PLACE)]
    yield from wrap(pieces, width, 14)
    yield []
