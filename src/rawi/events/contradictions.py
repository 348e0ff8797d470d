"""Claims on one event that cannot both be right, by type.

What could be an update, or speaks of something else, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from rawi.events.blame import party_contradictions
from rawi.events.evidence import Point, kilometres, link_key, places_of
from rawi.events.families import same_type
from rawi.events.numbers import number_contradictions, victim_contradictions
from rawi.events.sides import kinship, party_name
from rawi.events.sources import Told
from rawi.model.copy import CopyPair
from rawi.model.event import Contradiction, ContradictionKind
from rawi.model.span import Quote

# Places that lie no farther apart than this may be two names for one area.
_APART_KM = 5.0
# "The night of Thursday to Friday" is told as either day.
_DAYS_APART = 2

Rule = Callable[[Sequence[Told], Sequence[CopyPair]], Iterator[Contradiction]]


def contradictions_of(told: Sequence[Told], copies: Sequence[CopyPair] = ()) -> tuple[Contradiction, ...]:
    """Every pair of statements that exclude each other, each once, with the first who made them.

    told: the claims of one event in the order of publication.
    """
    real = [item for item in told if item.claim.status in ("happened", "ongoing", "denied")]
    found: list[Contradiction] = []
    for rule in _RULES:
        found += rule(real, copies)
    return tuple(sorted(found, key=lambda c: (_ORDER.index(c.kind), c.a.published or "~", c.a.article, c.b.article)))


_ORDER: tuple[ContradictionKind, ...] = (
    "occurrence", "party", "victim", "number", "place", "date", "attribution",
)  # fmt: skip


def _denials(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    """Said to have happened, and denied. A source that denies what is attributed to it contests the attribution."""
    seen: set[tuple[str, str]] = set()
    for denial in told:
        # What the outlet itself negates ("no shells fell today") is rarely about what others report.
        if denial.claim.status != "denied" or not denial.claim.sources:
            continue
        speaker = _speaker(denial)
        against = [item for item in told if item.claim.status != "denied" and _one_act(denial, item)]
        own = [item for item in against if _same_speaker(denial, item) and item.article.id != denial.article.id]
        kind: ContradictionKind = "attribution" if own else "occurrence"
        others = own or [item for item in against if not _same_speaker(denial, item)]
        if not others or (speaker, kind) in seen:
            continue
        seen.add((speaker, kind))
        why = (
            "the source denies what another report attributes to it"
            if own
            else "one says that it happened, the other denies it"
        )
        yield pair_of(kind, others[0], others[0].claim.trigger, denial, denial.claim.trigger, why)


def _one_act(denial: Told, item: Told) -> bool:
    """Whether the denial is of the act itself: a denial that counts victims is of the victims only."""
    if same_type(denial.claim.event, item.claim.event) == 0:
        return False
    denied = {q.of for q in denial.claim.quantities if q.of in ("killed", "injured", "casualties")}
    return not denied or bool(denied & {q.of for q in item.claim.quantities})


def _speaker(item: Told) -> str:
    if not item.claim.sources:
        return f"outlet:{item.article.outlet or item.article.id}"
    link = item.claim.sources[0]
    return link_key(link.party, link.quote.text)


def _same_speaker(a: Told, b: Told) -> bool:
    one, other = _speaker(a), _speaker(b)
    if one == other:
        return bool(a.claim.sources)
    parties = [item.claim.sources[0].party if item.claim.sources else None for item in (a, b)]
    return bool(parties[0] and parties[1] and kinship(parties[0], parties[1]) == 1.0)


def _places(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    """Exact places too far apart to be one, in accounts that other details show to be of one event."""
    spots: list[tuple[Told, Quote, Point]] = []
    for item in told:
        if item.claim.status == "denied" or item.ref.part:
            continue
        for mention in item.claim.places:
            points = places_of((mention,))[0]
            if points:
                spots.append((item, mention.quote, points[0]))
                break
    seen: set[tuple[str, str]] = set()
    for (a, quote_a, one), (b, quote_b, other) in combinations(spots, 2):
        pair = (min(one.id, other.id), max(one.id, other.id))
        far = kilometres(one, other) > one.km + other.km + _APART_KM
        if far and a.account != b.account and pair not in seen and not _one_place(a, b, told):
            seen.add(pair)
            yield pair_of(
                "place", a, quote_a, b, quote_b, f"{kilometres(one, other):.0f} km lie between the two places"
            )


def _one_place(a: Told, b: Told, told: Sequence[Told]) -> bool:
    """Whether the two accounts agree on some place, so that the rest is only told beside it."""
    points = [
        [p for item in told if item.account == side.account for p in places_of(item.claim.places)[0]] for side in (a, b)
    ]
    return any(kilometres(one, other) <= max(one.km, other.km) + 1.0 for one in points[0] for other in points[1])


def _dates(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    """Days told of one event that do not touch."""
    days: list[tuple[Told, Quote, int, int]] = []
    for item in told:
        for time in item.claim.times:
            if time.interval is not None and not time.weekday_conflict and item.claim.status != "denied":
                first, last = time.interval.first.toordinal(), time.interval.last.toordinal()
                if last - first <= 1:
                    days.append((item, time.quote, first, last))
                    break
    seen: set[tuple[int, int]] = set()
    for (a, quote_a, first_a, last_a), (b, quote_b, first_b, last_b) in combinations(days, 2):
        gap = max(first_a, first_b) - min(last_a, last_b)
        pair = (min(first_a, first_b), max(first_a, first_b))
        if gap >= _DAYS_APART and a.account != b.account and pair not in seen:
            seen.add(pair)
            yield pair_of("date", a, quote_a, b, quote_b, f"the two days are {gap} days apart")


def _attributions(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    """The same words given to different named sources."""
    seen: set[tuple[str, str]] = set()
    by_article: dict[str, list[Told]] = {}
    for item in told:
        if item.claim.sources and item.claim.sources[0].party:
            by_article.setdefault(item.article.id, []).append(item)
    for pair in copies:
        for a in by_article.get(pair.a, ()):
            for b in by_article.get(pair.b, ()):
                one, other = a.claim.sources[0], b.claim.sources[0]
                if one.party is None or other.party is None or a.claim.event != b.claim.event:
                    continue
                key = (min(one.party, other.party), max(one.party, other.party))
                if kinship(one.party, other.party) == 0 and key not in seen and _same_words(pair, a, b):
                    seen.add(key)
                    first, second = sorted((a, b), key=lambda item: item.order)
                    names = f"{party_name(key[0])}, {party_name(key[1])}"
                    yield pair_of(
                        "attribution", first, first.claim.sources[0].quote, second, second.claim.sources[0].quote,
                        f"the same words are given to different sources: {names}",
                    )  # fmt: skip


def _same_words(pair: CopyPair, a: Told, b: Told) -> bool:
    """Whether both triggers stand in one shared passage, and are the same word."""
    inside = any(
        p.a[0] <= a.claim.trigger.start < p.a[1] and p.b[0] <= b.claim.trigger.start < p.b[1] for p in pair.passages
    )
    return inside and a.claim.trigger.text == b.claim.trigger.text


def pair_of(kind: ContradictionKind, a: Told, quote_a: Quote, b: Told, quote_b: Quote, why: str) -> Contradiction:
    """A contradiction with the earlier claim first."""
    if b.order < a.order:
        a, quote_a, b, quote_b = b, quote_b, a, quote_a
    return Contradiction(kind=kind, a=a.words(quote_a), b=b.words(quote_b), why=why)


def _numbers(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    return (pair_of("number", *found) for found in number_contradictions(told))


def _victims(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    return (pair_of("victim", *found) for found in victim_contradictions(told))


def _parties(told: Sequence[Told], copies: Sequence[CopyPair]) -> Iterator[Contradiction]:
    return (pair_of("party", *found) for found in party_contradictions(told))


_RULES: tuple[Rule, ...] = (_denials, _parties, _victims, _numbers, _places, _dates, _attributions)
