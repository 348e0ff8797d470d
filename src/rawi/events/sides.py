"""What is known of parties and outlets when events are folded: who belongs to whom, and who stands against whom."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from rawi.lexicon.tables import table
from rawi.text.folding import fold_word

COMPILED = Path(__file__).parent / "compiled" / "sides.json"


class Party(msgspec.Struct, frozen=True, array_like=True):
    """One neutral entry of the vocabulary of parties. country: ISO 3166, or None; parent: id of what it belongs to."""

    name_ar: str
    name_en: str
    kind: str
    country: str | None
    parent: str | None


class Conflict(msgspec.Struct, frozen=True, array_like=True):
    """Sides that stand against each other between two years, both included; None where open."""

    name: str
    first: int | None
    last: int | None
    sides: tuple[tuple[str, ...], ...]


class Table(msgspec.Struct, frozen=True):
    """All parties by id, and all conflicts."""

    parties: dict[str, Party]
    conflicts: tuple[Conflict, ...]


class Outlet(NamedTuple):
    """A known outlet. family: what outlets of one owner share; organ_of: the party whose organ it openly is."""

    id: str
    name: str
    family: str | None
    organ_of: str | None
    agency: bool


@cache
def _sides() -> Table:
    return msgspec.json.decode(COMPILED.read_bytes(), type=Table)


def party_name(party: str) -> str:
    """The neutral Arabic name, or the id itself of a party that the vocabulary does not know."""
    known = _sides().parties.get(party)
    return known.name_ar if known else party


def party_kind(party: str) -> str | None:
    """The kind of the party (``army``, ``monitor``, ...), or None where it is not known."""
    known = _sides().parties.get(party)
    return known.kind if known else None


@lru_cache(maxsize=4096)
def line(party: str) -> tuple[str, ...]:
    """The party and what it belongs to, upwards."""
    found = [party]
    parties = _sides().parties
    while (known := parties.get(found[-1])) is not None and known.parent and known.parent not in found:
        found.append(known.parent)
    return tuple(found)


def root(party: str) -> str:
    """The topmost party that this one belongs to."""
    return line(party)[-1]


@lru_cache(maxsize=65536)
def kinship(a: str, b: str) -> float:
    """How far two names may mean one actor: 1 the same, or one within the other; 0.6 parts of one body; 0 strangers.

    A state and its army are often named for one another; two armed forces of one state are mixed up nearly as often.
    Rival bodies that both claim one state are strangers.
    """
    if opposed(a, b) is not None:
        return 0.0
    if a in line(b) or b in line(a):
        return 1.0
    return 0.6 if root(a) == root(b) and root(a) != "x-un" else 0.0


@lru_cache(maxsize=65536)
def opposed(a: str, b: str, year: int | None = None) -> str | None:
    """The conflict in which two parties stand on different sides in that year (in any, without one), or None."""
    mine, other = set(line(a)), set(line(b))
    for conflict in _sides().conflicts:
        if year is not None and not (conflict.first or year) <= year <= (conflict.last or year):
            continue
        of_a = {number for number, side in enumerate(conflict.sides) if mine & set(side)}
        of_b = {number for number, side in enumerate(conflict.sides) if other & set(side)}
        if of_a and of_b and not of_a & of_b:
            return conflict.name
    return None


@cache
def _outlets() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    """Outlets by domain, and by folded name."""
    domains: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    for row in table("outlets"):
        found = Outlet(row["id"], row["name_ar"], row["family"], row["organ_of"], row["kind"] == "agency")
        for domain in row["domains"]:
            domains[domain] = found
        for name in (row["id"], row["name_ar"], row["name_en"], *row["aliases"]):
            names.setdefault(_plain(name), found)
    return domains, names


def _plain(name: str) -> str:
    return " ".join(fold_word(word) for word in name.lower().split())


@lru_cache(maxsize=16384)
def outlet(name: str) -> Outlet | None:
    """The known outlet of that name or domain (or of the longest domain that this one belongs to), or None."""
    domains, names = _outlets()
    plain = _plain(name).removeprefix("www.")
    parts = plain.split(".")
    for first in range(len(parts) - 1):
        found = domains.get(".".join(parts[first:]))
        if found:
            return found
    return names.get(plain)
