"""What persons decide of two claims: one event, or not. Kept for ever, and carried from old readings to new ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, insert, select

from rawi.errors import InputError
from rawi.model.event import ClaimRef, Decision, Verdict
from rawi.store import custody
from rawi.store.claim_rows import MOST_CLAIMS, claim_key, split_key
from rawi.store.events_state import chunks
from rawi.store.packing import clean, moment
from rawi.store.store import Store
from rawi.store.tables import claims, readings, versions
from rawi.store.tables_events import event_decisions

KIND = "event_decision"


class EventDecision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. claim_a, claim_b: numbers of the claims in the store, as they were read when somebody decided.

    undoes: the decision that this one takes back; its verdict is then ``undo``.
    """

    id: int
    claim_a: int
    claim_b: int
    verdict: Literal["same", "not_same", "undo"]
    author: str
    at: str
    reason: str = ""
    undoes: int | None = None


class Decided(NamedTuple):
    """What persons decided, on the claims of today.

    standing: what nobody took back, oldest first. links: of every decision its number and the articles of its claims.
    """

    standing: list[Decision]
    links: list[tuple[int, str, str]]

    @property
    def last(self) -> int:
        """The number of the latest decision; 0 where there is none."""
        return max((number for number, *_ in self.links), default=0)

    def concerned(self, after: int, articles: set[str]) -> set[str]:
        """The articles on which later decisions than ``after``, or changes of ``articles``, may change what holds."""
        found = {name for number, *pair in self.links if number > after for name in pair} | articles
        more = True
        while more:
            more = False
            for _, a, b in self.links:
                if (a in found) != (b in found):
                    found |= {a, b}
                    more = True
        return found


def decide(
    store: Store, claim_a: str, claim_b: str, verdict: Verdict, author: str, *, reason: str = "", undo: bool = False
) -> EventDecision:
    """Keep what somebody decides of two claims, and note it in the log.

    claim_a, claim_b: ``ARTICLE#CLAIM``, or numbers in the store. undo: take back the latest such decision on them that
    stands. Raises InputError where there is no such claim, decision or author.
    """
    if not author.strip():
        raise InputError("a decision needs an author", advice="say who decides")
    with store.database.writing(log=True) as connection:
        a, b = find_claim(connection, claim_a), find_claim(connection, claim_b)
        if _root(connection, a) == _root(connection, b):
            raise InputError("a decision needs two claims", subject=claim_a)
        undoes = _standing_on(connection, a, b, verdict, f"{claim_a}, {claim_b}") if undo else None
        row = {
            "claim_a": a, "claim_b": b, "verdict": "undo" if undo else verdict, "author": clean(author),
            "decided_at": moment(store.now()), "reason": clean(reason), "undoes": undoes,
        }  # fmt: skip
        number = connection.execute(insert(event_decisions).values(row).returning(event_decisions.c.id)).scalar_one()
        [decision] = [one for one in all_decisions(connection) if one.id == number]
        custody.append(connection, _moment(decision.at), [(KIND, str(number), entry_facts(decision))])
    return decision


def all_decisions(connection: Connection) -> list[EventDecision]:
    """Every decision, oldest first."""
    return [_decision(row) for row in connection.execute(select(event_decisions).order_by(event_decisions.c.id))]


def entry_facts(decision: EventDecision) -> dict[str, object]:
    """What the log says of a decision."""
    told = msgspec.to_builtins(decision)
    return {name: value for name, value in told.items() if name not in {"id", "at"}} | {"decided_at": decision.at}


def decided(connection: Connection) -> Decided:
    """The decisions on the claims of today.

    A claim that the newest reading of its page no longer has keeps a name of its own, which no event answers to.
    """
    rows = all_decisions(connection)
    heirs = current_claims(connection, {key for one in rows for key in (one.claim_a, one.claim_b)})
    names = claim_names(connection, heirs.values())
    undone = {one.undoes for one in rows if one.undoes is not None}

    def of(key: int) -> ClaimRef:
        heir = heirs.get(key)
        return ClaimRef(f"#{_root(connection, key)}", "") if heir is None else names[heir]

    found = Decided([], [])
    for one in rows:
        a, b = of(one.claim_a), of(one.claim_b)
        found.links.append((one.id, a.article, b.article))
        if one.verdict != "undo" and one.id not in undone and a != b:
            said = Decision(a=a, b=b, verdict=one.verdict, author=one.author, time=one.at, reason=one.reason)
            found.standing.append(said)
    return found


