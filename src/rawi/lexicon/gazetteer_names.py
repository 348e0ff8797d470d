"""The Arabic names of a GeoNames place among its alternate names of all languages, and how wide a town is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from rawi.lexicon.gazetteer_entry import DEFAULT_PRECISION_M
from rawi.lexicon.place_names import spellings

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


def town_precision(population: int) -> int:
    """Radius in metres of a town of that many people."""
    for least, metres in ((1_000_000, 12_000), (100_000, 7_000), (20_000, 4_000)):
        if population >= least:
            return metres
    return DEFAULT_PRECISION_M["populated"]
