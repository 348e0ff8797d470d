"""A capture on its way into the store: its hashes, and its article, made once and only where it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from rawi.errors import RawiError
from rawi.model.article import Article
from rawi.model.capture import Capture
from rawi.store.packing import clean, moment, pack, pack_article, short_hash

ArticleOf = Callable[[Capture], Article]

# PostgreSQL looks up no more than some 2,700 bytes.
_LONGEST_ID = 500


class Found(msgspec.Struct, frozen=True):
    """An article as it is kept. packed: its JSON, packed; digest: SHA-256 of the JSON."""

    article: Article
    packed: bytes
    digest: bytes


class Met:
    """A capture with what the store needs to know of it. place: the hash of its locator."""

    def __init__(self, capture: Capture, article_of: ArticleOf) -> None:
        self.capture = capture
        self.source = clean(capture.source)
        self.locator = clean(capture.locator)
        self.place = short_hash(self.locator)
        self.sha256 = hashlib.sha256(capture.content).digest()
        self.captured_at = moment(capture.captured_at)
        self._article_of = article_of
        self._found: Found | RawiError | None = None
        self._packed: tuple[str, bytes] | None = None

    def found(self) -> Found | RawiError:
        """The article as it will be kept, or why there is none."""
        if self._found is None:
            try:
                self._found = _found(self._article_of(self.capture))
            except RawiError as error:
                self._found = error
            except Exception as error:  # a fault in one page must not cost the others
                self._found = RawiError(
                    f"the page could not be understood ({type(error).__name__}: {error})",
                    advice="this is a fault of Rawi: please report it with the page",
                )
        return self._found

    def packed(self) -> tuple[str, bytes]:
        """The packed bytes, and how they are packed."""
        if self._packed is None:
            self._packed = pack(self.capture.content)
        return self._packed

    def headers(self) -> list[list[str]]:
        """The headers as pairs that JSON can say."""
        return [[clean(name), clean(value)] for name, value in self.capture.headers]

    def page_key(self, article: Article) -> str:
        """What versions of one page have in common: its address where it comes from an archive, else its locator.

        An address without a path is that of the outlet, not of the article.
        """
        if is_member(self.locator) and article.url:
            parts = urlsplit(article.url)
            if parts.path.strip("/") or parts.query:
                return article.url
        return self.locator


def is_member(locator: str) -> bool:
    """Whether the locator names a part of an archive."""
    return "!" in locator and not locator.startswith(("http://", "https://"))


def capture_id_of(locator: str, sha256: bytes, previous: str) -> str:
    """The id of a capture, from what it is and what stood there before: the same on every run and on every clock."""
    return hashlib.sha256("\0".join((locator, sha256.hex(), previous)).encode()).hexdigest()[:16]


def _found(article: Article) -> Found:
    """The article with its JSON. Raises RawiError for an id too long to be looked up."""
    fields = ("title", "outlet", "url", "author", "published_words", "id")
    changed = {name: clean(text) for name in fields if (text := getattr(article, name)) and clean(text) != text}
    if changed:
        article = msgspec.structs.replace(article, **changed)
    if len(article.id) > _LONGEST_ID:
        raise RawiError(f"its id has more than {_LONGEST_ID} characters", advice="give it a shorter one")
    packed, digest = pack_article(article)
    return Found(article, packed, digest)
