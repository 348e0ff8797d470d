"""Small pieces of HTML: escaping, two-language labels, isolated words, and links that cannot run anything."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

from rawi.export.labels import Label

# Control characters have no picture, and HTML forbids most of them; line ends and tabs are white space to it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONGEST_ADDRESS = 64


def escape(words: str) -> str:
    """Words as HTML text or attribute value; control characters become the replacement character."""
    return html.escape(_CONTROL.sub("\ufffd", words), quote=True)


def both(label: Label) -> str:
    """A label in both languages; the style sheet shows the one that the reader chose."""
    return f'<span class="ar" lang="ar">{escape(label.ar)}</span><span class="en" lang="en">{escape(label.en)}</span>'


def words(text: str) -> str:
    """Words of an article outside their paragraph: isolated, so that they do not disturb what stands beside them."""
    return f"<bdi>{escape(' '.join(text.split()))}</bdi>"


def code(text: str) -> str:
    """A number, a date, an address: left to right and isolated, whatever stands around it."""
    return f'<bdi dir="ltr" class="code">{escape(text)}</bdi>'


def address(url: str) -> str:
    """A link where the address is one of the web, else the address as plain text."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return code(url)
    if parts.scheme not in ("http", "https") or not host or _CONTROL.search(url):
        return code(url)
    shown = host + unquote(parts.path).rstrip("/")
    if len(shown) > _LONGEST_ADDRESS:
        shown = shown[: _LONGEST_ADDRESS - 1] + "…"
    return f'<a href="{escape(url)}" title="{escape(url)}" rel="noopener noreferrer nofollow">{code(shown)}</a>'
