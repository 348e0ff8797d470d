"""What the judge looks at: readable features of a trigger candidate, in bundles."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from rawi.lexicon.entries import Form
from rawi.model.vocabulary import VIOLENT
from rawi.reading.analysis import CLAUSE_MARKS, PREPOSITIONS, Analysis
from rawi.reading.facts import NEAR, ArticleFacts, History
from rawi.reading.kinds import MARKED, NEW, PHRASES, kinds_of
from rawi.reading.linear import EVERYWHERE, Bundle, Names
from rawi.reading.triggers import Candidate, Option
from rawi.reading.words import FINITE, Known

_DEMONSTRATIVES = frozenset({"هذا", "هذه", "تلك", "ذلك", "هذين", "هاتين", "ذاك"})
_LINK_REACH = 12  # tokens before and after a candidate in which such words tie it to its neighbours
_GROUP = {
    "violence": VIOLENT | {"kill", "injure", "abduct", "arrest", "abuse", "destroy", "seize"},
    "force": frozenset({"capture", "withdraw", "operation", "mobilize", "restrict", "arm"}),
    "cohesion": frozenset({"defect", "desert", "surrender", "recruit", "realign", "discord", "appoint", "conceal"}),
    "people": frozenset({"displace", "return", "aid", "harm_services"}),
}
GROUP_OF = {event: group for group, events in _GROUP.items() for event in events}


_SAYS = "says "
_NUMBER, _TENSE = Form.SINGULAR | Form.PLURAL, Form.PAST | Form.PRESENT
_VERB_REACH = 10  # tokens before a candidate in which a verb may govern it


def is_verb(candidate: Candidate) -> bool:
    """Whether a candidate is written as a finite verb."""
    return bool(candidate.form & FINITE) and not candidate.definite


def shared_features(analysis: Analysis, facts: ArticleFacts, history: History, candidate: Candidate) -> list[Bundle]:
    """Features of a candidate that do not depend on the type it may have."""
    words, known = analysis.doc.words, analysis.words
    head, first, last, form, particle, definite, pronoun, _firm, options = candidate
    number = analysis.doc.sentence[head]
    start, end = analysis.doc.bounds[number]
    verb = is_verb(candidate)
    previous = words[first - 1] if first > start else "^"
    following = words[last] if last < end else "$"
    around = facts.around(head, max(start, head - NEAR), min(end, head + NEAR + 1))
    same = history.sentence == number
    pointed = previous in _DEMONSTRATIVES or following in _DEMONSTRATIVES
    bundles: list[Bundle] = [
        (_written, verb, definite, bool(pronoun), particle, form & _NUMBER, form & _TENSE, pointed),
        (_position, verb, definite, min(number, 7), min(len(options), 4), number == 0 and facts.titled, facts.violent),
        (_after, previous, verb, definite),
        (_next, following),
        (_context, around & ~PHRASES, analysis.sentence_context[number]),
        (_told, verb, definite, history.told, _gap(head - history.last), min(history.claims, 4)) if same
        else (_told_before, history.told if 0 <= history.sentence == number - 1 else ""),
        (_acts, *facts.acts(number, head)),
        (_news, around & NEW, verb, definite),
        (_close, around & MARKED),
        _weapon(facts, history, head, number),
        (_says, analysis.stems[number]),
        _neighbours_of(known, first, last, start, end, verb, definite),
        _clause_of(analysis, facts, first, start, verb, definite),
    ]  # fmt: skip
    links = facts.links
    low = max(start, head - _LINK_REACH, history.last + 1 if same else 0)
    bundles += [
        (_linked, known[token].link, verb) for token in links[bisect_left(links, low) : bisect_left(links, head)]
    ]
    turns = facts.turns
    low = bisect_left(turns, last)
    for token in turns[low : bisect_left(turns, min(end, last + _LINK_REACH), low)]:
        if token in facts.heads:
            bundles.append((_then, facts.heads[token]))
            break
        bundles.append((_then_link, known[token].link))
    noun = analysis.noun.get(last)
    if noun is not None:
        bundles += ((_then, noun[2]), (_then, noun[1]))
    elif last in facts.places:
        bundles.append((_then, "place"))
    return bundles


def option_features(
    analysis: Analysis,
    facts: ArticleFacts,
    history: History,
    candidate: Candidate,
    option: Option,
    rank: int,
    verb: bool,
) -> list[Bundle]:
    """Features of reading a candidate as one type. rank: its place in the candidate's list of options."""
    event, entry = option.event, option.entry
    head = candidate.head
    number = analysis.doc.sentence[head]
    here, last = -1, False
    if history.sentence == number:
        here, last = min(history.here.get(event, 0), 2), history.told == event
    bundles: list[Bundle] = [
        (_option, event, entry.lemma, option.manner, min(rank, 2), entry.pos, verb),
        (
            _own, verb, candidate.definite, min(history.events.get(event, 0), 3), entry.lemma in history.lemmas,
            here, last,
        ),
    ]  # fmt: skip
    if option.needs:
        start, end = analysis.doc.bounds[number]
        around = facts.around(head, max(start, head - NEAR), min(end, head + NEAR + 1))
        bundles.append((_needs, bool(around & option.needs), option.manner))
    if option.unless and analysis.sentence_context[number] & option.unless:
        bundles.append((_unless,))
    return bundles


