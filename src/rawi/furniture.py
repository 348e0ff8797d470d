"""Site furniture in plain text: related headlines, share buttons, tags, date and section lines, by-lines, captions.

Three kinds of evidence are used, in this order: wording (``lexicon/data/furniture.yaml``), the shape of a line (short,
without a full stop, a date and nothing else), and its place (before the title, between two paragraphs, after the last).
A lone short line between paragraphs is taken for a subheading and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Literal

import msgspec

from rawi.lexicon.tables import table
from rawi.text.folding import fold_word

Reason = Literal["cue", "list", "head", "caption", "gap", "tail", "repeat"]

# Lengths are in letters. They part headlines from paragraphs on the annotated development articles: nine headlines of
# ten have under 100 letters and no full stop, nine paragraphs of ten have more than 60 and end in one.
_SENTENCE = 60
_PARAGRAPH = 100
_LONG = 200
_LABEL = 45
_CUE_LINE = 120
_FOLDED = 130
_MOST_IN_GAP = 5

_FULL_STOP = re.compile(r"(?<!\.)\.[\"'”»“)\]]*$")
_NO_FULL_STOP = frozenset("ابةتثجحخدذرزسشصضطظعغفقكلمنهويىءأإآؤئ،؛؟:!?0123456789")
_CLAUSE_END = re.compile(r'[.؟?!:،؛,]["\')\]]*$')
_CLOCK = re.compile(r"\d{1,2}:\d\d(?:\s*(?:ص|م|am|pm|صباحا|مساء))?\b", re.IGNORECASE)
_AGE = re.compile(
    r"(?:منذ|قبل)? ?(?:\d+ )?(?:ثانيه|دقيقه|دقايق|دقيقتين|ساعه|ساعتين|ساعات|يوم|يومين|ايام|"
    r"اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|سنه|سنوات)"
    r"(?: واحده?)?(?: مضت| مضي)?"
)
_DIGIT = re.compile(r"\d")
_DIGITS_AND_MARKS = re.compile(r"[\d\s/.:,،|\-]{6,25}(?:ص|م|am|pm)?", re.IGNORECASE)
_INITIALS = re.compile(r"[-\s]*\([^()]{1,12}\)|[A-Z]{2,6}(?:[/ -][A-Z]{1,6})?")
_CAPTION_END = re.compile(r"(?:\(([^()]{2,40})\)|\s?-\s?([^-()]{2,40}))$")
_BYLINE_MARK = re.compile(r"[-/|:()]|(?<=\s)ـ(?=\s)")
_TITLE_MARK = re.compile(r"\s[-|]\s|\s\|\|?\s?")
_SECTION_MARK = re.compile(r"[,،|/>\"]+")
_PLACE_LABEL = re.compile(r"[^\W\d]+(?: [^\W\d]+)?:")
_HASHTAGS = re.compile(r"(?:#\s?[\w]*\s*)+")
_BARE = re.compile(r" *[^\w\n ][^\w\n]*|  +")
_MARK = re.compile(r"[^\w\n ]")
# The marks of nearly every text, which str.replace takes out five times faster than the pattern does.
_COMMON_MARKS = ".,:;!?\"'()[]{}/\\|-*+=#@&%…،؛؟·•"
# Beginnings of a sentence that goes on with a story: no headline has them.
_CONTINUES = re.compile(
    r"(?:و(?!اشنطن|ايل|اي بي جي|ثي|فد |فاه|صول|سط|لي |"
    r"زير|زار|حدات|حده|كال|الد|رش|رق|رد |ضع|قف |قوع)|كما |في حين |فيما |لكن |غير ان |الا ان |حيث )"
)
_EMBEDDED_LINK = re.compile(r"رابط (?:الخبر|المقال|الموضوع) (?:ب|في |على |من )")


class Furniture(msgspec.Struct, frozen=True):
    """A range of the text that is not the article, and what gave it away."""

    start: int
    end: int
    reason: Reason


class _Line(msgspec.Struct):
    start: int
    end: int
    size: int
    folded: str
    bare: str
    full_stop: bool
    reason: Reason | None = None
    body: bool = False


class _Cues(msgspec.Struct, frozen=True):
    related: frozenset[str]
    closing: frozenset[str]
    whole: frozenset[str]
    sections: frozenset[str]
    credits: frozenset[str]
    media_tail: frozenset[str]
    opening: tuple[str, ...]
    opening_words: frozenset[str]
    labels: frozenset[str]
    inside: tuple[str, ...]
    notices: tuple[str, ...]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    data: dict[str, list[str]] = table("furniture")
    # Folded in one go, as the lines of a text are.
    folded = {field: fold_word("\n".join(map(str, phrases))).lower().split("\n") for field, phrases in data.items()}
    sets = {field: frozenset(_bare(phrase) for phrase in phrases) for field, phrases in folded.items()}

    opening = tuple(sorted(sets["opening"]))
    return _Cues(
        related=sets["related"],
        closing=sets["closing"],
        whole=sets["whole"],
        sections=sets["sections"],
        credits=sets["credits"],
        media_tail=sets["media_tail"],
        opening=opening,
        opening_words=frozenset(phrase.split(" ", 1)[0] for phrase in opening),
        labels=sets["labels"],
        inside=tuple(folded["inside"]),
        notices=tuple(data["notices"]),
    )


def _bare(folded: str) -> str:
    """Letters and digits alone, single-spaced: for comparing lines."""
    return _BARE.sub(" ", folded).strip().lower()


def boilerplate_lines(text: str, title: str | None = None) -> list[tuple[int, int]]:
    """Ranges of ``text`` that are site furniture, in order, without the white space around them."""
    return [(f.start, f.end) for f in find_furniture(text, title)]


def find_furniture(text: str, title: str | None = None) -> list[Furniture]:
    """The same with the reason of each. Time is linear in the length of the text."""
    lines = _lines(text)
    if not lines:
        return []
    pieces = [p for p in _TITLE_MARK.split(fold_word(title or "")) if p.strip()]
    heading = _bare(pieces[0]) if pieces else ""
    site = frozenset(_bare(" ".join(pieces[1:])).split()) - frozenset(heading.split()) if pieces else frozenset()
    _mark_by_wording(lines, heading, site)
    _mark_lists(lines, heading)
    first, last = _body_range(lines)
    if first is not None and last is not None:
        _mark_head(lines[:first], heading, site)
        _mark_gaps(lines, first, last)
        _mark_tail(lines, last, heading)
    for phrase in _cues().notices:
        if phrase in text:
            for line in lines:
                if phrase in text[line.start : line.end]:
                    line.reason = line.reason or "cue"
    found = [Furniture(line.start, line.end, line.reason) for line in lines if line.reason]
    if _EMBEDDED_LINK.search(text):
        found += [f for line in lines if not line.reason for f in _embedded(text, line)]
        found.sort(key=lambda f: f.start)
    return found


def _lines(text: str) -> list[_Line]:
    """The lines that hold anything. Only short ones are folded: wording decides nothing about a paragraph."""
    spots: list[tuple[int, str]] = []
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            spots.append((at + raw.index(stripped[0]), stripped))
        at += len(raw) + 1
    if not spots:
        return []
    # All short lines are folded in one go: the cost of folding lies in the number of calls.
    folded = fold_word("\n".join(line if len(line) <= _FOLDED else "" for _, line in spots))
    bare = _bare_lines(folded)
    return [
        _Line(start, start + len(line), len(line), f.strip(), b.strip(), _ends_in_full_stop(line))
        for (start, line), f, b in zip(spots, folded.split("\n"), bare.split("\n"), strict=True)
    ]


def _bare_lines(folded: str) -> str:
    """What :func:`_bare` gives of each line, the blanks at its ends apart."""
    for mark in _COMMON_MARKS:
        folded = folded.replace(mark, " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return (_BARE.sub(" ", folded) if _MARK.search(folded) else folded).lower()


def _ends_in_full_stop(line: str) -> bool:
    """Whether one full stop ends the line, before quotation marks and brackets; "..." is none."""
    return line[-1] not in _NO_FULL_STOP and bool(_FULL_STOP.search(line, len(line) - 5))


def _is_title(line: _Line, heading: str) -> bool:
    """Whether the line repeats the title, whole or cut."""
    if not heading or not line.bare:
        return False
    return line.bare == heading or (
        len(line.bare) > 15 and (heading.startswith(line.bare) or line.bare.startswith(heading))
    )


def _mark_by_wording(lines: list[_Line], heading: str, site: frozenset[str]) -> None:
    cues = _cues()
    short = [line for line in lines if line.size <= _CUE_LINE]
    low = "\n".join([line.folded for line in short]).lower()
    inside = tuple(phrase for phrase in cues.inside if phrase in low)
    for line in short:
        if _says_furniture(line, cues, inside):
            line.reason = "cue"
        elif not line.full_stop and not _is_title(line, heading) and _is_caption(line.folded, cues.credits, site):
            line.reason = "caption"


def _says_furniture(line: _Line, cues: _Cues, inside: tuple[str, ...]) -> bool:
    """inside: those of ``cues.inside`` that stand anywhere in the text, in most texts none."""
    if not line.bare or line.bare in cues.whole or line.bare in cues.sections:
        return True
    folded = line.folded
    if line.size <= _LABEL and (
        _AGE.fullmatch(line.bare) or _INITIALS.fullmatch(folded) or _all_sections(folded, cues.sections)
    ):
        return True
    if folded[0] == "#" and _HASHTAGS.fullmatch(folded):
        return True
    if _is_date(folded):
        return True
    first = line.bare.split(" ", 1)[0]
    if first in cues.opening_words and any((line.bare + " ").startswith(p + " ") for p in cues.opening):
        return True
    label, colon, _ = folded.partition(":")
    if colon and _bare(label) in cues.labels:
        return True
    return bool(inside) and any(phrase in folded.lower() for phrase in inside)


def _all_sections(folded: str, sections: frozenset[str]) -> bool:
    parts = [_bare(p) for p in _SECTION_MARK.split(folded)]
    return len(parts) > 1 and all(p in sections for p in parts if p) and any(parts)


def _is_date(folded: str) -> bool:
    """Whether the line is a date (with clock, weekday and label) and nothing else."""
    if len(folded) > 60 or not _DIGIT.search(folded):
        return False
    if _DIGITS_AND_MARKS.fullmatch(folded):
        return True
    from rawi.dates import read_date

    found = read_date(folded)
    if found is None:
        return False
    rest = _CLOCK.sub(" ", folded[: found.start] + " " + folded[found.end :])
    return len(_bare(rest)) <= 8


def _is_caption(folded: str, credits: frozenset[str], site: frozenset[str]) -> bool:
    match = _CAPTION_END.search(folded)
    if match is None or (match.start() == 0 and not match[1]):
        return False
    words = re.split(r"[/,،:]", match[1] or match[2])
    return any((word := _bare(w)) in credits or (word and frozenset(word.split()) <= site) for w in words)


def _mark_lists(lines: list[_Line], heading: str) -> None:
    """Mark the lists that a cue opens, and tell the paragraphs of the article from the other lines."""
    cues = _cues()
    counts = Counter([line.bare for line in lines if line.bare])
    left = sum([line.size for line in lines if line.size >= _PARAGRAPH and line.full_stop])
    seen = 0
    state: Literal["article", "list", "closed"] = "article"
    for line in lines:
        cue = _list_cue(line, cues) if line.size <= _FOLDED else None
        if cue is not None:
            line.reason = "cue"
            if state != "closed" and cue != "one":
                # A menu before the article says "most read" too: nothing is closed before half of the article is told.
                state = "closed" if cue == "closing" and seen and 2 * seen >= left else "list"
            continue
        paragraph = line.full_stop and line.size >= _PARAGRAPH
        if paragraph:
            seen += line.size
            left -= line.size
        if state == "closed" or (
            state == "list" and not (paragraph or line.size >= _LONG or (_is_title(line, heading) and not seen))
        ):
            line.reason = line.reason or "list"
        elif line.reason is None:
            state = "article"
            line.body = line.size >= _PARAGRAPH or (line.full_stop and line.size >= _SENTENCE)
            if (
                line.body
                and counts[line.bare] > 1
                and line.bare
                and not line.full_stop
                and not _is_title(line, heading)
            ):
                line.body = False


_NAVIGATION = frozenset(
    {"السابق", "التالي", "الخبر السابق", "الخبر التالي", "المقال السابق", "المقال التالي", "prev post", "next post"}
)


def _list_cue(line: _Line, cues: _Cues) -> Literal["related", "closing", "one"] | None:
    """What the line opens: a list of stories, the end of the article, or nothing beyond itself ("read also: …")."""
    label, colon, rest = line.folded.partition(":")
    label = _bare(label) if colon else line.bare
    if label in cues.related:
        return "one" if rest.strip() else "related"
    if line.size <= _LABEL and label in cues.closing:
        return "closing"
    return "related" if line.bare in _NAVIGATION else None


def opens_list(text: str) -> bool:
    """Whether a label such as "read also" announces a list of other stories, or the end of the article."""
    label = _bare(fold_word(text))
    cues = _cues()
    return label in cues.related or label in cues.closing


def _body_range(lines: list[_Line]) -> tuple[int | None, int | None]:
    body = [i for i, line in enumerate(lines) if line.body]
    return (body[0], body[-1]) if body else (None, None)


def _mark_head(head: list[_Line], heading: str, site: frozenset[str]) -> None:
    """By-lines before the first paragraph, and everything above the title where the title stands there."""
    titled = next((i for i, line in enumerate(head) if _is_title(line, heading)), None)
    cues = _cues()
    for i, line in enumerate(head):
        if line.reason or _is_title(line, heading):
            continue
        if (
            (titled is not None and i < titled)
            or _is_byline(line, cues, site)
            or (_PLACE_LABEL.fullmatch(line.folded) and i + 1 < len(head) and head[i + 1].size <= _LABEL)
        ):
            line.reason = "head"


def _is_byline(line: _Line, cues: _Cues, site: frozenset[str]) -> bool:
    if line.size > _LABEL or line.full_stop:
        return False
    if line.size <= 20 and line.folded[0] == line.folded[-1] == '"':
        return True
    words = frozenset(line.bare.split())
    if words <= site:
        return True
    known = words & site or words & cues.media_tail or any(line.bare.endswith(m) for m in cues.media_tail)
    return bool(known) and (bool(_BYLINE_MARK.search(line.folded)) or len(words) <= 2)


def _loose(line: _Line, heading: str) -> bool:
    """A short line with no mark at its end, like a headline; not yet explained."""
    if line.reason or line.body or line.size > _CUE_LINE or _is_title(line, heading) or _CONTINUES.match(line.folded):
        return False
    return not _CLAUSE_END.search(line.folded) or line.folded.endswith(("..", "؟", "?", "!"))


def _punctuated(lines: list[_Line]) -> bool:
    """Whether paragraphs end in full stops here, so that a line without one stands out."""
    body = [line.full_stop for line in lines if line.body]
    return 4 * sum(body) >= 3 * len(body)


def _mark_gaps(lines: list[_Line], first: int, last: int) -> None:
    """Two to five headlines in a row between paragraphs; one alone only where it is repeated.

    More in a row are a poem, a list of names or hard-wrapped text; a colon before them announces what they are.
    """
    if not _punctuated(lines):
        return
    counts = Counter([line.bare for line in lines if not line.body])
    run: list[_Line] = []
    before = ""
    for line in lines[first : last + 1]:
        if _loose(line, ""):
            run.append(line)
            continue
        if not before.endswith(":") and (1 < len(run) <= _MOST_IN_GAP or (len(run) == 1 and counts[run[0].bare] > 1)):
            for member in run:
                member.reason = "gap"
        run = []
        before = line.folded or "…"


def _mark_tail(lines: list[_Line], last: int, heading: str) -> None:
    """Headlines after the last paragraph, in articles whose paragraphs end in full stops."""
    if _punctuated(lines):
        for line in lines[last + 1 :]:
            if _loose(line, heading):
                line.reason = "tail"


def _embedded(text: str, line: _Line) -> list[Furniture]:
    """A "link of this story" that was glued to the end of a paragraph."""
    match = _EMBEDDED_LINK.search(text, line.start, line.end)
    return [Furniture(match.start(), line.end, "cue")] if match else []
