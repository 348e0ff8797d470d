"""The reference of the command line: what ``--help`` says of the program and of each command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from rawi.cli.main import app

# Help is as wide as the terminal; all other settings of the caller's terminal are taken out.
_SCREEN = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "TERM": "dumb", "NO_COLOR": "1", "PYTHONUTF8": "1"}


def markdown() -> str:
    """A section for the program and for each command."""
    return "\n".join(line for command in commands() for line in _section(command))


def commands() -> list[list[str]]:
    """The words that call the program and each command."""
    names = [info.name or (info.callback.__name__ if info.callback else "") for info in app.registered_commands]
    return [[], *([name.replace("_", "-")] for name in names)]


def help_of(command: list[str]) -> str:
    """What ``rawi COMMAND --help`` prints."""
    run = [sys.executable, "-c", "from rawi.cli.main import main; main()", *command, "--help"]
    shown = subprocess.run(run, capture_output=True, encoding="utf-8", check=True, env=os.environ | _SCREEN)
    return "\n".join(line.rstrip() for line in shown.stdout.strip("\n").splitlines())


def _section(command: list[str]) -> Iterator[str]:
    yield from (f"## {' '.join(['rawi', *command])}", "", "```text", help_of(command), "```", "")
