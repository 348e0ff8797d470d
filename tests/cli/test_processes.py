"""What happens around a run: start-up, Ctrl-C, a reader of the pipe that leaves, a process that dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import rawi
from rawi.cli import jobs
from rawi.intake.files import InputFailure

SENTENCE = "قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة بريف دير الزور أمس، ما أدى إلى مقتل خمسة مدنيين."
ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for child processes in /proc")


@pytest.fixture
def many(tmp_path):
    """More articles than are read in a second or two."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": f"n{i}", "text": f"{SENTENCE} {i}\n" * 30}) for i in range(3000)), "utf-8"
    )
    return path


def _start(*arguments: object) -> subprocess.Popen[bytes]:
    code = [sys.executable, "-m", "rawi", *map(str, arguments)]
    return subprocess.Popen(code, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _wait_for_results(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    assert process.stdout.read(100)


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["explain", "--help"], ["measure", "--help"]])
def test_help_loads_no_library_that_it_does_not_need(arguments):
    code = (
        f"import sys; sys.argv = ['rawi', *{arguments!r}]\n"
        "from rawi.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'trafilatura', 'lxml', 'sklearn', 'numpy', 'rich', 'resiliparse', 'rawi.reading.reader', 'msgspec'}\n"
        "print('loaded', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded []"


def test_reading_a_text_loads_no_page_reader(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, "utf-8")
    code = (
        f"import sys; sys.argv = ['rawi', 'read', {str(tmp_path / 'a.txt')!r}, '--format', 'jsonl']\n"
        "from rawi.cli.main import main\n"
        "try: main()\nexcept SystemExit as end: assert end.code == 0\n"
        "heavy = {'trafilatura', 'lxml', 'sklearn', 'numpy', 'rich', 'pydantic', 'multiprocessing'}\n"
        "print('loaded', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded []"


def test_start_up_takes_no_more_than_twice_what_one_library_takes():
    def fastest(*arguments: str) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
            times.append(time.perf_counter() - start)
        return min(times)

    assert fastest("-m", "rawi", "--help") < 2 * fastest("-c", "import trafilatura")


def test_version_and_the_installed_command():
    program = Path(sys.executable).with_name("rawi")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"rawi {rawi.__version__}\n"


@pytest.mark.parametrize("number", [1, 2])
def test_a_reader_of_the_pipe_that_leaves_ends_the_run_quietly(many, number):
    process = _start("read", many, "--format", "jsonl", "--jobs", number)
    _wait_for_results(process)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    assert process.wait(30) == 141
    assert error == b""
    process.stderr.close()


@pytest.mark.parametrize("number", [1, 2])
def test_ctrl_c_ends_the_run_and_leaves_no_half_written_file(many, number):
    out = many.with_name("out.jsonl")
    process = _start("read", many, "--jobs", number, "--out", out)
    deadline = time.monotonic() + 30
    while not any(path.stat().st_size for path in many.parent.glob(".out*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    children = _children(process.pid) if sys.platform.startswith("linux") else []
    for pid in (process.pid, *children):  # a terminal sends it to all of them
        os.kill(pid, signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert (process.returncode, error) == (130, b"rawi: interrupted\n")
    assert sorted(path.name for path in many.parent.iterdir()) == ["many.jsonl"]


def _children(pid: int) -> list[int]:
    """Child processes that read (the one that tracks resources is none of them)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@ON_LINUX
def test_a_reading_process_that_dies_is_told_and_nothing_hangs(many):
    process = _start("read", many, "--format", "jsonl", "--jobs", 2)
    _wait_for_results(process)
    os.kill(_children(process.pid)[0], signal.SIGKILL)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 1
    assert error.decode() == (
        "rawi: a reading process died, killed or out of memory; "
        "run again with --jobs 1; the results before it are whole\n"
    )


class _Stumbling:
    """A reader that fails on some articles, as a faulty one would."""

    def read(self, article: rawi.Article) -> rawi.Reading:
        if article.id == "known":
            raise rawi.RawiError("it is too long", subject="known", advice="cut it")
        if article.id == "bug":
            raise KeyError("x")
        return rawi.Reading(article=article)


def test_an_error_in_one_article_never_ends_the_run(monkeypatch):
    monkeypatch.setattr(jobs, "_own_reader", lambda gazetteers: _Stumbling())
    items = [
        rawi.Article(text="نص", id="first"),
        rawi.Article(text="نص", id="known"),
        InputFailure(path="f.jsonl", line=3, reason="the text is empty"),
        rawi.Article(text="نص", id="bug"),
        InputFailure(path="g.html", reason="the page is empty", advice="save it again"),
        rawi.Article(text="نص", id="last"),
    ]
    found = list(jobs.results(items, jobs=1))
    assert [isinstance(item, rawi.Reading) for item in found] == [True, False, False, False, False, True]
    assert found[1:5] == [
        rawi.Failure(article="known", reason="it is too long", advice="cut it"),
        rawi.Failure(article="f.jsonl:3", reason="the text is empty"),
        rawi.Failure(
            article="bug",
            reason="the reader stumbled over it (KeyError: 'x')",
            advice="this is a fault of Rawi: please report it with the article",
        ),
        rawi.Failure(article="g.html", reason="the page is empty", advice="save it again"),
    ]


def test_articles_are_taken_as_they_are_needed():
    taken = []

    def endless():
        number = 0
        while True:
            taken.append(number)
            yield rawi.Article(text="نص", id=str(number))
            number += 1

    stream = jobs.results(endless(), jobs=2)
    try:
        assert [next(stream).article.id for _ in range(20)] == [str(i) for i in range(20)]
        assert len(taken) <= (2 * jobs.AHEAD + 3) * jobs.CHUNK
    finally:
        stream.close()
