"""Dossiers of events as one HTML file in the look of the report: the same letters, colours and two languages.

The file asks nothing of the network, and its content security policy lets nothing but its own style and script run.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Template

from rawi.events.dossier import Dossier
from rawi.export.event_labels import EVENTS, TITLE
from rawi.export.event_sections import event_html
from rawi.export.events_table import when
from rawi.export.labels import EVENT_LABELS, GROUP_OF
from rawi.export.page_parts import asset, policy, shared_style
from rawi.export.report_html import both, code, escape, words


def render_events(dossiers: Iterable[Dossier]) -> str:
    """One self-contained HTML document, the same bytes for the same input."""
    found = list(dossiers)
    style, script = shared_style() + asset("event.css"), asset("event.js")
    title = TITLE if len(found) == 1 else EVENTS
    return Template(asset("event.html")).substitute(
        title=escape(f"راوي: {title.ar}"),
        policy=policy(style, script),
        style=style,
        script=script,
        several="several" if len(found) > 1 else "single",
        heading=both(title),
        count=len(found),
        index=_index(found) if len(found) > 1 else "",
        body="\n".join(event_html(item) for item in found),
    )


def _index(found: list[Dossier]) -> str:
    items = []
    for item in found:
        event = item.event
        place = words(event.place.name) if event.place else ""
        origins = event.origins
        count = f"{origins.min}" if origins.min == origins.max else f"{origins.min}–{origins.max}"
        items.append(
            f'<a href="#{escape(event.id)}" class="g-{GROUP_OF[event.type]}">'
            f'<span class="from">{code(when(event)[:10])}'
            f'<b class="n">{code(f"{count} / {origins.reports}")}</b></span>'
            f'<span class="name">{both(EVENT_LABELS[event.type])} {place}</span></a>'
        )
    return f'<nav class="index" aria-label="{EVENTS.ar} · {EVENTS.en}">{"".join(items)}</nav>'
