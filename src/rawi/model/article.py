"""An article: the text that claims point into, and what is known of where it came from."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Literal

import msgspec

from rawi.errors import InputError
from rawi.model.span import Quote, Span

PublishedBasis = Literal["json-ld", "meta", "time-element", "url", "dateline-text", "given"]

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article. Only ``text`` is needed.

    published: ISO 8601 with reduced precision: ``"2019"``, ``"2019-01"``, ``"2019-01-16"`` or with a time of day.
        What is not known is left out, never filled in. A ``datetime.date`` may be handed over as well.
    published_basis: where the date was found; ``"given"`` when the caller said it.
    published_words: the words or attribute it was read from.
    id: when empty, made from the text and the address, so that the same article gets the same id again.
    boilerplate: ranges of site furniture that stand inside ``text``; no claim is read from them.
    language: ISO 639 code of the text, or None where it was not looked at.

    Raises InputError for a text that is no string or holds lone surrogates, and for a date that is none.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    published_words: str | None = None
    id: str = ""
    boilerplate: tuple[Span, ...] = ()
    language: str | None = None

    def __post_init__(self) -> None:
        """Check the text and the date, and fill in the id."""
        if not isinstance(self.text, str):
            raise InputError("the text of an article must be a string", subject=self.id or "article")
        try:
            raw = self.text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(
                f"the text holds a lone surrogate at character {error.start}",
                subject=self.id or "article",
                advice="decode the source again, with errors='replace'",
            ) from None
        put = msgspec.structs.force_setattr
        if isinstance(self.published, dt.date):
            put(self, "published", self.published.isoformat())
        if self.published is not None:
            _check_date(self.published, self.id)
            if self.published_basis is None:
                put(self, "published_basis", "given")
        if not self.id:
            digest = hashlib.sha256(raw + b"\0" + (self.url or "").encode("utf-8", "replace")).hexdigest()
            put(self, "id", digest[:16])

    @property
    def published_day(self) -> dt.date | None:
        """The day of publication where the date is known to the day, else None."""
        if self.published is None or len(self.published) < 10:
            return None
        return dt.date.fromisoformat(self.published[:10])

    def quote(self, start: int, end: int) -> Quote:
        """The words from ``start`` to ``end`` as a grounded quote."""
        return Quote(start, end, self.text[start:end])


def _check_date(published: str, subject: str) -> None:
    try:
        if not _ISO.fullmatch(published):
            raise ValueError
        # A year or a month is checked as its first day.
        dt.date.fromisoformat(published + "-01-01"[len(published) - 4 :] if len(published) < 10 else published[:10])
        if len(published) > 10:
            dt.datetime.fromisoformat(published)
    except ValueError:
        raise InputError(
            f"{published!r} is not a date",
            subject=subject or "article",
            advice="write it as YYYY, YYYY-MM or YYYY-MM-DD",
        ) from None
