"""The tolls of an event as each source gave them, and what changed when."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.events.evidence import Count, party_words
from rawi.events.sources import Told
from rawi.model.event import Contradiction, Figure, HistoryEntry, Toll
from rawi.model.vocabulary import QuantityOf

_ORDER: tuple[QuantityOf, ...] = (
    "killed", "injured", "casualties", "detained", "abducted", "defectors", "displaced",
)  # fmt: skip


def tolls_of(told: Sequence[Told]) -> tuple[Toll, ...]:
    """The range of each kind of count over all that assert the event, with every figure in the order of publication."""
    found: list[Toll] = []
    for of in _ORDER:
        figures: list[Figure] = []
        for item in told:
            total, phrase = item.total.get(of), item.figure(of)
            if total is None or phrase is None or item.claim.status == "denied":
                continue
            source = " ".join(item.claim.sources[0].quote.text.split()) if item.claim.sources else None
            figures.append(
                Figure(words=item.words(phrase.quote), low=_whole(total.low), high=_whole(total.high),
                       approx=total.approx, source=source)
            )  # fmt: skip
        if figures:
            lows = [figure.low for figure in figures if figure.low is not None]
            highs = [figure.high for figure in figures]
            least = min((figure.high if figure.low in (None, 0) else figure.low) or 0 for figure in figures)
            low = min(lows) if lows else least
            high = None if None in highs else max(value for value in highs if value is not None)
            found.append(Toll(of=of, low=low, high=high, figures=tuple(figures)))
    return tuple(found)


def told_range(low: float | None, high: float | None) -> str:
    """A count as people write it: ``5``, ``3–5``, ``20+``."""
    if high is None:
        return f"{low or 0:g}+"
    return f"{low:g}" if low == high else f"{low or 0:g}–{high:g}"


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def history_of(told: Sequence[Told], contradictions: Sequence[Contradiction]) -> tuple[HistoryEntry, ...]:
    """What each report added: the first report, new totals, new parties, denials, disagreements that it opened."""
    entries: list[HistoryEntry] = []
    seen: dict[QuantityOf, Count] = {}
    actors: set[str] = set()
    denied = False
    opened = list(contradictions)
    for number, item in enumerate(told):
        when = item.article.published
        first = number == 0
        if first:
            words = item.words(item.claim.trigger)
            entries.append(HistoryEntry(when=when, what="reported", words=words, after=item.claim.trigger.text))
        for mention in item.claim.actors:
            if mention.party is not None and mention.party not in actors:
                if actors:
                    entries.append(
                        HistoryEntry(
                            when=when, what="actor", words=item.words(mention.quote), after=party_words(mention)
                        )
                    )
                actors.add(mention.party)
        if item.claim.status == "denied":
            if not denied and not first:
                words = item.words(item.claim.trigger)
                entries.append(HistoryEntry(when=when, what="denied", words=words, after=item.claim.trigger.text))
            denied = True
        else:
            entries += _new_totals(item, seen)
        for found in [c for c in opened if c.b.article == item.article.id and c.b.claim == item.claim.id]:
            opened.remove(found)
            entries.append(
                HistoryEntry(
                    when=when, what="contradiction", words=found.b, before=found.a.quote.text, after=found.b.quote.text
                )
            )
    return tuple(entries)


def _new_totals(item: Told, seen: dict[QuantityOf, Count]) -> list[HistoryEntry]:
    """Totals that are not what was told before."""
    entries: list[HistoryEntry] = []
    for of, total in item.total.items():
        before, phrase = seen.get(of), item.figure(of)
        if phrase is None or (before is not None and (before.low, before.high) == (total.low, total.high)):
            continue
        seen[of] = total
        entries.append(
            HistoryEntry(
                when=item.article.published, what="toll", words=item.words(phrase.quote),
                before="" if before is None else f"{of} {told_range(before.low, before.high)}",
                after=f"{of} {told_range(total.low, total.high)}",
            )
        )  # fmt: skip
    return entries
