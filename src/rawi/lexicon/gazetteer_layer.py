"""A layer of places as a compiled file: the places, the index of their names, and where they come from.

Layout of the file: the line :data:`MAGIC`, then one MessagePack array (:class:`Layer`). Each place is encoded by
itself, so that loading decodes the index only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from rawi.errors import InputError
from rawi.lexicon.gazetteer_entry import GazetteerEntry

MAGIC = b"rawi gazetteer 1\n"
_ANY_VERSION = b"rawi gazetteer "


class LayerInfo(msgspec.Struct, frozen=True, array_like=True):
    """Where a layer comes from.

    source: what the user says of its origin, else the file's name. sha256: of the file it was made from, empty for the
    embedded one. date: the latest date in the file's own date column, empty where it has none. priority: of two places
    that nothing else tells apart, the layer with the higher number wins. rows: rows read. left_out: rows that gave no
    place, by reason.
    """

    name: str
    licence: str = ""
    source: str = ""
    sha256: str = ""
    date: str = ""
    priority: int = 0
    rows: int = 0
    left_out: dict[str, int] = {}


class Layer(msgspec.Struct, frozen=True, array_like=True):
    """Places with their index.

    names: folded name to the places that bear it, most prominent first. first_words: the number of words of the longest
    name, by first word. common: folded names that are also everyday words or persons' names. persons: folded words that
    are persons' names, for judging further layers; only the embedded layer has them.
    """

    info: LayerInfo
    entries: list[msgspec.Raw]
    names: dict[str, tuple[int, ...]]
    first_words: dict[str, int]
    common: frozenset[str]
    persons: frozenset[str] = frozenset()


def prominence(entry: GazetteerEntry) -> tuple[int, int, str]:
    """Sort key of places of one name: countries, then what others wrote by hand or measured before GeoNames towns,
    peopled before small; then by id."""
    rank = {"country": 0, "water": 1, "region": 1, "province": 2}.get(
        entry.level, 4 if entry.layer == "geonames" else 3
    )
    return rank, -(entry.population or 0), entry.id


def longest_by_first_word(names: Iterable[str]) -> dict[str, int]:
    """The number of words of the longest name that begins with a word."""
    longest: dict[str, int] = {}
    for name in names:
        first = name.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), name.count(" ") + 1)
    return longest


def make_layer(
    info: LayerInfo,
    entries: Iterable[GazetteerEntry],
    names: Mapping[str, tuple[int, ...]],
    common: frozenset[str],
    persons: frozenset[str] = frozenset(),
) -> Layer:
    """A layer of these places under these names."""
    raw = [msgspec.Raw(msgspec.msgpack.encode(entry)) for entry in entries]
    ordered = dict(sorted(names.items()))
    return Layer(info, raw, ordered, longest_by_first_word(ordered), common, persons)


def encode(layer: Layer) -> bytes:
    """The bytes of a compiled layer: the same for the same content."""
    return MAGIC + msgspec.msgpack.encode(layer, order="deterministic")


def decode(data: bytes, subject: str = "") -> Layer:
    """The layer in these bytes. Raises InputError where they hold none."""
    if not data.startswith(MAGIC):
        version = data[:40].split(b"\n")[0].decode("utf-8", "replace")
        raise InputError(
            f"it is a layer of another version ({version})", subject=subject, advice="import its source again"
        )
    try:
        return msgspec.msgpack.decode(data[len(MAGIC) :], type=Layer)
    except msgspec.DecodeError as error:
        raise InputError(
            f"the layer is damaged ({error})", subject=subject, advice="import its source again"
        ) from error


def is_compiled(path: Path) -> bool:
    """Whether a file is a compiled layer of any version. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_ANY_VERSION)) == _ANY_VERSION
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})",
            subject=str(path),
            advice="give a JSON Lines file or a layer made by rawi gazetteer import",
        ) from error
