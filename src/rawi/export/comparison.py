"""Copies and comparisons as lines: JSON for programs, and text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from rawi.export.labels import Label
from rawi.export.lines import Piece, clean, wrap
from rawi.model.article import Article
from rawi.model.copy import ComparedPassage, Comparison, CopyPair, Direction, Edit, Evidence, EvidenceKind
from rawi.model.span import Quote

EVIDENCE_LABELS: Final[dict[EvidenceKind, Label]] = {
    "names_outlet": Label("يسمي ناشر الآخر مصدرا", "names the outlet of the other"),
    "wire_mark": Label("يحمل علامة الآخر", "bears the mark of the other"),
    "published": Label("نشر قبل الآخر", "was published first"),
    "framed": Label("ينسب المقطع إلى وسيلة إعلام", "tells the passage as the word of an outlet"),
    "same_source": Label("كلاهما يسمي المصدر نفسه", "both name one source"),
    "same_outlet": Label("ناشر واحد", "one outlet"),
    "same_family": Label("مالك واحد", "outlets of one owner"),
    "shared_detail": Label("تفصيل نادر مشترك", "a rare detail of both"),
}
DIRECTION_LABELS: Final[dict[Direction, Label]] = {
    "a→b": Label("من الأول إلى الثاني", "from the first to the second"),
    "b→a": Label("من الثاني إلى الأول", "from the second to the first"),
    "undetermined": Label("الاتجاه غير محدد", "direction undetermined"),
}
_INDENT = 10
_STYLES = {"reworded": "yellow", "dropped": "red", "added": "green"}


def pair_lines(pairs: Iterable[CopyPair]) -> Iterator[str]:
    """One JSON object a line; ``msgspec.json.decode(line, type=CopyPair)`` gives the pair back."""
    for pair in pairs:
        yield msgspec.json.encode(pair).decode() + "\n"


def pair_table(pairs: Iterable[CopyPair], width: int) -> Iterator[list[Piece]]:
    """Each pair on a line of its own, with the evidence that has a direction under it."""
    for pair in pairs:
        count = len(pair.passages)
        words = sum(passage.words for passage in pair.passages)
        told = f"{'1 passage' if count == 1 else f'{count} passages'}, {words} words"
        arrow = {"a→b": "→", "b→a": "←", "undetermined": "–"}[pair.direction]
        yield from wrap(
            [Piece(clean(pair.a), "bold"), Piece(f" {arrow} "), Piece(clean(pair.b), "bold"), Piece(f"  {told}")],
            width,
            _INDENT,
            f"{pair.containment:.0%}",
        )
        for item in pair.evidence:
            if item.toward is not None or item.kind == "same_source":
                yield from wrap(_evidence(item), width, _INDENT)


def comparison_json(comparison: Comparison) -> str:
    """One JSON object: the articles by id, evidence, passages with their edits, the rest of each, and loaded words."""
    whole = {
        "a": _about(comparison.a),
        "b": _about(comparison.b),
        "copy": comparison.copy,
        "containment": comparison.containment,
        "direction": comparison.direction,
        "evidence": comparison.evidence,
        "passages": comparison.passages,
        "only_a": comparison.only_a,
        "only_b": comparison.only_b,
        "loaded": comparison.loaded,
    }
    return msgspec.json.encode(whole).decode() + "\n"


def _about(article: Article) -> dict[str, str | None]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
    }


def comparison_lines(comparison: Comparison, width: int) -> Iterator[list[Piece]]:
    """The verdict, the loaded words that were changed, every passage with its edits in place, and what is not shared.

    ``[-words-]`` stand in the first article only, ``{+words+}`` in the second.
    """
    for name, article in (("a", comparison.a), ("b", comparison.b)):
        parts = [article.title or article.id, article.outlet or "", article.published or ""]
        told = [piece for part in parts if part for piece in (Piece(clean(part)), Piece("  "))]
        yield from wrap(told, width, _INDENT, name)
    verdict = DIRECTION_LABELS[comparison.direction].en if comparison.copy else "no copy"
    yield from wrap([Piece(f"{comparison.containment:.0%} shared, {verdict}")], width, _INDENT, "copy")
    for item in comparison.evidence:
        yield from wrap(_evidence(item), width, _INDENT)
    for edit in comparison.loaded:
        yield from wrap(_edit(edit), width, _INDENT, "loaded")
    for number, passage in enumerate(comparison.passages, 1):
        yield []
        yield from wrap(_passage(passage), width, _INDENT, f"passage {number}")
    for name, quotes in (("only a", comparison.only_a), ("only b", comparison.only_b)):
        if quotes:
            yield []
        for quote in quotes:
            yield from wrap([_words(quote)], width, _INDENT, name)


def _evidence(item: Evidence) -> list[Piece]:
    pieces = [Piece(EVIDENCE_LABELS[item.kind].en)]
    if item.toward is not None:
        pieces.append(Piece(f", {item.toward[0]} to {item.toward[-1]}"))
    if item.detail:
        pieces += [Piece(": "), Piece(clean(item.detail))]
    return pieces


def _words(quote: Quote, style: str = "") -> Piece:
    return Piece(clean(quote.text), style)


def _edit(edit: Edit) -> list[Piece]:
    before = [_words(edit.a, "red")] if edit.a else [Piece("nothing", "dim")]
    after = [_words(edit.b, "green")] if edit.b else [Piece("nothing", "dim")]
    loaded = [*edit.loaded_a, *edit.loaded_b]
    kinds = ", ".join(dict.fromkeys(word.kind.replace("_", " ") for word in loaded))
    return [*before, Piece(" became "), *after, Piece(f"  ({kinds})")]


def _passage(passage: ComparedPassage) -> Iterator[Piece]:
    for edit in passage.edits:
        style = _STYLES.get(edit.kind, "")
        if edit.kind == "same" and edit.a:
            yield from (_words(edit.a), Piece(" "))
            continue
        if edit.a:
            yield from (Piece("[-", style), _words(edit.a, style), Piece("-] ", style))
        if edit.b:
            yield from (Piece("{+", style), _words(edit.b, style), Piece("+} ", style))
