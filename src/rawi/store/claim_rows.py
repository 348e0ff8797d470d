"""What claims are found by: the columns and terms of a claim. The claim itself is kept whole in its reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.model.claim import Claim
from rawi.model.place import PlaceMention
from rawi.store.bulk import Row
from rawi.store.engine import Database
from rawi.store.packing import clean
from rawi.store.tables import ROLES, terms
from rawi.text.folding import fold_word

# kind, ident, folded name.
Term = tuple[str, str, str]
# The number of a role, and what has it.
Named = tuple[int, Term]

_ACTOR, _TARGET, _SOURCE, _SOURCE_KIND, _PLACE, _ORIGIN, _DESTINATION = (
    ROLES[role] for role in ("actor", "target", "source", "source_kind", "place", "origin", "destination")
)

CLAIM_COLUMNS = (
    "id", "claim_id", "previous_id", "current", "event", "status", "commitment", "first_day", "last_day", "published",
    "day", "place", "lat", "lon",
)  # fmt: skip

_LONGEST_NAME = 200  # characters; what is longer is found by its beginning
_CHUNK = 400
_CACHED = 300_000
# Claims of one reading: their number is the lower 16 bits of their id.
MOST_CLAIMS = 1 << 16


def claim_key(reading_id: int, number: int) -> int:
    """The id of a claim in the store."""
    return reading_id << 16 | number


def split_key(key: int) -> tuple[int, int]:
    """The id of the reading, and the number of the claim in it."""
    return key >> 16, key & 0xFFFF


def named(claim: Claim) -> list[Named]:
    """Every term that the claim names, with the number of its role."""
    found = [(_ACTOR, _party(actor.party, actor.name or actor.quote.text)) for actor in claim.actors]
    found += [(_TARGET, _party(target.party, target.name or target.quote.text)) for target in claim.targets]
    for link in claim.sources:
        found.append((_SOURCE, _party(link.party, link.quote.text)))
        found.append((_SOURCE_KIND, ("source_kind", link.kind, link.kind)))
    found += [(_PLACE, place_term(place)) for place in claim.places]
    found += [(_ORIGIN, place_term(place)) for place in claim.origins]
    found += [(_DESTINATION, place_term(place)) for place in claim.destinations]
    return found


@lru_cache(maxsize=65536)
def _party(party: str | None, name: str) -> Term:
    return "party", party or "", fold_name(name)


def claim_row(
    key: int,
    claim: Claim,
    published: str | None,
    previous: int | None,
    current: bool,
    where: PlaceMention | None,
    place: int | None,
) -> Row:
    """The columns of a claim, as CLAIM_COLUMNS names them. where: its best place; place: the number of its term."""
    first = last = None
    spans = [mention.interval for mention in claim.times if mention.interval is not None]
    if spans:
        first = min(span.first for span in spans).isoformat()
        last = max(span.last for span in spans).isoformat()
    lat, lon = (where.lat, where.lon) if where else (None, None)
    day = first or (published if published and len(published) == len("2024-01-31") else None)
    return (key, claim.id, previous, current, claim.event, claim.status, claim.commitment, first, last, published,
            day, place, lat, lon)  # fmt: skip


def best_place(claim: Claim) -> PlaceMention | None:
    """The place of the claim: the first that is known, else the first."""
    for place in claim.places:
        if place.lat is not None:
            return place
    return claim.places[0] if claim.places else None


def place_term(place: PlaceMention) -> Term:
    """The term of a place: the best candidate, or where there is none the words."""
    if place.candidates:
        return _known_place(place.candidates[0].id, place.candidates[0].name)
    return "place", "", fold_name(place.quote.text)


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
        """The number of each term. New ones are written in a transaction of their own, which several may do at once."""
        wanted = set(wanted)
        if len(self._known) > _CACHED:
            self._known.clear()
        # In one order everywhere, so that two writers never wait for each other.
        missing = sorted(wanted - self._known.keys())
        if missing:
            with self._database.writing() as connection:
                found = dict(_added(connection, missing))
            self._known.update(found)
        return {term: self._known[term] for term in wanted}


def _added(connection: Connection, missing: list[Term]) -> Iterator[tuple[Term, int]]:
    rows = [{"kind": kind, "ident": ident, "name": name} for kind, ident, name in missing]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(terms).on_conflict_do_nothing(), rows)
    wanted = set(missing)
    names = sorted({name for _, _, name in missing})
    for start in range(0, len(names), _CHUNK):
        chosen = select(terms).where(terms.c.name.in_(names[start : start + _CHUNK]))
        for row in connection.execute(chosen):
            term = (row.kind, row.ident, row.name)
            if term in wanted:
                yield term, row.id
