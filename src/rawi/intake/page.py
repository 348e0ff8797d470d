"""A web page as it was saved, to an article: text, title, outlet, author and date of publication."""

from __future__ import annotations

import datetime as dt
import re

from rawi.errors import EmptyPageError, InputError, NotArabicError
from rawi.furniture import Furniture, find_furniture
from rawi.intake.charset import decode
from rawi.intake.language import detect
from rawi.model.article import Article
from rawi.model.span import Span
from rawi.text.folding import fold_word

# A page that is larger was not written by a newsroom; the largest live blogs seen have under 6 MB.
LARGEST_PAGE = 64 * 1024 * 1024
_FEWEST_LETTERS = 30

_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"RIFF",
    b"\x7fELF",
    b"BZh",
    b"\xfd7zXZ",
    b"ID3",
)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|main|meta|title|span|table|section|h1|br)\b", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_TAIL_INITIALS = re.compile(r"\s*\([^\W\d_]{1,4}(?:\s?[/.،]\s?[^\W\d_]{1,4}){1,3}\)\s*$|\s*\([A-Z]{2,6}\)\s*$")
_INLINE_CREDIT = re.compile(r"(?<=[.؟!])\s*\((?:صورة )?(?:أرشيف|أرشيفية|ارشيفية|الصورة توضيحية|تعبيرية|توضيحية)\)\s*$")
# Reasons by which a line is taken out of a page; those that only the shape of a line gives are marked and stay.
_TAKEN_OUT = frozenset({"cue", "list", "caption", "head"})


def page(
    html: str | bytes, *, url: str | None = None, outlet: str | None = None, published: str | dt.date | None = None
) -> Article:
    """Read one page. What the caller gives (``url``, ``outlet``, ``published``) wins over what the page says.

    Raises EmptyPageError where there is no article, NotArabicError where it is in another language, and InputError
    for what is no page: binary data, text without markup, more than 64 MB.
    """
    subject = url or "page"
    text = _markup(html, subject)

    from rawi.intake.body import body_text
    from rawi.intake.dom import parse, prune
    from rawi.intake.metadata import about, json_ld
    from rawi.intake.published import published as published_of

    tree = parse(text)
    record = json_ld(tree)
    facts = about(tree, record, url=url, outlet=outlet)
    date = None if published is not None else published_of(tree, record, facts.url, facts.title)
    prune(tree)
    body = body_text(tree, facts.words, facts.summary, record.body)
    body, marks = without_furniture(body, facts.title, facts.author)
    if len(_LETTER.findall(body[:2000])) < _FEWEST_LETTERS:
        raise EmptyPageError(
            "no article text was found in the page",
            subject=subject,
            advice="save the page after it has loaded, or paste its text",
        )
    language = detect(body)
    if language != "ar":
        name = {"fa": "Persian", "ckb": "Kurdish", "ur": "Urdu"}.get(language, "not in Arabic letters")
        raise NotArabicError(f"the text is {name}", subject=subject, advice="Rawi reads Arabic only")
    if isinstance(published, dt.date):
        published = published.isoformat()
    return Article(
        text=body,
        title=facts.title,
        outlet=facts.outlet,
        url=facts.url,
        author=facts.author,
        published=published or (date.iso if date else None),
        published_basis="given" if published else (date.basis if date else None),
        published_words=date.words if date else None,
        boilerplate=marks,
        language=language,
    )


def _markup(html: str | bytes, subject: str) -> str:
    """The page as text, or the error that says why it is none."""
    if len(html) > LARGEST_PAGE:
        raise InputError(
            f"the page has {len(html) / 1048576:.0f} MB; at most {LARGEST_PAGE // 1048576} are read",
            subject=subject,
            advice="save the article alone",
        )
    if isinstance(html, bytes):
        if not html.strip():
            raise EmptyPageError("the page is empty", subject=subject, advice="save it again")
        if html.startswith(_BINARY):
            raise InputError(
                "this is a binary file, not a page", subject=subject, advice="give the HTML of the article"
            )
        html = decode(html).text
    if not html.strip("\ufeff\x00 \t\r\n"):
        raise EmptyPageError("the page is empty", subject=subject, advice="save it again")
    if not _MARKUP.search(html):
        strange = len(re.findall("[\x00-\x08\x0e-\x1f\ufffd]", html[:20_000]))
        if strange * 20 > min(len(html), 20_000):
            raise InputError(
                "this is a binary file, not a page", subject=subject, advice="give the HTML of the article"
            )
        raise InputError("there is no HTML in it", subject=subject, advice="give plain text as a .txt file")
    return html


def without_furniture(body: str, title: str | None, author: str | None = None) -> tuple[str, tuple[Span, ...]]:
    """Take the lines that say they are furniture out of an extracted text; mark those that only look like it.

    The title and the author, which the article has as fields, are not repeated in its text.
    """
    lines = [_TAIL_INITIALS.sub("", _INLINE_CREDIT.sub("", line)) for line in body.split("\n")]
    told = {key for known in (title, author) if (key := _key(known or ""))}
    body = "\n".join(line for line in lines if _key(line) not in told)
    found = find_furniture(body, title)
    kept = _cut(body, [f for f in found if f.reason in _TAKEN_OUT])
    marks = tuple(Span(f.start, f.end) for f in find_furniture(kept, title) if f.reason not in _TAKEN_OUT)
    return kept, marks


def _key(line: str) -> str:
    return " ".join(re.findall(r"\w+", fold_word(line[:300])))


def _cut(body: str, found: list[Furniture]) -> str:
    parts: list[str] = []
    at = 0
    for f in found:
        parts.append(body[at : f.start])
        at = f.end
    parts.append(body[at:])
    return "\n".join(line for raw in "".join(parts).split("\n") if (line := raw.strip()))
