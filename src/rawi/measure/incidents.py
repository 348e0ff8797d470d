"""Readings against incidents that researchers coded by hand: is the main claim's place, day and toll theirs.

The main claim of an article is its first claim of a violent type that has happened and has a resolved place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

import msgspec

Record = Mapping[str, Any]

_VIOLENT = frozenset({
    "airstrike", "shell", "bomb", "attack", "clash", "kill", "injure", "destroy", "operation", "arrest", "abduct",
})  # fmt: skip
_HAPPENED = frozenset({"happened", "ongoing"})
_EARTH_KM = 12742  # diameter
_NEAR_KM, _FAR_KM = 5, 25
_TOLLS = (("civ_killed", "killed"), ("civ_injured", "injured"))


class Share(msgspec.Struct):
    """How many of the coded cases were read right."""

    right: int = 0
    coded: int = 0

    def add(self, right: bool) -> None:
        """One more case."""
        self.right += right
        self.coded += 1

    def value(self) -> float:
        """Between 0 and 1, three decimals; 0 where nothing was coded."""
        return round(self.right / self.coded, 3) if self.coded else 0.0


def incident_scores(
    incidents: Iterable[Record], texts: Iterable[Record], read: Mapping[str, Record]
) -> dict[str, Share]:
    """Shares by what was coded. ``read``: records in the format of the guidelines, with coordinates and days, by id.

    A text names its ``incidents``; an incident may have ``lat`` and ``lon``, ``date``, and the bounds of its toll. Days
    are only asked of texts whose date of publication stands in their address, which is the surest one.
    """
    known = {row["airwars_id"]: row for row in incidents}
    shares = {
        name: Share()
        for name in (
            "place within 5 km",
            "place within 25 km",
            "day inside the interval",
            "killed inside the coded range",
            "injured inside the coded range",
        )
    }
    for text in texts:
        coded = [known[name] for name in text["incidents"] if name in known]
        claims = [
            claim
            for claim in read.get(text["id"], {}).get("claims", [])
            if claim["event"] in _VIOLENT and claim["status"] in _HAPPENED
        ]
        _place(shares, coded, claims)
        if text.get("published_basis") == "url" and all(row.get("date") for row in coded):
            shares["day inside the interval"].add(_holds_day(coded, claims))
        for key, of in _TOLLS:
            _toll(shares, key, of, coded, claims)
    return shares


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(lat), radians(lon)) for lat, lon in (a, b))
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return _EARTH_KM * asin(sqrt(h))


def _place(shares: dict[str, Share], coded: Sequence[Record], claims: Sequence[Record]) -> None:
    spots = [(row["lat"], row["lon"]) for row in coded if row.get("lat") is not None]
    if not spots:
        return
    points = (
        (phrase["lat"], phrase["lon"])
        for claim in claims
        for role in ("place", "destination", "origin")
        for phrase in claim[role]
        if phrase.get("lat") is not None
    )
    point = next(points, None)
    distance = min(kilometres(point, spot) for spot in spots) if point else float("inf")
    shares["place within 5 km"].add(distance <= _NEAR_KM)
    shares["place within 25 km"].add(distance <= _FAR_KM)


def _holds_day(coded: Sequence[Record], claims: Sequence[Record]) -> bool:
    days = {dt.date.fromisoformat(row["date"][:10]) for row in coded}
    times = (phrase for claim in claims for phrase in claim["time"] if phrase.get("from"))
    first = next(times, None)
    if first is None:
        return False
    start, end = dt.date.fromisoformat(first["from"]), dt.date.fromisoformat(first["to"])
    return any(start <= day <= end for day in days)


def _toll(shares: dict[str, Share], key: str, of: str, coded: Sequence[Record], claims: Sequence[Record]) -> None:
    bounds = [
        (row[f"{key}_min"], row.get(f"{key}_max", row[f"{key}_min"]))
        for row in coded
        if row.get(f"{key}_min") is not None
    ]
    if not bounds:
        return
    said = [q["low"] for claim in claims for q in claim["quantity"] if q["of"] == of and q["low"] is not None]
    shares[f"{of} inside the coded range"].add(any(low <= n <= high for n in said for low, high in bounds))
