"""Places by name: the embedded gazetteer, and the layers that users add to it.

A name is a key of plain words: folded (see :mod:`rawi.text.folding`), one space between words, without clitics but with
the article as it is written. One key may stand for many places; choosing among them is the reader's work.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import accumulate
from pathlib import Path

import msgspec

from rawi.lexicon.gazetteer_entry import GazetteerEntry, Level, distance_km
from rawi.lexicon.gazetteer_layer import Layer, decode, encode, is_compiled, prominence
from rawi.lexicon.place_names import spellings, variants

__all__ = ["Gazetteer", "GazetteerEntry", "Level", "distance_km", "encode"]

# Two places of one name nearer than this are one place told by two layers: villages of one name lie farther apart.
SAME_PLACE_KM = 7.0
# Coordinates written by hand are of the neighbourhood rather than of the spot: where another layer has a place of the
# same name and province, it is this one up to here.
SAME_BY_HAND_KM = 15.0
# Names that are compared letter by letter have so many letters, and the first ones in common.
_LEAST_SIMILAR = 5
_SIMILAR_START = 3
_SMALL: frozenset[Level] = frozenset({"point", "neighbourhood", "populated"})


class Gazetteer:
    """A stack of layers. A place has a number, an index into the layers laid end to end; places that two layers tell of
    get a number of their own when their name is first asked for.

    first_words: for every word that begins a name, the number of words of the longest name that it begins. skipped:
    what was left out of users' layers, row by row, with the file's name.
    """

    def __init__(self, layers: Sequence[Layer], skipped: tuple[str, ...] = ()) -> None:
        self._layers = tuple(layers)
        self._starts = (0, *accumulate(len(layer.entries) for layer in layers))
        self._raw = [raw for layer in layers for raw in layer.entries]
        self._decoded: dict[int, GazetteerEntry] = {}
        self._found: dict[str, tuple[int, ...]] = {}
        self._squeezed: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        self.skipped = skipped
        self.first_words = layers[0].first_words
        if len(layers) > 1:
            self.first_words = {**layers[0].first_words}
            for layer in layers[1:]:
                for word, length in layer.first_words.items():
                    if length > self.first_words.get(word, 0):
                        self.first_words[word] = length

    @classmethod
    @cache
    def load(cls) -> Gazetteer:
        """The embedded gazetteer, read once."""
        return cls([decode(resources.files(__package__).joinpath("compiled", "gazetteer.msgpack").read_bytes())])

    def __len__(self) -> int:
        """The number of places of all layers; one told by two of them counts twice."""
        return self._starts[-1]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, the embedded one first."""
        return self._layers

    def entry(self, index: int) -> GazetteerEntry:
        """The place that an index stands for. Places are decoded when first asked for: an article names few."""
        entry = self._decoded.get(index)
        if entry is None:
            entry = self._decoded[index] = msgspec.msgpack.decode(self._raw[index], type=GazetteerEntry)
        return entry

    def candidates(self, folded_name: str) -> tuple[int, ...]:
        """The indices of all places of that name, most prominent first; empty when there is none."""
        if len(self._layers) == 1:
            return self._layers[0].names.get(folded_name, ())
        found = self._found.get(folded_name)
        if found is None:
            found = self._found[folded_name] = self._merged(folded_name)
        return found

    def similar(self, folded_name: str) -> tuple[int, ...]:
        """The places whose name differs from one by a letter or by blanks and articles: for names that are told with
        the place they lie in, so that the reader can see whether one of them fits. None for names under five letters.
        """
        squeezed = _squeezed(folded_name)
        if len(squeezed) < _LEAST_SIMILAR:
            return ()
        if not self._squeezed:
            for layer in self._layers:
                for name in layer.names:
                    short = _squeezed(name)
                    if len(short) >= _LEAST_SIMILAR:
                        self._squeezed[short[:_SIMILAR_START]].setdefault(short, []).append(name)
        near = self._squeezed.get(squeezed[:_SIMILAR_START], {})
        names = (name for short, names in near.items() if _one_letter_apart(short, squeezed) for name in names)
        return tuple(dict.fromkeys(i for name in sorted(names) for i in self.candidates(name)))

    def is_common(self, folded_name: str) -> bool:
        """Whether the name is also an everyday word or a person's name, so that it needs a place word beside it. What
        the embedded layer says of a name of its own holds."""
        first, *rest = self._layers
        if folded_name in first.common:
            return True
        return folded_name not in first.names and any(folded_name in layer.common for layer in rest)

    def is_obscure(self, candidates: Sequence[int]) -> bool:
        """Whether all these places are known from users' layers alone, and none of them is told to have people: names
        of hamlets are often everyday words that no list of such words has."""
        first = len(self._layers[0].entries)
        return all(i >= first and "+" not in (e := self.entry(i)).layer and not e.population for i in candidates)

    def match(self, words: Sequence[str], i: int) -> list[tuple[int, tuple[int, ...]]]:
        """Names that begin at ``words[i]``, longest first: (end, candidates) with ``words[i:end]`` the name.

        The words are folded and without clitics.
        """
        found = []
        end = len(words)
        while (name := self.longest(words, i, end)) is not None:
            end, _, candidates = name
            found.append((end, candidates))
            end -= 1
        return found

    def longest(self, words: Sequence[str], i: int, limit: int) -> tuple[int, str, tuple[int, ...]] | None:
        """The longest name that begins at ``words[i]`` and ends at ``limit`` or before: (end, name, candidates)."""
        end = min(i + self.first_words.get(words[i], 0), limit)
        while end > i + 1:
            name = " ".join(words[i:end])
            candidates = self.candidates(name)
            if candidates:
                return end, name, candidates
            end -= 1
        candidates = self.candidates(words[i]) if end > i else ()
        return (end, words[i], candidates) if candidates else None

    def with_layer(self, layer: Layer | Path | str) -> Gazetteer:
        """A gazetteer with a layer more: a compiled one, or a JSON Lines file, which is compiled on the way.

        A row of JSON Lines needs ``name_ar``, ``lat`` and ``lon``; it may have ``name_en``, ``also_ar`` (further
        names), ``level``, ``country``, ``population``, ``precision_m``, ``feature``, ``id`` and ``chain_ar`` (names
        upward, beginning with its own). Rows that are no places are left out and told in ``skipped``.

        A place with the name of one that is there already, at most 7 km from it, becomes one place with it: position
        and admin names of the layer with the higher priority hold, and what it does not tell is kept.

        Raises InputError when the file cannot be read.
        """
        if isinstance(layer, Layer):
            return Gazetteer([*self._layers, layer], self.skipped)
        path = Path(layer)
        if is_compiled(path):
            return self.with_layer(decode(path.read_bytes(), str(path)))
        # Most runs bring no table, and need none of this.
        from rawi.lexicon.gazetteer_import import compile_json_lines

        compiled, bad = compile_json_lines(path, self._layers[0])
        return Gazetteer([*self._layers, compiled], (*self.skipped, *(f"{path}: {row}" for row in bad)))

    def _merged(self, name: str) -> tuple[int, ...]:
        """The places of a name in all layers: by the name alone, so that the order of questions does not matter."""
        found: list[tuple[int, int]] = []  # (index, priority)
        for index, priority in self._bearers(name):
            entry = self.entry(index)
            at = next((n for n, (i, _) in enumerate(found) if _same_place(entry, self.entry(i))), None)
            if at is None or self._layer_of(index) == self._layer_of(found[at][0]):
                found.append((index, priority))
                continue
            old, before = found[at]
            pair = (entry, self.entry(old)) if priority >= before else (self.entry(old), entry)
            joined = len(self._raw)
            self._raw.append(msgspec.Raw())
            self._decoded[joined] = _joined(*pair, identity=self.entry(old).id)
            found[at] = (joined, max(priority, before))
        found.sort(key=lambda pair: (*prominence(self.entry(pair[0]))[:2], -pair[1], self.entry(pair[0]).id))
        return tuple(index for index, _ in found)

    def _bearers(self, name: str) -> list[tuple[int, int]]:
        """The places that bear a name, and those that are one of them by another name in another layer: (index,
        priority of the layer), the embedded ones first."""
        found = {
            start + number: layer
            for start, layer in zip(self._starts, self._layers, strict=False)
            for number in layer.names.get(name, ())
        }
        for index, own in list(found.items()):
            entry = self.entry(index)
            keys = spellings((entry.name_ar, *entry.aliases))
            keys += [other for key in keys for other in variants(key)]
            for start, layer in zip(self._starts, self._layers, strict=False):
                if layer is not own:
                    numbers = {start + number for key in keys for number in layer.names.get(key, ())}
                    same = sorted(i for i in numbers - found.keys() if _same_place(self.entry(i), entry))
                    found.update(dict.fromkeys(same, layer))
        return [(index, found[index].info.priority) for index in sorted(found)]

    def _layer_of(self, index: int) -> int:
        """Which layer a place stands in; a place of several layers stands in none."""
        return bisect_right(self._starts, index) if index < self._starts[-1] else -1


