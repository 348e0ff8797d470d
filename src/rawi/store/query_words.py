"""What somebody types to search by: words, "phrases" and -words, and every way in which they may be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from rawi.errors import InputError
from rawi.store.packing import clean
from rawi.store.words import words_of
from rawi.text.folding import fold_word

# PostgreSQL keeps no word above 2,046 bytes, and no word has as many letters as this.
_LONGEST_WORD = 100
_LONGEST_QUERY = 2000
_MOST_TERMS = 32

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
# Particles with the article; "لل" is "ل" with it.
_DEFINITE = ("ال", "بال", "كال", "لل")
# Letters that a verb of the present begins with; "س" before it makes the future.
_PRESENT = frozenset("يتن")
# Words that begin with a letter like a particle, while what follows would be another common word. Folded. They are
# searched for as they are.
_OWN_LETTER = frozenset(
    """
    بارد باحث بحار بحريه بحري بدايه بردت برديه بريد بسيط بعيد بقاء بقايا بلده بلدي بلديه بنات بنيه بيان بشار بشريه
    بطوله بيوت بادر بابل باخره
    فتاه فكره فرار فريق فساد فصيل فاعل فارس فايده فايز فضاء فيصل فجوه فوري فهيم فكري
    كافه كامل كبار كبير كبيره كتاب كتايب كردي كرديه كرامه كرام كريم كلام كلمه كمال كميات كميه كمين كانت كيان كنيسه
    لاجي لاجيين لاحق لازم لجان لجنه لحظه لدينا لديه لديها لسان لقاء لواء ليله ليبي ليبيا لقمه لاعب لبنان
    واجه واجهت وادي وارد وارده واقع والد والده والدين والي وافق وافقت وجهه وجوه وجود وحده وحدات وحيد وراء ورده وردت
    ورقه وزاره وزير وسام وسايل وسيط وصول وعده وفاه وقوع وقود ولاده ولايه وليد وضعت وصلت وقفه وقفت وعود وفود
    """.split()
)


class Sought(msgspec.Struct, frozen=True):
    """A word or phrase that is looked for. forms: for each of its words in turn, the written words that count as it."""

    forms: tuple[tuple[str, ...], ...]


class Words(msgspec.Struct, frozen=True):
    """A query: all of ``all`` must be there, and none of ``none``."""

    all: tuple[Sought, ...] = ()
    none: tuple[Sought, ...] = ()


def parse_words(text: str) -> Words:
    """The words of a query: a word counts with and without article and particles, a phrase in quotes as it stands.

    Raises InputError where there is no word in it, or too much.
    """
    if not text.strip():
        return Words()
    if len(text) > _LONGEST_QUERY:
        raise InputError(f"a query may have {_LONGEST_QUERY:,} letters, this one has {len(text):,}", subject=_cut(text))
    wanted: list[Sought] = []
    unwanted: list[Sought] = []
    for negative, quoted, words in _terms(fold_word(clean(text))):
        if any(len(word) > _LONGEST_WORD for word in words):
            raise InputError(f"a word may have {_LONGEST_WORD} letters", subject=_cut(text), advice="search for less")
        (unwanted if negative else wanted).append(sought(words, quoted=quoted))
    if not wanted and not unwanted:
        raise InputError("there is no word in this query", subject=_cut(text), advice="search for letters or digits")
    if len(wanted) + len(unwanted) > _MOST_TERMS:
        raise InputError(f"a query may have {_MOST_TERMS} words", subject=_cut(text), advice="leave some out")
    return Words(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def _terms(folded: str) -> Iterator[tuple[bool, bool, Sequence[str]]]:
    """Whether each is unwanted, whether it is a phrase, and its words. A quote that is not closed runs to the end."""
    negative = False
    for number, part in enumerate(folded.split('"')):
        if number % 2:
            if words := words_of(part):
                yield negative, True, words
            negative = False
            continue
        for piece in part.split():
            if words := words_of(piece):
                # "3.5" and "قصف/هجوم" are two words side by side.
                yield piece.startswith("-"), len(words) > 1, words
        negative = part.endswith("-") and (len(part) == 1 or part[-2].isspace())


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


def sought(words: Sequence[str], *, quoted: bool) -> Sought:
    """Folded words as something to look for. quoted: only particles before the first may differ."""
    if quoted:
        return Sought((_attached(words[0]), *((word,) for word in words[1:])))
    return Sought(tuple(forms(word) for word in words))


@lru_cache(maxsize=1024)
def forms(word: str) -> tuple[str, ...]:
    """The written forms of a folded word: with and without the article, and with what may stand before it."""
    found: dict[str, None] = {}
    for stem in _stems(word):
        for form in _attached(stem):
            found[form] = None
        for conjunction in _CONJUNCTIONS:
            for opening in _DEFINITE:
                found[conjunction + opening + stem] = None
            if stem[0] in _PRESENT:
                found[f"{conjunction}س{stem}"] = None
    return tuple(found)


def _attached(word: str) -> tuple[str, ...]:
    """The word with the particles that are written together with it; its article stays, or is missing, as it is."""
    found = [c + p + word for c in _CONJUNCTIONS for p in _PREPOSITIONS]
    if word.startswith("ال"):  # "ل" melts into the article
        found += [f"{c}لل{word[2:]}" for c in _CONJUNCTIONS]
    return tuple(found)


def _stems(word: str) -> Iterator[str]:
    """The word, and what is left of it without what stands before it. What is no word does no harm: nothing has it."""
    yield word
    bare = [word]
    if word not in _OWN_LETTER:
        if word[0] in "وف" and len(word) >= 4:
            bare.append(word[1:])
        bare += [rest[1:] for rest in tuple(bare) if rest[0] in "بلك" and len(rest) >= 4 and rest not in _OWN_LETTER]
        bare += [r[1:] for r in bare[:2] if r[0] == "س" and len(r) >= 5 and r[1] in _PRESENT]
        yield from bare[1:]
    for rest in bare[:2]:
        for opening in _DEFINITE:
            if rest.startswith(opening) and len(rest) >= len(opening) + 2 and rest != "الله":
                yield rest[len(opening) :]


def fts5(words: Words) -> str:
    """The expression that SQLite finds it by; some word must be wanted."""
    wanted = " AND ".join(map(_fts5_term, words.all))
    if not words.none:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_fts5_term, words.none))})"


def _fts5_term(term: Sought) -> str:
    # FTS5 has no choice within a phrase, so each choice of the words is a phrase. Only the first word of a phrase has
    # many forms, but for two or three words that are written as one.
    phrases = [""]
    for choice in term.forms:
        phrases = [f"{phrase} {form}" for phrase in phrases for form in choice]
    return "(" + " OR ".join(f'"{phrase[1:]}"' for phrase in phrases) + ")"


def tsquery(words: Words) -> str:
    """The expression that PostgreSQL finds it by."""
    wanted = [_tsquery_term(term) for term in words.all]
    return " & ".join([*wanted, *(f"!({_tsquery_term(term)})" for term in words.none)])


def _tsquery_term(term: Sought) -> str:
    return " <-> ".join("(" + " | ".join(f"'{form}'" for form in choice) + ")" for choice in term.forms)
