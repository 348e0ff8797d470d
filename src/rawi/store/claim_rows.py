"""What claims are found by: columns, words and names. A reading is made ready for the store where it was read.

The claim itself is kept whole in its reading. Names of parties and places are numbers of terms; in the full-text index
they, kinds of source and types of event stand behind the words, as words that no article has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.model.claim import Claim
from rawi.model.reading import Failure, Reading
from rawi.store.engine import Database
from rawi.store.packing import clean, pack_reading
from rawi.store.tables import terms
from rawi.store.words import GAP, folded_words
from rawi.text.folding import fold_word

# kind ("party" or "place"), ident, folded name.
Term = tuple[str, str, str]

CLAIM_COLUMNS = ("id", "claim_id", "previous_id", "current", "event", "status", "commitment", "day")

_LONGEST_NAME = 200  # characters; what is longer is found by its beginning
_CHUNK = 400
_CACHED = 300_000
# Claims of one reading: their number is the lower 16 bits of their id.
MOST_CLAIMS = 1 << 16
_start = attrgetter("start")


class ReadyClaim(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a claim is found by. day: the first of the event, where it is known. words: as the index has them.

    roles, terms: what it names in which role, side by side.
    """

    claim_id: str
    event: str
    status: str
    commitment: str
    day: str | None
    words: str
    roles: tuple[str, ...]
    terms: tuple[Term, ...]


class Ready(msgspec.Struct, frozen=True):
    """A reading made ready for the store. body: as it is kept, see ``pack_reading``."""

    body: bytes
    claims: tuple[ReadyClaim, ...]


def claim_key(reading_id: int, number: int) -> int:
    """The id of a claim in the store."""
    return reading_id << 16 | number


def split_key(key: int) -> tuple[int, int]:
    """The id of the reading, and the number of the claim in it."""
    return key >> 16, key & 0xFFFF


def ready(result: Reading | Failure) -> Ready | Failure:
    """All that can be done with a reading without the store; a reading with too many claims gives a Failure."""
    if isinstance(result, Failure):
        return result
    if len(result.claims) > MOST_CLAIMS:
        reason = f"it has {len(result.claims):,} claims; at most {MOST_CLAIMS:,} are kept of one article"
        return Failure(article=result.article.id, reason=reason, advice="split the article")
    return Ready(pack_reading(result), tuple(map(ready_claim, result.claims)))


def ready_claim(claim: Claim) -> ReadyClaim:
    """What a claim is found by: the words of its fields in the order of the article, then the neutral names."""
    found = [claim.trigger]
    names: list[str] = []
    roles: list[str] = []
    named: list[Term] = []
    for role, parties in (("actor", claim.actors), ("target", claim.targets)):
        for actor in parties:
            quote = actor.quote
            found.append(quote)
            roles.append(role)
            named.append(_party(actor.party, actor.name or quote.text))
            if actor.name and actor.name != quote.text:
                names.append(actor.name)
    for places in (claim.places, claim.origins, claim.destinations):
        for place in places:
            quote = place.quote
            found.append(quote)
            roles.append("place")
            if place.candidates:
                best = place.candidates[0]
                named.append(_known_place(best.id, best.name))
                if best.name != quote.text:
                    names.append(best.name)
            else:
                named.append(("place", "", fold_name(quote.text)))
    found += [time.quote for time in claim.times]
    found += [quantity.quote for quantity in claim.quantities]
    found += [link.quote for link in claim.sources]
    parts: list[str] = []
    end = -2
    for quote in sorted(found, key=_start):
        if quote.end > end:
            if quote.start != end + 1 and quote.start != end:
                parts.append(GAP)
            parts.append(folded_words(quote.text))
            end = quote.end
    for name in names:
        parts += (GAP, folded_words(name))
    parts += (GAP, word_for("event", claim.event))
    parts += [word_for("kind", link.kind) for link in claim.sources]
    days = [mention.interval.first for mention in claim.times if mention.interval is not None]
    day = min(days).isoformat() if days else None
    return ReadyClaim(
        claim.id, claim.event, claim.status, claim.commitment, day, " ".join(parts), tuple(roles), tuple(named)
    )


@lru_cache(maxsize=65536)
def word_for(role: str, what: int | str) -> str:
    """The word of the index that stands for a term in a role, a type of event or a kind of source."""
    return f"rawi{role}{str(what).replace('_', '')}"


@lru_cache(maxsize=65536)
def _party(party: str | None, name: str) -> Term:
    return "party", party or "", fold_name(name)


@lru_cache(maxsize=65536)
def _known_place(ident: str, name: str) -> Term:
    return "place", clean(ident)[:_LONGEST_NAME], fold_name(name)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name as terms have it."""
    return clean(" ".join(fold_word(name).split()).lower()[:_LONGEST_NAME])


class Terms:
    """The numbers of terms, remembered; new terms are added."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[Term, int] = {}

    def numbers(self, wanted: Iterable[Term]) -> dict[Term, int]:
        """The number of each term. New ones are written in a transaction of their own, which several may do at once.

        The mapping may hold more, and is good until the next call.
        """
        if len(self._known) > _CACHED:
            self._known.clear()
        missing = set(wanted) - self._known.keys()
        if missing:
            with self._database.writing() as connection:
                self._known.update(add_terms(connection, missing))
        return self._known


def add_terms(connection: Connection, missing: Iterable[Term]) -> Iterator[tuple[Term, int]]:
    """Add those terms that are new, and give the number of each."""
    # In one order everywhere, so that two writers never wait for each other.
    wanted = sorted(set(missing))
    if not wanted:
        return
    rows = [{"kind": kind, "ident": ident, "name": name} for kind, ident, name in wanted]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(terms).on_conflict_do_nothing(), rows)
    asked = set(wanted)
    names = sorted({name for _, _, name in wanted})
    for start in range(0, len(names), _CHUNK):
        chosen = select(terms).where(terms.c.name.in_(names[start : start + _CHUNK]))
        for row in connection.execute(chosen):
            term = (row.kind, row.ident, row.name)
            if term in asked:
                yield term, row.id


def indexed_words(claim: ReadyClaim, number_of: Callable[[Term], int]) -> str:
    """The words of a claim with those that stand for what it names."""
    if not claim.terms:
        return claim.words
    named = [word_for(role, number_of(term)) for role, term in zip(claim.roles, claim.terms, strict=True)]
    return f"{claim.words} {' '.join(named)}"
