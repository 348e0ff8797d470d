"""Readings as one HTML file: the articles with their evidence, the claims beside them, and what stayed unknown.

The file asks nothing of the network: fonts, style and script are inside, and its content security policy lets nothing
else run, so that words of an article can never act as code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from string import Template

from rawi.export.labels import (
    BASIS_LABELS,
    EVENT_GROUPS,
    EVENT_LABELS,
    FIELD_LABELS,
    GROUP_LABELS,
    GROUP_OF,
    STATUS_LABELS,
    EventGroup,
    Label,
)
from rawi.export.page_parts import asset, policy, shared_style
from rawi.export.report_cards import card_html, unknown_html
from rawi.export.report_html import address, both, code, escape, words
from rawi.export.report_text import text_html
from rawi.model.article import Article
from rawi.model.reading import Failure, Reading

_TITLE = "راوي: من قال ماذا"
_FAILED = Label("تعذرت", "failed")
_UNREAD = Label("تعذرت قراءتها", "could not be read")
_UNKNOWN = Label("ما لم يُعرف", "left unknown")
_NO_CLAIM = Label("لا رواية في هذا النص", "no claim was found in this text")
_UNTITLED = Label("بلا عنوان", "untitled")
_NO_DATE = Label("تاريخ النشر غير معروف", "date of publication unknown")
_READER = Label("القارئ", "reader")
_NO_OUTLET = Label("ناشر غير معروف", "unknown outlet")
_LEGEND = ("trigger", "actor", "target", "place", "origin", "destination", "time", "quantity", "source", "verb")


def render_report(results: Iterable[Reading | Failure], *, title: str = _TITLE) -> str:
    """One self-contained HTML document, the same bytes for the same input.

    Articles stand in the order they came; failures are listed, with what to do about each.
    """
    readings: list[Reading] = []
    failures: list[Failure] = []
    for item in results:
        if isinstance(item, Reading):
            readings.append(item)
        else:
            failures.append(item)
    style, script = shared_style(), asset("report.js")
    events = Counter(claim.event for reading in readings for claim in reading.claims)
    statuses = Counter(claim.status for reading in readings for claim in reading.claims)
    several = len(readings) + bool(failures) > 1
    return Template(asset("report.html")).substitute(
        title=escape(title),
        policy=policy(style, script),
        style=style,
        script=script,
        several="several" if several else "single",
        articles=len(readings),
        claims=sum(events.values()),
        failed=f'<span class="count bad">{both(_FAILED)} <b>{len(failures)}</b></span>' if failures else "",
        events="".join(
            f'<button type="button" class="chip g-{group}" data-filter-e="{event}" aria-pressed="false">'
            f"{both(EVENT_LABELS[event])} <b>{events[event]}</b></button>"
            for group, members in EVENT_GROUPS.items()
            for event in members
            if events[event]
        ),
        statuses="".join(
            f'<button type="button" class="chip s-{status}" data-filter-s="{status}" aria-pressed="false">'
            f"{both(label)} <b>{statuses[status]}</b></button>"
            for status, label in STATUS_LABELS.items()
            if statuses[status]
        ),
        legend=_legend(),
        index=_index(readings, failures) if several else "",
        body="\n".join(_article(reading, number) for number, reading in enumerate(readings)) + _failures(failures),
        labels=json.dumps(
            {field: {"ar": FIELD_LABELS[field].ar, "en": FIELD_LABELS[field].en} for field in _LEGEND},
            ensure_ascii=False,
        ),
    )


def _legend() -> str:
    fields = "".join(f'<span class="key f-{field}">{both(FIELD_LABELS[field])}</span>' for field in _LEGEND)
    groups = "".join(f'<span class="key group g-{group}">{both(label)}</span>' for group, label in GROUP_LABELS.items())
    return f"<div>{groups}</div><div>{fields}</div>"


def _index(readings: list[Reading], failures: list[Failure]) -> str:
    items = []
    for number, reading in enumerate(readings):
        article = reading.article
        items.append(
            f'<a href="#a{number}" data-a="{number}"><span class="from">{_outlet(article)}'
            f"{code(article.published[:10]) if article.published else ''}</span>"
            f'<span class="name" dir="auto">{_heading(article)}</span>'
            f'<span class="tally">{_bars(reading)}<b class="n">{len(reading.claims)}</b></span></a>'
        )
    if failures:
        items.append(
            f'<a href="#failures" data-a="failures" class="bad"><span class="name">{both(_UNREAD)}</span>'
            f'<span class="tally"><b class="n">{len(failures)}</b></span></a>'
        )
    return f'<nav class="index" aria-label="المقالات · articles">{"".join(items)}</nav>'


def _bars(reading: Reading) -> str:
    """The claims of an article by group, as one thin bar."""
    counts: Counter[EventGroup] = Counter(GROUP_OF[claim.event] for claim in reading.claims)
    total = sum(counts.values())
    if not total:
        return '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"></svg>'
    at = 0.0
    parts = []
    for group in EVENT_GROUPS:
        if counts[group]:
            width = 100 * counts[group] / total
            parts.append(f'<rect class="g-{group}" x="{at:.2f}" width="{width:.2f}" height="4"/>')
            at += width
    return f'<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'


def _heading(article: Article) -> str:
    return words(article.title) if article.title else both(_UNTITLED)


def _outlet(article: Article) -> str:
    return words(article.outlet) if article.outlet else f'<span class="gap">{both(_NO_OUTLET)}</span>'


def _article(reading: Reading, number: int) -> str:
    article = reading.article
    cards = "\n".join(card_html(reading, number, position) for position in range(len(reading.claims)))
    none = f'<p class="none">{both(_NO_CLAIM)}</p>'
    rows = unknown_html(reading)
    unknown = (
        f'<details class="unknown" open><summary>{both(_UNKNOWN)} <b>{len(reading.unknown)}</b></summary>'
        f"<table>{rows}</table></details>"
        if rows
        else ""
    )
    return (
        f'<section class="desk" id="a{number}" data-a="{number}" aria-labelledby="a{number}t">'
        f'<div class="reading" tabindex="-1"><header><h2 id="a{number}t" dir="auto">{_heading(article)}</h2>'
        f'<p class="about">{_about(reading)}</p></header>'
        f'<div class="text" lang="ar" dir="rtl">{text_html(reading)}</div>{unknown}</div>'
        f'<div class="claims"><div class="bar" role="status" aria-live="polite"></div>{cards or none}</div></section>'
    )


def _about(reading: Reading) -> str:
    article = reading.article
    parts = [f"<b>{_outlet(article)}</b>"]
    if article.published:
        found = (
            f' <span class="basis">{both(BASIS_LABELS[article.published_basis])}</span>'
            if article.published_basis
            else ""
        )
        told = article.published_words or ""
        said = f' <q class="said">{words(told)}</q>' if told and told != article.published else ""
        parts.append(f"<span>{code(article.published.replace('T', ' '))}{found}{said}</span>")
    else:
        parts.append(f'<span class="gap">{both(_NO_DATE)}</span>')
    if article.author:
        parts.append(f"<span>{words(article.author)}</span>")
    if article.url:
        parts.append(f"<span>{address(article.url)}</span>")
    parts.append(f'<span class="id">{code(article.id)}</span>')
    if reading.reader:
        parts.append(f'<span class="id">{both(_READER)} {code(reading.reader)}</span>')
    return "".join(parts)


def _failures(failures: list[Failure]) -> str:
    if not failures:
        return ""
    rows = "".join(
        f"<tr><td>{code(f.article)}</td><td><bdi>{escape(f.reason)}</bdi></td><td><bdi>{escape(f.advice)}</bdi></td></tr>"
        for f in failures
    )
    return (
        f'<section class="desk failures" id="failures" data-a="failures"><div class="reading"><h2>'
        f"{both(_UNREAD)}</h2><table>{rows}</table></div></section>"
    )
