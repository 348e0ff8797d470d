"""What the next folding must know of the last: a row for each name.

``generation`` counts what was written, so that of two foldings at the same time the later finds that it is late.
``folder`` is the Rawi that folded; ``decision`` the last decision that was obeyed; ``anew`` is there while everything
is folded again, until the last batch of that is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.store.tables_events import event_state

T = TypeVar("T")
_CHUNK = 500  # SQLite takes some thousand values a statement


def load_state(connection: Connection) -> dict[str, str]:
    """Every name with its value."""
    return {row.name: row.value for row in connection.execute(select(event_state))}


def save_state(connection: Connection, values: dict[str, str]) -> None:
    """Write the values; names that are not among them go."""
    connection.execute(delete(event_state))
    connection.execute(insert(event_state), [{"name": name, "value": value} for name, value in sorted(values.items())])


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Add rows; a row whose key is there already takes the place of the old one."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    adding = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    others = {name: adding.excluded[name] for name in rows[0] if name not in keys}
    if others:
        connection.execute(adding.on_conflict_do_update(index_elements=keys, set_=others), rows)
    else:
        connection.execute(adding.on_conflict_do_nothing(), rows)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values, so many at a time as a statement takes."""
    found = list(values)
    return (found[start : start + _CHUNK] for start in range(0, len(found), _CHUNK))
