"""Which outlets an article names, and how: as its source, with the mark of an agency, or in passing."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from rawi.events.shingles import Body
from rawi.events.sides import Outlet, outlet
from rawi.lexicon.lexicon import Lexicon
from rawi.lexicon.tables import table
from rawi.model.article import Article
from rawi.text.folding import fold_word

_WORD = re.compile(r"[^\W_]+")
_HEAD = 10  # words at the beginning of an article in which a dateline stands
_TAIL = 6  # words at its end in which the mark of an agency stands
_REACH = 3  # words between a reporting word and the outlet that it reports
_LONGEST = 6  # words of the name of an outlet
_SHORTEST = 5  # letters of a name: a shorter one is as well a word of the language
_GENERIC = frozenset("للانباء الاخباريه الاخباري الاعلاميه الالكترونيه نت برس اونلاين عربي".split())
_DOMAIN_ENDS = frozenset({"com", "net", "org", "co", "gov", "info", "edu"})


class Named(NamedTuple):
    """An outlet where it is named. how: ``source`` with a word of reporting beside it, ``mark`` as agencies mark their
    reports, ``mention`` otherwise. span: in the stored text."""

    outlet: Outlet
    how: Literal["source", "mark", "mention"]
    span: tuple[int, int]


def outlet_of(article: Article) -> Outlet | None:
    """The known outlet that published the article, by its name or its address."""
    named = (article.outlet or "").strip()
    host = ""
    if article.url:
        try:
            host = urlsplit(article.url).hostname or ""
        except ValueError:
            host = ""
    return (outlet(named) if named else None) or (outlet(host) if host else None) or _labels().get(named.lower())


def publisher(article: Article) -> str | None:
    """A name for the outlet that is the same for all its articles, whether it is known or not."""
    known = outlet_of(article)
    return known.id if known else (article.outlet or "").strip().lower() or None


@cache
def _labels() -> dict[str, Outlet]:
    """Outlets by the name in their domain: ``aawsat`` for ``aawsat.com``."""
    found: dict[str, Outlet] = {}
    for row in table("outlets"):
        for domain in row["domains"]:
            parts = [part for part in domain.split(".")[:-1] if part not in _DOMAIN_ENDS]
            known = outlet(domain)
            if parts and known is not None:
                found.setdefault(parts[-1], known)
    return found


@cache
def _names() -> dict[tuple[str, ...], Outlet]:
    """Outlets by the words of their names."""
    found: dict[tuple[str, ...], Outlet] = {}
    for row in table("outlets"):
        known = outlet(row["id"])
        for name in (row["name_ar"], row["name_en"], *row["aliases"]):
            words = tuple(_WORD.findall(fold_word(name).lower()))
            if known is not None and 0 < len(words) <= _LONGEST:
                found.setdefault(words, known)
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _names())


@lru_cache(maxsize=1024)
def named_outlets(body: Body) -> tuple[Named, ...]:
    """The outlets that an article names, in reading order; site furniture is read too, for marks stand there."""
    text = body.folded.text
    matches = list(_WORD.finditer(text))
    words = [match[0].lower() for match in matches]
    found: list[Named] = []
    done = 0
    for i, word in enumerate(words):
        if i < done:
            continue
        stems = [s for s in (word, word[1:] if word[0] in "ولب" else "") if s in _first_words()]
        for size in range(min(_LONGEST, len(words) - i), 0, -1):
            known = next((k for s in stems if (k := _names().get((s, *words[i + 1 : i + size])))), None)
            if known is None:
                continue
            first, last = matches[i].start(), matches[i + size - 1].end()
            done = i + size
            how = _how(text, words, i, done, first, last)
            found.append(Named(known, how, body.folded.source_span(first, last)))
            break
    return tuple(found)


def named_as(body: Body, name: str) -> tuple[Named, ...]:
    """Where an article names an outlet that is known by this name alone, with or without a general word at its end."""
    wanted = _WORD.findall(fold_word(name).lower())[:_LONGEST]
    bare = wanted
    while len(bare) > 2 and bare[-1] in _GENERIC:
        bare = bare[:-1]
    if len("".join(bare)) < _SHORTEST:
        return ()
    text = body.folded.text
    matches = list(_WORD.finditer(text))
    words = [match[0].lower() for match in matches]
    found: list[Named] = []
    for i, word in enumerate(words):
        if bare[0] not in {word, word[1:] if word[0] in "ولب" else ""} or words[i + 1 : i + len(bare)] != bare[1:]:
            continue
        end = i + (len(wanted) if words[i + len(bare) : i + len(wanted)] == wanted[len(bare) :] else len(bare))
        first, last = matches[i].start(), matches[end - 1].end()
        how = _how(text, words, i, end, first, last)
        known = Outlet(name.strip().lower(), name, None, None, agency=False)
        found.append(Named(known, how, body.folded.source_span(first, last)))
    return tuple(found)


def _how(text: str, words: list[str], i: int, end: int, first: int, last: int) -> Literal["source", "mark", "mention"]:
    before, after = text[:first].rstrip(" ")[-1:], text[last:].lstrip(" ")[:1]
    edge = i < _HEAD or end > len(words) - _TAIL
    if (before in "([" and after in ")]" and before and after) or (
        edge and (after in "-:)(/" or not after.strip()) and before in "-(/،\n."
    ):
        return "mark"
    near = [*words[max(0, i - _REACH) : i], *words[end : end + 2]]
    return "source" if any(reports(word) for word in near) else "mention"


@lru_cache(maxsize=50_000)
def reports(word: str) -> bool:
    """Whether a word reports what somebody says: a verb of saying, or such as "بحسب"."""
    readings = Lexicon.load().word(word).readings
    return any(entry.domain == "voice" and entry.key in {"verb", "prep", "participle"} for entry, *_ in readings)
