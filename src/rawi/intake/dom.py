"""The tree of a page: parsed within safe bounds, and freed of the blocks that are not the article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rawi.errors import EmptyPageError
from rawi.furniture import opens_list

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# libxml2 stops reading at a depth of 256 elements; extractors recurse. Real articles stay under 60.
MAX_DEPTH = 150
# Parsers look every attribute up among those before it. Pictures inside a page (data:) make long tags, too.
LONGEST_TAG = 10_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(rf"</?[a-zA-Z][^>]{{{LONGEST_TAG - 3},}}")
# Pages up to this length are looked at as a whole first: the list of their tags is small enough to be held.
_SHORT = 2_000_000
# Elements that hold nothing, or that the parser closes by itself.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
    ]
)
_ROWS = frozenset(["td", "tr", "th", "li", "dt", "dd", "thead", "tbody", "tfoot"])
_TABLE = frozenset({"table", "tbody", "thead", "tr", "td", "th"})
_XML_HEAD = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BLANKS = re.compile(r"\s{20,}")
_TITLE = re.compile(r"<title\b[^<>]*>", re.IGNORECASE)
# What ends a title: its own tag, or one that cannot stand in it. A title inside a script is none.
_AFTER_TITLE = re.compile(
    r"</(?P<own>title)\b|</(?P<script>script)\b|"
    r"</?(?:title|html|head|body|meta|link|base|script|style|svg|header|nav|main|article|section|div|p|h[1-6]|table|ul)\b",
    re.IGNORECASE,
)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")

_NEVER = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "embed",
    "button",
    "select",
    "textarea",
    "figcaption",
    "audio",
    "video",
    "map",
]
_SELDOM = frozenset(["form", "nav", "aside", "footer", "marquee"])
_NAMED = re.compile(
    r"(?:^|[\s_]|(?<!no)-)(?:related|relatednews|related(?:posts?|articles?|stories)|jp-relatedposts|similar|shar(?:e|ing)|sharedaddy|addtoany|social|"
    r"socials|tags?|tagcloud|keywords|comments?|commentlist|respond|reply|newsletter|subscri(?:be|ption)|breadcrumbs?|"
    r"most-?(?:read|viewed|popular)|popular|trending|read-?(?:also|more|next)|also-?read|readmore|recommend(?:ed|ations?)?|"
    r"sidebar|promo|advert(?:isement|ising)?|ads?|banner|menu|navbar|nav|navigation|footer|copyright|cookies?|login|popup|modal|"
    r"prev-?next|pagination|pager|author-?box|latest-?(?:news|posts)?|more-?news|outbrain|taboola|teasers?|ticker|caption|"
    r"captiontext|wp-caption-text|hidden|skip-link|print-only|actions|marquee)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What templates call the article itself.
_ARTICLE = re.compile(
    r"(?:^|\s)(?:\w+[_-])*(?:(?:entry|post|article|story|news|single)[_-]*(?:content|body|text|details?|inner)|articlebody|storybody|newsbody)(?:$|\s)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|comment-?list|respond|disqus|fb-comments)(?:$|[\s_-])", re.IGNORECASE)
_WHOLE_PAGE = frozenset(["html", "body", "main", "article"])
_BLOCKS = frozenset(["p", "div", "h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "li", "section", "ul", "ol", "a"])
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CARDS = frozenset({"div", "li", "article", "section", "td"})
_LARGEST_CARD = 400
_FEWEST_CARDS = 3
_LINKED_SHARE = 0.5
# Letters that must be left for the article where comments hold most of a page.
_SHORTEST_ARTICLE = 100


def parse(html: str) -> HtmlElement:
    """The tree of a page. NUL bytes and lone surrogates are replaced, nesting deeper than MAX_DEPTH is flattened.

    Raises EmptyPageError where there is no element at all.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    html = _UNREADABLE.sub("\ufffd", html.replace("\x00", ""))
    # lxml refuses text that still names an encoding.
    head = _XML_HEAD.match(html)
    html = html[head.end() :] if head else html
    # Extractors trim with patterns that take quadratic time on long blanks.
    html = close_titles(_BLANKS.sub("\n", html))
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(flatten(html), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise EmptyPageError("the page holds no HTML elements", advice="check that it was saved in full") from None


def close_titles(html: str) -> str:
    """Close every title that is left open: a parser takes all that follows one, tags and text, for its words."""
    parts: list[str] = []
    done = 0
    for title in _TITLE.finditer(html):
        end = _AFTER_TITLE.search(html, title.end())
        if end is None:
            break
        if not end["own"] and not end["script"]:
            parts += [html[done : end.start()], "</title>"]
            done = end.start()
    return "".join([*parts, html[done:]]) if parts else html


def flatten(html: str) -> str:
    """Bound what costs a parser more than linear time: nesting deeper than MAX_DEPTH, and tags longer than LONGEST_TAG.

    Tags that open too deep an element are left out, with those that close it, and their content stays; of a tag that
    is too long the attributes are left out. Linear in the length of the page.
    """
    if len(html) <= _SHORT and _harmless(html):
        return html
    stack: list[str] = []
    open_now: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    deeper = 0
    parts: list[str] = []
    done = 0
    close = -1
    for match in _TAG.finditer(html):
        start = match.start()
        if start < done:
            continue
        name = match[2].lower()
        drop = False
        if name in _FLAT:
            drop = deeper > 0 and name in _ROWS
        elif not match[1]:
            drop = len(stack) >= MAX_DEPTH
            if drop:
                left_out[name] += 1
                deeper += 1
            else:
                stack.append(name)
                open_now[name] += 1
        elif left_out[name]:
            drop = True
            left_out[name] -= 1
            deeper -= 1
        elif open_now[name]:
            while True:
                top = stack.pop()
                open_now[top] -= 1
                if top == name:
                    break
        if close < match.end():
            close = html.find(">", match.end())
            if close < 0:
                break
        if drop or close - start > LONGEST_TAG:
            parts.append(html[done:start])
            if not drop:
                parts.append(f"<{match[1]}{match[2]}>")
            done = close + 1
    return "".join([*parts, html[done:]]) if parts else html


def _harmless(html: str) -> bool:
    """Whether flatten would change nothing, told in a fraction of its time; False where that is not sure.

    An element that ends because one around it ends is counted as open on, so depth is never underestimated.
    """
    open_now: dict[str, int] = {}
    depth = 0
    for closing, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _FLAT:
            continue
        if not closing:
            depth += 1
            if depth > MAX_DEPTH:
                return False
            open_now[name] = open_now.get(name, 0) + 1
        elif open_now.get(name):
            open_now[name] -= 1
            depth -= 1
    return _LONG_TAG.search(html) is None


def text_of(element: HtmlElement) -> str:
    """The words of an element, single-spaced."""
    return " ".join("".join(element.itertext()).split())


def prune(tree: HtmlElement) -> None:
    """Remove, in place, scripts, forms, menus, and blocks of related stories, tags, sharing and comments.

    A block that holds half of the page's running text (comments excepted), its only h1, or what is named as the
    article stays whatever else it is called: some sites wrap the whole page in a form, or call the article
    "share-content".
    """
    for element in list(tree.iter(*_NEVER)):
        element.drop_tree()
    for element in _unwanted(tree):
        element.drop_tree()
    for element in _layout(tree):
        element.tag = "div"


def _layout(tree: HtmlElement) -> set[HtmlElement]:
    """Tables, rows and cells that hold paragraphs, headings or other tables: they lay a page out, and are no tables."""
    out: set[HtmlElement] = set()
    for element in tree.iter("p", "h1", "h2", "h3", "table"):
        for above in element.iterancestors():
            if above in out:
                break
            if above.tag in _TABLE:
                out.add(above)
    return out


def _unwanted(tree: HtmlElement) -> list[HtmlElement]:
    """The elements to remove, none inside another.

    Handles on the elements below them must be gone before they are cut off: lxml walks a cut-off part again for every
    handle into it.
    """
    elements = list(tree.iter())
    prose, linked = _sizes(elements)
    total = prose[tree] or 1
    headings = [e for e in elements if e.tag == "h1"]
    keep = set(headings[0].iterancestors()) if len(headings) == 1 else set()
    bodies = [
        e
        for e in elements
        if _ARTICLE.search(e.get("class") or "") or "articlebody" in (e.get("itemprop") or "").lower()
    ]
    if bodies:
        body = max(bodies, key=lambda e: prose[e])
        keep |= {body, *body.iterancestors()}
    gone = _cards(elements, prose, linked) - keep
    for element in elements:
        if element.tag in _WHOLE_PAGE or element.getparent() is None:
            continue
        if element.getparent() in gone:
            gone.add(element)
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        small = 2 * prose[element] < total or (_COMMENTS.search(names) and prose[element] < total - _SHORTEST_ARTICLE)
        if small and element not in keep and (element.tag in _SELDOM or _NAMED.search(names)):
            gone.add(element)
        elif element.tag in _BLOCKS and 0 < prose[element] + linked[element] <= 60 and opens_list(text_of(element)):
            gone.update(_list_after(element, prose, linked))
    return [e for e in gone if e.getparent() is not None and e.getparent() not in gone]


def _cards(
    elements: list[HtmlElement], prose: dict[HtmlElement, int], linked: dict[HtmlElement, int]
) -> set[HtmlElement]:
    """Boxes that are a linked headline and a few words, three and more alike beside each other: other stories."""
    alike: dict[tuple[HtmlElement, str, str], set[HtmlElement]] = {}
    for heading in elements:
        if heading.tag not in _HEADINGS or prose[heading] or not linked[heading]:
            continue
        card = heading.getparent()
        row = card.getparent() if card is not None else None
        if row is not None and card.tag in _CARDS and prose[card] + linked[card] <= _LARGEST_CARD:
            alike.setdefault((row, card.tag, card.get("class") or ""), set()).add(card)
    return {card for cards in alike.values() if len(cards) >= _FEWEST_CARDS for card in cards}


def _sizes(elements: list[HtmlElement]) -> tuple[dict[HtmlElement, int], dict[HtmlElement, int]]:
    """Letters outside and inside links for every element, in one pass from the leaves up."""
    prose = dict.fromkeys(elements, 0)
    linked = dict.fromkeys(elements, 0)
    for element in reversed(elements):
        own = len((element.text or "").strip())
        if element.tag == "a":
            linked[element] += own + prose[element]
            prose[element] = 0
        else:
            prose[element] += own
        parent = element.getparent()
        if parent is not None and parent in prose:
            prose[parent] += prose[element] + len((element.tail or "").strip())
            linked[parent] += linked[element]
    return prose, linked


def _list_after(cue: HtmlElement, prose: dict[HtmlElement, int], linked: dict[HtmlElement, int]) -> list[HtmlElement]:
    """The cue, and the neighbours after it that are mostly links. A cue alone in a wrapper speaks for the wrapper."""
    while True:
        parent = cue.getparent()
        alone = (
            parent is not None and parent.tag in _BLOCKS and prose[parent] + linked[parent] == prose[cue] + linked[cue]
        )
        if not alone:
            break
        cue = parent
    out = [cue]
    for neighbour in cue.itersiblings():
        size = prose.get(neighbour, 0) + linked.get(neighbour, 0)
        if size and linked[neighbour] < _LINKED_SHARE * size:
            break
        out.append(neighbour)
    return out