@cache
def event_scopes(event: str) -> tuple[str, ...]:
    """The scopes in which the features of a type weigh, however a word names it."""
    return (EVERYWHERE, GROUP_OF.get(event, "words"), event)


def option_scopes(option: Option) -> tuple[str, ...]:
    """The scopes in which the features of an option weigh."""
    return (*event_scopes(option.event), option.manner)


def weighs_in(feature: str, scope: str) -> bool:
    """Whether a feature may weigh in a scope: the words of a sentence tell its topic, so they speak for types alone."""
    return not feature.startswith(_SAYS) or (scope != EVERYWHERE and "|" not in scope)


def _weapon(facts: ArticleFacts, history: History, head: int, number: int) -> Bundle:
    """By which weapon: the one told nearest in the sentence, else in the sentence before, else most in the article."""
    name, gap = facts.nearest_weapon(number, head)
    if name:
        return (_weapon_here, name, gap < 7, history.previous)
    return (_weapon_elsewhere, tuple(facts.weapons.get(number - 1, ())), facts.weapon, history.previous)


def _neighbours_of(
    known: list[Known], first: int, last: int, start: int, end: int, verb: bool, definite: bool
) -> Bundle:
    """The classes of the words before and after a candidate. start, end: its sentence."""
    before = known[first - 1].kind if first > start else "^"
    after = known[last].kind if last < end else "$"
    second = known[first - 2].kind if first - 1 > start else ""
    return (_neighbours, before, after, second, verb, definite)


def _clause_of(analysis: Analysis, facts: ArticleFacts, first: int, start: int, verb: bool, definite: bool) -> Bundle:
    """What opens the clause, the verb that governs a noun, and which verb of its clause a verb is."""
    tied = facts.tied
    opener = governor = near = ""
    verbs = 0
    high = bisect_left(tied, first)
    for token in reversed(tied[bisect_left(tied, max(start, first - 1 - _VERB_REACH), 0, high) : high]):
        known = analysis.words[token]
        if known.opener:
            opener = analysis.doc.words[token]
            break
        verbs += 1
        if verbs == 1:
            governor, gap = known.verb, first - token
            near = "1" if gap == 1 else "2-4" if gap < 5 else "5+"
    return (_clause, opener, governor, near, min(verbs, 2), verb, definite)


def _says(stems: tuple[str, ...]) -> Names:
    return [_SAYS + stem for stem in stems]


# The features. manner: how a candidate is written, as verb or noun and with or without the article.
def _unless() -> Names:
    return ("unless",)


@cache
def _manner(verb: bool, definite: bool) -> tuple[str, str]:
    pos = "verb" if verb else "noun"
    return pos, f"{pos}|{definite}"


def _written(
    verb: bool, definite: bool, pronoun: bool, particle: str, number: int, tense: int, demonstrative: bool
) -> Names:
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
    return found


def _position(verb: bool, definite: bool, number: int, options: int, title: bool, violent: int) -> Names:
    position = "first" if number == 0 else "second" if number == 1 else "late" if number > 6 else "mid"
    found = [f"sentence={position}", f"sentence={position}|{_manner(verb, definite)[1]}"]
    found += [f"options={options}", f"violent words={violent if violent < 4 else '4-7' if violent < 8 else '8+'}"]
    return [*found, "title line"] if title else found


