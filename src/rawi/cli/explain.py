"""``rawi explain``: which rules and vocabulary entries made each field of a claim."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.gazetteer import Layers, tell_bad_rows
from rawi.cli.guard import complain
from rawi.cli.options import OutletOption, PublishedOption, WeightsOption
from rawi.cli.output import screen_of
from rawi.cli.read import check_date
from rawi.errors import InputError

if TYPE_CHECKING:
    from rawi.intake.files import InputFailure
    from rawi.model.article import Article
    from rawi.model.claim import Claim
    from rawi.model.reading import Reading


def explain(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="A file that holds one article, or FILE:ID for one of several in a file."
        ),
    ],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its number in the list of rawi read, or its id.")],
    gazetteer: Layers = None,
    weights: WeightsOption = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
) -> int:
    """Tell why a claim is read as it is: the words, the rules and vocabulary entries, and how much each weighed."""
    from rawi.export.explanation import explanation_lines
    from rawi.reading.reader import Reader

    check_date(published)
    tell_bad_rows(gazetteer or ())
    found = article_of(article, published, outlet)
    reading = Reader(gazetteers=gazetteer or (), weights=weights, explain=True).read(found)
    number, chosen = _claim(reading, claim)
    screen = screen_of(sys.stdout)
    sys.stdout.write(screen.render(explanation_lines(reading, chosen, number, screen.width)))
    return 0


def article_of(name: str, published: str | None, outlet: str | None) -> Article:
    """The article that FILE, FILE:ID or FILE#ID names."""
    from rawi.intake.files import articles
    from rawi.model.article import Article

    path, wanted = _split(name)
    first: Article | None = None
    failed: InputFailure | None = None
    for item in articles([path], published=published, outlet=outlet):
        if not isinstance(item, Article):
            failed = failed or item
        elif wanted is not None and item.id == wanted:
            return item
        elif wanted is None and first is not None:
            raise InputError("it holds several articles", subject=path, advice=f"name one, such as {path}:{first.id}")
        else:
            first = first or item
    if wanted is None and first is not None:
        if failed is not None:
            complain(*_told(failed))
        return first
    if failed is not None and first is None:
        raise InputError(failed.reason, subject=_told(failed)[0], advice=failed.advice)
    advice = f"the first one there is {first.id!r}" if first else ""
    raise InputError(f"there is no article {wanted!r} in it", subject=path, advice=advice)


def _told(failed: InputFailure) -> tuple[str, str, str]:
    place = failed.path if failed.line is None else f"{failed.path}:{failed.line}"
    return place, failed.reason, failed.advice


def _split(name: str) -> tuple[str, str | None]:
    """The path and the id in it; both may hold ``:`` and ``#``, so the longest path that exists wins."""
    if name == "-" or os.path.exists(name):
        return name, None
    for at in range(len(name) - 1, 0, -1):
        if name[at] in ":#" and (os.path.exists(name[:at]) or name[:at] == "-"):
            return name[:at], name[at + 1 :]
    return name, None


def _claim(reading: Reading, wanted: str) -> tuple[int, Claim]:
    """A claim and its number in the list, by id or by number."""
    numbered = list(enumerate(reading.claims, 1))
    for number, claim in numbered:
        if claim.id == wanted:
            return number, claim
    if wanted.isdecimal() and 1 <= int(wanted) <= len(numbered):
        return numbered[int(wanted) - 1]
    advice = f"give a number from 1 to {len(numbered)}, or an id" if numbered else "nothing was read from the article"
    raise InputError(f"there is no claim {wanted!r} in it", subject=reading.article.id, advice=advice)
