"""The command ``rawi gazetteer``: layers made, listed and asked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROWS = [
    {"name_ar": "زرعقون", "name_en": "Zarqun", "lat": 35.25, "lon": 36.75, "country": "SY", "id": "C1"},
    {"name_ar": "تل زرعقون", "lat": 35.4, "lon": 36.7, "chain_ar": ["تل زرعقون", "حماة"]},
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "villages.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_a_layer_keeps_where_it_comes_from(command, table: Path, tmp_path: Path):
    target = tmp_path / "made.gazetteer"
    options = ["--licence", "CC BY 4.0", "--priority", 30, "--source", "a census", "--name", "census", "--into", target]

    done = command("gazetteer", "import", table, *options)

    assert (done.returncode, done.stdout.startswith(f"{target}: 2 places")) == (0, True), done.stderr
    listed = json.loads(command("gazetteer", "layers", target, "--format", "json").stdout)
    assert [layer["name"] for layer in listed] == ["embedded", "census"]
    made = listed[1]
    assert (made["licence"], made["source"], made["priority"], made["rows"]) == ("CC BY 4.0", "a census", 30, 2)
    assert made["sha256"] == hashlib.sha256(table.read_bytes()).hexdigest()
    assert made["countries"] == {"SY": 2}


def test_the_same_file_gives_the_same_bytes(command, table: Path, tmp_path: Path):
    for name in ("one", "two"):
        assert command("gazetteer", "import", table, "--into", tmp_path / name).returncode == 0

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_bad_rows_are_told_and_the_rest_is_imported(command, table: Path, tmp_path: Path):
    with table.open("a", encoding="utf-8") as file:
        file.write('{"name_ar": "بلا", "lat": "", "lon": 36}\n' * 14)

    done = command("gazetteer", "import", table, "--into", tmp_path / "made")

    assert done.returncode == 1
    assert "2 places" in done.stdout
    assert "14 left out: no place" in done.stdout
    assert f"rawi: {table}: line 3: no place" in done.stderr
    assert f"rawi: {table}: 4 rows more: no place; left out" in done.stderr


def test_a_file_without_a_place_makes_nothing(command, tmp_path: Path):
    path = tmp_path / "empty.jsonl"
    path.write_text('{"name_ar": "بلا", "lat": 0, "lon": 0}\n', encoding="utf-8")

    done = command("gazetteer", "import", path, "--into", tmp_path / "made")

    assert (done.returncode, done.stdout) == (1, "")
    assert "no row of it is a place" in done.stderr
    assert not (tmp_path / "made").exists()


def test_columns_are_given_by_map(command, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_text("a,b,c\nزرعقون,35.25,36.75\n", encoding="utf-8")

    refused = command("gazetteer", "import", path)
    done = command(
        "gazetteer", "import", path, "--map", "name_ar=a", "--map", "lat=b", "--map", "lon=c", "--into", tmp_path / "x"
    )

    assert refused.returncode == 1
    assert "--map name_ar=COLUMN" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert "name_ar=a lat=b lon=c" in done.stderr
    assert command("gazetteer", "import", path, "--map", "name_ar").returncode == 2


def test_reading_with_a_layer_places_what_it_tells(command, table: Path, tmp_path: Path):
    made = tmp_path / "made.gazetteer"
    command("gazetteer", "import", table, "--into", made)
    text = "قصفت الطائرات قرية زرعقون بريف حماة أمس، ما أدى إلى مقتل رجل."

    for layer in (made, table):
        done = command("read", "-", "--format", "gold", "--gazetteer", layer, stdin=text)
        (place,) = {
            (p["name"], p["lat"], p["lon"])
            for claim in json.loads(done.stdout)["claims"]
            for p in claim["place"]
        }  # fmt: skip
        assert place == ("زرعقون", 35.25, 36.75)


def test_reading_goes_on_past_bad_rows_of_a_layer(command, table: Path):
    with table.open("a", encoding="utf-8") as file:
        file.write("no json\n")

    done = command("read", "-", "--format", "gold", "--gazetteer", table, stdin="قصفوا قرية زرعقون أمس.")

    assert done.returncode == 0
    assert done.stderr.count("line 3: no place") == 1
    assert json.loads(done.stdout)["claims"]


def test_a_layer_of_another_version_is_a_clear_error(command, tmp_path: Path):
    path = tmp_path / "old.gazetteer"
    path.write_bytes(b"rawi gazetteer 0\nwhatever")

    done = command("gazetteer", "layers", path)

    assert done.returncode == 1
    assert "another version (rawi gazetteer 0); import its source again" in done.stderr


def test_find_ranks_and_says_why(command):
    libya = json.loads(command("gazetteer", "find", "طرابلس", "--country", "ly", "--format", "json").stdout)
    lebanon = json.loads(command("gazetteer", "find", "طرابلس", "--near", "34.5,35.9", "--format", "json").stdout)

    assert libya[0]["country"] == "LY"
    assert lebanon[0]["country"] == "LB"
    for found in (*libya, *lebanon):
        assert found["score"] == pytest.approx(sum(term["points"] for term in found["terms"]), abs=0.02)
        assert all(term["why"] for term in found["terms"])
    assert any("certain" in term["why"] for term in lebanon[0]["terms"])


def test_find_reads_phrases(command, table: Path):
    done = command("gazetteer", "find", "قرية زرعقون بريف حماة", "--gazetteer", table)

    assert done.stdout.startswith("1. زرعقون / Zarqun\n")
    assert "lies within reach of" in done.stdout


def test_find_says_when_it_knows_only_the_wider_place(command):
    done = command("gazetteer", "find", "قرية زرعقون بريف حماة", "--format", "json")

    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["names"][0] == "ريف حماة"
    assert "the narrower name is not in the gazetteer" in done.stderr


def test_find_tells_all_names_of_a_disputed_place(command):
    done = command("gazetteer", "find", "كوباني", "--format", "json")

    assert {"كوباني", "عين العرب"} <= set(json.loads(done.stdout)[0]["names"])


def test_find_says_when_there_is_none(command):
    done = command("gazetteer", "find", "زرعقون")

    assert (done.returncode, done.stdout) == (1, "")
    assert "no layer has a place of that name" in done.stderr


@pytest.mark.parametrize("near", ["here", "91,0", "1"])
def test_a_position_that_is_none_is_wrong_usage(command, near: str):
    assert command("gazetteer", "find", "حلب", "--near", near).returncode == 2
