"""``rawi read`` where standard output or standard error is a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

SENTENCE = "قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة بريف دير الزور أمس، ما أدى إلى مقتل خمسة مدنيين."
ANSI = re.compile("\x1b\\[[0-9;?]*[a-zA-Z]")


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, "utf-8")
    return path


def _on_terminal(stream: str, *arguments: object, **env: str) -> tuple[str, bytes]:
    """What the terminal shows, and what the other stream holds. stream: which one is the terminal."""
    ours, theirs = pty.openpty()
    other = "stderr" if stream == "stdout" else "stdout"
    process = subprocess.Popen(
        [sys.executable, "-m", "rawi", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", **env},
        **{stream: theirs, other: subprocess.PIPE},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            got = os.read(ours, 65536)
        except OSError:  # the last writer has closed it
            break
        if not got:
            break
        shown += got
    rest, errors = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n"), rest or errors or b""


def test_the_list_is_coloured_and_fits(text):
    shown, rest = _on_terminal("stdout", "read", text, COLUMNS="50")
    assert rest == b""
    assert "\x1b[1;31mair strike" in shown
    assert max(cell_len(line) for line in ANSI.sub("", shown).splitlines()) <= 50


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colours_on_request(text, env):
    shown, _ = _on_terminal("stdout", "read", text, **env)
    assert "air strike" in shown
    assert "\x1b" not in shown


def test_progress_is_drawn_on_standard_error_only(text):
    shown, results = _on_terminal("stderr", "read", text, "--format", "jsonl")
    assert "1 article, 1 claim" in ANSI.sub("", shown)
    assert results.startswith(b'{"article":')
    assert b"\x1b" not in results