def find_claim(connection: Connection, name: str) -> int:
    """The number of a claim: the number itself, or ``ARTICLE#CLAIM``; of several readings in the newest."""
    article, sign, claim = name.rpartition("#")
    if not sign:
        key = int(name) if name.isascii() and name.isdigit() and len(name) < 19 else -1
        if connection.execute(select(claims.c.id).where(claims.c.id == key)).first() is not None:
            return key
    else:
        told = (
            select(readings.c.id)
            .join_from(readings, versions)
            .where(versions.c.article_id == clean(article))
            .order_by(readings.c.current.desc(), readings.c.id.desc())
        )
        for reading in connection.execute(told).scalars():
            within = claims.c.id.between(claim_key(reading, 0), claim_key(reading, MOST_CLAIMS - 1))
            found = select(claims.c.id).where(within, claims.c.claim_id == clean(claim)).order_by(claims.c.id)
            key = connection.execute(found.limit(1)).scalar() or -1
            if key >= 0:
                return key
    raise InputError(
        "there is no such claim in the store", subject=name, advice="write it as ARTICLE#CLAIM, as rawi events has them"
    )


def current_claims(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """What each claim is in the newest reading of its page; claims that are not in it are left out."""
    found: dict[int, int] = {}
    origin = {key: key for key in keys}  # of each claim on the way: where it began
    for ids in chunks(sorted(origin)):
        current = select(claims.c.id).where(claims.c.id.in_(ids), claims.c.current)
        found.update((key, key) for key in connection.execute(current).scalars())
    while origin:
        step: dict[int, int] = {}
        for ids in chunks(sorted(origin)):
            heirs = select(claims.c.id, claims.c.previous_id, claims.c.current).where(claims.c.previous_id.in_(ids))
            for row in connection.execute(heirs.order_by(claims.c.id)):
                step[row.id] = origin[row.previous_id]
                if row.current:
                    found[step[row.id]] = row.id
        origin = step
    return found


def claim_names(connection: Connection, keys: Iterable[int]) -> dict[int, ClaimRef]:
    """The article and the id of claims."""
    found: dict[int, ClaimRef] = {}
    articles: dict[int, str] = {}
    wanted = sorted(set(keys))
    for ids in chunks(sorted({split_key(key)[0] for key in wanted})):
        told = select(readings.c.id, versions.c.article_id).join_from(readings, versions).where(readings.c.id.in_(ids))
        articles.update((row.id, row.article_id) for row in connection.execute(told))
    for ids in chunks(wanted):
        named = select(claims.c.id, claims.c.claim_id).where(claims.c.id.in_(ids))
        for row in connection.execute(named):
            found[row.id] = ClaimRef(articles[split_key(row.id)[0]], row.claim_id)
    return found


def _standing_on(connection: Connection, a: int, b: int, verdict: str, subject: str) -> int:
    """The latest decision on two claims, whichever readings they were in, that was not taken back."""
    pair = {_root(connection, a), _root(connection, b)}
    decided = all_decisions(connection)
    undone = {one.undoes for one in decided}
    for one in reversed(decided):
        roots = {_root(connection, one.claim_a), _root(connection, one.claim_b)}
        if one.verdict == verdict and one.id not in undone and roots == pair:
            return one.id
    raise InputError(f"no decision on them says {verdict}", subject=subject, advice="there is nothing to take back")


def _root(connection: Connection, claim: int) -> int:
    """The claim that this one was when it was first read."""
    seen = {claim}
    while True:
        before = connection.execute(select(claims.c.previous_id).where(claims.c.id == claim)).scalar()
        if before is None or before in seen:
            return claim
        claim = before
        seen.add(claim)


def _decision(row: Row[tuple[object, ...]]) -> EventDecision:
    return EventDecision(
        id=row.id,
        claim_a=row.claim_a,
        claim_b=row.claim_b,
        verdict=row.verdict,
        author=row.author,
        at=row.decided_at,
        reason=row.reason,
        undoes=row.undoes,
    )


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
