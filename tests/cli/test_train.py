"""``rawi train`` as a user runs it: corrected claims in, weights out that the reader uses."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("sklearn", reason="the extra 'train' is not installed")

TOWNS = ["منبج", "الباب", "الرقة", "عفرين", "إدلب", "سرمدا", "أعزاز"]
STORY = "قصف الطيران الحربي بلدة {town} فجر أمس، ما أدى إلى مقتل {count} مدنيين. وطالب المجلس المحلي بوقف القصف."


@pytest.fixture
def corrected(tmp_path, command):
    """Articles and what was read in them, with every demand struck out by hand."""
    texts, gold = tmp_path / "texts.jsonl", tmp_path / "gold.jsonl"
    rows = [{"id": f"t{i}", "text": STORY.format(town=town, count=i + 3)} for i, town in enumerate(TOWNS)]
    texts.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    read = [json.loads(line) for line in command("read", texts, "--format", "gold").stdout.splitlines()]
    assert all(any(claim["event"] == "demand" for claim in row["claims"]) for row in read)
    for row in read:
        row["claims"] = [claim for claim in row["claims"] if claim["event"] != "demand"]
    gold.write_text("\n".join(map(json.dumps, read)), "utf-8")
    return texts, gold


def test_what_was_struck_out_is_no_longer_read(corrected, command, tmp_path):
    texts, gold = corrected
    done = command("train", texts, gold, "--out", tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    assert f"The weights are in {tmp_path / 'mine'}" in done.stderr
    new = tmp_path / "new.jsonl"
    new.write_text(json.dumps({"id": "n", "text": STORY.format(town="تادف", count=9)}), "utf-8")
    mine = json.loads(command("read", new, "--weights", tmp_path / "mine", "--format", "jsonl").stdout)
    events = [claim["event"] for claim in mine["claims"]]
    assert "airstrike" in events
    assert "demand" not in events
    again = command("train", texts, gold, "--out", tmp_path / "again")
    assert again.returncode == 0
    for name in ("weights.json", "confidence.json"):
        assert (tmp_path / "mine" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.parametrize(
    ("lines", "said"),
    [([], "0 annotated articles are too few to learn from"), (['{"id": "x", "claims": []}'], "article x is annotated")],
)
def test_what_cannot_be_learned_from_is_told(tmp_path, command, lines, said):
    texts, gold = tmp_path / "texts.jsonl", tmp_path / "gold.jsonl"
    texts.write_text('{"id": "t", "text": "نص"}', "utf-8")
    gold.write_text("\n".join(lines), "utf-8")
    done = command("train", texts, gold, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_without_weights_is_told(tmp_path, command):
    text = tmp_path / "a.txt"
    text.write_text("قصف الطيران بلدة منبج.", "utf-8")
    done = command("read", text, "--weights", tmp_path)
    assert done.returncode == 1
    assert "weights.json: cannot be read" in done.stderr


def test_without_anything_learned_claims_are_read_all_the_same(tmp_path, command):
    text = tmp_path / "a.txt"
    text.write_text("قصفت المدفعية بلدة سرمدا مساء أمس.", "utf-8")
    done = command("read", text, "--weights", "plain", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    (claim,) = json.loads(done.stdout)["claims"]
    assert (claim["event"], claim["trigger"]["text"]) == ("shell", "قصفت")
    assert [place["quote"]["text"] for place in claim["places"]] == ["بلدة سرمدا"]
    mine = tmp_path / "plain"
    mine.mkdir()
    done = command("read", text, "--weights", "plain", cwd=tmp_path)
    assert done.returncode == 1, "a folder of this name comes first"
    assert "weights.json: cannot be read" in done.stderr


def test_more_articles_are_learned_from_and_must_come_with_their_annotations(corrected, command, tmp_path):
    texts, gold = corrected
    alone = command("train", texts, gold, "--more-texts", texts)
    assert alone.returncode == 1
    assert "each --more-texts needs its --more-gold" in alone.stderr
    done = command("train", texts, gold, "--more-texts", texts, "--more-gold", gold, "--out", tmp_path / "both")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "both" / "weights.json").is_file()
