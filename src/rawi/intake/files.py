"""Articles from files: pages, plain texts, JSON Lines, folders of them, and standard input.

One bad file or line never ends the stream: it becomes an :class:`InputFailure` beside the articles.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from rawi.dates import iso_date
from rawi.errors import InputError
from rawi.intake.charset import decode
from rawi.intake.language import detect
from rawi.intake.page import LARGEST_PAGE, page
from rawi.model.article import Article, PublishedBasis

_KINDS = {".html": "page", ".htm": "page", ".xhtml": "page", ".txt": "text", ".jsonl": "lines", ".ndjson": "lines"}
_STDIN = "-"
_SNIFFED = 4096
_LONGEST_TITLE = 200
_LONGEST_SHOWN = 60
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_LANGUAGES = {"fa": "Persian", "ckb": "Kurdish", "ur": "Urdu", "other": "not in Arabic letters"}

Kind = Literal["page", "text", "lines"]


class InputFailure(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read. line: of a JSON Lines file, from 1; None where the whole file is meant."""

    path: str
    line: int | None = None
    reason: str
    advice: str = ""

    def __str__(self) -> str:
        """One line: ``path, line 3: what happened; what to do``."""
        head = f"{_place(self.path, self.line)}: {self.reason}"
        return f"{head}; {self.advice}" if self.advice else head


class _Row(msgspec.Struct):
    """A line of JSON Lines; fields that are not named here are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: object = None
    published_basis: object = None


def articles(
    paths: Iterable[str | Path], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Article | InputFailure]:
    """Read every path in turn: a file, a folder (in order of name, folders within it too), or ``-`` for standard input.

    ``published`` and ``outlet`` stand in where a page or line does not say. A line whose date cannot be read gives a
    failure that tells so, and after it its article without the date. An article's id is the one it has; else its file
    name without the suffix, with the folders below the given one; else, for lines and standard input, made from its
    text. A second article with one id is a failure.
    """
    used: dict[str, str] = {}
    for path in paths:
        for place, line, item in _read(str(path)):
            if isinstance(item, Article):
                item = _completed(item, published, outlet)
                if item.id in used:
                    yield InputFailure(
                        path=place,
                        line=line,
                        reason=f"the id {item.id!r} was used before, in {used[item.id]}",
                        advice="give every article an id of its own",
                    )
                    continue
                used[item.id] = _place(place, line)
            yield item


def _completed(article: Article, published: str | None, outlet: str | None) -> Article:
    """The article, with what the caller says where it does not say itself."""
    if published is not None and article.published is None:
        article = msgspec.structs.replace(article, published=published, published_basis="given")
    if outlet is not None and article.outlet is None:
        article = msgspec.structs.replace(article, outlet=outlet)
    return article


_Found = tuple[str, int | None, Article | InputFailure]


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}, line {line}"


def _fail(path: str, reason: str, advice: str, line: int | None = None) -> _Found:
    return path, line, InputFailure(path=path, line=line, reason=reason, advice=advice)


def _read(path: str) -> Iterator[_Found]:
    if path == _STDIN:
        yield from _stream("standard input", cast("io.BufferedReader", sys.stdin.buffer), None, "")
    elif os.path.isdir(path):
        yield from _folder(path)
    else:
        yield from _file(path, Path(path).stem)


def _folder(root: str) -> Iterator[_Found]:
    """The files of a folder that have a known suffix; a folder reached again through its own links is reported."""
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [(root, frozenset())]
    found = False
    while waiting:
        path, above = waiting.pop()
        try:
            status = os.stat(path)
            if not stat.S_ISDIR(status.st_mode):
                if stat.S_ISREG(status.st_mode) and Path(path).suffix.lower() in _KINDS:
                    found = True
                    name = Path(path).relative_to(root).with_suffix("").as_posix()
                    yield from _file(path, name)
                continue
            here = (status.st_dev, status.st_ino)
            if here in above:
                found = True
                yield _fail(path, "the folder contains itself through a link", "remove the link")
                continue
            names = sorted(os.listdir(path), reverse=True)
        except OSError as error:
            found = True
            yield _fail(path, *_explain(error))
            continue
        waiting += [(os.path.join(path, name), above | {here}) for name in names if not name.startswith(".")]
    if not found:
        yield _fail(root, "there is nothing to read in the folder", f"put {', '.join(_KINDS)} files into it")


def _file(path: str, name: str) -> Iterator[_Found]:
    """name: the id of an article that is the whole file."""
    try:
        with open(path, "rb") as stream:
            yield from _stream(path, stream, cast("Kind | None", _KINDS.get(Path(path).suffix.lower())), name)
    except OSError as error:
        yield _fail(path, *_explain(error))


def _explain(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return "there is no such file", "check the path"
    if isinstance(error, PermissionError):
        return "it may not be read", "change its permissions"
    return error.strerror or str(error), "check the path"


def _stream(path: str, stream: io.BufferedReader, kind: Kind | None, name: str) -> Iterator[_Found]:
    head = stream.peek(_SNIFFED)[:_SNIFFED]
    if not head:
        yield _fail(path, "the file is empty", "")
        return
    sniffed = _sniff(head)
    if sniffed is None:
        yield _fail(path, "this is a binary file", "give .html, .txt or .jsonl")
        return
    # A page that was saved as .txt is still a page.
    kind = "page" if kind == "text" and sniffed == "page" else kind or sniffed
    if kind == "lines":
        yield from _lines(path, stream)
        return
    raw = stream.read(LARGEST_PAGE + 1)
    try:
        item: Article | InputFailure = _whole_page(raw, name) if kind == "page" else _whole_text(raw, name)
    except InputError as error:
        item = InputFailure(path=path, reason=error.what, advice=error.advice)
    yield path, None, item


def _sniff(head: bytes) -> Kind | None:
    """What the beginning of a file looks like; None for binary data."""
    text = decode(head).text.lstrip("\ufeff \t\r\n")
    if len(_CONTROL.findall(text)) * 20 > len(text):
        return None
    if text.startswith("<"):
        return "page"
    return "lines" if text.startswith(("{", "[")) else "text"


def _whole_page(raw: bytes, name: str) -> Article:
    article = page(raw)
    return msgspec.structs.replace(article, id=name) if name else article


def _whole_text(raw: bytes, name: str) -> Article:
    """A text is kept whole. Its first line is its title where an empty line follows it."""
    if len(raw) > LARGEST_PAGE:
        raise InputError(f"the text has more than {LARGEST_PAGE // 1048576} MB", advice="cut it into articles")
    text = decode(raw).text.removeprefix("\ufeff").replace("\r\n", "\n")
    first, _, rest = text.lstrip("\n").partition("\n")
    titled = rest.split("\n", 1)[0].strip() == "" and rest.strip() != "" and 0 < len(first.strip()) <= _LONGEST_TITLE
    return _checked(
        Article(
            text=text,
            title=first.strip() if titled else None,
            id=name,
            language=detect(text),
        )
    )


def _checked(article: Article) -> Article:
    if not article.text.strip():
        raise InputError("the text is empty", advice="")
    if article.language != "ar":
        raise InputError(f"the text is {_LANGUAGES[article.language or 'other']}", advice="Rawi reads Arabic only")
    return article


def _size(stream: io.BufferedReader) -> float:
    """The bytes of a file, or no bound for a pipe."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return float("inf")
    return status.st_size if stat.S_ISREG(status.st_mode) else float("inf")


