"""A search as its filters, and each filter as SQL: what it holds of a claim, and which claims it holds of."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import get_args

import msgspec
from sqlalchemy import Connection, literal, or_, select, text

from rawi.errors import InputError
from rawi.model.vocabulary import Commitment, EventType, SourceKind, Status
from rawi.store.claim_rows import MOST_CLAIMS, fold_name, word_for
from rawi.store.packing import clean
from rawi.store.query_words import Sought, Words, fts5, parse_words, tsquery
from rawi.store.tables import CLAIM_TEXT, terms

# A name that fits more parties or places than this says too little.
_MOST_NAMES = 20_000
_VOCABULARY = frozenset(word for kind in (EventType, Status, Commitment, SourceKind) for word in get_args(kind))
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; what is left empty is not asked for. Of several values of one field, any will do.

    words: as typed (see ``parse_words``). actor, target: the id of a party, or its name. parties: ids that the name of
    the actor (target_parties: of the target) stands for besides. place: a name or an id of the gazetteer; where it
    happened, or from where or to where. since, until: days of the event, or where these are not known of the
    publication; of articles, days of the publication. outlet: a name. all_readings: also what a newer reading replaced.
    event, status, commitment, source_kind: words of ``rawi.model.vocabulary``.
    """

    words: str = ""
    actor: str = ""
    parties: tuple[str, ...] = ()
    target: str = ""
    target_parties: tuple[str, ...] = ()
    place: str = ""
    event: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    status: tuple[str, ...] = ()
    commitment: tuple[str, ...] = ()
    source_kind: tuple[str, ...] = ()
    outlet: str = ""
    all_readings: bool = False


class Part(msgspec.Struct, frozen=True):
    """One filter. holds: a condition on claim ``c``, or article version ``v``, whose id is from :c_low to :c_high, or
    from :v_low to :v_high.

    ids: the query of what it holds of, as a column ``id``; empty where only ``holds`` can say.
    sorted: whether ``ids`` gives the latest first at no cost. dated: whether its index holds the days as well.
    """

    holds: str
    ids: str = ""
    sorted: bool = False
    dated: bool = False


def day_of(words: str, *, last: bool) -> dt.date:
    """The first or last day of a year, a month or a day in ISO form. Raises InputError where it is none."""
    match = _DAY.fullmatch(words.strip())
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        day = int(match[3]) if match[3] else (calendar.monthrange(year, month)[1] if last else 1)
        return dt.date(year, month, day)
    except ValueError:  # calendar's own error for a month is one of these
        raise InputError(f"{words!r} is not a date", advice="write it as YYYY, YYYY-MM or YYYY-MM-DD") from None


def claim_parts(connection: Connection, query: Query) -> tuple[list[Part], dict[str, object]]:
    """The filters of a search for claims, and the values of their parameters."""
    found, values = field_parts(connection, query, parse_words(query.words))
    if query.since or query.until:
        days = ["{}day >= :since"] * bool(query.since) + ["{}day <= :until"] * bool(query.until)
        current = "" if query.all_readings else " AND current"
        condition = " AND ".join(days)
        of = condition.replace("{}", "")
        found.append(Part(condition.replace("{}", "c."), f"SELECT id FROM claims WHERE {of}{current}", dated=True))
        values |= {name: day.isoformat() for name, day in (("since", query.since), ("until", query.until)) if day}
    if query.outlet:
        found.append(_outlet_part(connection, query.outlet, values))
    return found, values


def field_parts(connection: Connection, query: Query, words: Words) -> tuple[list[Part], dict[str, object]]:
    """The filters that only claims have: their words, what, who, whom, where, how sure, according to whom."""
    wanted = list(words.all)
    if query.event:
        wanted.append(_any("event", _known(query.event)))
    if query.actor:
        wanted.append(_any("actor", _terms(connection, "party", query.actor, query.parties)))
    if query.target:
        wanted.append(_any("target", _terms(connection, "party", query.target, query.target_parties)))
    if query.place:
        wanted.append(_any("place", _terms(connection, "place", query.place, ())))
    if query.source_kind:
        wanted.append(_any("kind", _known(query.source_kind)))
    asked = Words(tuple(wanted), words.none)
    found = words_parts(connection, asked, CLAIM_TEXT, "claim", "c")
    if query.status:
        found.append(Part(f"c.status IN ({_quoted(query.status)})"))
    if query.commitment:
        found.append(Part(f"c.commitment IN ({_quoted(query.commitment)})"))
    if not query.all_readings:
        found.append(Part("c.current"))
    return found, words_values(connection, asked, CLAIM_TEXT)


