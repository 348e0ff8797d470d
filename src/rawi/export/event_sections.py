"""The sections of an event's dossier as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.events.dossier import CopyNode, Dossier, Excerpt, Row
from rawi.events.history import told_range
from rawi.export import event_labels as label
from rawi.export.event_graph import chain_svg, toll_svg
from rawi.export.labels import EVENT_LABELS, FIELD_LABELS, GROUP_OF, QUANTITY_LABELS, STATUS_LABELS, Label
from rawi.export.report_html import both, code, escape, words
from rawi.model.claim import FieldName
from rawi.model.event import Event, EventParty, HistoryEntry, Merge, Origins, Toll

_COLUMNS: tuple[FieldName, ...] = ("event", "actor", "target", "place", "time", "quantity", "source")
_MOST_PARTIES = 4
_MOMENT = 16  # letters of a date with hours and minutes
_ARROW = '<span class="arrow" aria-hidden="true"></span>'


def event_html(found: Dossier) -> str:
    """One event with all its sections."""
    event = found.event
    chains = (
        f'<p class="hint">{both(label.CHAINS_HINT)}</p>{chain_svg(found.nodes, found.edges, label.CHAINS.ar)}'
        if found.edges
        else f'<p class="hint">{both(label.OWN_VOICE)}</p>'
    )
    return (
        f'<article class="dossier g-{GROUP_OF[event.type]}" id="{escape(event.id)}">{_head(event)}'
        f"{_contradictions(found)}"
        f"{_section(label.MATRIX, _matrix(found.rows))}"
        f"{_section(label.CHAINS, chains)}"
        f"{_section(label.COPIES, _copies(found.copies))}"
        f"{_section(label.MERGES, _merges(event.origins)) if event.origins.reasons else ''}"
        f"{_section(label.HISTORY, _history(event.history))}</article>"
    )


def _section(title: Label, content: str, css: str = "") -> str:
    return f'<section class="{css}"><h3>{both(title)}</h3>{content}</section>'


def _head(event: Event) -> str:
    place = f'<span class="at">{words(event.place.name)}</span>' if event.place else ""
    supports = "".join(
        f'<span class="badge good" title="{escape(item.reason)}">'
        f"{both(label.AGAINST if item.kind == 'against_interest' else label.CAMPS)}</span>"
        for item in {item.kind: item for item in event.support}.values()
    )
    disputes = (
        f'<span class="badge bad">{both(label.CONTRADICTIONS)} <b>{len(event.contradictions)}</b></span>'
        if event.contradictions
        else ""
    )
    return (
        f'<header><h2><span class="kind">{both(EVENT_LABELS[event.type])}</span> {place}</h2>'
        f'<div class="badges"><span class="badge s-{event.status}">{both(STATUS_LABELS[event.status])}</span>'
        f'{disputes}{supports}<span class="id">{code(event.id)}</span></div>'
        f'<div class="facts">{_origins(event)}{"".join(_toll(toll) for toll in event.quantities)}'
        f"<dl>{_line(label.WHO, _who(event))}{_line(label.WHERE, _where(event))}{_line(label.WHEN, _when(event))}"
        f"{_line(label.SEEN, _seen(event))}</dl></div></header>"
    )


def _origins(event: Event) -> str:
    """The interval as a number, and as a row of marks: sure, possible, and reports that add none."""
    origins = event.origins
    count = f"{origins.min}" if origins.min == origins.max else f"{origins.min}–{origins.max}"
    marks = "".join(
        f'<i class="{"sure" if n < origins.min else "may" if n < origins.max else ""}"></i>'
        for n in range(origins.reports)
    )
    mentions = f" · {both(label.MENTIONS)} {code(str(len(event.mentions)))}" if event.mentions else ""
    return (
        f'<div class="fact origins"><b>{code(count)}</b><span>{both(label.ORIGINS)}</span>'
        f'<span class="marks" aria-hidden="true">{marks}</span>'
        f'<span class="sub">{both(label.OF)} {code(str(origins.reports))} {both(label.REPORTS)}{mentions}</span></div>'
    )


def _toll(toll: Toll) -> str:
    return (
        f'<div class="fact"><b>{code(told_range(toll.low, toll.high))}</b>'
        f"<span>{both(QUANTITY_LABELS[toll.of])}</span>{toll_svg(toll.figures)}</div>"
    )


def _line(title: Label, content: str) -> str:
    return f"<dt>{both(title)}</dt><dd>{content}</dd>"


def _who(event: Event) -> str:
    if not event.actors and not event.targets:
        return f'<span class="gap">{both(label.UNKNOWN)}</span>'
    onto = f"{_ARROW}{_names(event.targets)}" if event.targets else ""
    return _names(event.actors) + onto


def _names(parties: Sequence[EventParty]) -> str:
    known = [party for party in parties if party.party is not None][:_MOST_PARTIES] or list(parties[:2])
    return "، ".join(words(party.name) for party in known)


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return f'<span class="gap">{both(label.UNKNOWN)}</span>'
    reach = f"±{place.precision_m / 1000:g} km"
    return f'{words(place.name)} <span class="sub">{code(f"{place.lat:.4f}, {place.lon:.4f} {reach}")}</span>'


def _when(event: Event) -> str:
    if event.time is None:
        return f'<span class="gap">{both(label.UNKNOWN)}</span>'
    first, last = event.time.first.isoformat(), event.time.last.isoformat()
    days = code(first) if first == last else f"{code(first)} – {code(last)}"
    return days if event.stated else f'{days} <span class="sub gap">{both(label.BOUNDED)}</span>'


def _seen(event: Event) -> str:
    if event.first_seen is None or event.last_seen is None:
        return f'<span class="gap">{both(label.UNDATED)}</span>'
    if event.first_seen == event.last_seen:
        return _moment(event.first_seen)
    return f"{_moment(event.first_seen)} – {_moment(event.last_seen)}"


def _moment(published: str) -> str:
    """A date as people write it: to the minute at most."""
    return code(published[:_MOMENT].replace("T", " "))


def _outlet(name: str | None) -> str:
    return words(name) if name else f'<span class="gap">{both(label.NO_OUTLET)}</span>'


def _matrix(rows: Sequence[Row]) -> str:
    head = "".join(f'<th scope="col" class="f-{field}">{both(FIELD_LABELS[field])}</th>' for field in _COLUMNS)
    body = "".join(_row(row) for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label.MATRIX.ar}">'
        '<table class="matrix"><thead><tr>'
        f'<th scope="col">{both(label.OUTLET)}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Row) -> str:
    cells = "".join(f"<td>{_cell(row, field)}</td>" for field in _COLUMNS)
    date = _moment(row.published) if row.published else both(label.UNDATED)
    mention = f'<span class="sub">{both(label.MENTION)}</span>' if row.mention else ""
    denied = f'<span class="badge s-denied">{both(STATUS_LABELS["denied"])}</span>' if "denied" in row.statuses else ""
    css = ' class="mention"' if row.mention else ""
    title = f' title="{escape(row.title)}"' if row.title else ""
    name = f'{_outlet(row.outlet)}<span class="sub">{date}</span>{mention}{denied}'
    return f'<tr{css}><th scope="row"{title}>{name}</th>{cells}</tr>'


def _cell(row: Row, field: FieldName) -> str:
    return "".join(f'<q class="f-{field}">{words(item.quote.text)}</q>' for item in row.cells.get(field, ()))


def _contradictions(found: Dossier) -> str:
    if not found.sides:
        return ""
    items = "".join(
        f'<li><div class="kind">{both(label.CONTRADICTION_LABELS[item.kind])}</div>'
        f'<div class="sides">{_side(one)}{_side(other)}</div></li>'
        for item, (one, other) in zip(found.event.contradictions, found.sides, strict=True)
    )
    return _section(label.CONTRADICTIONS, f'<ul class="against">{items}</ul>', "disputed")


def _side(excerpt: Excerpt) -> str:
    who = excerpt.words
    date = f'<span class="sub">{_moment(who.published)}</span>' if who.published else ""
    return (
        f"<blockquote><p>{escape(excerpt.before)} <mark>{escape(who.quote.text)}</mark> {escape(excerpt.after)}</p>"
        f"<footer>{_outlet(who.outlet)}{date}</footer></blockquote>"
    )


def _copies(nodes: Sequence[CopyNode]) -> str:
    if not nodes:
        return f'<p class="hint">{both(label.NO_COPIES)}</p>'
    known = {node.article: node for node in nodes}

    def branch(parent: str | None, seen: frozenset[str]) -> str:
        below = [node for node in nodes if node.parent == parent and node.article not in seen]
        if not below:
            return ""
        return (
            "<ul>"
            + "".join(f"<li>{leaf(node)}{branch(node.article, seen | {node.article})}</li>" for node in below)
            + "</ul>"
        )

    def leaf(node: CopyNode) -> str:
        told = ""
        if node.parent is not None:
            how = label.TAKEN if node.sure else label.SHARES
            share = code(f"{node.containment:.0%}")
            told = f'<span class="sub">{both(how)} {_outlet(known[node.parent].outlet)} {share}</span>'
        names = (
            f'<span class="sub">{both(label.NAMES)} {"، ".join(words(n) for n in node.names)}</span>'
            if node.names
            else ""
        )
        date = f'<span class="sub">{_moment(node.published)}</span>' if node.published else ""
        text = f"<p>{escape(' '.join(max(node.passages, key=len).split()))}</p>" if node.passages else ""
        return f'<div class="leaf"><b>{_outlet(node.outlet)}</b>{date}{told}{names}{text}</div>'

    return f'<div class="tree">{branch(None, frozenset())}</div>'


def _merges(origins: Origins) -> str:
    """Each merge with the origins that it joins; the reason in full is written in English."""
    names = {origin.key: origin.name for origin in origins.origins}

    def joined(item: Merge) -> str:
        return "، ".join(words(names[key]) for key in item.origins if key in names)

    items = "".join(
        f'<li title="{escape(item.reason)}"><b>{both(label.MERGE_LABELS[item.rule])}</b>'
        f'<span class="ar">{joined(item)}</span><span class="en" lang="en">{escape(item.reason)}</span>'
        f"{f' <span class=sub>{both(label.LOWER)}</span>' if item.bound == 'min' else ''}</li>"
        for item in origins.reasons
    )
    return f'<ul class="reasons">{items}</ul>'


def _history(entries: Sequence[HistoryEntry]) -> str:
    return f'<ol class="history">{"".join(_entry(entry) for entry in entries)}</ol>'


def _entry(entry: HistoryEntry) -> str:
    change = (
        f"{_value(entry, entry.before)}{_ARROW}{_value(entry, entry.after)}"
        if entry.before
        else _value(entry, entry.after)
    )
    when = _moment(entry.when) if entry.when else both(label.UNDATED)
    return (
        f'<li class="h-{entry.what}"><time>{when}</time><b>{both(label.CHANGE_LABELS[entry.what])}</b>'
        f'<span class="change">{change}</span><span class="sub">{_outlet(entry.words.outlet)}</span></li>'
    )


def _value(entry: HistoryEntry, value: str) -> str:
    """A changed value; counts are stored as "killed 3–5"."""
    of, _, number = value.partition(" ")
    if entry.what == "toll" and of in QUANTITY_LABELS:
        return f"{both(QUANTITY_LABELS[of])} {code(number)}"
    return words(value)
