"""``rawi trends`` as a user runs it."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
from tests.events.trends_making import archive, asserting, report

RISE = "شهدت القرى تصاعد وتيرة القصف المدفعي هذه الأيام."


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    found = [*archive([1] * 8 + [5] * 4), report("h", 3, weekday=5, village="القصر", onto=("مشفى البلدة", None))]
    found.append(asserting(RISE, 11))
    path = tmp_path_factory.mktemp("trends") / "readings.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(item) + b"\n" for item in found))
    return path


def test_jsonl(command, readings):
    done = command("trends", readings, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    series, claim = [json.loads(line) for line in done.stdout.splitlines()]
    assert (series["kind"], series["key"], series["name_ar"]) == ("series", "shell", "قصف")
    assert [week["low"] for week in series["weeks"]] == [1, 1, 1, 2, 1, 1, 1, 1, 5, 5, 5, 5]
    assert (claim["kind"], claim["finding"]["verdict"]) == ("claim", "supported")
    assert RISE[claim["words"]["quote"]["start"] : claim["words"]["quote"]["end"]] == claim["words"]["quote"]["text"]


def test_table_page_and_plots(command, readings, tmp_path):
    done = command("trends", readings, "--by", "party", "--since", "2021-03-01", "--plot", tmp_path / "a.svg")
    assert done.returncode == 0
    plain = " ".join(done.stdout.split())
    assert "2021-W09 5" in plain
    weeks = re.search(r"weeks (.*?) (?:burst|change)", plain)
    assert weeks[1] == "2021-W09 5 2021-W10 5 2021-W11 5 2021-W12 5"
    assert "supported rise of shelling" in plain
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert command("trends", readings, "--out", tmp_path / "t.html").returncode == 0
    assert (tmp_path / "t.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_indicators_shipped_and_of_ones_own(command, readings, tmp_path):
    shipped = command("trends", readings, "--by", "indicator", "--format", "jsonl")
    keys = [json.loads(line).get("key") for line in shipped.stdout.splitlines()]
    assert keys[:2] == ["health_care", "health_care/sy-army"]
    own = tmp_path / "own.yaml"
    own.write_text("indicators: [{id: fire, name_ar: نيران, name_en: fire, counts: [{types: [shell]}]}]", "utf-8")
    done = command("trends", readings, "--indicators", own)
    assert "نيران" in done.stdout
    own.write_text("indicators: [{id: fire}]", "utf-8")
    bad = command("trends", readings, "--indicators", own)
    assert bad.returncode != 0
    assert len(bad.stderr.strip().splitlines()) == 1
    assert "name_ar" in bad.stderr


@pytest.mark.parametrize(
    "options", [("--since", "May"), ("--since", "2021-02-01", "--until", "2021-01-01"), ("--plot", "a.gif")]
)
def test_wrong_usage(command, readings, options):
    assert command("trends", readings, *options).returncode == 2
