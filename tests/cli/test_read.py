"""``rawi read`` as a user runs it."""

from __future__ import annotations

import json

import msgspec
import pytest

import rawi

STRIKE = "قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة بريف دير الزور أمس، ما أدى إلى مقتل خمسة مدنيين."
MEETING = "التقى وزير الخارجية المصري نظيره السوداني في القاهرة يوم الثلاثاء لبحث وقف إطلاق النار."
ENGLISH = "The ministry said on Tuesday that the convoy had crossed the border without any incident at all."


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>خبر</title>{head}</head><body><article>{body}</article></body></html>"


@pytest.fixture
def folder(tmp_path):
    """A folder with one of each kind, and with things that cannot be read."""
    (tmp_path / "a.txt").write_text(f"عنوان الخبر\n\n{STRIKE}\n", "utf-8")
    rows = [
        {"id": "one", "text": STRIKE, "published": "2019-01-17", "outlet": "صحيفة"},
        {"id": "two", "text": ""},
        {"id": "three", "text": MEETING, "title": "لقاء"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows] + ["{broken"]
    (tmp_path / "b.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "c.html").write_text(_page(f"<h1>غارة</h1><p>{STRIKE}</p><p>{MEETING}</p>"), "utf-8")
    (tmp_path / "d.html").write_text(_page(f"<h1>News</h1><p>{ENGLISH}</p><p>{ENGLISH}</p>"), "utf-8")
    return tmp_path


def test_a_folder_in_order_with_failures_in_their_place(folder, command):
    done = command("read", folder, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    got = [row["article"] if "reason" in row else row["article"]["id"] for row in rows]
    lines = folder / "b.jsonl"
    assert got == ["a", "one", f"{lines}:2", "three", f"{lines}:4", "c", str(folder / "d.html")]
    assert done.returncode == 1
    assert [set(row) for row in rows if "reason" in row] == [{"article", "reason", "advice"}] * 3


def test_each_failure_is_one_line_on_standard_error(folder, command):
    err = command("read", folder).stderr.splitlines()
    assert [line.split(": ")[:2] for line in err] == [
        ["rawi", f"{folder / 'b.jsonl'}:2"],
        ["rawi", f"{folder / 'b.jsonl'}:4"],
        ["rawi", str(folder / "d.html")],
    ]
    assert err[0] == f"rawi: {folder / 'b.jsonl'}:2: the text is empty"


def test_a_page_in_another_language_is_not_read(folder, command):
    done = command("read", folder / "d.html", "--format", "gold")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"rawi: {folder / 'd.html'}: the text is not in Arabic letters; Rawi reads Arabic only\n"


def test_exit_status_0_when_all_was_read(folder, command):
    done = command("read", folder / "a.txt", folder / "c.html")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give one, or --new"),
        (["x.txt", "--format", "csv"], "--format"),
        (["x.txt", "--jobs", "0"], "--jobs"),
        (["x.txt", "--published", "yesterday"], "'yesterday' is not a date"),
        (["x.txt", "--nothing"], "--nothing"),
    ],
)
def test_exit_status_2_for_wrong_usage(arguments, said, command):
    done = command("read", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_tells_what_who_where_when_how_many_and_according_to_whom(folder, command):
    out = command("read", folder / "b.jsonl").stdout.replace("\u2068", "").replace("\u2069", "")
    first = out[: out.index("three")]
    for words in ("صحيفة · 2019-01-17 · one", "air strike  قصف  happened, attributed", "الطيران الحربي", "Kasrah"):
        assert words in first, words
    for words in ("أمس  2019-01-16", "killed 5", "مصادر محلية (local source, قالت)"):
        assert words in first, words
    assert "\x1b" not in out


def test_standard_input(command):
    done = command("read", "-", "--format", "jsonl", stdin=STRIKE)
    reading = msgspec.json.decode(done.stdout, type=rawi.Reading)
    assert [claim.event for claim in reading.claims] == ["airstrike"]
    page = command("read", "-", "--format", "gold", stdin=_page(f"<h1>غارة</h1><p>{STRIKE}</p><p>{MEETING}</p>"))
    assert [claim["event"] for claim in json.loads(page.stdout)["claims"]][:2] == ["airstrike", "meet"]


def test_date_and_outlet_only_fill_gaps(folder, command):
    done = command(
        "read", folder / "b.jsonl", "--format", "jsonl", "--published", "2020-03-01", "--outlet", "جريدة"
    )  # fmt: skip
    read = [row["article"] for line in done.stdout.splitlines() if "claims" in (row := json.loads(line))]
    assert [(a["id"], a["published"], a["published_basis"], a["outlet"]) for a in read] == [
        ("one", "2019-01-17", "given", "صحيفة"),
        ("three", "2020-03-01", "given", "جريدة"),
    ]
    dated = _page(
        f"<h1>غارة</h1><p>{STRIKE}</p><p>{MEETING}</p>", '<meta property="article:published_time" content="2018-05-06">'
    )
    page = command("read", "-", "--format", "gold", "--published", "2020-03-01", stdin=dated)
    assert json.loads(page.stdout)["published"] == "2018-05-06"


def test_more_places(folder, command):
    layer = folder / "more.txt"
    place = {"name_ar": "المثال", "name_en": "Example", "lat": 31.5, "lon": 44.25, "country": "IQ", "precision_m": 700}
    layer.write_text(json.dumps(place), "utf-8")
    text = "قصف الجيش قرية المثال أمس بالمدفعية."
    plain = json.loads(command("read", "-", "--format", "gold", stdin=text).stdout)["claims"][0]["place"]
    done = command("read", "-", "--format", "gold", "--gazetteer", layer, stdin=text)
    (phrase,) = json.loads(done.stdout)["claims"][0]["place"]
    assert (phrase["lat"], phrase["lon"], phrase["precision_m"]) == (31.5, 44.25, 700)
    assert not any("lat" in phrase for phrase in plain)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_gazetteer_that_cannot_be_read_is_one_line(folder, command, jobs):
    done = command("read", folder / "a.txt", "--gazetteer", folder / "no.jsonl", "--jobs", jobs)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"rawi: {folder / 'no.jsonl'}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["table", "jsonl", "html", "gold"])
def test_the_same_bytes_on_every_run_and_for_any_number_of_jobs(folder, command, form):
    rows = [{"id": f"n{i}", "text": (STRIKE if i % 3 else MEETING) + f" {i}"} for i in range(40)]
    (folder / "many.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    one = command("read", folder, "--format", form, env={"PYTHONHASHSEED": "1"})
    two = command("read", folder, "--format", form, "--jobs", 2, env={"PYTHONHASHSEED": "2"})
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)
    assert len(one.stdout) > 1000


def test_out_writes_the_same_as_standard_output_and_its_name_says_the_format(folder, command):
    for name, form in (("r.jsonl", "jsonl"), ("r.html", "html"), ("r.list", "table")):
        done = command("read", folder / "a.txt", "--out", folder / name)
        assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
        assert (folder / name).read_text("utf-8") == command("read", folder / "a.txt", "--format", form).stdout
    gold = command("read", folder / "a.txt", "--out", folder / "r.jsonl", "--format", "gold")
    assert gold.returncode == 0
    assert json.loads((folder / "r.jsonl").read_text("utf-8"))["claims"][0]["trigger"]["text"] == "قصف"
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("name", ["missing/r.jsonl", "."])
def test_out_that_cannot_be_written(folder, command, name):
    done = command("read", "a.txt", "--out", name, cwd=folder)
    assert done.returncode == 1
    assert done.stderr.startswith(f"rawi: {name}: ")
    assert done.stderr.count("\n") == 1


def test_output_is_utf8_whatever_the_locale_says(folder, command):
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = command("read", folder / "a.txt", env=env)
    assert done.stdout == command("read", folder / "a.txt").stdout
    assert "قصف" in done.stdout


def test_a_name_with_control_characters_cannot_break_the_line(tmp_path, command):
    done = command("read", tmp_path / "a\n\x1b[31mb.txt")
    assert done.stderr == f"rawi: {tmp_path}/a [31mb.txt: there is no such file; check the path\n"
