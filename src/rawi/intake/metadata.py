"""What a page says of itself: title, outlet, author, address, and the article record in its JSON-LD."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from rawi.intake.dom import text_of
from rawi.lexicon.tables import table
from rawi.text.folding import fold_word

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "blogposting",
        "liveblogposting",
        "report",
        "socialmediaposting",
    ]
)
_SHORTEST_TITLE = 15
_NAME_WORDS = 6
_LONGEST_RECORD = 1_000_000
_SEPARATOR = re.compile(r"\s+(?:[-–—|•»:]|::|\|\|)\s+|\s*\|\s*")
_OUTLET_WORD = re.compile(
    r"(?:^|\s)(?:ال)?(?:وكالة|شبكة|صحيفة|جريدة|موقع|قناة|بوابة|مركز|اذاعة|إذاعة|راديو|مجلة|نيوز|برس|نت|أونلاين|اونلاين|ميديا|الإخبارية|الاخبارية|الإخباري)(?:\s|$)"
)
_PLATFORMS = frozenset({"telegram", "facebook", "twitter", "x", "youtube", "instagram", "x (formerly twitter)"})
# What a comment form or a template calls its fields; no person.
_NO_AUTHOR = frozenset(
    fold_word(w).lower()
    for w in [
        "الاسم",
        "الإسم",
        "اسمك",
        "الاسم الكامل",
        "البريد الإلكتروني",
        "البريد",
        "الموقع",
        "الموقع الإلكتروني",
        "الكاتب",
        "المؤلف",
        "كاتب",
        "بواسطة",
        "المصدر",
        "التعليق",
        "المحرر",
        "محرر",
        "التحرير",
        "هيئة التحرير",
        "المدير",
        "مدير الموقع",
        "الإدارة",
        "name",
        "your name",
        "email",
        "admin",
        "administrator",
        "author",
        "editor",
        "webmaster",
        "user",
        "guest",
        "root",
        "unknown",
        "null",
        "none",
        "undefined",
        "anonymous",
        "website",
    ]
)


class Record(msgspec.Struct, frozen=True):
    """The article record of JSON-LD, as far as it is given."""

    headline: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    body: str | None = None


class About(msgspec.Struct, frozen=True):
    """What a page says of itself.

    summary: its description, empty if none. words: every wording of title and summary, to check a body against.
    """

    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    summary: str
    words: str


def about(tree: HtmlElement, record: Record, *, url: str | None, outlet: str | None) -> About:
    """Read the head of a page; what the caller gave wins over what the page says."""
    metas = meta_values(tree)
    url = url or metas.get("og:url") or _canonical(tree)
    domain = (urlsplit(url).hostname or "").removeprefix("www.") if url and _is_address(url) else ""
    site = _clean(metas.get("og:site_name")) or record.publisher
    if site and site.lower() in _PLATFORMS:
        # The outlet is the channel, and the page names it where others name the article.
        site = _clean(metas.get("og:title"))
    by_domain = outlet_of_domain(domain)
    names = [
        n
        for n in (
            outlet,
            site,
            domain.rpartition(".")[0],
            by_domain,
            metas.get("application-name"),
            metas.get("twitter:site"),
        )
        if n
    ]
    title = _title(tree, metas, record, names)
    author = _author(tree, metas, record, names)
    description = metas.get("og:description") or metas.get("description") or ""
    words = " ".join(filter(None, (title, metas.get("og:title"), record.headline, description)))
    return About(
        title=title,
        outlet=outlet or by_domain or site or _site_in_title(tree, title) or domain or None,
        author=author,
        url=url if url and _is_address(url) else None,
        summary=description,
        words=words,
    )


def meta_values(tree: HtmlElement) -> dict[str, str]:
    """The first filled value of every meta element, by lower-case name, property or itemprop."""
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for key in ("name", "property", "itemprop"):
            name = (element.get(key) or "").strip().lower()
            if name and content:
                out.setdefault(name, content)
    return out


def json_ld(tree: HtmlElement) -> Record:
    """The article in the page's JSON-LD; an empty record where there is none or it is broken beyond reading."""
    spare = Record()
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        raw = (element.text or "").strip()
        if not raw or len(raw) > _LONGEST_RECORD:
            continue
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            date = re.search(r'"datePublished"\s*:\s*"([^"]{4,40})"', raw)
            if date:
                spare = Record(published=date[1])
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            found = _record(node)
            if any(str(k).lower() in _ARTICLE_TYPES for k in kinds):
                return found
            if any(str(k).lower() == "webpage" for k in kinds) and found.published and spare == Record():
                spare = Record(published=found.published)
    return spare


