"""Sources and what went wrong with them: their state, last success, and failures with reasons."""

from __future__ import annotations

import datetime as dt

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from rawi.store.packing import canonical, clean, moment, short_hash
from rawi.store.tables import captures, failures, sources


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How a source does. Moments are ISO 8601, UTC. failures: things that failed and were not had since."""

    source: str
    captures: int
    failures: int
    last_success: str | None
    last_failure: str | None


class FailureSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Something that failed and was not had since. stage: ``collect``, ``extract`` or ``read``."""

    source: str
    locator: str
    stage: str
    reason: str
    advice: str
    first: str
    last: str
    times: int


def source_id(connection: Connection, name: str, at: dt.datetime) -> int:
    """The number of a source, which is added where it is new. Needs a transaction with ``log=True``."""
    name = clean(name)
    known = connection.execute(select(sources.c.id).where(sources.c.name_hash == short_hash(name))).scalar()
    if known is not None:
        return int(known)
    row = {"name": name, "name_hash": short_hash(name), "added_at": moment(at)}
    return int(connection.execute(insert(sources).values(row).returning(sources.c.id)).scalar_one())


def succeeded(connection: Connection, source: int, at: dt.datetime) -> None:
    """Note that the source gave something."""
    connection.execute(update(sources).where(sources.c.id == source).values(last_success_at=moment(at)))


def fail(
    connection: Connection, source: int, locator: str, stage: str, reason: str, advice: str, at: dt.datetime
) -> None:
    """Note a failure; one that is known already is counted. Needs a transaction with ``log=True``."""
    key = short_hash(stage, str(source), locator)
    told = {"reason": clean(reason), "advice": clean(advice), "last_at": moment(at), "solved_at": None}
    again = update(failures).where(failures.c.key == key).values(**told, times=failures.c.times + 1)
    if connection.execute(again).rowcount == 0:
        first = {"source_id": source, "locator": locator, "key": key, "stage": stage, "first_at": moment(at)}
        connection.execute(insert(failures).values(**told, **first, times=1))
    if stage == "collect":
        connection.execute(update(sources).where(sources.c.id == source).values(last_failure_at=moment(at)))


def solve(connection: Connection, source: int, locator: str, stages: tuple[str, ...], at: dt.datetime) -> None:
    """Note that what failed there at these stages was had now."""
    keys = [short_hash(stage, str(source), locator) for stage in stages]
    open_ones = failures.c.key.in_(keys) & failures.c.solved_at.is_(None)
    connection.execute(update(failures).where(open_ones).values(solved_at=moment(at)))


def state_of(connection: Connection, name: str) -> object:
    """What was kept for a source, or None."""
    kept = select(sources.c.state).where(sources.c.name_hash == short_hash(clean(name)))
    state = connection.execute(kept).scalar()
    return None if state is None else msgspec.json.decode(state)


def set_state(connection: Connection, name: str, state: object, at: dt.datetime) -> None:
    """Keep something for a source. Needs a transaction with ``log=True``."""
    number = source_id(connection, name, at)
    connection.execute(update(sources).where(sources.c.id == number).values(state=canonical(state)))


def health(connection: Connection) -> list[SourceHealth]:
    """Every source, by name."""
    caught = select(captures.c.source_id, func.count().label("n")).group_by(captures.c.source_id).subquery("caught")
    failed = (
        select(failures.c.source_id, func.count().label("n"))
        .where(failures.c.solved_at.is_(None))
        .group_by(failures.c.source_id)
        .subquery("failed")
    )
    rows = connection.execute(
        select(sources, func.coalesce(caught.c.n, 0).label("caught"), func.coalesce(failed.c.n, 0).label("failed"))
        .join_from(sources, caught, caught.c.source_id == sources.c.id, isouter=True)
        .join(failed, failed.c.source_id == sources.c.id, isouter=True)
        .order_by(sources.c.name)
    )
    return [
        SourceHealth(
            source=row.name,
            captures=row.caught,
            failures=row.failed,
            last_success=row.last_success_at,
            last_failure=row.last_failure_at,
        )
        for row in rows
    ]


def open_failures(connection: Connection, limit: int) -> list[FailureSeen]:
    """What failed and was not had since, the latest first."""
    rows = connection.execute(
        select(failures, sources.c.name)
        .join_from(failures, sources)
        .where(failures.c.solved_at.is_(None))
        .order_by(failures.c.last_at.desc(), failures.c.id.desc())
        .limit(limit)
    )
    return [
        FailureSeen(
            source=row.name,
            locator=row.locator,
            stage=row.stage,
            reason=row.reason,
            advice=row.advice,
            first=row.first_at,
            last=row.last_at,
            times=row.times,
        )
        for row in rows
    ]
