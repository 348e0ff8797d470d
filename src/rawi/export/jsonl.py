"""JSON Lines: everything a reading holds, one reading or failure a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rawi.model.reading import Failure, Reading


def jsonl_lines(results: Iterable[Reading | Failure]) -> Iterator[str]:
    """One line each: a :class:`Reading` with its article, claims, candidates and traces, or a :class:`Failure`.

    ``msgspec.json.decode(line, type=Reading)`` gives the reading back. A failure is told by its key ``reason``.
    """
    for result in results:
        yield msgspec.json.encode(result).decode() + "\n"
