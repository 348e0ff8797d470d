"""What a written word is to every stage of reading: worked out once for each spelling, and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from rawi.lexicon.entries import Entry, Form
from rawi.lexicon.lexicon import Lexicon, Reading, Word
from rawi.reading.kinds import bits_of
from rawi.reading.mentions.place_phrases import head_of
from rawi.text.folding import fold_word

# Closed-class words, folded: they begin no noun phrase and end the one before.
PREPOSITIONS = frozenset(
    fold_word(word)
    for word in (
        "ل ب ك في من على الى عن مع ضد بين خلال بعد قبل حتى منذ لدى عند نحو تجاه حول دون عبر اثر جراء "
        "بسبب نتيجه وسط داخل خارج فوق تحت امام خلف قرب ضمن رغم باتجاه عقب ازاء سوى مثل لقاء بدون فيما "
        "حيال صوب بحق لصالح"
    ).split()
)  # fmt: skip
FUNCTION_WORDS = PREPOSITIONS | frozenset(
    fold_word(word)
    for word in "و او ثم ف ان انه انها انهم بان بانه بانها لان لانه التي الذي الذين اللذين اللتين اللذان اللواتي"
        " ما مما ممن من هو هي هم هما هذا هذه هذان هذين هولاء ذلك تلك اولئك قد لقد سوف لم لن لا ليس ليست "
        "كان كانت كانوا يكون تكون"
    " كما حيث اذ اذا لو لكن لكنه لكنها بل الا اي ايا كل بعض جميع كلا كلتا غير سواء ام هل كيف متى اين وقد وكان "
    "وكانت كونه اما ايضا فقط بينما حين حينما عندما كي لكي بما فيه فيها به بها له لها لهم منه منها منهم عنه عنها"
    " عليه عليها عليهم اليه اليها"
    " لديه لديها معه معها بينهم بينها هناك هنا ثمه ابان اثناء اثنائها خلالها خلاله وذلك وهو وهي وهم والتي والذي"
    " مازال زال تم يتم وتم ابرز ابرزها حسب وفق وفقا بحسب نقلا كلما طالما لما اليوم امس".split()
)  # fmt: skip
CLAUSE_MARKS = frozenset({"،", ",", "؛", ";", ":", ".", "!", "؟", "?", "-", "(", ")", "…", "|", "/", "[", "]"})
FINITE = Form.PAST | Form.PRESENT | Form.PASSIVE_PAST | Form.PASSIVE_PRESENT

# Words that tie one clause to another: result, cause, time, purpose, relative, contrast. Folded, without attached
# particles.
_LINKS = frozenset(
    fold_word(word)
    for word in "ما مما أدى أدت أسفر أسفرت خلف خلفت تسبب تسببت أوقع أوقعت راح جراء إثر اثر خلال بعد قبل عقب ردا "
    "بسبب نتيجة فيما بينما كما حيث إطار ضمن بهدف أجل أن إن التي الذي الذين وسط مع عن إلى"
    " منذ حتى كان كانت قد لكن أو ثم بينهم بينها غداة أثناء عندما حين نحو ضد لم لن لا دون عدم محاولة عملية سلسلة"
    " سبق تزامنا بالتزامن قال قالت أعلن أعلنت أكد أكدت أفاد أفادت يذكر هو وهو".split()
)
_OPENERS = frozenset(
    {"ان", "انه", "انها", "انهم", "بان", "التي", "الذي", "الذين", "حيث", "فيما", "بينما", "كما", "عندما", "فان"}
)
_COUNTERS = frozenset({"عدد", "العدد", "عددا"})  # nouns that count others and look like verbs
_SORTED = frozenset({"event", "voice", "speaker", "hedge", "loaded", "party"})  # domains whose matches are listed
_NAMING = frozenset({"person", "object", "party", "speaker", "placeword"})
_CLASSES = _NAMING | {"event"}
_ARTICLES = ("ال", "وال", "بال", "لل")
_CLOSING = ("يه", "ين", "ون", "يا", "ات", "ا", "ي")
_MELTED = (("وال", ""), ("فال", ""), ("بال", "ب"), ("وبال", "ب"), ("ولل", "ل"), ("لل", "ل"), ("كال", "ك"))
_ATTACHED = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ب", "ل", "ف")  # longest first
_ENDINGS = ("ات", "ون", "ين", "ها", "هم", "يه", "ه", "ا")
_MEMORY = 100_000  # spellings remembered; news rarely has more


class Known:
    """A written word.

    readings, lexemes, pairs, gapped: see :class:`rawi.lexicon.lexicon.Word`. context: its context classes as bits;
    noun: the first entry that is a person or object; met: other readings with their domain; busy: whether there are any
    of these, or patterns. kind: verb, domain of a noun, definite, number, mark, particle or unknown; verb: its lemma if
    it is a finite verb. link: the linking word in it, with و or ف cut off, or ""; opener: whether it opens a clause;
    tied: whether it opens one or is a verb. nominal: may stand in a noun phrase; closes: may complete one; begins: says
    what kind of place a name is. cut: (conjunction attached, preposition attached, letters before the word proper).
    stem: roughly, what words of one topic share; "" for function words and marks.
    """

    __slots__ = (
        "begins", "busy", "closes", "context", "cut", "gapped", "kind", "lexemes", "link", "met", "nominal", "noun",
        "opener", "pairs",
        "readings", "stem", "tied", "verb",
    )  # fmt: skip

    def __init__(self, word: str, looked: Word) -> None:
        readings = self.readings = looked.readings
        self.lexemes = looked.lexemes
        self.pairs = looked.pairs
        self.gapped = looked.gapped
        self.context = bits_of(reading[0].key for reading in readings if reading[0].domain == "context")
        self.noun: Entry | None = next((r[0] for r in readings if r[0].domain in {"person", "object"}), None)
        self.met = tuple((r[0].domain, r) for r in readings if r[0].domain in _SORTED)
        self.busy = bool(looked.pairs or looked.gapped or self.context or self.noun or self.met)
        self.kind, self.verb = _classify(word, readings)
        self.link = word if word in _LINKS else word[1:] if word[:1] in {"و", "ف"} and word[1:] in _LINKS else ""
        self.opener = word in _OPENERS
        self.tied = self.opener or bool(self.verb)
        function = word in FUNCTION_WORDS or word in CLAUSE_MARKS
        plain = word[0].isalnum() and not function
        self.nominal = word == '"' or word in _COUNTERS or (plain and not _is_verb(word, readings))
        self.closes = word == '"' or word[0].isdigit() or word.startswith(_ARTICLES) or word.endswith(_CLOSING)
        self.closes |= not readings
        self.begins = head_of(word)
        self.cut = _cut(word, readings)
        self.stem = "" if function or not word[0].isalpha() else _stem(word)


class Knowledge(dict[str, Known]):
    """What is known of each spelling met so far, with one vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._word = lexicon.word

    def __missing__(self, word: str) -> Known:
        known = self[word] = Known(word, self._word(word))
        return known


