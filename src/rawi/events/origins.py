"""How many independent origins vouch for an event: an interval, with the reason for every merge.

An origin is whoever stands nearest the event: a ministry, a hospital, the outlet itself. Reports that go back to one
origin count once. ``max`` takes unnamed sources of different articles for different ones unless the text was copied;
``min`` takes all that is not named for one, since nothing shows that it is not. A report that names three sources is
still one report, and can stand for one of them only: there are never more independent origins than reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from rawi.events.sides import kinship, outlet, party_name
from rawi.events.sources import Told, copied, published_by
from rawi.model.claim import SourceLink
from rawi.model.copy import CopyPair
from rawi.model.event import Merge, MergeRule, Origin, Origins
from rawi.model.vocabulary import SourceKind
from rawi.text.folding import fold_word

# Kinds of source that are unnamed by nature, whatever words are used.
_UNNAMED_KINDS: frozenset[SourceKind] = frozenset({"local_source", "witness", "unnamed", "social_media", "relative"})
# Words with which an outlet speaks of a source without naming it.
_UNNAMED = re.compile(
    r"^[وفبلك]?(?:ال)?(?:مصدر|مصادر|ناشط|نشطاء|شهود|شاهد|سكان|أهالي|اهالي|مسؤول|مسؤولون|مسؤولين|معلومات|أنباء|انباء|"
    r"تقارير|وسائل|مواقع|صفحات|حسابات|مقرب|مطلع|ضابط|دبلوماسي)\w*"
)
_OWN = re.compile(r"^(?:\w{0,2})?(?:مراسل|مندوب|موفد|كاميرا|وكالتنا|شبكتنا)")


class _Unit(msgspec.Struct, frozen=True):
    """One origin as one article names it."""

    key: str
    name: str
    kind: SourceKind
    named: bool


def origins_of(told: Sequence[Told], copies: Sequence[CopyPair], mentions: Iterable[str] = ()) -> Origins:
    """The interval for one event. Articles that only mention it, and claims that deny it, vouch for nothing."""
    passing = set(mentions)
    vouching = [item for item in told if item.article.id not in passing and item.claim.status != "denied"]
    if not vouching:
        vouching = [item for item in told if item.article.id not in passing]
    units = _units(vouching)
    merges = [*_same(units), *_cites(units, vouching), *_families(units), *_copies(units, copies, vouching)]
    merges += [*_parts(units), *_untold(units)]
    keys = sorted({unit.key for found in units.values() for unit in found})
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    best: dict[str, _Unit] = {}
    for article, found in units.items():
        for unit in found:
            by_key[unit.key].append(article)
            best.setdefault(unit.key, unit)
    return Origins(
        min=_count(units, merges),
        max=_count(units, [merge for merge in merges if merge.bound == "both"]),
        reports=len(units),
        reasons=tuple(merges),
        origins=tuple(
            Origin(key=key, name=best[key].name, kind=best[key].kind, named=best[key].named,
                   articles=tuple(by_key[key]))
            for key in keys
        ),
    )  # fmt: skip


def _units(told: Sequence[Told]) -> dict[str, list[_Unit]]:
    """The origins that each article names; its own voice only where it names nobody."""
    found: dict[str, dict[str, _Unit]] = {}
    for item in told:
        units = found.setdefault(item.article.id, {})
        if item.claim.sources:
            unit = _unit(item, item.claim.sources[0])
            units[unit.key] = unit
    result: dict[str, list[_Unit]] = {}
    for item in told:
        article = item.article.id
        if article not in result:
            result[article] = sorted(found[article].values(), key=lambda unit: unit.key) or [_own(item, named=False)]
    return result


def _own(item: Told, *, named: bool) -> _Unit:
    key, known = published_by(item.article)
    name = known.name if known else item.article.outlet or item.article.id
    return _Unit(f"outlet:{key}", name, "media", named)


def _unit(item: Told, link: SourceLink) -> _Unit:
    words = " ".join(link.quote.text.split())
    if _OWN.match(words):
        return _own(item, named=True)
    if link.kind == "media":
        known = outlet(words)
        if known is not None:
            return _Unit(f"outlet:{known.id}", known.name, "media", True)
    if link.kind in _UNNAMED_KINDS or _UNNAMED.match(words):
        return _Unit(f"unnamed:{item.article.id}:{link.kind}", words, link.kind, False)
    if link.party is not None:
        return _Unit(f"party:{link.party}", party_name(link.party), link.kind, True)
    return _Unit(f"said:{plain_name(words)}", words, link.kind, True)


def plain_name(words: str) -> str:
    """A name as it is compared: folded, without articles and particles before its words."""
    return " ".join(re.sub(r"^(?:و|ف)?(?:ب|ل|ك)?ال", "", fold_word(word)) for word in words.split())


def _merge(rule: MergeRule, articles: Iterable[str], origins: Iterable[str], bound: str, reason: str) -> Merge:
    return Merge(
        rule=rule, articles=tuple(sorted(set(articles))), origins=tuple(sorted(set(origins))),
        bound="min" if bound == "min" else "both", reason=reason,
    )  # fmt: skip


def _same(units: dict[str, list[_Unit]]) -> Iterable[Merge]:
    """Articles that name one and the same source."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for article, found in units.items():
        for unit in found:
            if unit.named or unit.key.startswith("outlet:"):
                holders[unit.key].append(article)
                names.setdefault(unit.key, unit.name)
    for key, articles in sorted(holders.items()):
        if len(articles) > 1:
            rule: MergeRule = "agency" if key.startswith("outlet:") else "same_source"
            yield _merge(rule, articles, [key], "both", f"all go back to {names[key]}")
    said = sorted(key for key in holders if key.startswith("said:"))
    for a, b in combinations(said, 2):
        one, other = set(a[5:].split()), set(b[5:].split())
        if min(len(one), len(other)) >= 2 and (one <= other or other <= one):
            reason = f"{names[a]} and {names[b]} are one source, named at different length"
            yield _merge("same_source", [*holders[a], *holders[b]], [a, b], "both", reason)


