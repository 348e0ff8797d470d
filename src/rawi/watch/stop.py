"""Stopping cleanly: a signal breaks off waiting and fetching, and lets what is being written be finished."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from types import FrameType


class StoppedError(BaseException):
    """Somebody asked to stop while nothing was being written. No Exception: whoever mends errors must let it pass."""


class Stop:
    """Whether somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        self._open = False

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM as asking to stop, within the block."""
        before = {number: signal.signal(number, self._heard) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._open:
            self._open = False
            raise StoppedError

    @contextlib.contextmanager
    def breakable(self) -> Iterator[None]:
        """Work that may be broken off at any place. Raises StoppedError when asked to stop, before or within."""
        self._open = True
        try:
            if self.asked:
                raise StoppedError
            yield
        finally:
            self._open = False

    def sleep(self, seconds: float) -> None:
        """Sleep, unless asked to stop. Raises StoppedError."""
        inside = self._open
        self._open = True
        try:
            if self.asked:
                raise StoppedError
            time.sleep(seconds)
        finally:
            self._open = inside and not self.asked
