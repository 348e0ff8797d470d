"""What comes of collecting beside captures: what was passed over, has not changed, or is gone; and how far it is."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from rawi.model.capture import Capture, CaptureProblem

# A language that is not read, or a kind of thing that holds no article.
Why = Literal["fa", "ckb", "ur", "other", "not a page", "no text"]


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """Something that holds no article in Arabic. It is counted and not kept."""

    source: str
    locator: str
    why: Why


class Unchanged(msgspec.Struct, frozen=True, kw_only=True):
    """A page that the site says is as it was."""

    source: str
    locator: str


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """A page that is not, or no longer, there. status: 404 or 410. archived: an archive tells so, of its own time."""

    source: str
    locator: str
    when: dt.datetime
    status: int
    archived: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page that a dry run would fetch."""

    source: str
    locator: str


Item = Capture | CaptureProblem | Skipped | Unchanged | Gone | Found


class Meter:
    """How far collecting has come, in bytes of files; a page to be fetched counts as :data:`PAGE` bytes."""

    def __init__(self) -> None:
        self.total = 0
        self._finished = 0
        self._current = 0
        self._size = 0

    @property
    def done(self) -> int:
        """Bytes that have been gone through."""
        return self._finished + min(self._current, self._size)

    def at(self, position: int) -> None:
        """The position within the file that is being read."""
        self._current = position

    def share(self, part: int, whole: int) -> None:
        """How much of the file that is being read was gone through, in any unit."""
        self._current = self._size * part // max(1, whole)

    def add(self, size: int) -> None:
        """So many bytes more were gone through, within no file."""
        self._finished += size

    def begin(self, size: int) -> None:
        """A file of so many bytes is going to be read."""
        self._size = size
        self._current = 0

    def finish(self) -> None:
        """The file was read to its end, or as far as it goes."""
        self._finished += self._size
        self._size = self._current = 0


PAGE = 100_000
