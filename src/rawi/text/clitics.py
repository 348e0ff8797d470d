"""Clitic candidates: the ways in which a written word may be a shorter word with particles and pronouns attached.

Candidates are offered, not decided: a vocabulary says which of the stems it knows. Words are folded.
"""

from __future__ import annotations

import msgspec

# Written order: conjunction, then preposition or particle, then the article. "لل" is "ل" with the article.
_NOUN_PREFIXES: tuple[tuple[str, str, bool], ...] = tuple(
    (conjunction + preposition + article, preposition, bool(article))
    for conjunction in ("", "و", "ف")
    for preposition, article in (
        ("", ""), ("", "ال"), ("ب", ""), ("ب", "ال"), ("ل", ""), ("ل", "ل"), ("ك", ""), ("ك", "ال"),
    )
)  # fmt: skip
_VERB_PREFIXES: tuple[tuple[str, str], ...] = tuple(
    (conjunction + particle, particle) for conjunction in ("", "و", "ف") for particle in ("", "س", "ل")
)
_PRONOUNS = ("", "ها", "هم", "هما", "هن", "ه", "نا", "كم", "ك", "ي", "ني")


class Stem(msgspec.Struct, frozen=True):
    """One way to cut a word.

    conjunction: whether و or ف was cut off; particle: the preposition (ب ل ك) or verb particle (س ل) cut off, or "";
    definite: whether the article was cut off; pronoun: the pronoun cut off the end, or "".
    skip: letters before the word proper, its article not counted; 0 where a particle has melted into the article
    ("لل").
    """

    stem: str
    conjunction: bool
    particle: str
    definite: bool
    pronoun: str
    skip: int


def _openings(stem: str) -> list[str]:
    """The free spellings of a noun that stands before a pronoun: ta marbuta and alef maqsura open there."""
    if stem.endswith("ت"):
        return [stem, stem[:-1] + "ه"]
    if stem.endswith("ا"):
        return [stem, stem[:-1] + "ي"]
    if stem.endswith(("اي", "او")):  # a final hamza takes a seat: "إخلائه", "إجلاؤهم"
        return [stem, stem[:-1] + "ء"]
    return [stem]


def noun_stems(word: str) -> list[Stem]:
    """All noun readings of a folded word, longest stem first. Stems have at least two letters."""
    found: list[Stem] = []
    for prefix, particle, definite in _NOUN_PREFIXES:
        if not word.startswith(prefix) or len(word) - len(prefix) < 2:
            continue
        rest = word[len(prefix) :]
        conjunction = prefix[:1] in {"و", "ف"}
        skip = int(conjunction) if prefix.endswith("لل") else conjunction + len(particle)
        found.append(Stem(rest, conjunction, particle, definite, "", skip))
        if definite:
            if prefix.endswith("لل"):  # names keep their article: "للجيش" is also "الجيش"
                found.append(Stem("ال" + rest, conjunction, particle, False, "", skip))
            continue
        for pronoun in _PRONOUNS[1:]:
            if pronoun != "ني" and rest.endswith(pronoun) and len(rest) - len(pronoun) >= 2:
                opened = _openings(rest[: -len(pronoun)])
                found += [Stem(stem, conjunction, particle, False, pronoun, skip) for stem in opened]
    return sorted(found, key=lambda cut: -len(cut.stem))


def verb_stems(word: str) -> list[Stem]:
    """All verb readings of a folded word, longest stem first. Stems have at least two letters."""
    found: list[Stem] = []
    for prefix, particle in _VERB_PREFIXES:
        if not word.startswith(prefix) or len(word) - len(prefix) < 2:
            continue
        rest = word[len(prefix) :]
        conjunction = prefix[:1] in {"و", "ف"}
        found.append(Stem(rest, conjunction, particle, False, "", len(prefix)))
        for pronoun in _PRONOUNS[1:]:
            if pronoun != "ي" and rest.endswith(pronoun) and len(rest) - len(pronoun) >= 2:
                stem = rest[: -len(pronoun)]
                found.append(Stem(stem, conjunction, particle, False, pronoun, len(prefix)))
                if stem.endswith("و"):  # the silent alef of the plural falls before a pronoun
                    found.append(Stem(stem + "ا", conjunction, particle, False, pronoun, len(prefix)))
                if stem.endswith("ا"):
                    found.append(Stem(stem[:-1] + "ي", conjunction, particle, False, pronoun, len(prefix)))
    return sorted(found, key=lambda cut: -len(cut.stem))
