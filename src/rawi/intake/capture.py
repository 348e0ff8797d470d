"""From a capture to its article, by what the capture is: a page, a row of a table, or a message of Telegram."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping

import msgspec

from rawi.dates import iso_date
from rawi.errors import EmptyPageError, InputError, NotArabicError
from rawi.intake.language import detect
from rawi.intake.page import page
from rawi.intake.tables_columns import FIELDS, check_columns
from rawi.model.article import Article
from rawi.model.capture import Capture

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# What a row and a message are kept as: JSON, with what it is JSON of.
ROW_TYPE = "application/vnd.rawi.row+json"
MESSAGE_TYPE = "application/vnd.rawi.telegram+json"

# The address of a page that comes from an archive: path!address. The path may hold an exclamation mark, too.
_IN_ARCHIVE = re.compile(r"!(https?://.*)$", re.IGNORECASE | re.DOTALL)
_COLUMN = "column-"
_LANGUAGES = {"fa": "Persian", "ckb": "Kurdish", "ur": "Urdu", "other": "not in Arabic letters"}


def article_of(capture: Capture) -> Article:
    """The article that a capture holds. The same capture gives the same article on every machine.

    Raises EmptyPageError, NotArabicError or InputError, as :func:`rawi.intake.page.page` does.
    """
    make = _MAKERS.get(capture.media_type, _page)
    try:
        return make(capture)
    except InputError as error:
        raise type(error)(error.what, subject=capture.locator, advice=error.advice) from None


def address_of(capture: Capture) -> str | None:
    """The address of a page on the web, be it fetched or from an archive; None for files and rows."""
    if capture.locator.lower().startswith(("http://", "https://")):
        return capture.locator
    found = _IN_ARCHIVE.search(capture.locator)
    return found[1] if found else None


def column_headers(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The columns that the user gave, as headers of a row: what a row means must not depend on a lost command."""
    return tuple((_COLUMN + field, given[field]) for field in FIELDS if field in given)


def given_columns(capture: Capture) -> dict[str, str]:
    """Field to column, as the user gave them."""
    return {name.removeprefix(_COLUMN): value for name, value in capture.headers if name.startswith(_COLUMN)}


def _page(capture: Capture) -> Article:
    return page(capture.content, url=address_of(capture))


def _row(capture: Capture) -> Article:
    row = _json(capture.content)
    columns = check_columns(row, {field: name for field, name in given_columns(capture).items() if name in row})
    fields = {field: _text(row.get(columns[field])) for field in FIELDS if field in columns}
    return _article(
        capture,
        text=fields.get("text") or "",
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        url=fields.get("url"),
        author=fields.get("author"),
        published=iso_date(fields.get("published") or ""),
    )


def _message(capture: Capture) -> Article:
    held = _json(capture.content)
    chat, message = held.get("chat"), held.get("message")
    if not isinstance(chat, dict) or not isinstance(message, dict):
        raise InputError("this is no message of Telegram")
    name, author = _text(chat.get("name")), _text(message.get("from"))
    return _article(
        capture,
        text=message_text(message),
        title=None,
        outlet=name,
        url=None,
        author=author if author != name else None,
        published=_moment(message.get("date_unixtime")),
    )


def message_text(message: dict[str, object]) -> str:
    """The words of a message, whose text may come in pieces: strings, and objects for links and bold words."""
    text = message.get("text")
    if isinstance(text, list):
        parts = (part if isinstance(part, str) else part.get("text") for part in text if isinstance(part, str | dict))
        return "".join(part for part in parts if isinstance(part, str))
    return text if isinstance(text, str) else ""


def _article(
    capture: Capture, *, text: str, title: str | None, outlet: str | None, url: str | None, author: str | None,
    published: str | None,
) -> Article:  # fmt: skip
    text = text.replace("\r\n", "\n").strip()
    # JSON may hold halves of characters that no text can hold.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not text:
        raise EmptyPageError("there is no text in it", advice="")
    language = detect(text)
    if language != "ar":
        raise NotArabicError(f"the text is {_LANGUAGES[language]}", advice="Rawi reads Arabic only")
    # Short texts are alike in many places: what stands elsewhere is another article.
    name = hashlib.sha256(f"{text}\0{url or capture.locator}".encode("utf-8", "replace")).hexdigest()[:16]
    return Article(
        text=text, title=title, outlet=outlet, url=url, author=author, published=published, id=name, language=language
    )


def _json(content: bytes) -> dict[str, object]:
    try:
        held = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise InputError("this is not JSON", advice="write one object a line, in UTF-8") from None
    if not isinstance(held, dict):
        raise InputError("this is no object of JSON", advice="write one object a line")
    return held


def _text(value: object) -> str | None:
    """A cell as text, or None where there is nothing in it."""
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return None
    return str(value).strip() or None


def _moment(seconds: object) -> str | None:
    try:
        return dt.datetime.fromtimestamp(int(str(seconds)), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


_MAKERS: dict[str, Callable[[Capture], Article]] = {ROW_TYPE: _row, MESSAGE_TYPE: _message}
