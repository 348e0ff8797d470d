"""What reading an article gives, and what stands in its place where an article could not be read."""

from __future__ import annotations

import msgspec

from rawi.errors import GroundingError
from rawi.model.article import Article
from rawi.model.claim import Claim, LoadedWord
from rawi.model.span import Quote


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was seen but could not be anchored: listed, never hidden. reason: what is missing."""

    quote: Quote
    field: str
    reason: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its claims.

    boilerplate: lines of the text that are site furniture; no claim is read from them.
    unknown: phrases that could not be resolved, with the reason.
    Raises GroundingError where a quote does not stand in the article word for word.
    """

    article: Article
    claims: tuple[Claim, ...] = ()
    loaded: tuple[LoadedWord, ...] = ()
    boilerplate: tuple[Quote, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    reader: str = ""

    def __post_init__(self) -> None:
        """Hold every quote against the article."""
        text = self.article.text
        quotes = [quote for claim in self.claims for _, quote in claim.quotes()]
        for claim in self.claims:
            quotes += [label for mention in (*claim.actors, *claim.targets) for label in mention.labels]
            quotes += [quantity.head for quantity in claim.quantities if quantity.head is not None]
        quotes += [word.quote for word in self.loaded] + [item.quote for item in self.unknown] + list(self.boilerplate)
        quotes += [word.toward for word in self.loaded if word.toward is not None]
        for quote in quotes:
            if text[quote.start : quote.end] != quote.text:
                raise GroundingError(
                    f"the words at [{quote.start}, {quote.end}) are not {quote.text!r}", subject=self.article.id
                )


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """An article that could not be read: which, why, and what to do."""

    article: str
    reason: str
    advice: str = ""
