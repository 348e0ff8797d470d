"""What place phrases stand for: candidates ranked by head noun, admin context, the other places and the country."""

from __future__ import annotations

from collections import Counter
from math import cos, log10, radians, sin
from typing import NamedTuple

from rawi.lexicon.gazetteer import Gazetteer, GazetteerEntry, distance_km
from rawi.model.place import PlaceCandidate, PlaceLevel, PlaceMention
from rawi.reading.document import Document
from rawi.reading.mentions.place_phrases import Part, Phrase, Scanner
from rawi.text.folding import fold_word

# Points for what speaks for a reading of a name. Set by hand on the training articles: the admin context named in the
# phrase itself outweighs everything, the article's country outweighs prominence, prominence breaks ties.
_LEVEL_FITS, _LEVEL_NEAR = 4.0, 1.0
_NAMED_ADMIN, _INSIDE_WIDER = 4.0, 3.0
_ARTICLE_ADMIN, _COUNTRY = 1.5, 3.0
_PER_DIGIT_OF_POPULATION = 0.35
_KEPT = 5  # candidates kept per phrase
_CLOSE_LEVELS: dict[str, frozenset[str]] = {
    "populated": frozenset({"neighbourhood", "subdistrict", "district", "point"}),
    "neighbourhood": frozenset({"point", "populated"}),
    "district": frozenset({"subdistrict", "province", "region", "populated"}),
    "subdistrict": frozenset({"district", "populated"}),
    "province": frozenset({"region", "district", "populated"}),
    "region": frozenset({"province", "country", "district", "water"}),
    "point": frozenset({"neighbourhood", "populated", "region"}),
    "country": frozenset({"region"}),
    "water": frozenset({"region", "point"}),
}
_BARE_LEVEL: dict[str, float] = {"country": 2.0, "province": 0.7, "populated": 1.0, "region": 0.8, "district": 0.5}
# How far a compass word moves a place when no distance is told, as a share of the place's own radius.
_SHIFT = 0.4
_UCDP: dict[str, int] = {
    "point": 1, "neighbourhood": 1, "populated": 1, "subdistrict": 3, "district": 3, "province": 4, "region": 5,
    "country": 6, "water": 7,
}  # fmt: skip
_ACLED: dict[str, int] = {
    "point": 1, "neighbourhood": 1, "populated": 1, "subdistrict": 2, "district": 2, "province": 3, "region": 3,
    "country": 3, "water": 3,
}  # fmt: skip


class FoundPlace(NamedTuple):
    """A place phrase with its tokens (half-open) and the letters of particles before it."""

    first: int
    last: int
    skip: int
    mention: PlaceMention


