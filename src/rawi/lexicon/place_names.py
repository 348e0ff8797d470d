"""Names of places as index keys, and as tables of places write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec

from rawi.text.folding import fold_word

# First parts of place names that some outlets write together with the second word, others apart.
_JOINED = ("كفر", "تل", "دير", "بيت", "عين", "ابو", "خان", "راس", "معره", "جسر", "بير", "بئر")
# First halves of names whose second half may take the article.
_HALVES = frozenset((*_JOINED, "ام", "شيخ", "عرب", "مزرعه", "خربه", "حوش", "تلال", "جب", "وادي", "حمام"))
_ABAD = ("اباد",)


def spellings(names: Iterable[str]) -> list[str]:
    """The keys under which a place of these names is indexed: folded, and with two-part names both joined and apart."""
    keys: dict[str, None] = {}
    for name in names:
        key = plain(name)
        if not key:
            continue
        keys[key] = None
        first, _, rest = key.partition(" ")
        if (rest and first in _JOINED) or rest in _ABAD:
            keys[first + rest] = None
        elif not rest and key.startswith("كفر") and len(key) > 5:
            keys[f"كفر {key[3:]}"] = None
        elif not rest and key.endswith("اباد") and len(key) > 6:
            keys[f"{key[:-4]} اباد"] = None
    return list(keys)


def variants(key: str) -> list[str]:
    """Other spellings of an index key, less sure: with or without the article, which outlets and tables treat as they
    like ("الحلونجي", "حلونجي"; "ام القري", "ام قري"). Names of three words and more vary too much to guess."""
    first, _, rest = key.partition(" ")
    last = rest or first
    if " " in rest or len(last) < 4 or (rest and first not in _HALVES):
        return []
    other = last.removeprefix("ال") if last.startswith("ال") else f"ال{last}"
    return [f"{first} {other}" if rest else other] if len(other) >= 4 else []


_NOT_NAME = re.compile(r"[^\w ]+")


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """The index key of a name: folded words with single spaces, hyphens and points read as spaces."""
    return " ".join(_NOT_NAME.sub(" ", fold_word(name)).split())


# Words that join personal names and make none by themselves.
_NAME_PARTS = frozenset({"ابو", "ام", "بن", "ابن", "ال", "عبد", "الشيخ", "شيخ", "حجي", "سيد", "السيد"})


def is_person(key: str, persons: Collection[str]) -> bool:
    """Whether every word of an index key belongs to personal names ("محمد علي", "ابو حسن")."""
    words = [w for w in key.split() if w not in _NAME_PARTS]
    return bool(words) and all(w in persons for w in words)


class CleanNames(msgspec.Struct, frozen=True):
    """The names of a place, and the places that a table names in the same cell to tell it from others."""

    names: tuple[str, ...]
    within: tuple[str, ...] = ()


_ARABIC = re.compile("[\u0621-\u064a]")
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_OR = re.compile(r"\s*[_/]\s*")
_DASH = re.compile(r"\s*[-–—]\s*")
# Words before a name that tell what it is; the reader of a text knows them too.
_KIND = re.compile("^(?:مدينة|بلدة|قرية|ناحية|محافظة|ولاية|قضاء|حي|مركز|مديرية) +(?=[\u0621-\u064a])")


@lru_cache(maxsize=4096)
def clean_names(raw: str, chain: tuple[str, ...] = ()) -> CleanNames:
    """Take a table's cell apart: ``name (remark)``, ``name - district``, ``name/other name``, ``city : quarter``.

    A dash joins a name to a place of ``chain``, which is left out, or else to another name of the same place.
    """
    upward = {plain(_KIND.sub("", step.strip())) for step in chain[1:]}
    text = _BRACKETS.sub(" ", raw)
    head, colon, tail = text.rpartition(":")
    within = [_KIND.sub("", " ".join(head.split()))] if colon and _ARABIC.search(head) else []
    names: dict[str, None] = {}
    for part in _OR.split(tail):
        for i, piece in enumerate(_DASH.split(part)):
            name = " ".join(piece.split())
            if not _ARABIC.search(name) or (i and plain(name) in upward):
                continue
            names[_KIND.sub("", name)] = None
    return CleanNames(tuple(names), tuple(within))
