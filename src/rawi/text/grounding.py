"""Grounding: where the words of a quote stand in a text, though they came back a little changed.

Whole words are looked for, never parts of words, and all words of the quote in their order. What may differ is a short
list, one step after another, from the surest to the weakest; a step is tried where those before it found nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal

import msgspec

from rawi.model.span import Quote
from rawi.text.clitics import noun_stems, verb_stems
from rawi.text.folding import Folded, fold, fold_word

Grade = Literal["verbatim", "folded", "quotes", "clitics"]

# A word, a number with its separators ("1,250.5"), or a sign. White space and quotation marks are no tokens.
_TOKEN = re.compile(r"\w+(?:(?<=\d)[.,،](?=\d)\w+)*|[^\w\s\"'<>]")
_NUMBER_SIGNS = frozenset(".,،")
_MARKS = frozenset("\"'<>")
_NO_LETTER = re.compile(r"\W")
# Letters that a word can have before what is left without its particles: conjunction, preposition, article.
_LONGEST_PREFIX = 4
# Words whose own first letter looks like a particle, and what is left is another word: "كان" is not "أن" with a
# particle, nor "لجنة" a paradise. Folded. A quote that needs such a cut is not found.
_OWN_LETTER = frozenset(
    """
    باب بابل بات بادر بارد بالغ بالغين بالون بحث بحر بحريه بدر بذل برج برد بري بريد بشاره بشر بطاقات بطاقه بطل بطوله
    بعث بعد بعض بعيد بكر بكره بلد بلديه بما بنيه بها بهم بهما بيت بيد بين
    سكان سكن سنه سياده سياره سيد سيده سير سيره سيل
    فارق فاصل فتي فجر فجرت فرد فرق فرقه فشل فصل فعال فعاليه فكر فكره فنيه فيصل فيما فيهم
    كاتب كارثه كافه كامل كامن كان كانا كانت كانوا كبار كبري كبير كتايب كتله كثير كذلك كرامه كرد كسر كفر كل كلا كلام
    كلما كلنا كله كلها كلهم كليه كما كمال كمين كنا كنت كندا كوادر كيان
    لاحق لبس لجان لجنه لحام لدي لدينا لديه لذا لذلك لسان لطالما لعل لقاء لقد لقي لكم لكن لكنه لكنها لكي لما لماذا
    لنا لها لهم لهما لولا لون
    واثق واحد وادي والد والدان والدين والي وباء وجد وجدت وجه وجهات وجهه وجوده وجودها وحده وراء ورد وردت ورق ورقه وزن
    وسام وسايل وسط وصف وصفت وصل وضع وطن وعد وعدت وعود وفد وفق وفيات وقف وقود
    """.split()
)


class Grounding(msgspec.Struct, frozen=True):
    """Where a quote stands, in half-open code points, the words as they stand there, and how sure it is.

    grade: from the surest to the weakest:
      verbatim, the same code points;
      folded, the same after folding (vowel marks, hamza seats, alef maqsura, ta marbuta, digits, the style of quotation
      marks);
      quotes, folded the same, quotation marks and white space aside;
      clitics, moreover the first word had lost its particles or its article; the span holds the whole word.
    """

    start: int
    end: int
    text: str
    grade: Grade

    @property
    def quote(self) -> Quote:
        """The words and their place, as the fields of a claim have them."""
        return Quote(self.start, self.end, self.text)


def ground(text: str, quote: str) -> Grounding | None:
    """Find a quote in a text, also if it came back folded, with other quotation marks or without its first particles.

    None where the words do not all stand there in their order, or where they fit two places by a weak grade (quotes,
    clitics); of several verbatim or folded places the first is given. White space around the quote is left aside. Words
    cut in two are not found. A single word that lost its particles is found only if it has four letters, and one that
    lost its article is not: it is too often another word. Time and memory are linear in the text's length.
    """
    quote = quote.strip()
    wanted = fold_word(quote).replace("\n", " ")
    tokens = _TOKEN.findall(wanted)
    if not any(map(_is_word, tokens)):
        return None
    folded = fold(text)

    def cuts_in_source(offset: int) -> bool:
        return _cuts(folded.text, folded.folded_offset(offset))

    for start in _whole(text, quote, cuts_in_source):
        return Grounding(start, start + len(quote), quote, "verbatim")
    spaced = folded.text.replace("\n", " ")
    for at in _whole(spaced, wanted, lambda offset: _cuts(spaced, offset)):
        start, end = folded.source_span(at, at + len(wanted))
        # One sign may stand for several words ("ﷺ"), of which the quote has one.
        if fold_word(text[start:end]).replace("\n", " ") != wanted:
            continue
        if not fold_word(quote[0]):  # a lengthening stroke used as a dash is folded away, and belongs to the quote
            while start and not fold_word(text[start - 1]):
                start -= 1
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return Grounding(start, end, text[start:end], "folded")
    return _ground_tokens(text, folded, wanted.strip(), tokens)


def _ground_tokens(text: str, folded: Folded, wanted: str, tokens: list[str]) -> Grounding | None:
    """The weak grades: tokens compared one by one, which leaves white space and quotation marks aside."""
    longest = sorted(tokens[1:], key=len)[-4:]
    if not all(token in folded.text for token in longest):
        return None  # most quotes that do not stand in the text end here, at a tenth of the cost
    spelled = f" {' '.join(_TOKEN.findall(folded.text))} "
    grade: Grade = "quotes"
    places = list(islice(_token_places(spelled, tokens), 2))
    if not places:
        grade = "clitics"
        places = list(islice(_clitic_places(spelled, tokens), 2))
    if len(places) != 1:
        return None
    first = spelled.count(" ", 0, places[0])
    found = list(islice(_TOKEN.finditer(folded.text), first, first + len(tokens)))
    start, end = found[0].start(), found[-1].end()
    start, end = _with_marks(folded.text, start, end, wanted)
    start, end = folded.source_span(start, end)
    if _TOKEN.findall(fold_word(text[start:end])) != [match[0] for match in found]:
        return None  # one sign that stands for several words
    return Grounding(start, end, text[start:end], grade)


def _with_marks(text: str, start: int, end: int, wanted: str) -> tuple[int, int]:
    """The range with the marks at its edges, where the quote has some there or one would be left without its pair."""
    if wanted[0] in _MARKS or (text.count('"', start, end) % 2 and text[end : end + 1] != '"'):
        while start and text[start - 1] in _MARKS:
            start -= 1
    if wanted[-1] in _MARKS or text.count('"', start, end) % 2:
        while end < len(text) and text[end] in _MARKS:
            end += 1
    return start, end


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _cuts(text: str, offset: int) -> bool:
    """Whether a range that begins or ends here would cut a word or a number in two."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if before in _NUMBER_SIGNS:
        return after.isdigit() and offset > 1 and text[offset - 2].isdigit()
    if after in _NUMBER_SIGNS:
        return before.isdigit() and text[offset + 1 : offset + 2].isdigit()
    return _is_letter(before) and _is_letter(after)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _whole(text: str, words: str, cuts: Callable[[int], bool]) -> Iterator[int]:
    """Where the words stand whole, in the order of the text. cuts: whether an offset of the text is inside a word."""
    # A long quote that is found again and again, but never whole, would make the search quadratic.
    left = 1000 + 16 * len(text) // len(words)
    at = text.find(words)
    while at >= 0 and left:
        left -= 1
        after = at + 1
        if not cuts(at):
            if not cuts(at + len(words)):
                yield at
        elif gap := _NO_LETTER.search(text, after):
            after = gap.start()
        else:
            return
        at = text.find(words, after)


