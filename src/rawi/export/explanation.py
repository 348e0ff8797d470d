"""One claim for the terminal with its reasons: where its words stand, and which rule and entry made each field."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.export.lines import Piece, clean, wrap
from rawi.export.table import claim_lines
from rawi.model.claim import Claim, Trace
from rawi.model.place import PlaceMention
from rawi.model.reading import Reading
from rawi.reading.confidence import level

_CONTEXT = 60  # letters of the article shown on either side of the trigger
_INDENT = 16
_FAINT = "dim"
_CANDIDATES = 5


def explanation_lines(reading: Reading, claim: Claim, number: int, width: int) -> Iterator[list[Piece]]:
    """The claim as in the list, its trigger among its neighbours, and the reasons field by field."""
    yield from claim_lines(claim, width, number)
    yield []
    yield from wrap([Piece(f"id {claim.id}, article {clean(reading.article.id)}")], width)
    shares = {"event": claim.confidence, **claim.confidences}
    told = ", ".join(f"{field} {level(share)} ({share:.0%})" for field, share in shares.items())
    yield from _row("confidence", [Piece(told)], width)
    yield []
    yield from _in_context(reading.article.text, claim, width)
    yield []
    field = ""
    for trace in claim.trace:
        yield from _reason(trace, "" if trace.field == field else trace.field, width)
        field = trace.field
    for place in (*claim.places, *claim.origins, *claim.destinations):
        yield from _place(place, width)
    for time in claim.times:
        if time.rule:
            yield []
            yield from _row("calendar", [Piece(clean(time.quote.text), "bold"), Piece(f"  {clean(time.rule)}")], width)


def _in_context(text: str, claim: Claim, width: int) -> Iterator[list[Piece]]:
    start, end = claim.trigger.start, claim.trigger.end
    line = text.rfind("\n", 0, start) + 1
    newline = text.find("\n", end)
    line_end = newline if newline >= 0 else len(text)
    # Whole words only: from the first blank within reach to the last one.
    first = line if start - line <= _CONTEXT else text.find(" ", start - _CONTEXT, start) + 1 or start
    last = line_end if line_end - end <= _CONTEXT else max(text.rfind(" ", end, end + _CONTEXT), end)
    before = "… " if first > line else ""
    after = " …" if last < line_end else ""
    # One isolate for the whole passage: cut at the trigger it would be laid out in three.
    marked = f"{before}{text[first:start]}[{text[start:end]}]{text[end:last]}{after}"
    yield from _row("words", [Piece(clean(marked))], width)
    yield from _row("", [Piece(f"letters {start} to {end} of the article", _FAINT)], width)


def _reason(trace: Trace, name: str, width: int) -> Iterator[list[Piece]]:
    pieces = [Piece(clean(trace.rule))]
    if trace.entry:
        pieces += [Piece(": ", _FAINT), Piece(clean(trace.entry), "bold")]
    if trace.weight is not None:
        # A feature of the event weighs for it or against it; every other number is a probability.
        weighs = trace.field == "event" and not trace.entry
        pieces.append(Piece(f"  {trace.weight:+.3f}" if weighs else f"  {trace.weight:.3f}", _FAINT))
    yield from _row(name, pieces, width)


def _place(mention: PlaceMention, width: int) -> Iterator[list[Piece]]:
    yield []
    yield from _row("gazetteer", [Piece(clean(mention.quote.text), "bold"), Piece(f"  {clean(mention.rule)}")], width)
    for candidate in mention.candidates[:_CANDIDATES]:
        pieces = [
            Piece(clean(candidate.name), "bold"),
            Piece(f"  {clean(candidate.name_en)}, {candidate.level}, {candidate.country or 'no country'}"),
            Piece(f"  {candidate.lat:.4f}, {candidate.lon:.4f}  {clean(candidate.id)}"),
            Piece(f"  score {candidate.score:.3f}"),
        ]
        yield from _row("", pieces, width)
    left = len(mention.candidates) - _CANDIDATES
    if left > 0:
        yield from _row("", [Piece(f"and {left} more", _FAINT)], width)


def _row(name: str, pieces: list[Piece], width: int) -> Iterator[list[Piece]]:
    return wrap(pieces, width, _INDENT, [Piece(f"  {name}", _FAINT)])