def _lines(path: str, stream: io.BufferedReader) -> Iterator[_Found]:
    """One article a line; never more than one line is held.

    A file is read as long as it was when it was opened: results that are written into a folder while it is read must
    not
    come back as input.
    """
    number = 0
    left = _size(stream)
    while left > 0 and (raw := stream.readline(LARGEST_PAGE + 1)):
        number += 1
        left -= len(raw)
        if len(raw) > LARGEST_PAGE:
            yield _fail(path, f"the line has more than {LARGEST_PAGE // 1048576} MB", "the rest is not read", number)
            return
        line = raw.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        if number == 1 and line.startswith((b"[", b"{")) and len(line) == 1:
            yield _fail(path, "this is JSON over several lines", "write one object a line (jq -c)", number)
            return
        try:
            article, unread = _row(line)
        except InputError as error:
            yield _fail(path, error.what, error.advice, number)
            continue
        if unread:
            yield _fail(
                path, f"its date {unread} cannot be read", "the article is read without it; write YYYY-MM-DD", number
            )
        yield path, number, article


def _row(line: bytes) -> tuple[Article, str]:
    """The article of a line, and its date if that cannot be read."""
    try:
        row = msgspec.json.decode(line, type=_Row)
    except msgspec.ValidationError as error:
        raise InputError(_plain(error), advice='a line needs at least {"id": …, "text": …}') from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"this is not JSON ({_plain(error)})", advice="write one object a line, in UTF-8") from None
    published = _date(row.published)
    basis = row.published_basis if row.published_basis in get_args(PublishedBasis) else "given"
    article = _checked(
        Article(
            text=row.text,
            title=row.title,
            outlet=row.outlet or None,
            url=row.url,
            author=row.author,
            published=published,
            published_basis=cast("PublishedBasis", basis) if published else None,
            id="" if row.id is None else str(row.id),
            language=detect(row.text),
        )
    )
    unread = row.published not in (None, "") and published is None
    return article, _shown(row.published) if unread else ""


def _date(value: object) -> str | None:
    """A date as :class:`Article` takes it; what is written otherwise is read as in a page. None where it is no date."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    found = iso_date(value)
    # A time of day that no clock shows is left out.
    for written in (value, found, found and found[:10]):
        if written and _holds(written):
            return written
    return None


def _holds(published: str) -> bool:
    try:
        Article(text="", published=published)
    except InputError:
        return False
    return True


def _shown(value: object) -> str:
    written = msgspec.json.encode(value).decode()
    return written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…"


def _plain(error: Exception) -> str:
    text = str(error)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
