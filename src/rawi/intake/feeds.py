"""Addresses of pages from feeds (RSS, Atom, RDF) and sitemaps, read as a stream, with entities refused."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

import msgspec

from rawi.errors import InputError
from rawi.intake.fetch_body import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

# A feed of 100,000 items has some 60 MB; the protocol of sitemaps allows 50 MB.
LARGEST_FEED = 128 * 1024 * 1024
_ROOTS = {"rss": "item", "RDF": "item", "feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|RDF|feed|urlset|sitemapindex)[\s>/]")
_SNIFFED = 4096
# Stands for "&" while the parser works: after the first error in a feed, libxml2 loses every &amp; that follows.
_AMPERSAND = "\x7f"
_REFERENCE = re.compile(r"&#?\w{1,32};")


class Entry(msgspec.Struct, frozen=True):
    """An address in a feed. kind: a page, or a sitemap of pages."""

    url: str
    kind: Literal["page", "sitemap"] = "page"


def is_feed(raw: bytes) -> bool:
    """Whether the beginning of a file or answer is that of a feed or sitemap; gzipped ones must be unpacked before."""
    head = raw[:_SNIFFED].replace(b"\0", b"")
    return _ROOT.search(head) is not None and b"<html" not in head.lower()


def unpacked(raw: bytes, most: int = LARGEST_FEED) -> bytes:
    """A feed or sitemap, unpacked if it is gzipped. Raises InputError where it is larger than ``most`` bytes."""
    if raw.startswith(_GZIP):
        return decoded([raw], "gzip", most=most)
    if len(raw) > most:
        raise InputError(f"it is larger than {most / 1048576:.0f} MB", advice="cut it into several files")
    return raw


def entries(raw: bytes, base: str = "") -> Iterator[Entry]:
    """The addresses of a feed or sitemap in their order, each once. base: the address it came from.

    What is merely untidy is read as far as it goes. Raises InputError for what is no feed, and for one that declares
    entities: no honest feed needs them, and a few lines of them can fill any memory.
    """
    from lxml.etree import XMLSyntaxError, iterparse

    if b"\0" not in raw[:_SNIFFED]:  # in the wide charsets a byte is no character
        raw = raw.replace(b"&", _AMPERSAND.encode())
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True}
    tags = [f"{{*}}{name}" for name in set(_ROOTS.values())]
    events = iterparse(io.BytesIO(raw), events=("start", "end"), tag=tags, huge_tree=False, **options)
    wanted = ""
    seen: set[str] = set()
    try:
        for event, element in events:
            if not wanted:
                wanted = _wanted(element.getroottree())
            if event == "end" and _name(element) == wanted:
                entry = _entry(element, wanted, base)
                if entry is not None and entry.url not in seen:
                    seen.add(entry.url)
                    yield entry
                _forget(element)
        if not wanted:
            if events.root is None:
                raise InputError("this is no feed: it is not XML", advice=_ADVICE)
            _wanted(events.root.getroottree())
    except XMLSyntaxError as error:
        raise InputError(f"this is no feed: it is not XML ({error.msg})", advice=_ADVICE) from None


_ADVICE = "give the address of an RSS or Atom feed, or of a sitemap"


def _wanted(tree: _ElementTree) -> str:
    """What the items of a feed are called. Raises InputError for what is no feed, and for attacks."""
    dtd = tree.docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InputError("the feed declares entities, as attacks do; it is refused", advice="ask who made it")
    name = _name(tree.getroot())
    if name not in _ROOTS:
        raise InputError(f"this is no feed: its root is <{name[:40]}>", advice=_ADVICE)
    return _ROOTS[name]


def _name(element: _Element) -> str:
    """The tag without its namespace; empty for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _forget(element: _Element) -> None:
    """Free an item and all before it, so that a long feed stays small."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _entry(element: _Element, name: str, base: str) -> Entry | None:
    if name in ("url", "sitemap"):
        found = _first_text(element, "loc")
        return _checked(found, base, "sitemap" if name == "sitemap" else "page")
    found = _first_text(element, "link") or _alternate(element) or _permanent(element)
    if found is None:
        found = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}about")), None)
    return _checked(found, base, "page")


def _checked(found: str | None, base: str, kind: Literal["page", "sitemap"]) -> Entry | None:
    if not found:
        return None
    try:
        written = _REFERENCE.sub(lambda match: html.unescape(match[0]), found.replace(_AMPERSAND, "&"))
        url = urljoin(base, written)
        urlsplit(url)  # raises where the name of the host is broken
    except ValueError:
        return None
    return Entry(url, kind) if url.lower().startswith(("http://", "https://")) else None


def _children(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if _name(child) == name:
            yield child


def _first_text(element: _Element, name: str) -> str | None:
    return next((text for child in _children(element, name) if (text := (child.text or "").strip())), None)


def _alternate(element: _Element) -> str | None:
    """The link of an Atom entry to its page: rel="alternate", which is also meant where no rel stands."""
    links = list(_children(element, "link"))
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href")).strip()
    return None


def _permanent(element: _Element) -> str | None:
    """The guid of an RSS item, which is an address unless it says otherwise."""
    for guid in _children(element, "guid"):
        text = (guid.text or "").strip()
        if guid.get("isPermaLink") != "false" and text.lower().startswith("http"):
            return text
    return None
