"""Where results go: standard output or a file that appears when it is whole, and how wide the screen is."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rawi.errors import RawiError

if TYPE_CHECKING:
    from rawi.export.lines import Screen

_PAGE_WIDTH = 100  # columns of a table that goes to a file


def screen_of(target: TextIO) -> Screen:
    """The width and colours that suit where the lines go."""
    import shutil

    from rawi.export.lines import Screen

    if not target.isatty():
        return Screen(_PAGE_WIDTH)
    width = shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") not in {"dumb", "unknown"}
    return Screen(max(40, min(width, 120)), colour)


@contextlib.contextmanager
def target_of(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if out is None:
        yield sys.stdout
        return
    if out.is_dir():
        raise RawiError("it is a folder", subject=str(out), advice="give --out the name of a file")
    special = out.exists() and not out.is_file()
    path = out if special else out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        file = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(out, error) from None
    try:
        with file:
            yield file
        if not special:
            try:
                path.replace(out)
            except OSError as error:
                raise _unwritable(out, error) from None
    finally:
        if not special:
            path.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> RawiError:
    return RawiError(
        f"it cannot be written ({error.strerror})", subject=str(out), advice="give --out a file in a folder that exists"
    )
