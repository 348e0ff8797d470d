"""What place phrases stand for: candidates ranked by what the phrase, the article and the places around say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import atan2, cos, degrees, radians, sin
from typing import NamedTuple

from rawi.lexicon.gazetteer import Gazetteer, GazetteerEntry, distance_km
from rawi.lexicon.place_names import plain
from rawi.model.article import Article
from rawi.model.place import PlaceCandidate, PlaceMention
from rawi.model.span import Quote
from rawi.reading.document import Document
from rawi.reading.mentions.place_narrowing import Spot, narrowed
from rawi.reading.mentions.place_parts import Part, Phrase
from rawi.reading.mentions.place_phrases import Scanner
from rawi.reading.mentions.place_scores import CLOSE_LEVELS, Choice, Ranking, Scored, Surroundings, Term

_KEPT = 5  # candidates kept per phrase
# How far a compass word moves a place when no distance is told, as a share of the place's own radius.
_SHIFT = 0.4
# The land around a town that is not the seat of a province of its name, in metres.
_LAND_OF_TOWN = 20_000
# A phrase's first part gives way to a wider-named but much smaller one: "the bank of the Euphrates in the town of X".
_MUCH_WIDER = 4
# Places of countries that an article names less often, measured by the foremost one, are no certain places to go by.
_LEAST_SHARE = 0.3
_UCDP: dict[str, int] = {
    "point": 1, "neighbourhood": 1, "populated": 1, "subdistrict": 3, "district": 3, "province": 4, "region": 5,
    "country": 6, "water": 7,
}  # fmt: skip
_ACLED: dict[str, int] = {
    "point": 1, "neighbourhood": 1, "populated": 1, "subdistrict": 2, "district": 2, "province": 3, "region": 3,
    "country": 3, "water": 3,
}  # fmt: skip
_SETTLEMENTS = frozenset({"populated", "neighbourhood", "point"})
_KNOWN = "gazetteer"
_WIDER = "wider place: the narrower name is not in the gazetteer"
_ELSEWHERE = "gazetteer: the wider place, because all of the narrower name lie elsewhere"
_UNKNOWN = "not in the gazetteer"
_BACK = "points back to a place named before"
_BACK_TO_NOTHING = "points back to no place that was named"


class FoundPlace(NamedTuple):
    """A place phrase with its tokens (half-open) and the letters of particles before it."""

    first: int
    last: int
    skip: int
    mention: PlaceMention


class Namesakes(NamedTuple):
    """What the places of one name have in common.

    country: of all of them, if it is one. alone: the place, if there is only one and it is small. provinces: countries
    that have a province of the name. countries: those that bear the name themselves.
    """

    country: str | None
    alone: GazetteerEntry | None
    provinces: frozenset[str | None]
    countries: tuple[str, ...]


class Places:
    """The place stage: finds the phrases of a document and resolves them against each other."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.scanner = Scanner(gazetteer)
        self.ranking = Ranking(gazetteer)
        self._known_namesakes: dict[tuple[int, ...], Namesakes] = {}

    def find(self, doc: Document, taken: bytearray, countries: Counter[str]) -> list[FoundPlace]:
        """Place phrases in reading order, resolved. countries: weight of each country from elsewhere (parties,
        outlet)."""
        phrases = self.scanner.phrases(doc, taken)
        if not phrases:
            return []
        around = self.surroundings(phrases, countries)
        choices: list[Choice] = []
        for phrase in phrases:
            choices.append(self.choose(phrase, around, choices))
        spots = [self._spot(choice) for choice in choices]
        nearer = narrowed(spots)
        return [
            FoundPlace(
                p.first, p.last, p.skip, _mention(doc.quote(p.first, p.last, p.skip), c, spots[n], nearer.get(n))
            )
            for n, (p, c) in enumerate(zip(phrases, choices, strict=True))
        ]

    def surroundings(self, phrases: list[Phrase], countries: Counter[str]) -> Surroundings:
        """What all phrases together tell of where the article plays."""
        votes: Counter[str] = Counter()
        anchors: dict[str, GazetteerEntry] = {}
        named: set[str] = set()
        states: dict[str, Part] = {}
        for phrase in phrases:
            for part in phrase.parts:
                if not part.name:
                    continue
                named.add(part.name)
                namesakes = self._namesakes(part.candidates)
                for country in namesakes.countries:
                    states.setdefault(country, part)
                if namesakes.country:
                    votes[namesakes.country] += 2
                if namesakes.alone is not None:
                    anchors[namesakes.alone.id] = namesakes.alone
        votes += countries
        top = max(votes.values(), default=0)
        shares = {country: weight / top for country, weight in votes.items()} if top else {}
        certain = [a for a in anchors.values() if shares.get(a.country or "", 1.0) > _LEAST_SHARE]
        # The foremost country that is named; of two alike, the one named first.
        state = max(states, key=lambda country: shares.get(country, 0.0), default="")
        return Surroundings(shares, named, certain, states.get(state))

    def _namesakes(self, candidates: tuple[int, ...]) -> Namesakes:
        known = self._known_namesakes.get(candidates)
        if known is None:
            entries = [self._gazetteer.entry(i) for i in candidates]
            countries = {entry.country for entry in entries}
            alone = entries[0] if len(entries) == 1 and entries[0].level in _SETTLEMENTS else None
            provinces = frozenset(entry.country for entry in entries if entry.level == "province")
            states = tuple(entry.country for entry in entries if entry.level == "country" and entry.country)
            known = Namesakes(countries.pop() if len(countries) == 1 else None, alone, provinces, states)
            self._known_namesakes[candidates] = known
        return known

    def choose(self, phrase: Phrase, around: Surroundings, before: list[Choice]) -> Choice:
        """The places a phrase may stand for, its parts weighed against each other from wide to narrow."""
        parts = phrase.parts
        wider = {part.name for part in parts[1:] if part.name}
        chosen: Choice | None = None
        rule = _KNOWN
        unplaced = ""
        if len(parts) == 1 and parts[0].name in around.within:
            return around.within[parts[0].name]
        for part in reversed(parts):
            if not part.name:
                continue
            parent = chosen.ranked[0].entry if chosen is not None else None
            if parent is not None and not part.candidates:
                part.candidates = self._gazetteer.similar(part.name)
            ranked = self.ranking.rank(part, around, wider - {part.name}, parent, _KEPT) if part.candidates else []
            if not ranked or (parent is not None and not self.ranking.holds(parent, ranked[0])):
                rule = _ELSEWHERE if ranked else _WIDER
                famous = any(
                    e.level != "populated" or e.population for e in map(self._gazetteer.entry, part.candidates)
                )
                unplaced = "" if famous else part.name
            elif chosen is None or not _gives_way(ranked[0].entry, chosen.ranked[0].entry):
                chosen = Choice(part, ranked, _KNOWN, parent)
                rule = _KNOWN
        if chosen is not None:
            if rule == _KNOWN:
                around.known.setdefault(chosen.part.name, chosen.ranked[0].entry)
            elif unplaced:
                around.within.setdefault(unplaced, chosen._replace(rule=rule))
            if parts[0] is not chosen.part and parts[0].definite and not parts[0].name:
                if parts[0].around:
                    chosen = chosen._replace(part=_land(parts[0], chosen.part))
                elif parts[0].level == "populated" and (
                    chosen.part.around or chosen.ranked[0].entry.level not in _SETTLEMENTS
                ):
                    # "the town, which lies in the countryside of Y": the countryside only describes it.
                    back = self._anaphor(parts[:1], around, before)
                    if back.ranked and self.ranking.holds(chosen.ranked[0].entry, back.ranked[0]):
                        return back
            return chosen._replace(rule=rule)
        if parts[0].definite and not any(part.name for part in parts):
            return self._anaphor(parts, around, before)
        return Choice(parts[0], [], _UNKNOWN)

    def _anaphor(self, parts: list[Part], around: Surroundings, before: list[Choice]) -> Choice:
        """ "The town" is the last place of that level named before; "the countryside of the town" lies around it."""
        part = parts[-1]
        close = CLOSE_LEVELS.get(part.level, frozenset()) | {part.level}
        known = [choice for choice in reversed(before) if choice.ranked]
        if part.level == "country":
            named = around.state
            chosen = Choice(named, self.ranking.rank(named, around, set(), None, _KEPT), _BACK) if named else None
        else:
            chosen = next((c for c in known if c.ranked[0].entry.level == part.level), None)
            chosen = chosen or next((c for c in known if c.ranked[0].entry.level in close), None)
        if chosen is None:
            return Choice(parts[0], [], _BACK_TO_NOTHING)
        if parts[0].around:
            chosen = chosen._replace(part=_land(parts[0], chosen.part))
        return chosen._replace(rule=_BACK)

    def explained(
        self, name: str, *, country: str | None = None, near: tuple[float, float] | None = None
    ) -> tuple[str, list[tuple[Scored, list[Term]]]]:
        """Every place that a name or a phrase may stand for, best first, each with its points; before them, the rule.

        country: that the text is about. near: latitude and longitude of a place that the text names for certain.
        """
        doc = Document(Article(text=name))
        phrases = [p for p in self.scanner.phrases(doc, bytearray(len(doc))) if any(part.name for part in p.parts)]
        if not phrases:
            # An everyday word is no phrase by itself; here it is asked for as a name.
            key = plain(name)
            part = Part(0, len(doc), name=key, candidates=self.scanner.spelled(key))
            phrases = [Phrase(0, len(doc), 0, [part])]
        around = self.surroundings(phrases, Counter({country: 5} if country else {}))
        around.anchors = [_anchor(*near)] if near else []
        phrase = phrases[0]
        part, _, rule, parent = self.choose(phrase, around, [])
        around.known.clear()
        wider = {other.name for other in phrase.parts[1:] if other.name} - {part.name}
        found = []
        for rank, index in enumerate(part.candidates):
            told: list[Term] = []
            score = self.ranking.points(part, rank, index, around, wider, parent, told)
            found.append((Scored(score, self._gazetteer.entry(index), index), told))
        return rule, sorted(found, key=lambda pair: -pair[0].score)

    def _spot(self, choice: Choice) -> Spot | None:
        if not choice.ranked:
            return None
        best, part = choice.ranked[0].entry, choice.part
        seat = best.country in self._namesakes(part.candidates).provinces
        radius = best.precision_m
        if part.precision_m:
            land = part.precision_m if seat or best.level != "populated" else min(part.precision_m, _LAND_OF_TOWN)
            radius = max(radius, land) if part.around else radius + land
        end = None
        if part.other_end:
            ends = (e for e in map(self._gazetteer.entry, part.other_end) if e.country == best.country)
            end = min(ends, key=lambda e: distance_km(e.lat, e.lon, best.lat, best.lon), default=None)
        return Spot(best, part, radius, sure=choice.rule == _KNOWN and end is None, seat=seat, end=end)


