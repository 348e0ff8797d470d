"""When a page was published, as far as it says so: JSON-LD, meta, a time element, the address, a line by the title.

A date of change, of an event, or of another story is never taken, and nothing is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from rawi.dates import FIRST_YEAR, LAST_YEAR, iso_date, read_date
from rawi.intake.dom import text_of
from rawi.intake.metadata import Record, meta_values

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from rawi.model.article import PublishedBasis

_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "published-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "article_date_original",
    "originalpublicationdate",
    "date",
)
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_\-]?)(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?=\D|$|\d{6,})"
)
_URL_SECTION = re.compile(r"/(?P<y>(?:19|20)\d\d)/[a-z_-]+/(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])/")
_URL_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/")
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|published|pub-?date|post-?date|entry-?date|news-?date|article-?date|publish(?:ed)?-?(?:at|on|time)?|meta|byline|info|"
    r"created?|timestamp|tarikh)(?:$|[\s_-])|\bdate|date\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"datePublished|published|entry-date")
_CHANGED = re.compile(r"(?:updated?|modified|last-?mod|edited|تحديث|تعديل|حُدث|حدثت)", re.IGNORECASE)
# Letters of a line that may stand around its date ("نشر في …، الساعة 10:20 بتوقيت القدس") before it is a sentence.
_AROUND = 45
_LOOKED_AT = 400
_PARAGRAPH = 100
_HEADINGS = frozenset({"h1", "h2", "h3"})


class Published(msgspec.Struct, frozen=True):
    """A date of publication, where it was found, and the words or the attribute it was read from."""

    iso: str
    basis: PublishedBasis
    words: str


def published(tree: HtmlElement, record: Record, url: str | None, title: str | None) -> Published | None:
    """The date of publication of a page that has not been pruned too hard: bylines must still stand in it."""
    if record.published and (iso := iso_date(record.published)):
        return Published(iso, "json-ld", record.published)
    metas = meta_values(tree)
    for name in _META:
        if name in metas and (iso := iso_date(metas[name])):
            return Published(iso, "meta", metas[name])
    for element in tree.iter():
        if element.get("itemprop") == "datePublished":
            words = element.get("content") or element.get("datetime") or text_of(element)
            if iso := iso_date(words):
                return Published(iso, "time-element" if element.tag == "time" else "meta", words)
    return _time_element(tree) or _in_url(url) or _by_the_title(tree, title)


def _time_element(tree: HtmlElement) -> Published | None:
    """The time element marked as publication; else the first after the title that is no update; else the only one."""
    marked: list[Published] = []
    after: list[Published] = []
    before: list[Published] = []
    heading_seen = next(tree.iter("h1"), None) is None
    for element in tree.iter("time", "h1"):
        if element.tag == "h1":
            heading_seen = True
            continue
        words = element.get("datetime") or text_of(element)
        iso = iso_date(words) or iso_date(text_of(element))
        names = " ".join(filter(None, (element.get("class"), element.get("itemprop"))))
        if iso is None or _CHANGED.search(names):
            continue
        found = Published(iso, "time-element", words)
        if element.get("pubdate") is not None or _PUBLISHED.search(names):
            marked.append(found)
        else:
            (after if heading_seen else before).append(found)
    if marked or after:
        return (marked or after)[0]
    return before[0] if len(before) == 1 else None


def _in_url(url: str | None) -> Published | None:
    if not url:
        return None
    path = unquote(url).split("://", 1)[-1].partition("/")[2]
    for pattern in (_URL_DAY, _URL_SECTION, _URL_MONTH):
        match = pattern.search("/" + path)
        if match:
            parts = match.groupdict()
            text = "-".join(f"{int(parts[k]):02}" for k in ("y", "m", "d") if parts.get(k))
            iso = iso_date(text)
            if iso and FIRST_YEAR <= int(parts["y"]) <= LAST_YEAR:
                return Published(iso, "url", match[0].strip("/"))
    return None


def _by_the_title(tree: HtmlElement, title: str | None) -> Published | None:
    """A short line that is a date, near the title: first in elements called so, then before the text."""
    elements = list(tree.iter())
    at = next((i for i, e in enumerate(elements) if e.tag in _HEADINGS and text_of(e) == title), None)
    if at is None:
        at = next((i for i, e in enumerate(elements) if e.tag == "h1"), 0)
    near = elements[at : at + _LOOKED_AT] + elements[max(0, at - 40) : at][::-1]
    for element in near:
        if _DATE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            found = _date_line(_short_text(element), _AROUND)
            if found:
                return found
    for element in near:
        if element.tag in ("figure", "figcaption", "script", "style", "marquee", "title"):
            continue
        for part in (element.text, *(child.tail for child in element)):
            if part and len(part.strip()) >= _PARAGRAPH:
                return None
            found = _date_line(part, _AROUND // 2)
            if found:
                return found
    return None


def _short_text(element: HtmlElement) -> str | None:
    out: list[str] = []
    size = 0
    for part in element.itertext():
        size += len(part.strip())
        if size > 150:
            return None
        out.append(part)
    return " ".join(" ".join(out).split())


def _date_line(text: str | None, around: int) -> Published | None:
    text = " ".join(text.split()) if text and len(text) < 400 else ""
    if not text or not any(c.isdigit() for c in text) or _CHANGED.match(text):
        return None
    found = read_date(text)
    if found is None or len(text) - (found.end - found.start) > around or _CHANGED.search(text[: found.start]):
        return None
    return Published(found.iso, "dateline-text", text[found.start : found.end])