def _any(role: str, what: Iterable[int | str]) -> Sought:
    """Any of these, as the index has them; without any, a word that no claim has."""
    return Sought((tuple(word_for(role, one) for one in what) or (word_for(role, "none"),),))


def words_parts(connection: Connection, words: Words, table: str, key: str, of: str) -> list[Part]:
    """The words as a filter. key: the column of PostgreSQL that is the rowid of SQLite; of: ``c`` or ``v``."""
    if not words.all and not words.none:
        return []
    if connection.dialect.name == "postgresql":
        ids = f"SELECT {key} AS id FROM {table} WHERE words @@ to_tsquery('simple', :{table})"
    else:
        key = "rowid"
        ids = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH :{table}"
    within = f"({ids} AND {key} BETWEEN :{of}_low AND :{of}_high)"
    return [Part(f"{of}.id IN {within}", ids, sorted=True)] if words.all else [Part(f"{of}.id NOT IN {within}")]


def words_values(connection: Connection, words: Words, table: str) -> dict[str, object]:
    """The parameters of ``words_parts``."""
    expression = tsquery if connection.dialect.name == "postgresql" else fts5
    if words.all:
        return {table: expression(words)}
    # Any of them is unwanted.
    unwanted = (" | " if expression is tsquery else " OR ").join(expression(Words((w,))) for w in words.none)
    return {table: unwanted} if words.none else {}


def outlet_names(connection: Connection, outlet: str) -> list[str]:
    """How the outlet is written in the store: the names that fold alike, else those in which the name stands."""
    known = connection.execute(text("SELECT DISTINCT outlet FROM versions WHERE outlet IS NOT NULL")).scalars()
    wanted = fold_name(outlet)
    folded = [(name, fold_name(name)) for name in known]
    return [name for name, form in folded if form == wanted] or [
        name for name, form in folded if f" {wanted} " in f" {form} "
    ]


def outlet_condition(connection: Connection, outlet: str, values: dict[str, object]) -> str:
    """That version ``v`` is of the outlet; ``values`` gets its parameters."""
    names = outlet_names(connection, outlet)
    values |= {f"outlet{number}": name for number, name in enumerate(names)}
    return f"v.outlet IN ({', '.join(f':outlet{number}' for number in range(len(names)))})" if names else "1 = 0"


def _outlet_part(connection: Connection, outlet: str, values: dict[str, object]) -> Part:
    names = outlet_condition(connection, outlet, values)
    join = f"FROM versions v JOIN readings r ON r.version_id = v.id{{}} WHERE {names}"
    claims = f" JOIN claims o ON o.id BETWEEN r.id << 16 AND (r.id << 16) + {MOST_CLAIMS - 1}"
    return Part(f"EXISTS (SELECT 1 {join.format('')} AND r.id = c.id >> 16)", f"SELECT o.id {join.format(claims)}")


def _terms(connection: Connection, kind: str, name: str, parties: Iterable[str]) -> list[int]:
    """What the store calls so: the id or the whole name; where nothing has it, names in which the words stand."""
    folded = fold_name(clean(name))
    spelled = [form for form in (folded, "ال" + folded, folded.removeprefix("ال")) if form not in {"", "ال"}]
    idents = [ident for ident in (clean(name).strip(), folded, *parties) if ident]
    if not idents or not spelled:
        return []
    # Two queries, the second without the kind: SQLite would otherwise look at every name of that kind.
    of = select(terms.c.id, terms.c.ident).where(terms.c.kind == kind)
    same = [*connection.execute(of.where(terms.c.ident.in_(idents)))]
    named = connection.execute(select(terms.c.id, terms.c.ident, terms.c.kind).where(terms.c.name.in_(spelled)))
    same += [row for row in named if row.kind == kind]
    if same:
        # Whatever else this party or place is called is meant as well.
        also = sorted({row.ident for row in same} - {""})
        more = connection.execute(of.where(terms.c.ident.in_(also))).scalars()
        return sorted({row.id for row in same} | set(more))
    spaced = literal(" ").concat(terms.c.name).concat(" ")
    within = or_(*(spaced.contains(f" {form} ", autoescape=True) for form in spelled))
    found = list(connection.execute(of.where(within).order_by(terms.c.id).limit(_MOST_NAMES + 1)).scalars())
    if len(found) > _MOST_NAMES:
        raise InputError(f"more than {_MOST_NAMES:,} names have it in them", subject=name, advice="write more of it")
    return found


def _known(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a closed list. Raises InputError for others."""
    for word in words:
        if word not in _VOCABULARY:
            raise InputError("this is no word of the vocabulary", subject=repr(word))
    return words


def _quoted(words: tuple[str, ...]) -> str:
    """Words of a closed list, as SQL."""
    return ", ".join(f"'{word}'" for word in _known(words))
