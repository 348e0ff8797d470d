"""What an event is assembled from: the articles and claims behind its accounts, and who copied from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rawi.events.accounts import Account
from rawi.events.evidence import Count, totals
from rawi.events.sides import Outlet, outlet
from rawi.model.article import Article
from rawi.model.claim import Claim
from rawi.model.copy import CopyPair
from rawi.model.event import ClaimRef, Event, Words
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Reading
from rawi.model.span import Quote
from rawi.model.vocabulary import QuantityOf

# From here on an article as a whole is a copy of another, so that all it tells was taken over.
WHOLE_COPY = 0.5


class Told(NamedTuple):
    """One claim of an event with its article. account: number of its account; total: of each kind of count."""

    article: Article
    claim: Claim
    ref: ClaimRef
    account: int
    total: dict[QuantityOf, Count]

    @property
    def order(self) -> tuple[str, str, int, str, str]:
        """Sorts by publication; what is not dated comes last."""
        return (self.article.published or "~", self.article.id, self.claim.trigger.start, self.claim.id, self.ref.part)

    def words(self, quote: Quote) -> Words:
        """Words of the claim with where they come from."""
        return Words(
            article=self.article.id,
            claim=self.claim.id,
            quote=quote,
            outlet=self.article.outlet,
            published=self.article.published,
        )

    def figure(self, of: QuantityOf) -> QuantityMention | None:
        """The phrase that gives most of the total of one kind."""
        counted = [q for q in self.claim.quantities if q.of == of and (q.low is not None or q.high is not None)]
        return max(counted, key=lambda q: (q.low or q.high or 0, -q.quote.start), default=None)


class Sources:
    """Readings by article, and the pairs of articles that share text."""

    def __init__(self, readings: Mapping[str, Reading], copies: Iterable[CopyPair] = ()) -> None:
        self._articles = {name: reading.article for name, reading in readings.items()}
        self._claims = {name: {claim.id: claim for claim in reading.claims} for name, reading in readings.items()}
        self._copies: defaultdict[str, dict[str, CopyPair]] = defaultdict(dict)
        for pair in copies:
            self._copies[pair.a][pair.b] = pair
            self._copies[pair.b][pair.a] = pair

    def told(self, accounts: Sequence[Account]) -> list[Told]:
        """The claims of the accounts in the order of publication."""
        found = [self._told(ref, number) for number, account in enumerate(accounts) for ref in account.refs]
        return sorted(found, key=lambda told: told.order)

    def text(self, article: str) -> str:
        """The stored text of an article."""
        return self._articles[article].text

    def of(self, event: Event) -> list[Told]:
        """The claims of an event in the order of publication; accounts are not told apart."""
        return [self._told(ref, 0) for ref in event.claims]

    def _told(self, ref: ClaimRef, account: int) -> Told:
        article, claim = self._articles[ref.article], self._claims[ref.article][ref.claim]
        return Told(article, claim, ref, account, totals(article.text, claim.quantities) if claim.quantities else {})

    def copies(self, articles: Iterable[str]) -> list[CopyPair]:
        """The pairs among these articles, ordered by their names."""
        inside = set(articles)
        found = {
            (pair.a, pair.b): pair
            for one in inside
            for other, pair in self._copies.get(one, {}).items()
            if other in inside
        }
        return [found[key] for key in sorted(found)]


def copied(pair: CopyPair, one: Told, other: Told) -> bool:
    """Whether two claims stand in text that their articles share."""
    if pair.containment >= WHOLE_COPY:
        return True
    a, b = (one, other) if one.article.id == pair.a else (other, one)
    return any(
        p.a[0] <= a.claim.trigger.start < p.a[1] and p.b[0] <= b.claim.trigger.start < p.b[1] for p in pair.passages
    )


def published_by(article: Article) -> tuple[str, Outlet | None]:
    """Who published the article: a stable key, and the known outlet."""
    name = article.outlet or ""
    known = outlet(name) if name else None
    if known is None and article.url:
        host = article.url.split("//", 1)[-1].split("/", 1)[0]
        known = outlet(host)
        name = name or host.removeprefix("www.")
    if known is not None:
        return known.id, known
    return (name or f"article:{article.id}"), None
