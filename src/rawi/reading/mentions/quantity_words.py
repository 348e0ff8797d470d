"""The vocabulary of counting as lookup tables over folded words, made from ``numerals.yaml``."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rawi.model.vocabulary import QuantityOf
from rawi.reading.mentions.numerals import STARTERS, numeral_data
from rawi.text.folding import fold_word
from rawi.text.tokens import tokenize

Mode = Literal["at_least", "at_most", "about", "exact"]
Form = Literal["one", "two", "many"]


class Noun(NamedTuple):
    """A written form of a counted noun.

    definite: with the article or a pronoun; alone: the singular counts one person without a number beside it;
    nation: a member of a nation or camp, written like the adjective.
    """

    of: QuantityOf
    form: Form
    definite: bool
    alone: bool = True
    nation: bool = False


class Word(NamedTuple):
    """What a written word may be in a count. stem: the word without clitics; skip: letters to leave off the front.

    linked: "و" or "ف" was cut off; opens: it begins a bound ("أكثر", "نحو") or "between".
    """

    stem: str
    skip: int
    linked: bool
    number: bool
    noun: Noun | None
    fate: QuantityOf | None
    vague: bool
    opens: bool
    special: str


def _set(words: list[str]) -> frozenset[str]:
    return frozenset(fold_word(str(word)) for word in words)


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(tokenize(fold_word(phrase)).words)


_N = numeral_data()
NAMING = _set(_N["naming"])
AGE = _set(_N["age"])
DISTANCE = _set(_N["distance"])
PERCENT = _set(_N["percent"])
MONEY = _set(_N["money"])
TIME_UNITS = _set(_N["time_units"])
NEEDS_NOUN = _set(_N["vague"]["needs_counted_noun"])
SIZES = _set(_N["vague"]["sizes"])
NOT_HEADS = _set(_N["not_heads"])
MORE = _set(_N["vague"]["more"])
BARE_PLURAL = _set(_N["bare_plural"])
NONE_OF = _set(_N["none_of"])
OTHERS = _set(_N["others"])
INHERITS = _set(_N["inherits"])
_VAGUE = _set(_N["vague"]["rough"]) | MORE
_SPECIAL = {word: name for name in ("one_of", "other_one", "other_two", "ordinal_person") for word in _set(_N[name])}
WEAK_FATES = _set(_N["weak_fate"])
JOINED_FATES = _set(_N["joined_fate"])
TOTALS = _set(_N["totals"])
FATES: dict[str, QuantityOf] = {fold_word(word): of for of, words in _N["fate"].items() for word in words}

Phrases = dict[str, list[tuple[tuple[str, ...], Mode]]]


def _bounds(place: str) -> Phrases:
    table: Phrases = {}
    for mode in ("at_least", "at_most", "about", "exact"):
        for phrase in _N["bounds"].get(f"{mode}_{place}", ()):
            first, *rest = _split(phrase)
            table.setdefault(first, []).append((tuple(rest), mode))
    for found in table.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return table


BEFORE = _bounds("before")
AFTER = _bounds("after")
TOLLS: dict[str, list[tuple[tuple[str, ...], QuantityOf]]] = {}
for _of, _listed in _N["toll_phrases"].items():
    for _phrase in _listed:
        _first, *_rest = _split(_phrase)
        TOLLS.setdefault(_first, []).append((tuple(_rest), _of))


def _nouns() -> dict[str, Noun]:
    table: dict[str, Noun] = {}
    never = _set(_N["never_alone"])
    rows: list[tuple[QuantityOf, list[str], bool]] = [
        (of, row, False) for of, listed in _N["counted"].items() for row in listed
    ]
    rows += [("people", row, True) for row in _N["nationalities"]]

    def add(word: str, of: QuantityOf, form: Form, nation: bool) -> None:
        table.setdefault(word, Noun(of, form, False, not nation and word not in never, nation))

    for of, row, nation in rows:
        for plural in map(fold_word, row[1:]):
            add(plural, of, "two" if plural.endswith(("تان", "تين")) else "many", nation)
    for of, row, nation in rows:
        word = fold_word(row[0])
        add(word, of, "many" if of == "casualties" or word.endswith("ون") else "one", nation)
        feminine = row[0].endswith("ة")
        stem = word[:-1] + "ت" if feminine else word[:-1] + "ي" if row[0].endswith("ى") else word
        for ending in ("ان", "ين"):
            add(stem + ending, of, "two", nation)
        if feminine and of == "weapons_vehicles":
            add(stem + "ي", of, "two", nation)  # construct: "سيارتي إسعاف"; with places it names ("قريتي ...")
        elif not feminine:
            add(word + "ا", of, "one", nation)
    for word in _set(_N["not_nouns"]):
        table.pop(word, None)
    return table


NOUNS = _nouns()
_PRONOUNS = ("ها", "هم", "هما", "هن", "ه", "نا")


def _forms() -> dict[str, Noun]:
    """The nouns with article and with pronouns: the plural and dual lose their nun, alef maqsura opens, ta marbuta
    turns."""
    table = dict(NOUNS)
    apart = _set(_N["not_nouns"])
    for word, noun in NOUNS.items():
        definite = noun._replace(definite=True)
        table.setdefault("ال" + word, definite)
        stems = [word[:-1] + "ت" if word.endswith("ه") else word[:-1] + "ا" if word.endswith("ي") else word]
        if word.endswith(("ين", "ون", "ان")):
            stems.append(word[:-1])
        for stem in stems:
            for pronoun in _PRONOUNS:
                if stem + pronoun not in apart:
                    table.setdefault(stem + pronoun, definite)
    for word in apart:
        table.pop(word, None)
    return table


_FORMS = _forms()
_PREFIXES = {
    "و": (("و", True), ("وب", True), ("ول", True)),
    "ف": (("ف", True),),
    "ب": (("ب", False),),
    "ل": (("ل", False),),
}


def _classify(word: str) -> Word | None:
    first = word[:1]
    if first.isdecimal():
        return Word(word, 0, False, True, None, None, False, False, "")
    made = _known(word, 0, False)
    if made is not None or first not in _PREFIXES:
        return made
    for prefix, linked in _PREFIXES[first]:
        if not word.startswith(prefix):
            continue
        stem = word[len(prefix) :]
        if prefix.endswith("ل") and stem.startswith("ل"):
            stem = "ال" + stem[1:]
        made = _known(stem, len(prefix), linked) if len(stem) > 1 else None
        if made is not None:
            return made
    return None


def _known(stem: str, skip: int, linked: bool) -> Word | None:
    noun = _FORMS.get(stem)
    number = stem in STARTERS
    bare = stem.removeprefix("ال")
    fate = FATES.get(stem) or FATES.get(bare) or ("killed" if stem in WEAK_FATES else None)
    vague = stem in _VAGUE or bare in _VAGUE
    opens = stem in BEFORE or stem in {"بين", "ما"}
    special = _SPECIAL.get(stem, "")
    toll = stem in TOLLS
    none = stem in NONE_OF
    inherits = stem in INHERITS
    if not (noun or number or fate or vague or opens or special or toll or none or inherits or stem in OTHERS):
        return None
    if toll:
        special = "toll"
    elif none:
        special = "none"
    elif inherits:
        special = "inherits"
    elif stem in OTHERS and not special:
        special = "others"
    return Word(stem, skip, linked, number, noun, fate, vague, opens, special)


class _Words(dict[str, "Word | None"]):
    """Classes of written words; worked out once for each that is met, and forgotten when there are too many."""

    limit = 100_000

    def __missing__(self, word: str) -> Word | None:
        if len(self) >= self.limit:
            self.clear()
        found = self[word] = _classify(word)
        return found


WORDS = _Words()