class Places:
    """The place stage: finds the phrases of a document and resolves them against each other."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._scanner = Scanner(gazetteer)

    def find(self, doc: Document, taken: bytearray, countries: Counter[str]) -> list[FoundPlace]:
        """Place phrases in reading order, resolved. countries: weight of each country from elsewhere (parties,
        outlet)."""
        phrases = self._scanner.phrases(doc, taken)
        votes = self._country_votes(phrases) + countries
        top = max(votes.values(), default=0)
        shares = {country: weight / top for country, weight in votes.items()} if top else {}
        named = {part.name for phrase in phrases for part in phrase.parts if part.name}
        found: list[FoundPlace] = []
        best_of: dict[str, GazetteerEntry] = {}
        for phrase in phrases:
            mention = self._resolve(doc, phrase, shares, named, found, best_of)
            if mention is not None:
                found.append(FoundPlace(phrase.first, phrase.last, phrase.skip, mention))
        return found

    def _country_votes(self, phrases: list[Phrase]) -> Counter[str]:
        votes: Counter[str] = Counter()
        for phrase in phrases:
            for part in phrase.parts:
                seen = {self._gazetteer.entry(c).country for c in part.candidates}
                for country in seen:
                    if country:
                        votes[country] += 2 if len(seen) == 1 else 0
        return votes

    def _resolve(
        self, doc: Document, phrase: Phrase, shares: dict[str, float], named: set[str],
        before: list[FoundPlace], best_of: dict[str, GazetteerEntry],
    ) -> PlaceMention | None:  # fmt: skip
        quote = doc.quote(phrase.first, phrase.last, phrase.skip)
        wider = {part.name for part in phrase.parts[1:] if part.name}
        parents: list[GazetteerEntry] = []
        for part in reversed(phrase.parts):
            ranked = self._rank(part, shares, named, wider - {part.name}, parents, best_of)
            if ranked:
                parents.insert(0, ranked[0][1])
                if part is phrase.parts[0] or not any(p.name for p in phrase.parts[: phrase.parts.index(part)]):
                    best_of.setdefault(part.name, ranked[0][1])
                    return self._mention(quote, part, ranked, "gazetteer")
                kept = (part, ranked)
            elif parents and part is phrase.parts[0]:
                return self._mention(quote, kept[0], kept[1], "wider place: the narrower name is not in the gazetteer")
        if phrase.parts[0].definite and not any(part.name for part in phrase.parts):
            return self._anaphor(quote, phrase.parts[0], before)
        return PlaceMention(quote=quote, rule="not in the gazetteer")

    def _rank(
        self, part: Part, shares: dict[str, float], named: set[str], wider: set[str],
        parents: list[GazetteerEntry], best_of: dict[str, GazetteerEntry],
    ) -> list[tuple[float, GazetteerEntry]]:  # fmt: skip
        known = best_of.get(part.name)
        scored: list[tuple[float, int, GazetteerEntry]] = []
        for rank, index in enumerate(part.candidates):
            entry = self._gazetteer.entry(index)
            score = -0.1 * rank
            if part.level:
                level = part.level
                fits = entry.level == level or (
                    part.around and entry.level in {"province", "district", "populated", "subdistrict"}
                )
                score += _LEVEL_FITS if fits else _LEVEL_NEAR if entry.level in _CLOSE_LEVELS.get(level, ()) else 0.0
            else:
                score += _BARE_LEVEL.get(entry.level, 0.0)
            admin = {fold_word(name) for name in entry.admin}
            if admin & wider:
                score += _NAMED_ADMIN
            if parents:
                parent = parents[0]
                inside = distance_km(entry.lat, entry.lon, parent.lat, parent.lon) * 1000 <= 1.3 * parent.precision_m
                score += (
                    _INSIDE_WIDER
                    if inside or parent.name_ar in entry.admin
                    else -1.0
                    if parent.country != entry.country
                    else 0.0
                )
            if (admin - {part.name}) & named:
                score += _ARTICLE_ADMIN
            score += _COUNTRY * shares.get(entry.country or "", 0.0)
            score += _PER_DIGIT_OF_POPULATION * log10(entry.population) if entry.population else 0.0
            if known is not None and known.id == entry.id:
                score += _ARTICLE_ADMIN
            scored.append((score, -rank, entry))
        scored.sort(key=lambda row: (-row[0], -row[1]))
        return [(score, entry) for score, _, entry in scored[:_KEPT]]

    def _mention(self, quote, part: Part, ranked: list[tuple[float, GazetteerEntry]], rule: str) -> PlaceMention:  # type: ignore[no-untyped-def]
        best = ranked[0][1]
        lat, lon, precision = best.lat, best.lon, best.precision_m
        level: PlaceLevel = best.level
        if part.precision_m:
            precision = max(precision, part.precision_m) if part.around else precision + part.precision_m
        if part.bearings or part.distance_m:
            bearing = _mean_bearing(part.bearings)
            distance = part.distance_m or (_SHIFT * precision if part.bearings else 0)
            if bearing is not None:
                lat, lon = _moved(lat, lon, bearing, distance)
                precision = max(int(distance * 0.5), best.precision_m // 2, 2000) if part.distance_m else precision
            else:
                precision = max(precision, part.distance_m)
        ucdp, acled = _UCDP[level], _ACLED[level]
        if level in {"point", "neighbourhood", "populated"} and precision > 5000:
            ucdp, acled = 2, 2
        candidates = tuple(
            PlaceCandidate(
                id=e.id, name=e.name_ar, name_en=e.name_en, level=e.level, country=e.country, lat=e.lat, lon=e.lon,
                precision_m=e.precision_m, layer=e.layer, score=round(score, 2),
            )
            for score, e in ranked
        )  # fmt: skip
        return PlaceMention(
            quote=quote, lat=round(lat, 5), lon=round(lon, 5), precision_m=precision, level=level,
            ucdp_precision=ucdp, acled_precision=acled, candidates=candidates, rule=rule,
        )  # fmt: skip

    @staticmethod
    def _anaphor(quote, part: Part, before: list[FoundPlace]) -> PlaceMention:  # type: ignore[no-untyped-def]
        """ "The town" is the last place of that level named before."""
        close = _CLOSE_LEVELS.get(part.level, frozenset()) | {part.level}
        mention = next((p.mention for p in reversed(before) if p.mention.level == part.level), None)
        mention = mention or next((p.mention for p in reversed(before) if p.mention.level in close), None)
        if mention is not None:
            return PlaceMention(
                quote=quote, lat=mention.lat, lon=mention.lon, precision_m=mention.precision_m, level=mention.level,
                ucdp_precision=mention.ucdp_precision, acled_precision=mention.acled_precision,
                candidates=mention.candidates, rule="points back to a place named before",
            )  # fmt: skip
        return PlaceMention(quote=quote, rule="points back to no place that was named")


def _mean_bearing(bearings: list[int]) -> float | None:
    """North and east give north-east."""
    if not bearings:
        return None
    north = sum(cos(radians(b)) for b in bearings)
    east = sum(sin(radians(b)) for b in bearings)
    if abs(north) < 1e-9 and abs(east) < 1e-9:
        return None
    from math import atan2, degrees

    return degrees(atan2(east, north)) % 360


def _moved(lat: float, lon: float, bearing: float, metres: float) -> tuple[float, float]:
    """The point so many metres away in that direction; a flat Earth will do for a few dozen kilometres."""
    north = metres * cos(radians(bearing)) / 111_195
    east = metres * sin(radians(bearing)) / (111_195 * max(cos(radians(lat)), 0.1))
    return lat + north, lon + east
