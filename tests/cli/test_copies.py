"""``rawi copies`` as a user runs it."""

from __future__ import annotations

import json

import pytest

STORY = (
    "أعلنت فرق الدفاع المدني انتشال جثث أربعة عمال من تحت ركام مبنى انهار في الحي القديم بعد ليلة ماطرة. "
    "وقال شهود إن المبنى كان متصدعاً منذ الزلزال وإن السكان أبلغوا البلدية مراراً دون أن يتلقوا أي رد."
)
OWN = "وتقول منظمات محلية إن مئات المباني في المدينة مهددة بالسقوط ما لم تدعم أساساتها قبل الشتاء المقبل."


@pytest.fixture
def folder(tmp_path):
    rows = [
        {"id": "late", "text": f"{OWN}\n{STORY}", "published": "2020-01-04"},
        {"id": "early", "text": STORY, "published": "2020-01-03"},
        {
            "id": "lone",
            "text": "افتتحت وزارة الثقافة معرض الكتاب السنوي في العاصمة بمشاركة مئتي دار نشر من بلدان كثيرة.",
        },
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return tmp_path


def test_pairs_as_json_lines(folder, command):
    done = command("copies", folder, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["a"], row["b"], row["containment"], row["direction"]) == ("early", "late", 1.0, "a→b")
    (passage,) = row["passages"]
    assert passage["a"] == [0, len(STORY)]
    assert passage["b"] == [len(OWN) + 1, len(OWN) + 1 + len(STORY)]
    assert passage["text"] == STORY
    assert [item["kind"] for item in row["evidence"] if item["toward"]] == ["published"]


def test_pairs_as_a_list(folder, command):
    out = command("copies", folder).stdout
    assert out.splitlines()[0].split() == [
        "100%",
        "early",
        "→",
        "late",
        "1",
        "passage,",
        str(len(STORY.split())),
        "words",
    ]
    assert "was published first, a to b: 2020-01-03 < 2020-01-04" in out
    assert "lone" not in out


def test_the_format_is_that_of_the_file(folder, command):
    out = folder / "pairs.jsonl"
    assert command("copies", folder / "articles.jsonl", "--out", out).stdout == ""
    assert [json.loads(line)["a"] for line in out.read_text("utf-8").splitlines()] == ["early"]


def test_standard_input(folder, command):
    text = (folder / "articles.jsonl").read_text("utf-8")
    assert json.loads(command("copies", "-", "--format", "jsonl", stdin=text).stdout)["b"] == "late"


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(folder, command):
    with (folder / "articles.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n{broken")
    done = command("copies", folder, folder / "nothing.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["rawi", "rawi"]
    assert "articles.jsonl:4: this is not JSON" in done.stderr
    assert "nothing.txt: there is no such file; check the path" in done.stderr


def test_no_pairs(tmp_path, command):
    (tmp_path / "one.txt").write_text(STORY, "utf-8")
    done = command("copies", tmp_path, "--format", "jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