def _after(previous: str, verb: bool, definite: bool) -> Names:
    manner = _manner(verb, definite)[1]
    if previous in PREPOSITIONS:
        return [f"prev={previous}", f"after preposition|{manner}"]
    if previous in CLAUSE_MARKS or previous == "^":
        return [f"prev={previous}", f"clause start|{manner}"]
    return [f"prev={previous}"]


def _next(following: str) -> Names:
    return [f"next={following}"]


def _context(near: int, sentence: int) -> Names:
    return [
        *(f"near {name}" for name in kinds_of(near)), *(f"in sentence {name}" for name in kinds_of(sentence & ~near))
    ]  # fmt: skip


def _gap(gap: int) -> str:
    return "1-3" if gap < 4 else "4-8" if gap < 9 else "9+"


def _told(verb: bool, definite: bool, event: str, gap: str, claims: int) -> Names:
    return [f"after {event}", f"after {event}|{gap}", f"gap={gap}|{_manner(verb, definite)[1]}", f"here={claims}"]


def _told_before(event: str) -> Names:
    return ["first here", f"sentence before told {event}"] if event else ["first here"]


def _acts(before: tuple[str, ...], after: tuple[str, ...]) -> Names:
    if not before and not after:
        return ["no act in sentence"]
    return [*(f"act before={event}" for event in before), *(f"act after={event}" for event in after)]


def _news(bits: int, verb: bool, definite: bool) -> Names:
    manner = _manner(verb, definite)[1]
    if not bits:
        return [f"nothing new|{manner}"]
    return [*kinds_of(bits), *(f"{name}|{manner}" for name in kinds_of(bits))]


def _close(bits: int) -> Names:
    return [f"by {name}" for name in kinds_of(bits)]


def _weapon_here(name: str, near: bool, previous: str) -> Names:
    return [f"weapon={name}", f"weapon={name}|{'near' if near else 'far'}", f"last act={previous}"]


def _weapon_elsewhere(before: tuple[str, ...], article: str, previous: str) -> Names:
    told = [f"weapon before={name}" for name in before] or ["no weapon"]
    return [*told, f"article weapon={article}", f"last act={previous}"]


def _neighbours(before: str, after: str, second: str, verb: bool, definite: bool) -> Names:
    manner = _manner(verb, definite)[1]
    found = [f"{before}<|{manner}", f">{after}|{manner}", f"{before}<>{after}|{manner}"]
    return [*found, f"{second}<{before}<|{manner}"] if second else found


def _clause(opener: str, lemma: str, near: str, verbs: int, verb: bool, definite: bool) -> Names:
    manner = _manner(verb, definite)[1]
    found = [f"verbs before={verbs}|{manner}"]
    if opener:
        found.append(f"in clause after {opener}|verb{verbs}|{manner}")
    if lemma:
        found += [f"verb={lemma}|{near}", f"verb={lemma}", f"verb at {near}|{manner}"]
    return found


def _linked(link: str, verb: bool) -> Names:
    return [f"link {link}", f"link {link}|{'verb' if verb else 'noun'}"]


def _then(what: str) -> Names:
    return [f"then {what}"]


def _then_link(link: str) -> Names:
    return [f"then link {link}"]


def _option(event: str, lemma: str, manner: str, rank: int, pos: str, verb: bool) -> Names:
    how, _, weight = manner.partition("|")
    return [
        f"type {event}", f"w={lemma}", manner, f"{weight}|{'verb' if verb else 'noun'}", f"{how}|w={lemma}",
        f"rank={rank}", pos,
    ]  # fmt: skip


def _needs(met: bool, manner: str) -> Names:
    return [f"needs={met}", f"needs={met}|{manner}"]


def _own(verb: bool, definite: bool, told: int, lemma: bool, here: int, last: bool) -> Names:
    """What was told before of the same type. here: in the same sentence, -1 where that tells nothing."""
    manner = _manner(verb, definite)[1]
    found = [f"told={told}|{manner}", f"told={min(told, 1)}"]
    if lemma:
        found.append(f"lemma told|{manner}")
    if here >= 0:
        found += [f"same type here={here}|{manner}", f"same type here={here}"]
    if last:
        found.append(f"same as last|{manner}")
    return found
