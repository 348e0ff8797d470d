"""A comparison as one HTML file that asks nothing of the network: two articles side by side, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template
from typing import Final, Literal, NamedTuple

from rawi.export.comparison import DIRECTION_LABELS, EVIDENCE_LABELS
from rawi.export.labels import LOADED_KIND_LABELS, Label
from rawi.export.page_parts import asset, policy, shared_style
from rawi.export.report_html import address, both, code, escape, words
from rawi.export.report_text import widen
from rawi.model.article import Article
from rawi.model.claim import LoadedWord
from rawi.model.copy import ComparedPassage, Comparison, Edit, Evidence
from rawi.model.span import Quote

_TITLE = "راوي: مقارنة نصين"
_SHARED = Label("المشترك", "shared")
_PASSAGES = Label("المقاطع", "passages")
_WORDS = Label("الكلمات", "words")
_NO_COPY = Label("ليس أحدهما نسخة من الآخر", "neither is a copy of the other")
_LOADED = Label("ألفاظ منحازة تغيرت", "loaded words that were changed")
_UNTITLED = Label("بلا عنوان", "untitled")
_NOTHING = Label("لا شيء", "nothing")
_KEYS: Final[dict[str, Label]] = {
    "key_dropped": Label("في الأول وحده", "in the first only"),
    "key_added": Label("في الثاني وحده", "in the second only"),
    "key_reworded": Label("بلفظ آخر", "in other words"),
    "key_loaded": Label("لفظ منحاز", "loaded word"),
}
_ARROW = '<span class="arrow" aria-hidden="true"></span>'
_TAGS: Final = {
    "dropped": ("<del>", "</del>"),
    "added": ("<ins>", "</ins>"),
    "reworded": ('<span class="changed">', "</span>"),
}

Side = Literal["a", "b"]


def render_comparison(comparison: Comparison) -> str:
    """One self-contained HTML document from right to left, the same bytes for the same comparison."""
    style, script = shared_style() + "\n" + asset("comparison.css"), asset("comparison.js")
    shown = sum(passage.words for passage in comparison.passages)
    verdict = DIRECTION_LABELS[comparison.direction] if comparison.copy else _NO_COPY
    state = "none" if not comparison.copy else "open" if comparison.direction == "undetermined" else "told"
    return Template(asset("comparison.html")).substitute(
        title=escape(_TITLE),
        policy=policy(style, script),
        style=style,
        script=script,
        counts=_count(_SHARED, f"{comparison.containment:.0%}")
        + _count(_PASSAGES, str(len(comparison.passages)))
        + _count(_WORDS, str(shown)),
        verdict=both(verdict),
        verdict_class=state,
        evidence=_evidence(comparison.evidence),
        loaded=_loaded(comparison.loaded),
        heads=_head(comparison.a, "a") + _head(comparison.b, "b"),
        rows="\n".join(_rows(comparison)),
        **{name: both(label) for name, label in _KEYS.items()},
    )


def _count(label: Label, number: str) -> str:
    return f'<span class="count">{both(label)} <b>{code(number)}</b></span>'


def _evidence(evidence: tuple[Evidence, ...]) -> str:
    items = []
    for item in evidence:
        way = f'<span class="way">{both(DIRECTION_LABELS[item.toward])}:</span>' if item.toward else ""
        detail = code(item.detail) if item.kind == "published" else words(item.detail)
        items.append(f"<li>{way}{both(EVIDENCE_LABELS[item.kind])}{f'<b>{detail}</b>' if item.detail else ''}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _loaded(edits: tuple[Edit, ...]) -> str:
    if not edits:
        return ""
    rows = []
    for edit in edits:
        kinds = dict.fromkeys(word.kind for word in (*edit.loaded_a, *edit.loaded_b))
        told = " ".join(both(LOADED_KIND_LABELS[kind]) for kind in kinds)
        before = words(edit.a.text) if edit.a else f'<span class="kind">{both(_NOTHING)}</span>'
        after = words(edit.b.text) if edit.b else f'<span class="kind">{both(_NOTHING)}</span>'
        rows.append(f'<tr><td>{before}</td><td>{_ARROW}</td><td>{after}</td><td class="kind">{told}</td></tr>')
    return f'<section class="swaps"><h3>{both(_LOADED)}</h3><table>{"".join(rows)}</table></section>'


def _head(article: Article, side: Side) -> str:
    heading = words(article.title) if article.title else both(_UNTITLED)
    parts = [f"<b>{words(article.outlet)}</b>"] if article.outlet else []
    if article.published:
        parts.append(f"<span>{code(article.published.replace('T', ' '))}</span>")
    if article.url:
        parts.append(f"<span>{address(article.url)}</span>")
    parts.append(f'<span class="id">{code(article.id)}</span>')
    return f'<div class="side title {side}"><h2>{heading}</h2><p class="about">{"".join(parts)}</p></div>'


class _Row(NamedTuple):
    """What stands beside each other: a passage, or what each article has for itself before it."""

    passage: ComparedPassage | None
    number: int
    only_a: tuple[Quote, ...] = ()
    only_b: tuple[Quote, ...] = ()


def _rows(comparison: Comparison) -> Iterator[str]:
    for row in _layout(comparison):
        if row.passage is None:
            yield _rest(row.only_a, "a") + _rest(row.only_b, "b")
        else:
            yield _passage(comparison.a, row.passage, row.number, "a") + _passage(
                comparison.b, row.passage, row.number, "b"
            )
    yield '<div class="side last a"></div><div class="side last b"></div>'


def _layout(comparison: Comparison) -> Iterator[_Row]:
    """Passages in the order of the first article; before each what stands right before it in either one."""
    in_b = sorted(comparison.passages, key=lambda passage: passage.b.start)
    before_b = {id(passage): (in_b[i - 1].b.end if i else 0) for i, passage in enumerate(in_b)}
    done = 0
    for number, passage in enumerate(comparison.passages, 1):
        left = tuple(quote for quote in comparison.only_a if done <= quote.start < passage.a.start)
        right = tuple(quote for quote in comparison.only_b if before_b[id(passage)] <= quote.start < passage.b.start)
        done = passage.a.end
        if left or right:
            yield _Row(None, 0, left, right)
        yield _Row(passage, number)
    left = tuple(quote for quote in comparison.only_a if quote.start >= done)
    right = tuple(quote for quote in comparison.only_b if quote.start >= (in_b[-1].b.end if in_b else 0))
    if left or right:
        yield _Row(None, 0, left, right)


def _rest(quotes: tuple[Quote, ...], side: Side) -> str:
    empty = "" if quotes else " empty"
    paragraphs = "".join(f'<p dir="auto">{escape(quote.text)}</p>' for quote in quotes)
    return f'<div class="side rest {side}{empty}">{paragraphs}</div>'


def _passage(article: Article, passage: ComparedPassage, number: int, side: Side) -> str:
    """The passage as one of the articles has it; what the other has besides is not in it."""
    whole = passage.a if side == "a" else passage.b
    parts: list[str] = []
    at = whole.start
    for edit in passage.edits:
        quote = edit.a if side == "a" else edit.b
        if quote is None:
            continue
        start, end = widen(article.text, quote.start, quote.end)
        start = max(start, at)
        parts.append(escape(article.text[at:start]))
        opening, closing = _TAGS.get(edit.kind, ("", ""))
        parts.append(
            opening + _marked(article.text, start, end, edit.loaded_a if side == "a" else edit.loaded_b) + closing
        )
        at = max(end, at)
    body = "".join(parts).replace("\n", "<br>")
    return f'<div class="side shared {side}"><span class="n">{number}</span>{body}</div>'


def _marked(text: str, start: int, end: int, loaded: tuple[LoadedWord, ...]) -> str:
    """Words with the loaded ones among them underlined."""
    parts: list[str] = []
    at = start
    for word in sorted(loaded, key=lambda word: word.quote):
        first, last = widen(text, max(word.quote.start, at), min(word.quote.end, end))
        if first >= last:
            continue
        parts += [escape(text[at:first]), f'<span class="w">{escape(text[first:last])}</span>']
        at = last
    return "".join([*parts, escape(text[at:end])])
