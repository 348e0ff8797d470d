"""Scores against coded incidents: planted cases, and the same shares as the corpus's own program."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest

from rawi.measure.incidents import incident_scores, kilometres

ALEPPO, IDLIB = (36.2, 37.16), (35.93, 36.63)


def _claim(event="airstrike", status="happened", place=None, days=None, killed=None):
    return {
        "event": event,
        "status": status,
        "place": [{"text": "م", "lat": place[0], "lon": place[1]}] if place else [{"text": "م"}],
        "origin": [],
        "destination": [],
        "time": [{"text": "أ", "from": days[0], "to": days[1]}] if days else [{"text": "أ"}],
        "quantity": [{"text": "ق", "of": "killed", "low": killed, "high": killed}] if killed is not None else [],
    }


def _shares(claims, **coded):
    incident = {"airwars_id": "1", "date": "2019-01-16", "lat": ALEPPO[0], "lon": ALEPPO[1], "civ_killed_min": 2}
    texts = [{"id": "t", "incidents": ["1"], "published_basis": "url"}]
    found = incident_scores([{**incident, **coded}], texts, {"t": {"claims": claims}})
    return {name: share.value() for name, share in found.items() if share.coded}


def test_distance():
    assert kilometres(ALEPPO, ALEPPO) == 0
    assert kilometres((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.05)
    assert kilometres(ALEPPO, IDLIB) == pytest.approx(56.4, abs=0.5)


def test_the_first_violent_claim_with_a_place_is_the_main_one():
    talk, planned = _claim("meet", place=ALEPPO), _claim(status="planned", place=ALEPPO)
    assert _shares([talk, planned, _claim(), _claim(place=IDLIB), _claim(place=ALEPPO)])["place within 25 km"] == 0
    assert _shares([talk, planned, _claim(), _claim(place=ALEPPO), _claim(place=IDLIB)])["place within 5 km"] == 1
    near = (ALEPPO[0] + 0.1, ALEPPO[1])  # 11 km
    shares = _shares([_claim(place=near)])
    assert (shares["place within 5 km"], shares["place within 25 km"]) == (0, 1)


def test_the_day_must_lie_in_the_interval():
    assert _shares([_claim(), _claim(days=("2019-01-10", "2019-01-16"))])["day inside the interval"] == 1
    assert _shares([_claim(days=("2019-01-17", "2019-01-17"))])["day inside the interval"] == 0
    assert _shares([_claim()])["day inside the interval"] == 0


def test_the_toll_must_lie_in_the_range():
    assert _shares([_claim(killed=5)], civ_killed_max=5)["killed inside the coded range"] == 1
    assert _shares([_claim(killed=6)], civ_killed_max=5)["killed inside the coded range"] == 0
    assert _shares([_claim(killed=2)])["killed inside the coded range"] == 1
    assert "injured inside the coded range" not in _shares([])


def test_the_same_shares_as_the_corpus_program(shared, tmp_path):
    rng = random.Random(7)
    incidents = [
        {
            "airwars_id": str(n), "date": f"2019-01-{n % 28 + 1:02}", "lat": rng.uniform(35, 37),
            "lon": rng.uniform(36, 38), "civ_killed_min": rng.randrange(4),
            "civ_killed_max": rng.randrange(4, 9), "civ_injured_min": 3,
        }
        for n in range(30)
    ]  # fmt: skip
    texts, read = [], []
    for n in range(200):
        coded = rng.sample(incidents, 2)
        texts.append(
            {
                "id": f"t{n}",
                "incidents": [c["airwars_id"] for c in coded],
                "published_basis": rng.choice(["url", "page"]),
            }
        )
        claims = [
            _claim(
                rng.choice(["shell", "meet", "kill"]),
                rng.choice(["happened", "denied"]),
                (coded[0]["lat"] + rng.uniform(-0.2, 0.2), coded[0]["lon"]) if rng.random() < 0.7 else None,
                (coded[0]["date"], coded[0]["date"]) if rng.random() < 0.4 else None,
                rng.randrange(8) if rng.random() < 0.6 else None,
            )
            for _ in range(rng.randrange(4))
        ]
        read.append({"id": f"t{n}", "claims": claims})
    paths = []
    for name, rows in (("incidents", incidents), ("texts", texts), ("claims", read)):
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("\n".join(map(json.dumps, rows)), "utf-8")
    program = shared / "gold" / "airwars.py"
    done = subprocess.run([sys.executable, program, "read", *paths], capture_output=True, text=True, check=True)
    reference = {line[6:38].strip(): float(line[38:]) for line in done.stdout.splitlines() if line.startswith("share")}
    found = incident_scores(incidents, texts, {row["id"]: row for row in read})
    names = {"day inside the interval": "date: holds the day"}
    for name, share in found.items():
        other = names.get(name) or name.replace("place ", "place: ").replace("killed ", "killed: ").replace(
            "injured ", "injured: "
        )
        assert share.value() == reference[other], name
    assert 0 < found["place within 5 km"].value() < found["place within 25 km"].value() < 1
