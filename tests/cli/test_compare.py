"""``rawi compare`` as a user runs it."""

from __future__ import annotations

import json

import pytest

A = (
    "قتل خمسة عناصر من الفصيل في هجوم شنه مجهولون على حاجز قرب بلدة الكسرة مساء الجمعة، وفق ما أفاد مصدر محلي.\n"
    "وتشهد المنطقة هجمات متكررة منذ أشهر."
)
B = "عاجل: قتل خمسة إرهابيين من الفصيل في هجوم شنه مجهولون على حاجز قرب بلدة الكسرة مساء الجمعة، وفق ما أفاد مصدر محلي."


@pytest.fixture
def files(tmp_path):
    rows = [{"id": "x", "text": A, "published": "2020-01-02"}, {"id": "y", "text": B, "published": "2020-01-03"}]
    (tmp_path / "two.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    (tmp_path / "b.txt").write_text(B, "utf-8")
    return tmp_path


def test_as_text(files, command):
    done = command("compare", files / "two.jsonl:x", files / "two.jsonl:y")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.replace("\u2068", "").replace("\u2069", "") for line in done.stdout.splitlines()]
    assert any(line.startswith("loaded") and "عناصر became إرهابيين  (terrorist label)" in line for line in lines)
    assert any("[-عناصر-] {+إرهابيين+}" in line for line in lines)
    assert any("shared, from the first to the second" in line for line in lines)
    assert [line.split(maxsplit=2)[2] for line in lines if line.startswith("only")] == [
        "وتشهد المنطقة هجمات متكررة منذ أشهر",
        "عاجل",
    ]


def test_as_json(files, command):
    row = json.loads(command("compare", files / "two.jsonl:y", files / "b.txt", "--format", "json").stdout)
    assert (row["a"]["id"], row["b"]["id"], row["containment"], row["direction"]) == ("y", "b", 1.0, "undetermined")
    row = json.loads(command("compare", files / "two.jsonl#x", files / "two.jsonl#y", "--format", "json").stdout)
    edits = [edit for passage in row["passages"] for edit in passage["edits"]]
    assert [(e["a"]["text"], e["b"]["text"]) for e in edits if e["kind"] == "reworded"] == [("عناصر", "إرهابيين")]
    assert row["loaded"] == [edit for edit in edits if edit["loaded_b"]]
    for edit in edits:
        for side, text in (("a", A), ("b", B)):
            if edit[side]:
                assert text[edit[side]["start"] : edit[side]["end"]] == edit[side]["text"]


def test_as_a_page(files, command):
    out = files / "page.html"
    assert command("compare", files / "two.jsonl:x", files / "two.jsonl:y", "--out", out).returncode == 0
    page = out.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<span class="changed"><span class="w">إرهابيين</span></span>' in page


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("two.jsonl", "it holds several articles; name one, such as"),
        ("two.jsonl:z", "there is no article 'z' in it; the first one there is 'x'"),
        ("none.txt", "there is no such file; check the path"),
    ],
)
def test_an_article_that_is_not_there(files, command, first, said):
    done = command("compare", files / first, files / "b.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
