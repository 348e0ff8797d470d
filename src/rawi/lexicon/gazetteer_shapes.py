"""A point that stands for a shape: inside it, and with the radius of a circle as large."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, radians, sqrt
from typing import Any

Point = tuple[float, float]  # longitude and latitude, as GeoJSON has them
_KM_PER_DEGREE = 111.195
# Circles of equal area leave out the corners of a shape; this much more holds most of it.
_WIDER = 1.25


def representative(geometry: dict[str, Any]) -> tuple[float, float, int | None]:
    """Latitude, longitude, and for areas a radius in metres. Raises ValueError where the geometry holds no place."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    try:
        if kind == "Point":
            lon, lat = map(float, coordinates[:2])  # type: ignore[index]
            return lat, lon, None
        if kind in {"MultiPoint", "LineString"}:
            middle = coordinates[len(coordinates) // 2]  # type: ignore[arg-type,index]
            return float(middle[1]), float(middle[0]), None
        if kind == "Polygon":
            return _of_area([coordinates])  # type: ignore[list-item]
        if kind == "MultiPolygon":
            return _of_area(coordinates)  # type: ignore[arg-type]
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise ValueError(f"damaged geometry ({error})") from error
    raise ValueError(f"geometry {kind} stands for no place")


def _of_area(polygons: Sequence[Sequence[Sequence[Point]]]) -> tuple[float, float, int]:
    """The centroid of the largest part, or where that lies outside, the middle of its widest stretch at that height."""
    outer, *holes = max(polygons, key=lambda rings: abs(_area(rings[0])))
    lon, lat = _centroid(outer)
    if not _inside(outer, lon, lat) or any(_inside(hole, lon, lat) for hole in holes):
        crossings = sorted(x for ring in (outer, *holes) for x in _crossings(ring, lat))
        if len(crossings) < 2:
            raise ValueError("the shape has no inside")
        west, east = max(
            zip(crossings[::2], crossings[1::2], strict=False), key=lambda stretch: stretch[1] - stretch[0]
        )
        lon = (west + east) / 2
    area = sum(abs(_area(rings[0])) for rings in polygons) * _KM_PER_DEGREE**2 * cos(radians(lat))
    return round(lat, 5), round(lon, 5), max(500, round(_WIDER * sqrt(area / pi) * 1000))


def _area(ring: Sequence[Point]) -> float:
    """Signed, in square degrees."""
    return sum(x * b - a * y for (x, y), (a, b) in pairwise(p[:2] for p in ring)) / 2


def _centroid(ring: Sequence[Point]) -> Point:
    area = _area(ring)
    if not area:
        raise ValueError("the shape has no area")
    lon = lat = 0.0
    for (x, y), (a, b) in pairwise(p[:2] for p in ring):
        cross = x * b - a * y
        lon += (x + a) * cross
        lat += (y + b) * cross
    return lon / (6 * area), lat / (6 * area)


def _crossings(ring: Sequence[Point], lat: float) -> list[float]:
    """Where the ring crosses a parallel."""
    return [
        x + (lat - y) * (a - x) / (b - y) for (x, y), (a, b) in pairwise(p[:2] for p in ring) if (y > lat) != (b > lat)
    ]


def _inside(ring: Sequence[Point], lon: float, lat: float) -> bool:
    return sum(x > lon for x in _crossings(ring, lat)) % 2 == 1
