"""The terminal view: an article's claims as a list a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rawi.export.labels import EVENT_LABELS, GROUP_OF, QUANTITY_LABELS, SOURCE_KIND_LABELS, STATUS_LABELS
from rawi.export.lines import Piece, Screen, clean, wrap
from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, LoadedWord, SourceLink
from rawi.model.place import PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Failure, Reading, Unknown
from rawi.model.span import Quote
from rawi.model.time import TimeMention

_INDENT = 16  # columns before the value of a field: number, then the field's name
_FAINT = "dim"
_GROUP_STYLE = {"violence": "red", "force": "magenta", "cohesion": "yellow", "words": "blue", "people": "green"}
_STATUS_STYLE = {"happened": "green", "ongoing": "green", "denied": "red"}
_COMMITMENT_STYLE = {"hedged": "yellow", "doubted": "yellow"}
_OWN_VOICE = "the outlet's own voice"


def table_blocks(results: Iterable[Reading | Failure], screen: Screen) -> Iterator[str]:
    """One block of lines for each reading; failures are told on standard error, not here."""
    for result in results:
        if isinstance(result, Reading):
            yield screen.render(reading_lines(result, screen.width))


def reading_lines(reading: Reading, width: int) -> Iterator[list[Piece]]:
    """The article's head, its claims, its loaded words, and what could not be resolved."""
    yield from _head(reading.article, len(reading.claims), width)
    for number, claim in enumerate(reading.claims, 1):
        yield []
        yield from claim_lines(claim, width, number)
    if reading.loaded:
        yield []
        yield from _listed("loaded words", (_loaded(word) for word in reading.loaded), width)
    if reading.unknown:
        yield []
        yield from _listed("unresolved", (_unknown(item) for item in reading.unknown), width)
    yield []


def claim_lines(claim: Claim, width: int, number: int) -> Iterator[list[Piece]]:
    """One claim: event and certainty, then a line for every field that says something."""
    style = _GROUP_STYLE[GROUP_OF[claim.event]]
    yield from wrap(
        [
            Piece(EVENT_LABELS[claim.event].en, f"bold {style}"),
            Piece("  "),
            Piece(clean(claim.trigger.text), style),
            Piece("  "),
            Piece(STATUS_LABELS[claim.status].en, _STATUS_STYLE.get(claim.status, "cyan")),
            Piece(", "),
            Piece(claim.commitment, _COMMITMENT_STYLE.get(claim.commitment, "")),
        ],
        width,
        6,
        [Piece(f"{number:>4}", "bold")],
    )
    if claim.actors or claim.targets:
        whom = [Piece(" → ", _FAINT), *_actors(claim.targets)] if claim.targets else []
        yield from _field("who", [*_actors(claim.actors), *whom], width)
    for name, places in (("place", claim.places), ("from", claim.origins), ("to", claim.destinations)):
        for place in places:
            yield from _field(name, _place(place), width)
    for time in claim.times:
        yield from _field("time", _time(time), width)
    for quantity in claim.quantities:
        yield from _field("quantity", _quantity(quantity), width)
    yield from _field("source", _chain(claim.sources), width)


def _head(article: Article, claims: int, width: int) -> Iterator[list[Piece]]:
    yield [Piece("─" * width, _FAINT)]
    if article.title:
        yield from wrap([Piece(clean(article.title), "bold")], width)
    said = [clean(part) for part in (article.outlet, article.published, article.id) if part]
    pieces = [piece for part in said for piece in (Piece(part), Piece(" · ", _FAINT))]
    yield from wrap([*pieces, Piece(f"{claims} {'claim' if claims == 1 else 'claims'}")], width)


def _field(name: str, pieces: Iterable[Piece], width: int) -> Iterator[list[Piece]]:
    return wrap(pieces, width, _INDENT, [Piece(f"      {name}", _FAINT)])


def _listed(name: str, rows: Iterable[list[Piece]], width: int) -> Iterator[list[Piece]]:
    for row in rows:
        yield from wrap(row, width, _INDENT, [Piece(f"  {name}", _FAINT)])
        name = ""


def _words(quote: Quote) -> Piece:
    return Piece(clean(quote.text), "bold")


def _actors(mentions: Sequence[ActorMention]) -> Iterator[Piece]:
    if not mentions:
        yield Piece("not told", _FAINT)
    for number, mention in enumerate(mentions):
        if number:
            yield Piece("; ", _FAINT)
        yield _words(mention.quote)
        if mention.name and mention.name != mention.quote.text:
            yield from (Piece(" = "), Piece(clean(mention.name)))


def _place(mention: PlaceMention) -> Iterator[Piece]:
    yield _words(mention.quote)
    if mention.lat is None or mention.lon is None:
        yield Piece("  not found", _FAINT)
        return
    name = f"{mention.candidates[0].name_en}, " if mention.candidates else ""
    level = f"{mention.level} " if mention.level else ""
    reach = f" ± {_metres(mention.precision_m)}" if mention.precision_m is not None else ""
    yield Piece(f"  {clean(name)} {level}{mention.lat:.4f}, {mention.lon:.4f}{reach}".replace("   ", "  "))


def _metres(metres: int) -> str:
    return f"{metres} m" if metres < 1000 else f"{metres / 1000:.3g} km"


def _time(mention: TimeMention) -> Iterator[Piece]:
    yield _words(mention.quote)
    if mention.interval is None:
        yield Piece("  not placed in the calendar", _FAINT)
        return
    first, last = mention.interval.first.isoformat(), mention.interval.last.isoformat()
    yield Piece(f"  {first}" if first == last else f"  {first} to {last}")
    if mention.weekday_conflict:
        yield Piece("  the weekday does not fit the date of publication", "yellow")


def _quantity(mention: QuantityMention) -> Iterator[Piece]:
    yield _words(mention.quote)
    yield Piece(f"  {QUANTITY_LABELS[mention.of].en} {bounds(mention)}")


def bounds(mention: QuantityMention) -> str:
    """The bounds in words: "9", "about 9", "3 to 5", "20 or more", "number not given"."""
    low, high = mention.low, mention.high
    if low is None and high is None:
        return "number not given"
    if high is None:
        number = f"{low:,} or more"
    elif low is None:
        number = f"{high:,} at most"
    else:
        number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"about {number}" if mention.approx else number


def _chain(links: Sequence[SourceLink]) -> Iterator[Piece]:
    if not links:
        yield Piece(_OWN_VOICE, _FAINT)
    for number, link in enumerate(links):
        if number:
            yield Piece(", quoted by ", _FAINT)
        yield _words(link.quote)
        yield Piece(f" ({SOURCE_KIND_LABELS[link.kind].en}")
        if link.verb is not None:
            yield from (Piece(", "), Piece(clean(link.verb.text)))
        yield Piece(")")


def _loaded(word: LoadedWord) -> list[Piece]:
    pieces = [_words(word.quote), Piece(f"  {word.kind.replace('_', ' ')}")]
    if word.toward is not None:
        pieces += [Piece(", of "), Piece(clean(word.toward.text))]
    return pieces


def _unknown(item: Unknown) -> list[Piece]:
    return [_words(item.quote), Piece(f"  {item.field}: {clean(item.reason)}")]
