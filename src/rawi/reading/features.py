"""What the judge looks at: readable features of a trigger candidate, in bundles."""

from __future__ import annotations

from functools import cache, lru_cache

from rawi.lexicon.entries import Form
from rawi.model.vocabulary import VIOLENT
from rawi.reading.analysis import CLAUSE_MARKS, PREPOSITIONS, Analysis
from rawi.reading.facts import NEAR, ArticleFacts, History, marked
from rawi.reading.linear import EVERYWHERE, REMEMBERED, Bundle
from rawi.reading.triggers import Candidate, Option
from rawi.reading.words import FINITE

_DEMONSTRATIVES = frozenset({"هذا", "هذه", "تلك", "ذلك", "هذين", "هاتين", "ذاك"})
_LINK_REACH = 12  # tokens before and after a candidate in which such words tie it to its neighbours
_GROUP = {
    "violence": VIOLENT | {"kill", "injure", "abduct", "arrest", "abuse", "destroy", "seize"},
    "force": frozenset({"capture", "withdraw", "operation", "mobilize", "restrict", "arm"}),
    "cohesion": frozenset({"defect", "desert", "surrender", "recruit", "realign", "discord", "appoint", "conceal"}),
    "people": frozenset({"displace", "return", "aid", "harm_services"}),
}
GROUP_OF = {event: group for group, events in _GROUP.items() for event in events}


def _bucket(number: int) -> str:
    return str(number) if number < 4 else "4-7" if number < 8 else "8+"


_VERB_REACH = 10  # tokens before a candidate in which a verb may govern it


def is_verb(candidate: Candidate) -> bool:
    """Whether a candidate is written as a finite verb."""
    return bool(candidate.form & FINITE) and not candidate.definite


def shared_features(analysis: Analysis, facts: ArticleFacts, history: History, candidate: Candidate) -> list[Bundle]:
    """Features of a candidate that do not depend on the type it may have."""
    doc = analysis.doc
    words, known = doc.words, analysis.words
    head, first, last = candidate.head, candidate.first, candidate.last
    number = doc.sentence[head]
    start, end = doc.bounds[number]
    verb, definite = is_verb(candidate), candidate.definite
    previous = words[first - 1] if first > start else "^"
    following = words[last] if last < end else "$"
    low, high = max(start, head - NEAR), min(end, head + NEAR + 1)
    near = facts.near(analysis, head)
    same = history.sentence == number
    bundles = [
        _written(
            verb, definite, bool(candidate.pronoun), candidate.particle, candidate.form & (Form.SINGULAR | Form.PLURAL),
            candidate.form & (Form.PAST | Form.PRESENT), previous in _DEMONSTRATIVES or following in _DEMONSTRATIVES,
        ),
        _position(
            verb, definite, min(number, 7), min(len(candidate.options), 4), number == 0 and facts.titled,
            _bucket(facts.violent),
        ),
        _after(previous, verb, definite),
        _next(following),
        _context(near, frozenset(analysis.sentence_context[number])),
        _told(verb, definite, history.told, _gap(head - history.last), min(sum(history.here.values()), 4)) if same
        else _told_before(history.told if 0 <= history.sentence == number - 1 else ""),
        _acts(*facts.acts(number, head)),
        _news(facts.news(low, high), verb, definite),
        _close(facts.close(low, high)),
        _weapon(facts, history, head, number),
        *_syntax(analysis, candidate, start, end, verb),
    ]  # fmt: skip
    for token in range(max(start, head - _LINK_REACH, history.last + 1 if same else 0), head):
        link = known[token].link
        if link:
            bundles.append(_linked(link, verb))
    for token in range(last, min(end, last + _LINK_REACH)):
        if token in facts.heads:
            bundles.append(_then(facts.heads[token]))
            break
        link = known[token].link
        if link:
            bundles.append(_then(f"link {link}"))
    noun = analysis.noun.get(last)
    if noun is not None:
        bundles += (_then(noun[2]), _then(noun[1]))
    elif last in facts.places:
        bundles.append(_then("place"))
    return bundles


