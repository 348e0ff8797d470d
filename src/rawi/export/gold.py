"""The format of the annotation guidelines (section 6), with offsets, and what the reader resolved beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rawi.model.claim import Claim
from rawi.model.place import PlaceMention
from rawi.model.reading import Failure, Reading
from rawi.model.span import Quote
from rawi.model.time import TimeMention


def gold_record(reading: Reading) -> dict[str, Any]:
    """One reading as an annotation record.

    Beside what the guidelines name, a resolved place phrase carries lat, lon (degrees, WGS 84), name, level and
    precision_m, and a resolved time phrase from and to (ISO dates, both included). published is null unless it is
    known to the day.
    """
    day = reading.article.published_day
    return {
        "id": reading.article.id,
        "claims": [_claim(claim) for claim in reading.claims],
        "loaded": [
            _phrase(word.quote) | {"toward": word.toward.text if word.toward else None, "kind": word.kind}
            for word in reading.loaded
        ],
        "published": day.isoformat() if day else None,
        "boilerplate": [line.text for line in reading.boilerplate],
    }


def gold_lines(results: Iterable[Reading | Failure]) -> Iterator[str]:
    """One record a line; a failure has no record in this format."""
    for result in results:
        if isinstance(result, Reading):
            yield msgspec.json.encode(gold_record(result)).decode() + "\n"


def _phrase(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "start": quote.start, "end": quote.end}


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "event": claim.event,
        "trigger": _phrase(claim.trigger),
        "actor": [_phrase(mention.quote) for mention in claim.actors],
        "target": [_phrase(mention.quote) for mention in claim.targets],
        "place": [_place(mention) for mention in claim.places],
        "origin": [_place(mention) for mention in claim.origins],
        "destination": [_place(mention) for mention in claim.destinations],
        "time": [_time(mention) for mention in claim.times],
        "quantity": [
            _phrase(q.quote) | {"of": q.of, "low": q.low, "high": q.high, "approx": q.approx} for q in claim.quantities
        ],
        "sources": [
            _phrase(link.quote) | {"kind": link.kind, "verb": link.verb.text if link.verb else ""}
            for link in claim.sources
        ],
        "status": claim.status,
        "commitment": claim.commitment,
    }


def _place(mention: PlaceMention) -> dict[str, Any]:
    phrase = _phrase(mention.quote)
    if mention.lat is not None and mention.lon is not None:
        phrase |= {
            "lat": mention.lat,
            "lon": mention.lon,
            "name": mention.name,
            "level": mention.level,
            "precision_m": mention.precision_m,
        }
    return phrase


def _time(mention: TimeMention) -> dict[str, Any]:
    phrase = _phrase(mention.quote)
    if mention.interval is not None:
        phrase |= {"from": mention.interval.first.isoformat(), "to": mention.interval.last.isoformat()}
    return phrase