def _token_places(spelled: str, tokens: list[str]) -> Iterator[int]:
    """Offsets of the blank before the tokens. spelled: all tokens of a text, with a blank before and after each."""
    needle = f" {' '.join(tokens)} "
    at = spelled.find(needle)
    while at >= 0:
        yield at
        at = spelled.find(needle, at + 1)


def _clitic_places(spelled: str, tokens: list[str]) -> Iterator[int]:
    """The same, where the first token had more letters before it, which can be particles or the article."""
    first, rest = tokens[0], tokens[1:]
    if not _is_word(first):
        return
    words = [token for token in rest if _is_word(token)]
    held = len(words) > 1 or any(len(word) > 2 for word in words)
    if not held and len(first) < 4:
        return
    # "لل" is the particle with the article, so only what follows the article is sure to stand there.
    bare = first.removeprefix("ال")
    needle = f"{' '.join([bare, *rest])} "
    at = spelled.find(needle)
    while at >= 0:
        blank = spelled.rfind(" ", max(0, at - _LONGEST_PREFIX - 1), at)
        if blank >= 0:
            word = spelled[blank + 1 : at + len(bare)]
            if _may_be(word, first, article=held):
                yield blank
        at = spelled.find(needle, at + 1)


def _may_be(word: str, stem: str, *, article: bool) -> bool:
    """Whether a word can be the stem with particles before it. article: or with the article, which may have melted."""
    for whole in (word, word[1:]) if word[0] in "وف" else (word,):
        if whole in _OWN_LETTER and len(stem) < len(whole):
            return False
    if not article and not word.endswith(stem):
        return False
    cuts = (*noun_stems(word), *verb_stems(word))
    return any(cut.stem == stem and not cut.pronoun and (article or not cut.definite) for cut in cuts)
