"""The quality gate: what it catches, how floors move, and the gate itself on the pinned corpora."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rawi.errors import InputError
from rawi.measure import gate
from rawi.measure.gate import Pinned, faults, updated

FLOORS = Path(__file__).parents[1] / "quality" / "floors.json"
FILES = {"dev": {"texts": "aa", "gold": "bb"}}
PINNED = {"dev": Pinned(FILES["dev"], {"event": 0.7, "place": 0.5})}


def test_scores_at_their_floor_pass():
    assert list(faults(PINNED, FILES, {"dev": {"event": 0.7, "place": 0.9}})) == []


@pytest.mark.parametrize(
    ("files", "measured", "said"),
    [
        (FILES, {"dev": {"event": 0.699, "place": 0.5}}, "dev:event is 0.699, below its floor of 0.700"),
        ({"dev": {"texts": "aa", "gold": "cc"}}, {"dev": {"event": 0.7, "place": 0.5}}, "dev: gold is not the file"),
        (FILES, {"dev": {"event": 0.7}}, "dev:place was not measured"),
        (FILES, {"dev": {"event": 0.7, "place": 0.5, "time": 0.1}}, "dev:time has no floor"),
    ],
)
def test_what_does_not_pass(files, measured, said):
    (fault,) = faults(PINNED, files, measured)
    assert fault.startswith(said)


def test_a_corpus_that_is_not_pinned_or_not_measured_does_not_pass():
    assert list(faults(PINNED, {}, {})) == ["dev: was not measured"]
    assert list(faults({}, FILES, {"dev": {"event": 1.0}})) == ["dev: is not pinned"]


def test_update_raises_and_never_lowers():
    new = updated(PINNED, FILES, {"dev": {"event": 0.8, "place": 0.4, "time": 0.2}})
    assert new["dev"].floors == {"event": 0.795, "place": 0.5, "time": 0.195}


def test_a_floor_goes_down_only_by_name():
    measured = {"dev": {"event": 0.6, "place": 0.4}}
    assert updated(PINNED, FILES, measured, ["dev:place"])["dev"].floors == {"event": 0.7, "place": 0.395}
    with pytest.raises(InputError, match="no field 'dev:plaice'"):
        updated(PINNED, FILES, measured, ["dev:plaice"])


def test_update_pins_the_files_as_they_are():
    new = updated(PINNED, {"dev": {"texts": "zz"}}, {"dev": {"event": 0.8, "place": 0.8}})
    assert new["dev"].files == {"texts": "zz"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The gate as a program, on measurements that the test chooses."""
    monkeypatch.setattr(gate, "digests", lambda shared: FILES)
    floors = tmp_path / "quality" / "floors.json"

    def _run(measured, *arguments):
        monkeypatch.setattr(gate, "measure", lambda shared: measured)
        return gate.main([*arguments, "--floors", str(floors)])

    return _run


def test_the_program_from_update_to_a_fall(run, capsys):
    assert run({"dev": {"event": 0.8}}, "--check") == 1
    assert "dev: is not pinned" in capsys.readouterr().err
    assert run({"dev": {"event": 0.8}}, "--update") == 0
    assert run({"dev": {"event": 0.796}}, "--check") == 0
    assert run({"dev": {"event": 0.794}}, "--check") == 1
    assert "dev:event is 0.794, below its floor of 0.795" in capsys.readouterr().err
    assert run({"dev": {"event": 0.794}}, "--update") == 1
    assert run({"dev": {"event": 0.794}}, "--update", "--allow-lower", "dev:event") == 0
    assert run({"dev": {"event": 0.789}}, "--check") == 0


def test_lowering_without_an_update_is_wrong_usage(run):
    with pytest.raises(SystemExit) as error:
        run({}, "--check", "--allow-lower", "dev:event")
    assert error.value.code == 2


def test_floors_that_are_none_and_corpora_that_are_not_there(tmp_path, capsys):
    broken = tmp_path / "floors.json"
    broken.write_text("[]", "utf-8")
    assert gate.main(["--check", "--floors", str(broken)]) == 1
    assert gate.main(["--check", "--shared", str(tmp_path / "nowhere")]) == 1
    err = capsys.readouterr().err.splitlines()
    assert err[0].startswith(f"gate: {broken}: cannot be read")
    assert err[1].startswith(f"gate: {tmp_path / 'nowhere'}/gold/train.texts.jsonl: cannot be read")


def test_floors_are_pinned_for_all_corpora():
    pinned = json.loads(FLOORS.read_text("utf-8"))
    assert set(pinned) == {"train", "dev", "airwars"}
    for corpus in ("train", "dev"):
        assert {"event", "actor", "place", "time", "quantity", "source", "status"} <= set(pinned[corpus]["floors"])
    assert all(len(digest) == 64 for corpus in pinned.values() for digest in corpus["files"].values())


def test_no_score_is_below_its_floor(shared, capsys):
    status = gate.main(["--check", "--floors", str(FLOORS), "--shared", str(shared)])
    assert (status, capsys.readouterr().err) == (0, "")
