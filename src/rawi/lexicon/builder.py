"""Numbers lexemes, entries and patterns while the vocabulary is compiled. Never imported when reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from rawi.errors import VocabularyError
from rawi.lexicon.entries import Compiled, Domain, Entry, Form, Pattern, Pos
from rawi.lexicon.forms import noun_forms, participle_forms
from rawi.lexicon.verbs import verb_forms
from rawi.text.folding import fold_word

_VERB_ELEMENT = re.compile(r"V\(([^;)]*);([^;)]*);?([^;)]*);?([^;)]*)\)")
_NOUN_ELEMENT = re.compile(r"N\(([^)]*)\)")
_ELEMENT = re.compile(r"V\([^)]*\)|N\([^)]*\)|\S+")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*|\S")
_TENSES = {
    "active_past": Form.PAST,
    "active_present": Form.PRESENT,
    "passive_past": Form.PASSIVE_PAST,
    "passive_present": Form.PASSIVE_PRESENT,
    "imperative": Form.IMPERATIVE,
}

# Words whose first letters only look like the article.
_NO_ARTICLE = frozenset(
    (
        "التزام التحاق التقاء التماس التفاف الغاء إلغاء إلقاء إلحاق إلزام ألغام ألمان ألماني آلاف ألاف ألبان آليات "
        "آلية آلة ألم التهاب الحاق القاء الزام التجاء التحام التباس التئام التهم التقى التحق التزم"
    ).split()
)


class Builder:
    """Collects lexemes, entries and patterns, numbering each in the order in which it is first met."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.forms: dict[str, dict[str, dict[int, int]]] = {
            "verb": defaultdict(dict), "noun": defaultdict(dict), "word": defaultdict(dict),
        }  # fmt: skip
        self.single: dict[int, list[int]] = defaultdict(list)
        self.patterns: dict[tuple[tuple[int, ...], int], list[int]] = {}
        self.parties: dict[str, str] = {}
        self._lexemes: dict[tuple[str, ...], int] = {}
        self._nouns: dict[str, int] = {}

    def _lexeme(self, key: tuple[str, ...]) -> tuple[int, bool]:
        new = key not in self._lexemes
        return self._lexemes.setdefault(key, len(self._lexemes)), new

    def verb(
        self, root: str, form: str, past: str | None, present: str | None, *, without: frozenset[str] | None = None
    ) -> int:
        """The lexeme of a verb, with all its forms.

        without: folded forms to leave out, and the imperative with them; such a lexeme is kept apart from the full one.
        """
        kept = "verb" if without is None else "verb in part"
        number, new = self._lexeme((kept, "".join(root.split()), form, past or "", present or ""))
        if new:
            for tense, what in _TENSES.items():
                if without is not None and what is Form.IMPERATIVE:
                    continue
                for written in verb_forms(root, form, past, present).get(tense, ()):
                    folded = fold_word(written)
                    if without and folded in without:
                        continue
                    _add(self.forms["verb"], folded, number, what)
                    # News writes "لجأوا" as often as "لجؤوا".
                    if folded.endswith(("ووا", "وون")):
                        _add(self.forms["verb"], folded[:-3] + "ا" + folded[-2:], number, what)
        return number

    def noun(self, lemma: str, plurals: Iterable[str] = (), sound: str = "", *, participle: bool = False) -> int:
        """The lexeme of a noun or participle; plurals told at any mention of the lemma belong to it.

        A lemma written with the article is entered without it: reading cuts the article off.
        """
        if len(lemma) > 4 and lemma.startswith("ال") and lemma not in _NO_ARTICLE:
            lemma = lemma[2:]
        plurals = [plural[2:] if plural.startswith("ال") and len(plural) > 4 else plural for plural in plurals]
        number, _ = self._lexeme(("noun", lemma))
        forms = noun_forms(lemma, tuple(plurals), sound or "")
        if participle:
            forms |= participle_forms(lemma)
        for written, what in forms.items():
            _add(self.forms["noun"], written, number, what)
        return number

    def word(self, written: str) -> int:
        """The lexeme of a word that has this one form."""
        folded = fold_word(written)
        number, _ = self._lexeme(("word", folded))
        _add(self.forms["word"], folded, number, Form.WORD)
        return number

    def entry(self, domain: Domain, key: str, lemma: str, pos: Pos, tags: Iterable[str] = ()) -> int:
        """A new entry; the same one told twice is kept once."""
        made = Entry(domain, key, lemma, pos, tuple(sorted(set(tags))))
        self.entries.append(made)
        return len(self.entries) - 1

    def attach(self, lexeme: int, entry: int) -> None:
        """Give an entry to a lexeme."""
        self.single[lexeme].append(entry)

    def phrase(self, pattern: str, entry: int, head: int = 1) -> None:
        """Give an entry to a sequence of words. head: 1-based number of the element that names it, gaps counted."""
        elements: list[int] = []
        spots: list[int] = []
        for element in _ELEMENT.findall(pattern):
            if element == "...":
                elements.append(-1)
                spots.append(len(elements) - 1)
            elif verb := _VERB_ELEMENT.fullmatch(element):
                elements.append(self.verb(verb[1], verb[2], verb[3] or None, verb[4] or None))
                spots.append(len(elements) - 1)
            elif noun := _NOUN_ELEMENT.fullmatch(element):
                elements.append(self.noun(noun[1]))
                spots.append(len(elements) - 1)
            else:
                spots.append(len(elements))
                elements += [self.word(part) for part in _WORD.findall(fold_word(element))]
        if not 1 <= head <= len(spots):
            raise VocabularyError(f"has no element {head}", subject=pattern, advice="correct its head")
        if elements[spots[head - 1]] < 0:  # a gap stands for the word it leads to
            head += 1
        solid = [i for i, element in enumerate(elements) if element >= 0]
        if len(solid) == 1:
            self.attach(elements[solid[0]], entry)
            return
        self.patterns.setdefault((tuple(elements), solid.index(spots[head - 1])), []).append(entry)

    def compiled(self) -> Compiled:
        """The finished tables."""
        patterns = [Pattern(elements, head, tuple(entries)) for (elements, head), entries in self.patterns.items()]
        starts: dict[int, list[int]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            starts[pattern.elements[0]].append(number)
        flat = {
            kind: {form: tuple(chain.from_iterable(sorted(found.items()))) for form, found in sorted(table.items())}
            for kind, table in self.forms.items()
        }
        return Compiled(
            self.entries, flat["verb"], flat["noun"], flat["word"],
            {k: tuple(dict.fromkeys(v)) for k, v in sorted(self.single.items())},
            patterns,
            {k: tuple(v) for k, v in sorted(starts.items())},
            self.parties,
        )  # fmt: skip


def _add(table: dict[str, dict[int, int]], written: str, lexeme: int, what: int) -> None:
    known = table[written]
    known[lexeme] = known.get(lexeme, 0) | what
