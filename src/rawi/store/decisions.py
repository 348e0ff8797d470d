"""What people decide of claims. Nothing here is ever changed or taken away, least of all by reading again."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec
from sqlalchemy import Connection, Row, insert, select

from rawi.errors import InputError
from rawi.store import custody
from rawi.store.packing import canonical, clean, moment
from rawi.store.tables import claims, decisions

Verdict = Literal["accept", "correct", "reject"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision.

    claim: number of the claim in the store, as it was read when somebody decided.
    field: what is corrected; "" where the claim as a whole is meant. old, new: the values, as in the JSON of a claim.
    undoes: the decision that this one takes back; its verdict is then ``undo``.
    """

    id: int
    claim: int
    verdict: Literal["accept", "correct", "reject", "undo"]
    author: str
    at: str
    field: str = ""
    old: object = None
    new: object = None
    reason: str = ""
    undoes: int | None = None


def decide(
    connection: Connection,
    now: dt.datetime,
    claim: int,
    verdict: Verdict,
    author: str,
    *,
    field: str = "",
    old: object = None,
    new: object = None,
    reason: str = "",
) -> Decision:
    """Add a decision and its entry in the log. Raises InputError where there is no such claim, or no author."""
    if not author.strip():
        raise InputError("a decision needs an author", advice="say who decides")
    if verdict == "correct" and not field:
        raise InputError("a correction needs a field", advice="name the field that is corrected")
    if connection.execute(select(claims.c.id).where(claims.c.id == claim)).first() is None:
        raise InputError("there is no such claim in the store", subject=str(claim))
    return _add(connection, now, claim, verdict, author, field, old, new, reason, None)


def undo(connection: Connection, now: dt.datetime, decision: int, author: str, reason: str = "") -> Decision:
    """Take a decision back, by another row. Raises InputError where there is none, or it was taken back before."""
    row = connection.execute(select(decisions).where(decisions.c.id == decision)).first()
    if row is None or row.verdict == "undo":
        raise InputError("there is no such decision", subject=str(decision))
    if connection.execute(select(decisions.c.id).where(decisions.c.undoes == decision)).first() is not None:
        raise InputError("it was taken back before", subject=f"decision {decision}")
    # What was new is old now.
    old = msgspec.json.decode(row.new) if row.new else None
    new = msgspec.json.decode(row.old) if row.old else None
    return _add(connection, now, row.claim, "undo", author, row.field, old, new, reason, decision)


def of_claim(connection: Connection, claim: int) -> list[Decision]:
    """Every decision on a claim and on what it was in readings before, oldest first."""
    keys: list[int] = []
    at: int | None = claim
    while at is not None and at not in keys:
        keys.append(at)
        at = connection.execute(select(claims.c.previous_id).where(claims.c.id == at)).scalar()
    rows = connection.execute(select(decisions).where(decisions.c.claim.in_(keys)).order_by(decisions.c.id))
    return [_decision(row) for row in rows]


def entry_facts(decision: Decision) -> dict[str, object]:
    """What the log says of a decision."""
    return {name: value for name, value in msgspec.to_builtins(decision).items() if name not in {"id", "at"}} | {
        "decided_at": decision.at
    }


def all_decisions(connection: Connection) -> list[Decision]:
    """Every decision, oldest first."""
    return [_decision(row) for row in connection.execute(select(decisions).order_by(decisions.c.id))]


def _add(
    connection: Connection,
    now: dt.datetime,
    claim: int,
    verdict: str,
    author: str,
    field: str,
    old: object,
    new: object,
    reason: str,
    undoes: int | None,
) -> Decision:
    row = {
        "claim": claim, "verdict": verdict, "author": clean(author), "decided_at": moment(now), "field": clean(field),
        "old": None if old is None else canonical(old), "new": None if new is None else canonical(new),
        "reason": clean(reason), "undoes": undoes,
    }  # fmt: skip
    number = connection.execute(insert(decisions).values(row).returning(decisions.c.id)).scalar_one()
    kept = connection.execute(select(decisions).where(decisions.c.id == number)).one()
    decision = _decision(kept)
    custody.append(connection, now, [("decision", str(number), entry_facts(decision))])
    return decision


def _decision(row: Row[tuple[object, ...]]) -> Decision:
    return Decision(
        id=row.id,
        claim=row.claim,
        verdict=row.verdict,
        author=row.author,
        at=row.decided_at,
        field=row.field,
        old=msgspec.json.decode(row.old) if row.old else None,
        new=msgspec.json.decode(row.new) if row.new else None,
        reason=row.reason,
        undoes=row.undoes,
    )
