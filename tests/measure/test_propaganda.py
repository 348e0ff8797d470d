"""Loaded words against spans of propaganda techniques: what is counted, and what a file must be like."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rawi.errors import InputError
from rawi.measure.propaganda import main, measure, read_paragraphs
from rawi.reading.reader import Reader

MILITIA = "هاجمت ميليشيا الفصيل البلدة في هجوم وحشي مساء أمس."
PLAIN = "افتتحت الوزارة مدرسة رائعة في المدينة."


def _row(text: str, *labels: tuple[str, str]) -> dict[str, object]:
    """labels: technique and the words it marks."""
    return {
        "paragraph": text,
        "labels": [
            {"technique": name, "start": text.index(words), "end": text.index(words) + len(words), "text": words}
            for name, words in labels
        ],
        "page_id": "1",
    }


def _file(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "spans.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_letters_and_spans_are_counted(tmp_path: Path, reader: Reader):
    path = _file(
        tmp_path,
        _row(MILITIA, ("Name_Calling-Labeling", "ميليشيا الفصيل"), ("Slogans", "هجوم وحشي")),
        _row(PLAIN, ("Loaded_Language", "رائعة")),
        _row("", *()),
    )

    found = measure(read_paragraphs(path), reader)

    # Read: "ميليشيا", which is in a span, and "وحشي", which is in one of another technique.
    assert (found.spans.marked, found.spans.read) == (2, 2)
    assert (found.spans.precision, found.spans.recall, found.spans.f1) == (0.5, 0.5, 0.5)
    assert (found.letters.marked, found.letters.read) == (len("ميليشيا الفصيل" + "رائعة"), len("ميليشيا" + "وحشي"))
    assert found.letters.precision == pytest.approx(7 / 11)
    assert found.letters.recall == pytest.approx(7 / 19)
    assert (found.inside, found.elsewhere, found.single) == (1, 1, 1)
    assert found.recall == {"Loaded_Language": (0, 1), "Name_Calling-Labeling": (1, 1)}
    assert found.kinds == {"delegitimising": (1, 1), "emotive": (0, 1)}


def test_a_span_of_both_techniques_counts_once(tmp_path: Path, reader: Reader):
    path = _file(tmp_path, _row(MILITIA, ("Name_Calling-Labeling", "ميليشيا"), ("Loaded_Language", "ميليشيا")))

    found = measure(read_paragraphs(path), reader)

    assert (found.spans.marked, found.spans.marked_found) == (1, 1)
    assert found.recall == {"Loaded_Language": (1, 1), "Name_Calling-Labeling": (1, 1)}


def test_where_nothing_is_marked_or_read_the_rates_are_0(tmp_path: Path, reader: Reader):
    found = measure(read_paragraphs(_file(tmp_path, _row("افتتحت الوزارة مدرسة."))), reader)

    assert (found.spans.precision, found.spans.recall, found.spans.f1) == (0, 0, 0)


def test_the_program_writes_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(_file(tmp_path, _row(MILITIA, ("Name_Calling-Labeling", "ميليشيا"))))]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["spans", "0.500", "1.000", "0.667", "1", "2"]
    assert "loaded words inside a span of the two techniques: 1 of 2" in lines


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"paragraph": "نص"}\n{"labels": []}\n', "line 2 is no paragraph"),
        ("نص\n", "line 1 is no paragraph"),
        ('\n{"paragraph": "نص", "labels": [{"technique": "Slogans", "start": 0, "end": 3}]}', "a span of line 2"),
        ('{"paragraph": "نص", "labels": [{"technique": "Slogans", "start": 1, "end": 1}]}', "a span of line 1"),
    ],
)
def test_what_is_no_paragraph_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str):
    path = tmp_path / "spans.jsonl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=said):
        read_paragraphs(path)
    assert main([str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"propaganda: {path}: {said}")


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(tmp_path / "none.jsonl")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_names_and_things_that_look_loaded_are_not(reader: Reader, tmp_path: Path):
    text = "وصل مبارك إلى طهران بعد اتفاق الغاز بين روسيا وإيران، وقال غازي إن ردة الفعل في الصف الأمامي كانت متوقعة."

    assert measure(read_paragraphs(_file(tmp_path, _row(text))), reader).spans.read == 0


def test_published_spans_overlap_as_far_as_the_page_says(shared: Path, reader: Reader):
    found = measure(read_paragraphs(shared / "data/loaded/armpro_span_dev.jsonl"), reader)

    assert found.spans.precision >= 0.5
    assert found.recall["Name_Calling-Labeling"][0] >= 0.3 * found.recall["Name_Calling-Labeling"][1]
