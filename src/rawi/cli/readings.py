"""Files of readings, as ``rawi read --format jsonl`` writes them: recognised, and read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from rawi.errors import RawiError
from rawi.model.reading import Failure, Reading


class _Head(msgspec.Struct):
    """What tells a reading or a failure from an article: an article has neither claims nor a reason."""

    article: msgspec.Raw = msgspec.Raw()
    claims: msgspec.Raw = msgspec.Raw()
    reason: msgspec.Raw = msgspec.Raw()


def are_readings(path: str) -> bool:
    """Whether the first line of a .jsonl file is a reading or a failure. Other files hold articles."""
    file = Path(path)
    if file.suffix.lower() != ".jsonl" or not file.is_file():
        return False
    try:
        with file.open("rb") as lines:
            first = next((line for line in lines if line.strip()), b"")
        head = msgspec.json.decode(first, type=_Head)
    except (OSError, msgspec.DecodeError):
        return False
    return bool(head.article) and (bool(head.reason) or bytes(head.article)[:1] == b"{")


def read_readings(path: str) -> Iterator[Reading | Failure]:
    """The readings of a file, one a line; a line that is none gives a failure that names it, and the rest goes on."""
    with Path(path).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            place = f"{path}:{number}"
            try:
                head = msgspec.json.decode(line, type=_Head)
                if head.reason:
                    yield msgspec.json.decode(line, type=Failure)
                else:
                    yield msgspec.json.decode(line, type=Reading)
            except msgspec.DecodeError as error:
                yield Failure(article=place, reason=f"it is no reading ({error})", advice="write it with rawi read")
            except RawiError as error:
                yield Failure(article=place, reason=str(error), advice="write it with rawi read")