def _land(land: Part, place: Part) -> Part:
    """The land around a place, told by the words of one part and the name of another."""
    return replace(
        land, name=place.name, candidates=place.candidates, distance_m=place.distance_m, other_end=place.other_end
    )


def _anchor(lat: float, lon: float) -> GazetteerEntry:
    return GazetteerEntry("", "", "", (), "point", None, (), lat, lon, 0, None, "", None, False)


def _gives_way(narrow: GazetteerEntry, wide: GazetteerEntry) -> bool:
    """Whether a part is so much wider than the next one that the next one tells more."""
    return narrow.precision_m > _MUCH_WIDER * wide.precision_m


def _mention(quote: Quote, choice: Choice, spot: Spot | None, nearer: GazetteerEntry | None) -> PlaceMention:
    if spot is None:
        return PlaceMention(quote=quote, rule=choice.rule)
    best, rule = spot.entry, choice.rule
    lat, lon, precision = _point(spot)
    ucdp, acled = _UCDP[best.level], _ACLED[best.level]
    if best.level in {"point", "neighbourhood", "populated"} and precision > 5000:
        ucdp, acled = 2, 2
    if nearer is not None:
        lat, lon = nearer.lat, nearer.lon
        rule = f"{rule}; the point is that of {nearer.name_ar}, which the article names within it"
    candidates = tuple(
        PlaceCandidate(
            id=e.id, name=e.name_ar, name_en=e.name_en, level=e.level, country=e.country, lat=e.lat, lon=e.lon,
            precision_m=e.precision_m, layer=e.layer, score=round(score, 2),
        )
        for score, e, _ in choice.ranked
    )  # fmt: skip
    return PlaceMention(
        quote=quote, lat=round(lat, 5), lon=round(lon, 5), precision_m=precision, level=best.level,
        ucdp_precision=ucdp, acled_precision=acled, candidates=candidates, rule=rule,
    )  # fmt: skip