def _cites(units: dict[str, list[_Unit]], told: Sequence[Told]) -> Iterable[Merge]:
    """An article that names an outlet whose own report is among the articles adds nothing to that report."""
    publishers = {item.article.id: f"outlet:{published_by(item.article)[0]}" for item in told}
    for article, found in units.items():
        for unit in found:
            if not unit.key.startswith("outlet:") or publishers[article] == unit.key:
                continue
            for cited in units:
                if cited != article and publishers[cited] == unit.key:
                    theirs = [other.key for other in units[cited]]
                    reason = f"it names {unit.name}, whose own report is among the articles"
                    # Only one of several sources of the cited report needs to be the one that was taken over.
                    yield _merge("cites", [article, cited], [unit.key, theirs[0]], "both", reason)


def _families(units: dict[str, list[_Unit]]) -> Iterable[Merge]:
    """Outlets of one owner."""
    families: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for article, found in units.items():
        for unit in found:
            known = outlet(unit.key.removeprefix("outlet:")) if unit.key.startswith("outlet:") else None
            if known is not None and known.family:
                families[known.family].setdefault(unit.key, []).append(article)
    for family, keys in sorted(families.items()):
        if len(keys) > 1:
            articles = [article for found in keys.values() for article in found]
            yield _merge("family", articles, keys, "both", f"the outlets belong to one publisher ({family})")


def _copies(units: dict[str, list[_Unit]], copies: Sequence[CopyPair], told: Sequence[Told]) -> Iterable[Merge]:
    """Text taken over from one article into another: what neither of them names is one origin."""
    by_article: defaultdict[str, list[Told]] = defaultdict(list)
    for item in told:
        by_article[item.article.id].append(item)
    for pair in copies:
        if not any(copied(pair, one, other) for one in by_article[pair.a] for other in by_article[pair.b]):
            continue
        loose = [
            unit.key
            for article in (pair.a, pair.b)
            for unit in units.get(article, ())
            if not unit.named or unit.key.startswith("outlet:")
        ]
        keys = loose or [unit.key for article in (pair.a, pair.b) for unit in units.get(article, ())][:1]
        if keys and pair.a in units and pair.b in units:
            reason = f"they share text ({pair.containment:.0%} of the shorter one)"
            yield _merge("copy", [pair.a, pair.b], keys, "both", reason)


def _parts(units: dict[str, list[_Unit]]) -> Iterable[Merge]:
    """A body and a part of it, such as an army and its spokesman, may both pass on one statement."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for article, found in units.items():
        for unit in found:
            if unit.key.startswith("party:"):
                holders[unit.key].append(article)
    for a, b in combinations(sorted(holders), 2):
        if kinship(a[6:], b[6:]) == 1.0:
            reason = f"{party_name(a[6:])} and {party_name(b[6:])} are one body and a part of it"
            yield _merge("same_source", [*holders[a], *holders[b]], [a, b], "min", reason)


def _untold(units: dict[str, list[_Unit]]) -> Iterable[Merge]:
    """What is not named may be one person."""
    loose = {unit.key: article for article, found in units.items() for unit in found if not unit.named}
    if len(loose) > 1:
        reason = "sources without a name, and reports without a source, are not known to be independent"
        yield _merge("untold", loose.values(), loose, "min", reason)


def _count(units: dict[str, list[_Unit]], merges: Iterable[Merge]) -> int:
    """The most origins, after the merges, for which different reports can stand: a matching of reports and origins."""
    above = {unit.key: unit.key for found in units.values() for unit in found}

    def top(key: str) -> str:
        while above[key] != key:
            key = above[key]
        return key

    for merge in merges:
        first, *others = merge.origins
        for other in others:
            above[top(other)] = top(first)
    stands: dict[str, str] = {}  # origin to the report that stands for it

    def place(report: str, tried: set[str]) -> bool:
        for origin in sorted({top(unit.key) for unit in units[report]} - tried):
            tried.add(origin)
            if origin not in stands or place(stands[origin], tried):
                stands[origin] = report
                return True
        return False

    return sum([place(report, set()) for report in sorted(units)])


def origin_key(item: Told, link: SourceLink) -> tuple[str, str, bool]:
    """Who a link of a chain is: a key that is the same for the same source, its name, and whether it is named."""
    unit = _unit(item, link)
    return unit.key, unit.name, unit.named
