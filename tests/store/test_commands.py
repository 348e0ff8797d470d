"""The commands of the store, run as a user runs them."""

import hashlib
import json
import sqlite3
import stat

import pytest
from tests.store.made import NO_ARTICLE, NOON, capture, keep, read_all

from rawi.model.capture import CaptureProblem
from rawi.store.workspace import Workspace

PAGE = "https://example.org/خبر"


@pytest.fixture
def folder(command, tmp_path):
    done = command("init", tmp_path / "space")
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "space"


@pytest.fixture
def filled(folder):
    with Workspace.open(folder) as space:
        kept = keep(
            space.store,
            capture(PAGE, "ثم قصف القرية", status=200),
            capture(PAGE, "ثم قصف الجسر", status=200),
            capture("b.html", NO_ARTICLE, source="folder"),
            CaptureProblem(source="folder", locator="c.html", reason="cannot be read\x1b[31m", advice="look at it"),
        )
        read_all(space.store)
        keep(space.store, capture("d.html", "ثم قصف"))
        space.store.gone("outlet", PAGE, NOON, 410)
    return folder, kept


def test_init_makes_a_workspace_once(command, folder):
    again = command("init", folder)
    assert (again.returncode, again.stdout) == (0, f"{folder} is a workspace already, and up to date.\n")
    assert 'database = "rawi.sqlite"' in (folder / "rawi.toml").read_text()
    with sqlite3.connect(folder / "rawi.sqlite") as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_workspace_on_a_server(command, cluster, tmp_path):
    url = cluster.create().replace("rawi@", "rawi:secret@")
    done = command("init", tmp_path / "space", "--db", url)
    assert done.returncode == 0, done.stderr
    assert "secret" not in done.stdout
    assert stat.S_IMODE((tmp_path / "space" / "rawi.toml").stat().st_mode) == 0o600
    assert not (tmp_path / "space" / "rawi.sqlite").exists()
    assert command("verify", env={"RAWI_WORKSPACE": str(tmp_path / "space")}).returncode == 0
    other = command("init", tmp_path / "space", "--db", "postgresql://elsewhere/x")
    assert (other.returncode, "names another database" in other.stderr) == (1, True)
    cluster.drop(url)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("[store", "not TOML"),
        ("[store]\ndatabase = 1", "must be a name in quotes"),
        ('[store]\ndatabase = "mysql://x/y"', "SQLite or PostgreSQL only"),
        ('[store]\ndatabase = "other.sqlite"', "there is no workspace in it"),
    ],
)
def test_a_wrong_configuration_is_told(command, tmp_path, config, words):
    (tmp_path / "rawi.toml").write_text(config)
    done = command("status", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_configuration_of_a_watch_is_left_alone(command, tmp_path):
    config = '[[outlet]]\nname = "صحيفة"\n'
    (tmp_path / "rawi.toml").write_text(config)
    assert command("init", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "rawi.toml").read_text() == config
    assert command("verify", cwd=tmp_path).returncode == 0


def test_without_a_workspace_every_command_says_how_to_make_one(command, tmp_path):
    for arguments in (["status"], ["verify"], ["history", "x"], ["export-capture", "x", "--out", tmp_path / "x"]):
        done = command(*arguments, "-w", tmp_path)
        assert done.returncode == 1
        assert done.stderr == f"rawi: {tmp_path}: there is no workspace in it; make one with: rawi init {tmp_path}\n"
    assert not (tmp_path / "x").exists()


def test_status_tells_sources_backlog_and_failures(command, filled):
    folder, _ = filled
    told = json.loads(command("status", "-w", folder, "--format", "json").stdout)
    assert (told["captures"], told["articles"], told["claims"], told["backlog"], told["gone"]) == (4, 3, 1, 1, 1)
    assert [(s["source"], s["captures"], s["failures"]) for s in told["sources"]] == [
        ("folder", 1, 2),
        ("outlet", 3, 0),
    ]
    assert [f["reason"] for f in told["failures"]] == ["cannot be read\x1b[31m", "there is no article in it"]
    table = command("status", "-w", folder).stdout
    assert "1 article waits for the reader" in table
    assert "collect: cannot be read [31m; look at it" in table
    assert "\x1b" not in table


def test_verify_tells_what_differs(command, filled):
    folder, _ = filled
    done = command("verify", "-w", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 captures" in done.stdout
    assert ": all as it was\n" in done.stdout
    head = done.stdout.split()[-1]
    with sqlite3.connect(folder / "rawi.sqlite") as file:
        file.execute("UPDATE captures SET captured_at = '2020-01-01T00:00:00.000000Z' WHERE locator = 'b.html'")
    done = command("verify", "-w", folder, "--expect", head, "--json")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "not as the log says: captured_at" in done.stderr
    assert len(json.loads(done.stdout)["differences"]) == 1


def test_history_shows_edits_and_deletion(command, filled):
    folder, kept = filled
    lines = command("history", PAGE, "-w", folder).stdout
    assert "gone since 2024-05-01 12:00Z (status 410)" in lines
    assert "  - \u2068القرية\u2069" in lines
    assert "  + \u2068الجسر\u2069" in lines
    told = json.loads(command("history", PAGE, "--json", "-w", folder).stdout)
    assert [v["captures"] for v in told["versions"]] == [[kept[0].capture_id], [kept[1].capture_id]]
    missing = command("history", "nowhere", "-w", folder)
    assert (missing.returncode, "no article was captured there" in missing.stderr) == (1, True)


def test_export_gives_the_bytes_and_a_sheet(command, filled, tmp_path):
    folder, kept = filled
    out = tmp_path / "page.html"
    capture_id = kept[1].capture_id
    done = command("export-capture", capture_id, "--out", out, "--purpose", "محكمة", "-w", folder)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == "ثم قصف الجسر".encode()
    sheet = json.loads((tmp_path / "page.html.custody.json").read_text())
    assert sheet["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert [entry["kind"] for entry in sheet["entries"]] == ["capture", "export"]
    again = command("export-capture", capture_id, "--out", out, "-w", folder)
    assert (again.returncode, "File exists" in again.stderr) == (1, True)
    assert (
        command("export-capture", capture_id, "--warc", "--out", tmp_path / "a.warc.gz", "-w", folder).returncode == 0
    )
    assert (tmp_path / "a.warc.gz").read_bytes().startswith(b"\x1f\x8b")
    wrong = command("export-capture", "0000", "--out", tmp_path / "none", "-w", folder)
    assert (wrong.returncode, (tmp_path / "none").exists()) == (1, False)
    done = command("verify", "-w", folder)
    assert done.returncode == 0, done.stderr


def test_reading_a_page_loads_nothing_of_the_store(command):
    import subprocess
    import sys

    program = (
        "import sys; from rawi.cli.main import app; app(['read', '-'], standalone_mode=False); "
        "print(*sorted({'sqlalchemy', 'alembic', 'psycopg', 'rawi.store'} & set(sys.modules)), file=sys.stderr)"
    )
    text = "قال مسؤول محلي إن القوات قصفت قرية الكسرة أمس."
    done = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
