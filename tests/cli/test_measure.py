"""``rawi measure`` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

TEXTS = {
    "a": "قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة أمس، ما أدى إلى مقتل خمسة مدنيين.",
    "b": "التقى وزير الخارجية المصري نظيره السوداني في القاهرة يوم الثلاثاء.",
}


def _claim(event, trigger, **fields):
    return {"event": event, "trigger": trigger, "status": "happened", "commitment": "flat", **fields}


@pytest.fixture
def corpus(tmp_path):
    gold = {
        "a": [_claim("airstrike", "قصف", place=["بلدة الكسرة"], commitment="attributed")],
        "b": [_claim("meet", "التقى", place=["القاهرة"]), _claim("protest", "الثلاثاء")],
    }
    texts, annotated = tmp_path / "texts.jsonl", tmp_path / "gold.jsonl"
    texts.write_text("\n".join(json.dumps({"id": n, "text": t}) for n, t in TEXTS.items()), "utf-8")
    annotated.write_text("\n".join(json.dumps({"id": n, "claims": c}) for n, c in gold.items()), "utf-8")
    return texts, annotated


def _rows(text):
    """The rows of the scores; those of the confidences, which bear the same names, are left out."""
    head, _, rest = text.partition("confidence by field")
    lines = [*head.splitlines(), *rest.partition("worst articles")[2].splitlines()]
    return {line[2:24].strip(): line[24:].split() for line in lines if line.startswith("  ")}


def _confidences(text):
    block = text.partition("confidence by field")[2].partition("\n\n")[0]
    return {line[2:24].strip(): line[24:].split() for line in block.splitlines()[1:]}


def test_scores_by_field_by_type_and_the_worst_articles(corpus, command):
    done = command("measure", *corpus)
    assert (done.returncode, done.stderr) == (0, "")
    rows = _rows(done.stdout)
    assert rows["event"][1] == "0.667"
    assert rows["event"][3] == "3"
    assert rows["place"][1] == "1.000"
    assert rows["airstrike"] == ["1.000", "1.000", "1.000", "1", "1"]
    assert rows["protest"][:3] == ["0.000", "0.000", "0.000"]
    worst = done.stdout[done.stdout.index("worst articles") :].splitlines()
    assert worst[1].split()[:2] == ["b", rows["b"][0]]
    assert worst[1].split()[4] == "1"
    error, fields, *levels = _confidences(done.stdout)["event"]
    assert 0 <= float(error) <= 1
    assert fields == rows["event"][4]
    assert set(levels[::4]) <= {"high", "medium", "low"}


def test_as_json_the_scores_are_those_of_the_readings(corpus, command, shared, tmp_path):
    read = tmp_path / "read.jsonl"
    command("read", corpus[0], "--format", "gold", "--out", read)
    found = json.loads(command("measure", *corpus, "--json", "--worst", 1).stdout)
    program = shared / "gold" / "gold.py"
    done = subprocess.run([sys.executable, program, "score", *corpus, read, "--json"], capture_output=True, check=True)
    reference = json.loads(done.stdout)
    assert (found["scores"], found["by_type"]) == (reference["scores"], reference["by_type"])
    assert [article["id"] for article in found["worst"]] == ["b"]


def test_compare_shows_what_changed(corpus, command, tmp_path):
    base = json.loads(command("measure", *corpus, "--json").stdout)
    base["scores"]["event"]["f1"] -= 0.25
    del base["scores"]["place"]
    before = tmp_path / "base.json"
    before.write_text(json.dumps(base), "utf-8")
    done = command("measure", *corpus, "--compare", before)
    rows = _rows(done.stdout)
    assert (rows["event"][-1], rows["place"][-1], rows["actor"][-1]) == ("+0.250", "new", "=")
    change = json.loads(command("measure", *corpus, "--compare", before, "--json").stdout)["change"]
    assert (change["scores"]["event"], change["scores"]["place"], change["by_type"]["meet"]) == (0.25, None, 0)


def test_worst_0_names_none(corpus, command):
    assert "worst" not in command("measure", *corpus, "--worst", 0).stdout


def test_an_article_that_cannot_be_read_counts_as_empty_and_is_told(corpus, command):
    texts, gold = corpus
    texts.write_text(
        json.dumps({"id": "a", "text": TEXTS["a"]}) + "\n" + json.dumps({"id": "b", "text": "in another language"}),
        "utf-8",
    )
    done = command("measure", texts, gold, "--json")
    assert done.returncode == 1
    assert done.stderr.startswith(f"rawi: {texts}:2: the text is not in Arabic letters")
    assert json.loads(done.stdout)["scores"]["event"]["gold"] == 3


@pytest.mark.parametrize("case", ["no texts", "no gold", "other texts", "broken", "no base", "other base"])
def test_files_that_do_not_serve(corpus, command, tmp_path, case):
    texts, gold = corpus
    other = tmp_path / "other"
    other.write_text('{"id": "z", "text": "نص"}', "utf-8")
    arguments = {
        "no texts": (tmp_path / "none", gold),
        "no gold": (texts, tmp_path / "none"),
        "other texts": (other, gold),
        "broken": (corpus[0], corpus[0].with_name("broken")),
        "no base": (texts, gold, "--compare", tmp_path / "none"),
        "other base": (texts, gold, "--compare", other),
    }[case]
    (tmp_path / "broken").write_text("{\n", "utf-8")
    done = command("measure", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"rawi: {tmp_path}/")
    assert done.stderr.count("\n") == 1