def _squeezed(name: str) -> str:
    """A name without blanks and articles."""
    return "".join(word.removeprefix("ال") for word in name.split())


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter put in, left out or changed."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _same_place(new: GazetteerEntry, old: GazetteerEntry) -> bool:
    if new.level not in _SMALL or old.level not in _SMALL or abs(new.lat - old.lat) > 0.2:
        return False
    distance = distance_km(new.lat, new.lon, old.lat, old.lon)
    by_hand = new.layer.startswith("hand_") != old.layer.startswith("hand_")
    by_hand = by_hand and not set(new.admin).isdisjoint(old.admin)
    return distance <= (SAME_BY_HAND_KM if by_hand else SAME_PLACE_KM)


def _joined(first: GazetteerEntry, second: GazetteerEntry, *, identity: str) -> GazetteerEntry:
    """One place told by two layers: the first one's position, all names, and the facts that only one of them has."""
    names = (*first.aliases, second.name_ar, *second.aliases)
    return msgspec.structs.replace(
        first,
        id=identity,
        name_en=first.name_en or second.name_en,
        aliases=tuple(dict.fromkeys(n for n in names if n != first.name_ar)),
        country=first.country or second.country,
        admin=tuple(dict.fromkeys((*first.admin, *second.admin))),
        population=first.population or second.population,
        precision_m=max(first.precision_m, second.precision_m),
        layer="+".join(dict.fromkeys((*first.layer.split("+"), *second.layer.split("+")))),
        feature=first.feature or second.feature,
        common_word=first.common_word or second.common_word,
    )
