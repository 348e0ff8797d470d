"""The terminal view of events: one event a line or two, and the dossier of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rawi.events.dossier import Dossier, Row
from rawi.events.history import told_range
from rawi.export.labels import EVENT_LABELS, FIELD_LABELS, GROUP_OF, QUANTITY_LABELS, STATUS_LABELS
from rawi.export.lines import Piece, Screen, clean, wrap
from rawi.model.event import Contradiction, Event, EventParty, Toll, Words

_FAINT = "dim"
_GROUP_STYLE = {"violence": "red", "force": "magenta", "cohesion": "yellow", "words": "blue", "people": "green"}
_INDENT = 16
_MOST_PARTIES = 3


def events_blocks(events: Iterable[Event], screen: Screen) -> Iterator[str]:
    """One block of lines for each event."""
    for event in events:
        yield screen.render([*event_lines(event, screen.width), []])


def event_lines(event: Event, width: int) -> Iterator[list[Piece]]:
    """The event in short: id and type, who and where, when, how many, and how well it is vouched for."""
    pieces = [Piece(EVENT_LABELS[event.type].en, f"bold {_GROUP_STYLE[GROUP_OF[event.type]]}"), Piece("  ")]
    pieces += [*_who(event), *_where(event), Piece(when(event)), Piece("  "), Piece(STATUS_LABELS[event.status].en)]
    for toll in event.quantities:
        pieces += [Piece(" · ", _FAINT), Piece(toll_words(toll))]
    pieces += [Piece(" · ", _FAINT), Piece(origins_words(event), "bold")]
    if event.contradictions:
        kinds = ", ".join(dict.fromkeys(found.kind for found in event.contradictions))
        pieces += [Piece(" · ", _FAINT), Piece(f"disputed: {kinds}", "yellow")]
    for kind in dict.fromkeys(support.kind for support in event.support):
        pieces += [Piece(" · ", _FAINT), Piece(kind.replace("_", " "), "green")]
    pieces += [Piece(" · ", _FAINT), Piece(seen(event), _FAINT)]
    return wrap(pieces, width, 18, [Piece(event.id, _FAINT)])


def _who(event: Event) -> Iterator[Piece]:
    if event.actors:
        yield Piece(_names(event.actors), "bold")
    if event.targets:
        yield Piece(" → ", _FAINT)
        yield Piece(_names(event.targets))
    if event.actors or event.targets:
        yield Piece("  ")


def _names(parties: tuple[EventParty, ...]) -> str:
    """The known parties; where none is known, the words that stand most often."""
    known = [party for party in parties if party.party is not None][:_MOST_PARTIES] or parties[:1]
    return "; ".join(clean(party.name) for party in known)


def _where(event: Event) -> Iterator[Piece]:
    if event.place is not None:
        yield Piece(clean(event.place.name), "bold")
        yield Piece(f" {clean(event.place.name_en)}  ")


def when(event: Event) -> str:
    """The days of the event; with a mark where no account states them and publication alone bounds them."""
    if event.time is None:
        return "day unknown"
    first, last = event.time.first.isoformat(), event.time.last.isoformat()
    days = first if first == last else f"{first} to {last}"
    return days if event.stated else f"{days} (by publication)"


def toll_words(toll: Toll) -> str:
    """The range of a count, and how it moved: "killed 3–7 (3, 5, 7)"."""
    moved: list[str] = []
    for figure in toll.figures:
        value = told_range(figure.low, figure.high)
        if not moved or moved[-1] != value:
            moved.append(value)
    history = f" ({', '.join(moved)})" if len(moved) > 1 else ""
    return f"{QUANTITY_LABELS[toll.of].en} {told_range(toll.low, toll.high)}{history}"


def origins_words(event: Event) -> str:
    """ "independent origins 2–3 of 9 reports"."""
    origins = event.origins
    count = f"{origins.min}" if origins.min == origins.max else f"{origins.min}–{origins.max}"
    reports = "1 report" if origins.reports == 1 else f"{origins.reports} reports"
    mentions = f", {len(event.mentions)} mention it" if event.mentions else ""
    return f"independent origins {count} of {reports}{mentions}"


def seen(event: Event) -> str:
    """When the event was first and last reported."""
    if event.first_seen is None or event.last_seen is None:
        return "undated reports"
    first, last = event.first_seen[:10], event.last_seen[:10]
    return f"seen {first}" if first == last else f"seen {first} to {last}"


def dossier_lines(found: Dossier, width: int) -> Iterator[list[Piece]]:
    """The whole dossier as a list."""
    event = found.event
    yield from event_lines(event, width)
    for row in found.rows:
        yield []
        yield from _row(row, width)
    if found.copies:
        yield []
        yield [Piece("copies", "bold")]
        outlets = {row.article: row.outlet or row.article for row in found.rows}
        for node in found.copies:
            arrow = "" if node.parent is None else ("from " if node.sure else "shares with ")
            pieces = [Piece(clean(outlets[node.article]), "bold"), Piece(f" {node.published or ''} ")]
            if node.parent is not None:
                pieces += [Piece(arrow), Piece(clean(outlets[node.parent])), Piece(f" {node.containment:.0%}")]
            yield from wrap(pieces, width, 2)
    if event.origins.reasons:
        yield []
        yield [Piece("counted as one origin", "bold")]
        for merge in event.origins.reasons:
            bound = "" if merge.bound == "both" else " (lower bound only)"
            yield from wrap([Piece(f"{merge.rule.replace('_', ' ')}{bound}: "), Piece(clean(merge.reason))], width, 2)
    for support in event.support:
        yield from wrap([Piece(f"{support.kind.replace('_', ' ')}: "), Piece(clean(support.reason))], width, 2)
    if event.contradictions:
        yield []
        yield [Piece("contradictions", "bold")]
        for item in event.contradictions:
            yield from _contradiction(item, width)
    if event.history:
        yield []
        yield [Piece("history", "bold")]
        for entry in event.history:
            change = f"{entry.before} → {entry.after}" if entry.before else entry.after
            pieces = [Piece(f"{entry.what}  "), Piece(clean(change), "bold"), Piece("  "), *_from(entry.words)]
            yield from wrap(pieces, width, _INDENT, [Piece(f"  {(entry.when or 'undated')[:10]}", _FAINT)])


def _row(row: Row, width: int) -> Iterator[list[Piece]]:
    head = [Piece(clean(row.outlet or row.article), "bold"), Piece(f"  {row.published or 'undated'}", _FAINT)]
    yield from wrap([*head, Piece("  only mentions it" if row.mention else "", _FAINT)], width)
    for field, words in row.cells.items():
        pieces = [
            piece for number, item in enumerate(words)
            for piece in (Piece("; " if number else "", _FAINT), Piece(clean(item.quote.text)))
        ]  # fmt: skip
        yield from wrap(pieces, width, _INDENT, [Piece(f"  {FIELD_LABELS[field].en}", _FAINT)])


def _contradiction(item: Contradiction, width: int) -> Iterator[list[Piece]]:
    yield from wrap([Piece(f"{item.kind}: ", "yellow"), Piece(clean(item.why))], width, 2)
    for side in (item.a, item.b):
        yield from wrap([Piece(clean(side.quote.text), "bold"), Piece("  "), *_from(side)], width, 6)


def _from(words: Words) -> list[Piece]:
    return [Piece(clean(words.outlet or words.article), _FAINT), Piece(f" {words.published or ''}", _FAINT)]
