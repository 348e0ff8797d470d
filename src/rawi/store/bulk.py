"""Writes many rows at once, past SQLAlchemy, whose care for each row costs more than the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

Row = tuple[object, ...]


def reserve(connection: Connection, table: str, count: int) -> list[int]:
    """Numbers for so many new rows, rising; the transaction must be one that writes."""
    if connection.dialect.name == "postgresql":
        drawn = text(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, :count)")
        return sorted(connection.execute(drawn, {"count": count}).scalars())
    # Nobody else writes to SQLite meanwhile.
    last = connection.execute(text(f"SELECT coalesce(max(id), 0) FROM {table}")).scalar_one()
    return list(range(last + 1, last + 1 + count))


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: list[Row]) -> None:
    """Add rows; days are handed over as ISO text."""
    if not rows:
        return
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {table} ({names}) FROM STDIN", rows)
    else:
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def count_days(connection: Connection, counts: dict[tuple[str, str], int]) -> None:
    """Add to the counts of claims by type and day, and by day alone."""
    whole = Counter(counts)
    for (_, day), count in counts.items():
        whole["", day] += count
    rows = [(event, day, count) for (event, day), count in sorted(whole.items()) if count]
    if rows:
        mark = "%s" if connection.dialect.name == "postgresql" else "?"
        connection.exec_driver_sql(
            f"INSERT INTO claim_days (event, day, claims) VALUES ({mark}, {mark}, {mark}) "
            "ON CONFLICT (event, day) DO UPDATE SET claims = claim_days.claims + excluded.claims",
            rows,
        )


def _copy(connection: Connection, statement: str, rows: list[Row]) -> None:
    """PostgreSQL takes a stream of rows several times as fast as statements."""
    import psycopg

    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError(statement, None, error) from error