def option_features(
    analysis: Analysis, facts: ArticleFacts, history: History, candidate: Candidate, option: Option, rank: int
) -> list[Bundle]:
    """Features of reading a candidate as one type. rank: its place in the candidate's list of options."""
    event, entry, how, weight = option.event, option.entry, option.how, option.weight
    head = candidate.head
    number = analysis.doc.sentence[head]
    verb = is_verb(candidate)
    same = history.sentence == number
    rank = min(rank, 2)
    known = option.known.get((rank, verb))
    if known is None:
        known = option.known[rank, verb] = _option(event, entry.lemma, how, weight, rank, entry.pos, verb)
    bundles = [
        known,
        _own(
            verb, candidate.definite, min(history.events.get(event, 0), 3), entry.lemma in history.lemmas,
            min(history.here.get(event, 0), 2) if same else -1, same and history.told == event,
        ),
    ]  # fmt: skip
    if option.needs:
        bundles.append(_needs(not facts.near(analysis, head).isdisjoint(option.needs), how, weight))
    if option.unless and not analysis.sentence_context[number].keys().isdisjoint(option.unless):
        bundles.append(_UNLESS)
    return bundles


def option_scopes(option: Option) -> tuple[str, ...]:
    """The scopes in which the features of an option weigh."""
    return _scopes(option.event, option.how, option.weight)


@cache
def _scopes(event: str, how: str, weight: str) -> tuple[str, ...]:
    return (EVERYWHERE, GROUP_OF.get(event, "words"), event, f"{how}|{weight}")


def _weapon(facts: ArticleFacts, history: History, head: int, number: int) -> Bundle:
    """By which weapon: the one told nearest in the sentence, else in the sentence before, else most in the article."""
    name, gap = facts.nearest_weapon(number, head)
    if name:
        return _weapon_here(name, gap < 7, history.previous)
    return _weapon_elsewhere(tuple(facts.weapons.get(number - 1, ())), facts.weapon, history.previous)


def _syntax(analysis: Analysis, candidate: Candidate, start: int, end: int, verb: bool) -> tuple[Bundle, Bundle]:
    """The neighbours' classes, the verb that governs a noun, and which verb of its clause a verb is."""
    words = analysis.words
    first, definite = candidate.first, candidate.definite
    before = words[first - 1].kind if first > start else "^"
    after = words[candidate.last].kind if candidate.last < end else "$"
    second = words[first - 2].kind if first - 1 > start else ""
    opener = governor = ""
    verbs = gap = 0
    low = max(start, first - 1 - _VERB_REACH)
    for token in [token for token in range(first - 1, low - 1, -1) if words[token].tied]:
        if words[token].opener:
            opener = analysis.doc.words[token]
            break
        verbs += 1
        if verbs == 1:
            governor, gap = words[token].verb, first - token
    near = "1" if gap == 1 else "2-4" if gap < 5 else "5+"
    return _neighbours(before, after, second, verb, definite), _clause(
        opener, governor, near, min(verbs, 2), verb, definite
    )


# The features. manner: how a candidate is written, as verb or noun and with or without the article.
_UNLESS = Bundle("unless")


@cache
def _manner(verb: bool, definite: bool) -> tuple[str, str]:
    pos = "verb" if verb else "noun"
    return pos, f"{pos}|{definite}"


@lru_cache(REMEMBERED)
def _written(
    verb: bool, definite: bool, pronoun: bool, particle: str, number: int, tense: int, demonstrative: bool
) -> Bundle:
    pos, manner = _manner(verb, definite)
    found = [pos, manner]
    if pronoun:
        found.append(f"pronoun|{pos}")
    if particle:
        found.append(f"particle={particle}|{pos}")
    if number == Form.PLURAL:
        found.append("plural")
    if tense == Form.PRESENT:
        found.append("present")
    if demonstrative:
        found.append("demonstrative")
    return Bundle(*found)


@lru_cache(REMEMBERED)
def _position(verb: bool, definite: bool, number: int, options: int, title: bool, violent: str) -> Bundle:
    position = "first" if number == 0 else "second" if number == 1 else "late" if number > 6 else "mid"
    found = [f"sentence={position}", f"sentence={position}|{_manner(verb, definite)[1]}"]
    found += [f"options={options}", f"violent words={violent}"]
    return Bundle(*found, "title line") if title else Bundle(*found)


@lru_cache(REMEMBERED)
def _after(previous: str, verb: bool, definite: bool) -> Bundle:
    manner = _manner(verb, definite)[1]
    if previous in PREPOSITIONS:
        return Bundle(f"prev={previous}", f"after preposition|{manner}")
    if previous in CLAUSE_MARKS or previous == "^":
        return Bundle(f"prev={previous}", f"clause start|{manner}")
    return Bundle(f"prev={previous}")


@lru_cache(REMEMBERED)
def _next(following: str) -> Bundle:
    return Bundle(f"next={following}")