def _point(spot: Spot) -> tuple[float, float, int]:
    """Latitude, longitude and radius of a spot, moved where its words tell a direction or a distance."""
    best, part = spot.entry, spot.part
    if spot.end is not None:
        half = distance_km(best.lat, best.lon, spot.end.lat, spot.end.lon) * 500
        return (best.lat + spot.end.lat) / 2, (best.lon + spot.end.lon) / 2, max(int(half), best.precision_m)
    bearing = _mean_bearing(part.bearings) if part.bearings else None
    if bearing is None:
        return best.lat, best.lon, max(spot.radius_m, part.distance_m)
    lat, lon = _moved(best.lat, best.lon, bearing, part.distance_m or min(_SHIFT * spot.radius_m, _LAND_OF_TOWN))
    if part.distance_m:
        return lat, lon, max(part.distance_m // 2, best.precision_m // 2, 2000)
    return lat, lon, spot.radius_m


def _mean_bearing(bearings: list[int]) -> float | None:
    """North and east give north-east."""
    north = sum(cos(radians(b)) for b in bearings)
    east = sum(sin(radians(b)) for b in bearings)
    if abs(north) < 1e-9 and abs(east) < 1e-9:
        return None
    return degrees(atan2(east, north)) % 360


def _moved(lat: float, lon: float, bearing: float, metres: float) -> tuple[float, float]:
    """The point so many metres away in that direction; a flat Earth will do for a few dozen kilometres."""
    north = metres * cos(radians(bearing)) / 111_195
    east = metres * sin(radians(bearing)) / (111_195 * max(cos(radians(lat)), 0.1))
    return lat + north, lon + east
