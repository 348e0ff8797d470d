"""What every command does at its edge: errors as one line, no traceback for bad input, and exit statuses."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from rawi.errors import RawiError

FAILED = 1
# 128 and the number of the signal, as shells have it.
INTERRUPTED = 130
BROKEN_PIPE = 141

P = ParamSpec("P")


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """A command that gives an exit status, with every foreseen error told in one line."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
            sys.stdout.flush()
        except RawiError as error:
            complain(error.subject, error.what, error.advice)
            status = FAILED
        except KeyboardInterrupt:
            complain("", "interrupted")
            status = INTERRUPTED
        except BrokenPipeError:
            # Whoever read the results has left; Python must not try to write to them again when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = BROKEN_PIPE
        except OSError as error:
            complain(str(error.filename or ""), error.strerror or str(error), "")
            status = FAILED
        raise typer.Exit(status)

    return run


def complain(subject: str, reason: str, advice: str = "") -> None:
    """One line on standard error: ``rawi: subject: reason; advice``."""
    line = ": ".join(part for part in ("rawi", subject, reason) if part)
    line = f"{line}; {advice}" if advice else line
    # What comes from a file must neither break the line nor reach the terminal as a control sequence.
    print(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", line), file=sys.stderr, flush=True)