@lru_cache(REMEMBERED)
def _context(near: frozenset[str], sentence: frozenset[str]) -> Bundle:
    return Bundle(
        *(f"near {name}" for name in sorted(near)), *(f"in sentence {name}" for name in sorted(sentence - near))
    )


def _gap(gap: int) -> str:
    return "1-3" if gap < 4 else "4-8" if gap < 9 else "9+"


@lru_cache(REMEMBERED)
def _told(verb: bool, definite: bool, event: str, gap: str, claims: int) -> Bundle:
    return Bundle(f"after {event}", f"after {event}|{gap}", f"gap={gap}|{_manner(verb, definite)[1]}", f"here={claims}")


@lru_cache(REMEMBERED)
def _told_before(event: str) -> Bundle:
    return Bundle("first here", f"sentence before told {event}") if event else Bundle("first here")


@lru_cache(REMEMBERED)
def _acts(before: tuple[str, ...], after: tuple[str, ...]) -> Bundle:
    if not before and not after:
        return Bundle("no act in sentence")
    return Bundle(*(f"act before={event}" for event in before), *(f"act after={event}" for event in after))


@lru_cache(REMEMBERED)
def _news(bits: int, verb: bool, definite: bool) -> Bundle:
    manner = _manner(verb, definite)[1]
    if not bits:
        return Bundle(f"nothing new|{manner}")
    return Bundle(*(f"new {name}" for name in marked(bits)), *(f"new {name}|{manner}" for name in marked(bits)))


@lru_cache(REMEMBERED)
def _close(bits: int) -> Bundle:
    return Bundle(*(f"by {name}" for name in marked(bits)))


@lru_cache(REMEMBERED)
def _weapon_here(name: str, near: bool, previous: str) -> Bundle:
    return Bundle(f"weapon={name}", f"weapon={name}|{'near' if near else 'far'}", f"last act={previous}")


@lru_cache(REMEMBERED)
def _weapon_elsewhere(before: tuple[str, ...], article: str, previous: str) -> Bundle:
    told = [f"weapon before={name}" for name in before] or ["no weapon"]
    return Bundle(*told, f"article weapon={article}", f"last act={previous}")


@lru_cache(REMEMBERED)
def _neighbours(before: str, after: str, second: str, verb: bool, definite: bool) -> Bundle:
    manner = _manner(verb, definite)[1]
    found = [f"{before}<|{manner}", f">{after}|{manner}", f"{before}<>{after}|{manner}"]
    return Bundle(*found, f"{second}<{before}<|{manner}") if second else Bundle(*found)


@lru_cache(REMEMBERED)
def _clause(opener: str, lemma: str, near: str, verbs: int, verb: bool, definite: bool) -> Bundle:
    manner = _manner(verb, definite)[1]
    found = [f"verbs before={verbs}|{manner}"]
    if opener:
        found.append(f"in clause after {opener}|verb{verbs}|{manner}")
    if lemma:
        found += [f"verb={lemma}|{near}", f"verb={lemma}", f"verb at {near}|{manner}"]
    return Bundle(*found)


@lru_cache(REMEMBERED)
def _linked(link: str, verb: bool) -> Bundle:
    return Bundle(f"link {link}", f"link {link}|{'verb' if verb else 'noun'}")


@lru_cache(REMEMBERED)
def _then(what: str) -> Bundle:
    return Bundle(f"then {what}")


@lru_cache(REMEMBERED)
def _option(event: str, lemma: str, how: str, weight: str, rank: int, pos: str, verb: bool) -> Bundle:
    return Bundle(
        f"type {event}", f"w={lemma}", f"{how}|{weight}", f"{weight}|{'verb' if verb else 'noun'}", f"{how}|w={lemma}",
        f"rank={rank}", pos,
    )  # fmt: skip


@lru_cache(REMEMBERED)
def _needs(met: bool, how: str, weight: str) -> Bundle:
    return Bundle(f"needs={met}", f"needs={met}|{how}|{weight}")


@lru_cache(REMEMBERED)
def _own(verb: bool, definite: bool, told: int, lemma: bool, here: int, last: bool) -> Bundle:
    """What was told before of the same type. here: in the same sentence, -1 where that tells nothing."""
    manner = _manner(verb, definite)[1]
    found = [f"told={told}|{manner}", f"told={min(told, 1)}"]
    if lemma:
        found.append(f"lemma told|{manner}")
    if here >= 0:
        found += [f"same type here={here}|{manner}", f"same type here={here}"]
    if last:
        found.append(f"same as last|{manner}")
    return Bundle(*found)