_memories: WeakKeyDictionary[Lexicon, Knowledge] = WeakKeyDictionary()


def know(words: Sequence[str], lexicon: Lexicon) -> list[Known]:
    """What each of the folded words is."""
    memory = _memories.get(lexicon)
    if memory is None or len(memory) > _MEMORY:
        memory = _memories[lexicon] = Knowledge(lexicon)
    return [memory[word] for word in words]


def _classify(word: str, readings: tuple[Reading, ...]) -> tuple[str, str]:
    if word in CLAUSE_MARKS:
        return "mark", ""
    if word in FUNCTION_WORDS:
        return "particle", ""
    if word[0].isdigit():
        return "number", ""
    lemma = noun = ""
    for entry, form, _skip, _particle, definite, _pronoun in readings:
        if entry.pos == "verb" and form & FINITE:
            if entry.value("homograph") != "true":
                lemma = lemma or entry.lemma
        elif definite or entry.domain in _CLASSES:
            noun = noun or (entry.domain if entry.domain in _CLASSES else "definite")
    if lemma and noun in {"", "event"}:
        return "verb", lemma
    return noun or ("definite" if word.startswith(_ARTICLES) else "unknown"), ""


def _cut(word: str, readings: tuple[Reading, ...]) -> tuple[bool, str, int]:
    """(conjunction attached, preposition attached, letters before the word proper) of a noun, as far as known."""
    nouns = [(reading[2], reading[3]) for reading in readings if reading[0].pos != "verb"]
    if nouns:
        skip, particle = min(nouns, key=lambda cut: cut[0])
        return word[:skip].startswith(("و", "ف")), particle, skip
    for prefix, particle in _MELTED:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return prefix[0] in "وف", particle, len(prefix) - 2
    return False, "", 0


def _stem(word: str) -> str:
    """The word without an attached particle and one common ending, at least three letters of it."""
    for prefix in _ATTACHED:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _is_verb(word: str, readings: tuple[Reading, ...]) -> bool:
    verb = noun = False
    for entry, form, _skip, _particle, definite, _pronoun in readings:
        if definite:
            return False
        if entry.pos == "verb":
            verb = verb or entry.value("homograph") != "true" or not form & Form.PAST
        elif entry.pos in {"noun", "participle", "word"} and entry.domain in _NAMING:
            noun = True
    if verb:
        return not noun
    return not noun and len(word) > 3 and word[0] == "ي" and word[1] != "و" and not word.endswith("ه")
