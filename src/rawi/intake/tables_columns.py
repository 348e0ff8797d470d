"""Which column of a table is which field of an article: by its name, or as the user says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rawi.errors import InputError

FIELDS = ("id", "text", "title", "outlet", "url", "author", "published")
# Names that tables use, in the order in which they are taken; compared without case, spaces and underscores.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "guid", "المعرف"),
    "text": ("text", "body", "content", "article", "articletext", "fulltext", "النص", "نص", "المحتوى", "الخبر"),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "outlet": ("outlet", "publisher", "source", "site", "newspaper", "الوسيلة", "المصدر", "الموقع"),
    "url": ("url", "link", "address", "الرابط", "رابط"),
    "author": ("author", "byline", "الكاتب", "المؤلف"),
    "published": ("published", "publishedat", "datepublished", "pubdate", "date", "تاريخ النشر", "التاريخ", "تاريخ"),
}


def columns_of_header(header: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that the table has.

    given: field to column, as the user said; it wins. A field whose column is not there is left out.
    """
    known = list(header)
    by_key = {_key(name): name for name in reversed(known)}
    found: dict[str, str] = {}
    for field in FIELDS:
        if field in given:
            if given[field] in known:
                found[field] = given[field]
            continue
        name = next((by_key[key] for key in map(_key, _NAMES[field]) if key in by_key), None)
        # A column that was given to one field is not taken for another by its name.
        if name is not None and name not in given.values():
            found[field] = name
    return found


def check_columns(header: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """The column of each field. Raises InputError where a given column is missing, or none is the text."""
    known = list(header)
    for column in given.values():
        if column not in known:
            raise InputError(f"there is no column {column!r}", advice=f"its columns are {_listed(known)}")
    found = columns_of_header(known, given)
    if "text" not in found:
        raise InputError(
            "no column is known to be the text",
            advice=f"say which with --map text=COLUMN; its columns are {_listed(known)}",
        )
    return found


def parse_map(text: str) -> dict[str, str]:
    """``title=headline,text=body`` as field to column. Raises InputError for a field that is none."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not column or field not in FIELDS:
            raise InputError(
                f"{pair.strip()!r} maps no column to a field",
                advice=f"write FIELD=COLUMN, where FIELD is {', '.join(FIELDS)}",
            )
        found[field] = column
    return found


def _key(name: str) -> str:
    return "".join(name.split()).replace("_", "").replace("-", "").casefold()


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:20])
    return shown + (", …" if len(names) > 20 else "")
