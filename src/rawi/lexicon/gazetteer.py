"""Places by name: the embedded gazetteer, and the layers that users add to it.

A name is a key of plain words: folded (see :mod:`rawi.text.folding`), one space between words, without clitics but with
the article as it is written. One key may stand for many places; choosing among them is the reader's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from rawi.errors import InputError
from rawi.lexicon.gazetteer_entry import GazetteerEntry, Level, distance_km
from rawi.lexicon.gazetteer_layer import entry_of_row, read_rows
from rawi.lexicon.place_names import plain, spellings

__all__ = ["CompiledGazetteer", "Gazetteer", "GazetteerEntry", "Level", "distance_km", "encode"]

# Two places of one name nearer than this are one place told by two layers: villages of one name lie farther apart.
SAME_PLACE_KM = 5.0
_SMALL: frozenset[Level] = frozenset({"point", "neighbourhood", "populated"})


class CompiledGazetteer(msgspec.Struct, frozen=True, array_like=True):
    """What the build writes: the entries as they are encoded, the index of folded names, the number of words of the
    longest name by first word, and the folded names that are common words."""

    notice: str
    entries: list[msgspec.Raw]
    names: dict[str, tuple[int, ...]]
    first_words: dict[str, int]
    common: frozenset[str]


class Gazetteer:
    """A set of places with its index. ``first_words`` gives, for every word that begins a name, the number of words of
    the longest name that it begins. ``skipped`` tells, row by row, what was left out of users' layers."""

    def __init__(
        self,
        entries: list[GazetteerEntry | msgspec.Raw],
        names: dict[str, tuple[int, ...]],
        first_words: dict[str, int],
        common: frozenset[str],
        skipped: tuple[str, ...] = (),
    ) -> None:
        self._entries = entries
        self._names = names
        self._common = common
        self.first_words = first_words
        self.skipped = skipped

    @classmethod
    @cache
    def load(cls) -> Gazetteer:
        """The embedded gazetteer, read once."""
        data = resources.files(__package__).joinpath("compiled", "gazetteer.msgpack").read_bytes()
        compiled = msgspec.msgpack.decode(data, type=CompiledGazetteer)
        return cls([*compiled.entries], compiled.names, compiled.first_words, compiled.common)

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, index: int) -> GazetteerEntry:
        """The place that an index stands for. Places are decoded when first asked for: an article names few."""
        entry = self._entries[index]
        if isinstance(entry, msgspec.Raw):
            entry = self._entries[index] = msgspec.msgpack.decode(entry, type=GazetteerEntry)
        return entry

    def candidates(self, folded_name: str) -> tuple[int, ...]:
        """The indices of all places of that name, most prominent first; empty when there is none."""
        return self._names.get(folded_name, ())

    def is_common(self, folded_name: str) -> bool:
        """Whether the name is also an everyday word or a person's name, so that it needs a place word beside it."""
        return folded_name in self._common

    def match(self, words: Sequence[str], i: int) -> list[tuple[int, tuple[int, ...]]]:
        """Names that begin at ``words[i]``, longest first: (end, candidates) with ``words[i:end]`` the name.

        The words are folded and without clitics.
        """
        found = []
        for end in range(min(i + self.first_words.get(words[i], 0), len(words)), i, -1):
            candidates = self._names.get(" ".join(words[i:end]))
            if candidates:
                found.append((end, candidates))
        return found

    def with_layer(self, path: Path | str, *, skip_bad_rows: bool = False) -> Gazetteer:
        """A gazetteer with the rows of a JSON Lines file added.

        A row needs ``name_ar``, ``lat`` and ``lon``; it may have ``name_en``, ``level``, ``country``, ``population``,
        ``precision_m``, ``feature``, ``id`` and ``chain_ar`` (names upward, beginning with its own). A row with the
        name of a place that is there already, at most 5 km from it, becomes one place with it: the row's position and
        admin names hold, and what it does not tell is kept.

        Raises InputError when the file cannot be read, and for rows that are no places, naming them by line, unless
        ``skip_bad_rows``: then they are left out and told in ``skipped``.
        """
        path = Path(path)
        rows, bad = read_rows(path)
        if bad and not skip_bad_rows:
            shown = "; ".join(bad[:5]) + (f"; and {len(bad) - 5} more" if len(bad) > 5 else "")
            raise InputError(
                f"{len(bad)} of {len(bad) + len(rows)} rows are no places: {shown}",
                subject=str(path),
                advice="correct them, or have bad rows skipped",
            )
        skipped = self.skipped + tuple(f"{path}: {row}" for row in bad)
        layered = Gazetteer([*self._entries], {**self._names}, {**self.first_words}, self._common, skipped)
        for row, line in rows:
            layered._add(entry_of_row(row, line, path.stem))
        return layered

    def _add(self, entry: GazetteerEntry) -> None:
        keys = spellings((entry.name_ar, *entry.aliases))
        same = next((i for key in keys for i in self.candidates(key) if _same_place(entry, self.entry(i))), None)
        if same is None:
            index = len(self._entries)
            country = entry.country or self._country_of(entry)
            self._entries.append(msgspec.structs.replace(entry, country=country, common_word=keys[0] in self._common))
        else:
            index = same
            self._entries[same] = _joined(entry, self.entry(same))
        for key in keys:
            here = self._names.get(key, ())
            self._names[key] = here if index in here else (*here, index)
            first = key.partition(" ")[0]
            self.first_words[first] = max(self.first_words.get(first, 0), key.count(" ") + 1)

    def _country_of(self, entry: GazetteerEntry) -> str | None:
        """The country of the nearest place that bears a name of the entry's admin chain, if one lies within 150 km."""
        named = [self.entry(i) for name in entry.admin for i in self.candidates(plain(name))]
        near = [(distance_km(e.lat, e.lon, entry.lat, entry.lon), e.country) for e in named if e.country]
        return min(near)[1] if near and min(near)[0] < 150 else None


def _same_place(new: GazetteerEntry, old: GazetteerEntry) -> bool:
    near = abs(new.lat - old.lat) < 0.1 and distance_km(new.lat, new.lon, old.lat, old.lon) <= SAME_PLACE_KM
    return near and new.level in _SMALL and old.level in _SMALL


def _joined(new: GazetteerEntry, old: GazetteerEntry) -> GazetteerEntry:
    """One place told by two layers: the newer position, all names, and the facts that only one of them has."""
    return msgspec.structs.replace(
        old,
        name_en=old.name_en or new.name_en,
        aliases=tuple(dict.fromkeys(n for n in (*old.aliases, new.name_ar, *new.aliases) if n != old.name_ar)),
        country=new.country or old.country,
        admin=tuple(dict.fromkeys((*new.admin, *old.admin))),
        lat=new.lat,
        lon=new.lon,
        population=new.population or old.population,
        feature=new.feature or old.feature,
    )


def encode(compiled: CompiledGazetteer) -> bytes:
    """The bytes of a compiled gazetteer: the same for the same content."""
    return msgspec.msgpack.encode(compiled, order="deterministic")
