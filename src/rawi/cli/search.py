"""``rawi search``: finds claims and articles of the store, and counts claims over time."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.guard import complain
from rawi.cli.workspace import WorkspaceOption, opened

if TYPE_CHECKING:
    from rawi.store.query import Query


class SearchFormat(StrEnum):
    """How what was found is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Grain(StrEnum):
    """How long a period of a timeline is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def search(
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS",
            help='Words that must all be there, in any spelling and with any particle; "a phrase" as it stands; -word '
            "must not be there (put -- before a first word that begins with -).",
        ),
    ] = "",
    workspace: WorkspaceOption = None,
    actor: Annotated[str, typer.Option(metavar="P", help="Who acts: a party by its id or a name of it.")] = "",
    target: Annotated[str, typer.Option(metavar="P", help="On whom.")] = "",
    place: Annotated[str, typer.Option(metavar="NAME", help="Where, from where or to where.")] = "",
    event: Annotated[
        list[str] | None, typer.Option(metavar="T", help="Type of the event. May be given several times, like others.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Until the end of it. For a day that is not told, that of publication counts; for --articles always.",
        ),
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="S", help="happened, ongoing, planned, possible, called_for, denied.")
    ] = None,
    commitment: Annotated[
        list[str] | None, typer.Option(metavar="C", help="flat, attributed, hedged, doubted.")
    ] = None,
    source_kind: Annotated[
        list[str] | None, typer.Option(metavar="K", help="According to whom: official, witness, monitor, ...")
    ] = None,
    outlet: Annotated[str, typer.Option(metavar="O", help="The outlet, by its name or words of it.")] = "",
    articles: Annotated[
        bool, typer.Option("--articles/--claims", help="Find articles by their text, or claims by what they say.")
    ] = False,
    timeline: Annotated[
        Grain | None, typer.Option(help="Count the claims for each period, in place of listing them.")
    ] = None,
    all_readings: Annotated[
        bool, typer.Option("--all-readings", help="Also what a newer reading or version has replaced.")
    ] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1_000_000, help="How many.")] = 20,
    offset: Annotated[int, typer.Option(metavar="N", min=0, help="Leave out the first N.")] = 0,
    form: Annotated[
        SearchFormat,
        typer.Option("--format", help="table: a list to read. json: everything, for programs. csv: for spreadsheets."),
    ] = SearchFormat.TABLE,
) -> int:
    """Search claims or articles; the latest come first.

    Every spelling of hamza, ya and ta marbuta is one, and a word is found with and without the article and with
    particles written to it.
    """
    from rawi.cli.search_output import write_page, write_timeline
    from rawi.store.query import Query
    from rawi.store.search import search_articles, search_claims
    from rawi.store.timeline import timeline as count

    if articles and timeline is not None:
        raise typer.BadParameter("counts claims, not articles", param_hint="--timeline")
    query = Query(
        words=words,
        actor=actor,
        parties=_parties(actor),
        target=target,
        target_parties=_parties(target),
        place=place,
        event=_known("--event", event, "EventType"),
        since=_day("--since", since, last=False),
        until=_day("--until", until, last=True),
        status=_known("--status", status, "Status"),
        commitment=_known("--commitment", commitment, "Commitment"),
        source_kind=_known("--source-kind", source_kind, "SourceKind"),
        outlet=outlet,
        all_readings=all_readings,
    )
    _check_days(query)
    with opened(workspace) as space:
        if timeline is not None:
            write_timeline(count(space.store, query, timeline.value), form, sys.stdout)
            return 0
        find = search_articles if articles else search_claims
        page = find(space.store, query, limit=limit, offset=offset)
    write_page(page, form, sys.stdout)
    if form is SearchFormat.TABLE and not page.hits:
        complain("", "nothing was found")
    elif form is not SearchFormat.JSON and page.more:
        complain("", f"there is more; the next {limit:,} with --offset {offset + limit}")
    return 0


def _parties(name: str) -> tuple[str, ...]:
    """The parties that a name stands for, as far as the vocabulary knows it."""
    if not name.strip():
        return ()
    from rawi.lexicon.lexicon import Lexicon
    from rawi.store.words import words_of

    words = words_of(name)
    met = [match for match in Lexicon.load().matches(words) if match.first == 0 and match.last == len(words)]
    return tuple(sorted({m.entry.key for m in met if m.entry.domain == "party" and m.entry.value("as") == "name"}))


def _known(option: str, values: list[str] | None, kind: str) -> tuple[str, ...]:
    """Values of a closed list. Others are wrong usage."""
    from typing import get_args

    from rawi.model import vocabulary

    known = get_args(getattr(vocabulary, kind))
    for value in values or ():
        if value not in known:
            raise typer.BadParameter(f"{value!r} is none of {', '.join(known)}", param_hint=option)
    return tuple(values or ())


def _day(option: str, words: str | None, *, last: bool) -> date | None:
    from rawi.errors import InputError
    from rawi.store.query import day_of

    if words is None:
        return None
    try:
        return day_of(words, last=last)
    except InputError as error:
        raise typer.BadParameter(f"{error.what}; {error.advice}", param_hint=option) from None


def _check_days(query: Query) -> None:
    if query.since and query.until and query.since > query.until:
        raise typer.BadParameter("it is before --since", param_hint="--until")