def _nodes(data: object, depth: int = 0) -> list[dict[str, object]]:
    if isinstance(data, list) and depth < 4:
        return [node for item in data for node in _nodes(item, depth + 1)]
    if isinstance(data, dict):
        return (
            [data, *_nodes(data.get("@graph"), depth + 1), *_nodes(data.get("mainEntity"), depth + 1)]
            if depth < 4
            else [data]
        )
    return []


def _record(node: dict[str, object]) -> Record:
    return Record(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        publisher=_text(node.get("publisher")),
        author=_text(node.get("author")),
        published=_text(node.get("datePublished")),
        body=_text(node.get("articleBody")),
    )


def _text(value: object) -> str | None:
    """A text, or the name of an object, or the first of a list of them."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name")
    return _clean(value) if isinstance(value, str) else None


def _clean(value: str | None) -> str | None:
    import html

    value = " ".join(html.unescape(value).split()) if value else ""
    return value or None


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return None


@lru_cache(maxsize=1)
def _domains() -> dict[str, str]:
    """Outlet names by domain, from ``lexicon/data/outlets.yaml``."""
    return {str(domain): str(entry["name_ar"]) for entry in table("outlets") for domain in entry["domains"]}


def outlet_of_domain(domain: str) -> str | None:
    """The name of the outlet at a domain or at the domain it is part of."""
    parts = domain.split(".")
    return next((name for i in range(len(parts) - 1) if (name := _domains().get(".".join(parts[i:])))), None)


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold_word(text)).strip().lower()


def _title(tree: HtmlElement, metas: dict[str, str], record: Record, names: list[str]) -> str | None:
    page = next((t for e in tree.iter("title") if (t := text_of(e))), "")
    said = [c for c in (metas.get("og:title"), metas.get("twitter:title"), record.headline, page) if _clean(c)]
    sites = {_key(n) for n in names}
    reference = [_key(c or "") for c in said]
    # An h1 is the title if the head of the page says the same; else it may be the name of the site.
    for element in tree.iter("h1"):
        text = text_of(element)
        key = _key(text)
        if len(key) > 8 and key not in sites and any(r.startswith(key) or key in r for r in reference):
            return text
    cleaned = [c for s in said if (c := without_site(_clean(s) or "", sites))]
    if cleaned:
        return cleaned[0]
    # Old themes give the site's name as title of every page: the first heading of a few words is the best there is.
    return next(
        (t for e in tree.iter("h1", "h2") if _SHORTEST_TITLE < len(t := text_of(e)) < 250 and not _is_site(t, sites)),
        None,
    )


def without_site(title: str, sites: set[str]) -> str:
    """A title without the name of the site at its end or beginning; empty where nothing else is left."""
    pieces = [p for p in _SEPARATOR.split(title) if p and p.strip()]
    if not pieces:
        return ""
    keep = [p for p in pieces if not _is_site(p, sites)]
    if len(keep) == len(pieces):
        return title
    # What stood between the pieces that stay is kept as it was.
    start = title.find(keep[0]) if keep else 0
    end = title.rfind(keep[-1]) + len(keep[-1]) if keep else 0
    return title[start:end].strip()


def _site_in_title(tree: HtmlElement, title: str | None) -> str | None:
    """What the title of the page has after the title of the article, or its all if that is a site's name."""
    page = next((t for e in tree.iter("title") if (t := text_of(e))), "")
    if page and len(page.split()) <= _NAME_WORDS and _is_site(page, set()):
        return page
    if not title or not page.startswith(title):
        return None
    pieces = [p.strip() for p in _SEPARATOR.split(page[len(title) :]) if p.strip()]
    return pieces[-1] if pieces and len(pieces[-1].split()) <= _NAME_WORDS else None


def _is_site(piece: str, sites: set[str]) -> bool:
    key = _key(piece)
    if not key or any(
        key == s or (len(key) > 3 and (key in s or (s in key and len(s) > 0.6 * len(key)))) for s in sites
    ):
        return True
    return len(key.split()) <= 4 and bool(_OUTLET_WORD.search(piece))


_AUTHORS = (
    "descendant-or-self::*[@rel = 'author' or @itemprop = 'author' or contains(@class, 'author-name')]"
    "[self::a or self::span or self::div or self::p or self::address]"
)


def _author(tree: HtmlElement, metas: dict[str, str], record: Record, names: list[str]) -> str | None:
    sites = {_key(n) for n in names}
    marked = [text_of(element) for element in tree.xpath(_AUTHORS)[:3]]
    for candidate in (metas.get("author"), metas.get("article:author"), record.author, *marked):
        name = _clean(candidate)
        if name is None or not 3 <= len(name) <= 60 or "@" in name or "/" in name or name.rstrip(":* ").endswith(":"):
            continue
        key = _key(name)
        if _OUTLET_WORD.search(name):
            continue
        if (
            key
            and key not in _NO_AUTHOR
            and not any(key == s or key in s or s in key for s in sites)
            and not key.isdigit()
        ):
            return name
    return None
