"""What place phrases are made of: the words that may stand in them, and the parts that come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from rawi.lexicon.entries import Form
from rawi.lexicon.lexicon import Lexicon, Word
from rawi.text.folding import fold_word

# Words that never are or begin an unknown place name after a head noun ("مدينة في ...").
NO_NAME = frozenset(
    fold_word(word)
    for word in "في من على الى عن مع ان انها انه التي الذي الذين هذا هذه تلك ذلك و او ثم قد لم لن لا ما كما حيث"
    " بعد قبل خلال بين ضد حتى منذ اي كل بعض عدد"
    " امس اليوم غدا صباح مساء فجر ليلة ليل يوم كان كانت قال قالت وقال وفق حسب بحسب وسط عبر نحو لدى عند اثر جراء"
    " جديد جديدة اخرى".split()
)
# First halves of place names: the word after them belongs to the name.
FIRST_HALVES = frozenset(
    fold_word(word)
    for word in "ابو ابي ام عين تل تلة كفر دير خان بيت بئر بير جبل راس وادي شيخ الشيخ سيدي ابن بني باب مشهد"
    " خربة خربه معرة معره ال عبد حمام جب مرج برج قصر قلعة قلعه"
    " النبي سد حوش سن كرم مجدل صلاح نور جسر مطار معبر عرب حاسي عقبة".split()
)
# Words after which a name without a head noun is a place.
LEADS = frozenset("في من الي علي عن قرب باتجاه نحو حول بين عند شمال جنوب شرق غرب شمالي جنوبي شرقي غربي / -".split())
# Head nouns of ways: "the road Aleppo - Damascus" lies between two places.
WAYS = frozenset({"طريق", "أوتوستراد"})
QUOTE = '"'
NAME_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
LONGEST_QUOTED = 4  # words of a name in quotation marks
NUMBER_OF_KM = frozenset(
    {"كم", "كيلومتر", "كيلومترا", "كيلومترات", "كيلو", "كلم", "ميل", "ميلا", "اميال", "متر", "مترا", "امتار"}
)


@dataclass(slots=True)
class Part:
    """One level of a phrase: a head noun, a name with the places it may stand for, and a direction.

    level, around, precision_m: what the head noun says (see place_words.yaml); definite: the head carries the article
    and no name, so it points back; several: the head is a dual or plural, so names joined by و belong to it;
    generic: the head alone may stand for a place ("المنطقة"); qualified: an adjective follows. bearings: degrees from
    north of the direction words; distance_m: as told, if told. other_end: the places that the second name of a way may
    stand for ("the road X - Y").
    """

    first: int
    last: int
    head: str = ""
    level: str = ""
    around: bool = False
    precision_m: int = 0
    definite: bool = False
    several: bool = False
    generic: bool = False
    qualified: bool = False
    name: str = ""
    candidates: tuple[int, ...] = ()
    bearings: list[int] = field(default_factory=list)
    distance_m: int = 0
    other_end: tuple[int, ...] = ()


class Phrase(NamedTuple):
    """A place phrase. Tokens half-open; skip: letters of attached particles before it; parts from narrow to wide."""

    first: int
    last: int
    skip: int
    parts: list[Part]


class Token(NamedTuple):
    """What a word may do in a place phrase."""

    head: tuple[str, str, bool, int, bool, int, bool] | None  # lemma, level, around, precision, definite, skip, several
    generic: bool
    bearing: int | None
    adjective: bool
    relation: int | None
    known: bool


@cache
def token_of(word: str) -> Token:
    """What the folded word may do; remembered, because it is asked of every word of every article."""
    known: Word = Lexicon.load().word(word)
    head = None
    bearing = relation = None
    adjective = generic = False
    for entry, form, skip, _particle, definite, pronoun in known.readings:
        if entry.domain != "placeword":
            continue
        if entry.key == "head" and head is None and not pronoun:
            precision = int(entry.value("precision_m") or 0)
            generic = bool(entry.value("generic"))
            several = bool(form & (Form.DUAL | Form.PLURAL)) and not form & Form.SINGULAR
            head = (entry.lemma, entry.value("level"), bool(entry.value("around")), precision, definite, skip, several)
        elif entry.key == "direction" and entry.value("bearing"):
            bearing = int(entry.value("bearing"))
        elif entry.key == "adjective":
            adjective = True
        elif entry.key == "relation":
            relation = int(entry.value("precision_m") or 0)
    return Token(head, generic, bearing, adjective, relation, bool(known.readings))
