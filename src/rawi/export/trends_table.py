"""Trends for the terminal, and as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from rawi.events.trend_claims import TrendClaim
from rawi.events.trends_found import SeriesFound, Trends
from rawi.events.trends_statistics import Burst, ChangePoint
from rawi.export.chart import bounds
from rawi.export.lines import Piece, Screen, clean, wrap
from rawi.export.trends_labels import DIRECTION_LABELS, VERDICT_LABELS, Names, claimed

_FAINT = "dim"
_INDENT = 10
_VERDICT_STYLE = {"supported": "green", "not_supported": "red", "too_little_data": "yellow"}


def trends_blocks(trends: Trends, names: Names, screen: Screen) -> Iterator[str]:
    """One block of lines for each series, then one for each trend claim."""
    for item in trends.found:
        yield screen.render([*_series(item, names, screen.width), []])
    for claim in trends.claims:
        yield screen.render([*_claim(claim, screen.width), []])
    if trends.undated:
        yield screen.render([[Piece(f"{trends.undated} events have no date and are in no week", _FAINT)]])


def _series(item: SeriesFound, names: Names, width: int) -> Iterator[list[Piece]]:
    label, series = names(item.series.key), item.series
    head = [Piece(clean(label.en), "bold"), Piece("  "), Piece(clean(label.ar)), Piece("  ")]
    yield from wrap([*head, Piece(f"{len(series.events)} events in the archive", _FAINT)], width)
    # Weeks without any event are left out; they are in the other formats.
    told = [
        piece
        for week in series.weeks
        if week.high
        for piece in (Piece(f"{week.week} ", _FAINT), Piece(bounds(week.low, week.high), "bold"), Piece("  "))
    ]
    yield from wrap(told, width, _INDENT, [Piece("  weeks", _FAINT)])
    for burst in item.bursts:
        yield from wrap([Piece(burst_words(burst))], width, _INDENT, [Piece("  burst", "red")])
    for change in item.changes:
        yield from wrap([Piece(change_words(change))], width, _INDENT, [Piece("  change", "magenta")])


def burst_words(burst: Burst) -> str:
    """The numbers behind a burst."""
    before = ", ".join(map(str, burst.before))
    return (
        f"{burst.week}: at least {burst.low}; the {len(burst.before)} covered weeks before hold at most {before}, "
        f"at most {burst.expected:.1f} expected, chance {burst.p:.1g}"
    )


def change_words(change: ChangePoint) -> str:
    """The numbers behind a change of level."""
    sides = " to ".join(
        f"{side.low:.1f}–{side.high:.1f} a week ({side.first} to {side.last})" for side in (change.before, change.after)
    )
    return (
        f"{change.direction} from {change.week}: {sides}; gain {change.gain:.1f} over a penalty of {change.penalty:.1f}"
    )


def _claim(claim: TrendClaim, width: int) -> Iterator[list[Piece]]:
    finding = claim.finding
    pieces = [
        Piece(VERDICT_LABELS[finding.verdict].en, f"bold {_VERDICT_STYLE[finding.verdict]}"), Piece("  "),
        Piece(f"{DIRECTION_LABELS[claim.direction].en} of {claimed(claim.event, claim.party).en}: "),
        Piece(clean(claim.words.quote.text), "bold"), Piece("  "),
        Piece(clean(claim.words.outlet or claim.words.article), _FAINT),
        Piece(f" {claim.words.published or 'undated'}", _FAINT),
    ]  # fmt: skip
    yield from wrap(pieces, width, _INDENT, [Piece("  claim", _FAINT)])
    if finding.recent and finding.before:
        numbers = (
            f"{bounds(finding.recent.low, finding.recent.high)} in the 28 days to {finding.recent.last}, "
            f"{bounds(finding.before.low, finding.before.high)} in the 56 before; "
        )
        yield from wrap([Piece(numbers), Piece(finding.why)], width, _INDENT)
    else:
        yield from wrap([Piece(finding.why)], width, _INDENT)


def trends_lines(trends: Trends, names: Names) -> Iterator[str]:
    """JSON Lines: ``"kind": "series"`` for each series, ``"kind": "claim"`` for each trend claim."""
    for item in trends.found:
        label = names(item.series.key)
        row: dict[str, Any] = {"kind": "series", "name_ar": label.ar, "name_en": label.en}
        row |= msgspec.to_builtins(item.series)
        row |= {"bursts": msgspec.to_builtins(item.bursts), "changes": msgspec.to_builtins(item.changes)}
        yield msgspec.json.encode(row).decode() + "\n"
    for claim in trends.claims:
        yield msgspec.json.encode({"kind": "claim", **msgspec.to_builtins(claim)}).decode() + "\n"
