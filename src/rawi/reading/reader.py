"""Reading an article: the stages in order, from the text to attributed event claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from rawi.errors import RawiError
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, FieldName, SourceLink, Trace
from rawi.model.place import PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Failure, Reading, Unknown
from rawi.model.span import Quote
from rawi.model.time import TimeMention
from rawi.model.vocabulary import QuantityOf, Status
from rawi.reading.confidence import Curves, calibrated, load_curves
from rawi.reading.fillers import Filler
from rawi.reading.framing import find_loaded
from rawi.reading.judge import Judge, Verdict
from rawi.reading.linear import Model, load_models, weights_folder
from rawi.reading.mentions.places import Places
from rawi.reading.pairs import Told
from rawi.reading.prepare import Prepared
from rawi.reading.roles import Roles, assign
from rawi.reading.status import Certainty
from rawi.reading.voices import Chain

READER_VERSION = "1"
# What persons count as in a claim whose type tells their fate (guidelines, section 2).
_FATE: dict[str, QuantityOf] = {
    "arrest": "detained", "abduct": "abducted", "defect": "defectors", "desert": "defectors", "surrender": "defectors",
    "displace": "displaced", "kill": "killed", "injure": "injured",
}  # fmt: skip


class Weights:
    """What was learned, made ready for reading. curves: of confidence; without them confidences are raw scores."""

    def __init__(self, models: dict[str, Model], curves: Curves) -> None:
        self.models = models
        self.curves = curves
        self.judge = Judge(models["trigger"])
        self.roles = Roles(models)


class Reader:
    """Reads articles. Holds the vocabularies, so make one and use it often; it keeps no state between articles.

    gazetteers: JSON Lines files with more places, each laid over the ones before.
    weights: a folder written by ``rawi train``, in place of what ships with Rawi; ``plain`` for a few weights that were
        set by hand, with nothing learned.
    explain: name in each claim's trace the features that weighed most; it costs time.
    """

    def __init__(
        self, *, gazetteers: Iterable[str | Path] = (), weights: str | Path | None = None, explain: bool = False
    ) -> None:
        self._explain = explain
        gazetteer = Gazetteer.load()
        for path in gazetteers:
            gazetteer = gazetteer.with_layer(path)
        self._lexicon = Lexicon.load()
        self._places = Places(gazetteer)
        folder = None if weights is None else weights_folder(weights)
        self._weights = Weights(load_models(folder), load_curves(folder))

    def read(self, article: Article) -> Reading:
        """The claims of one article. Raises RawiError where the article cannot be read."""
        return self.decide(Prepared(article, self._lexicon, self._places), self._weights)

    def decide(self, prepared: Prepared, weights: Weights) -> Reading:
        """The reading of a prepared article with these weights."""
        verdicts = weights.judge.claims(prepared)
        certainty = Certainty(prepared.analysis)
        fields = assign(prepared, verdicts, weights.roles)
        claims: list[Claim] = []
        before: Told | None = None
        for verdict, roles in zip(verdicts, fields, strict=True):
            item = verdict.told
            if before is not None and not _same_sentence(prepared, before, item):
                before = None
            chain = prepared.voices.chain(item.candidate.head, item.option.event)
            plain = certainty.plain(item, before, chain.cue.strength if chain.cue is not None else "")
            status, status_score = (
                (plain, None) if plain else certainty.status(certainty.features(item, before), weights.models)
            )
            weighed = weights.judge.top(verdict) if self._explain else []
            claims.append(
                _claim(prepared, verdict, weighed, roles, chain, certainty, status, status_score, weights.curves)
            )
            before = item
        article = prepared.doc.article
        text = article.text
        return Reading(
            article=article,
            claims=tuple(claims),
            loaded=tuple(find_loaded(prepared.analysis, prepared.blocked)),
            boilerplate=tuple(Quote(start, end, text[start:end]) for start, end in prepared.boilerplate),
            unknown=tuple(_unknown(claims)),
            reader=READER_VERSION,
        )

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading | Failure]:
        """A stream of articles in, a stream of readings out, in order; one that cannot be read gives a Failure."""
        for article in articles:
            try:
                yield self.read(article)
            except RawiError as error:
                yield Failure(article=getattr(article, "id", ""), reason=str(error))


def _same_sentence(prepared: Prepared, a: Told, b: Told) -> bool:
    sentence = prepared.doc.sentence
    return sentence[a.candidate.head] == sentence[b.candidate.head]


def _claim(
    prepared: Prepared, verdict: Verdict, weighed: list[tuple[str, float]],
    roles: dict[str, list[tuple[float, Filler]]],
    chain: Chain, certainty: Certainty, status: Status, status_score: float | None, curves: Curves,
) -> Claim:  # fmt: skip
    doc = prepared.doc
    item, score = verdict.told, verdict.score
    event = item.option.event
    trigger = doc.quote(item.candidate.first, item.candidate.last)
    fillers = {role: [filler for _, filler in pairs] for role, pairs in roles.items()}
    sources, strength = _sources(prepared, chain)
    commitment, because = certainty.commitment(item, bool(sources), strength)
    trace = [
        Trace(
            field="event",
            rule=item.option.how,
            entry=f"{item.option.entry.key}: {item.option.entry.lemma}",
            weight=round(score, 3),
        )
    ]
    trace += [Trace(field="event", rule=name, weight=weight) for name, weight in weighed]
    for role, pairs in roles.items():
        for probability, filler in pairs:
            words = doc.quote(filler.first, filler.last, filler.skip).text
            trace.append(Trace(field=role, rule=f"{filler.shape} phrase", entry=words, weight=round(probability, 3)))  # type: ignore[arg-type]
    if chain.cue is not None:
        carried = ", carried over" if chain.carried else ""
        trace.append(Trace(field="source", rule=chain.cue.rule + carried))
    if status_score is None:
        trace.append(Trace(field="status", rule=f"grammar: {status}"))
    else:
        trace.append(Trace(field="status", rule=f"words of certainty: {status}", weight=round(status_score, 3)))
    trace.append(Trace(field="commitment", rule=because))
    sure = calibrated(curves, _raw_confidences(score, roles, bool(sources)))
    digest = hashlib.sha256(f"{doc.article.id}\0{event}\0{trigger.start}\0{trigger.text}".encode()).hexdigest()
    return Claim(
        id=digest[:12],
        event=event,  # type: ignore[arg-type]
        trigger=trigger,
        actors=tuple(_actor(prepared, f) for f in fillers.get("actor", ())),
        targets=tuple(_actor(prepared, f) for f in fillers.get("target", ())),
        places=_places(prepared, fillers.get("place", ())),
        origins=_places(prepared, fillers.get("origin", ())),
        destinations=_places(prepared, fillers.get("destination", ())),
        times=_times(prepared, fillers.get("time", ())),
        quantities=_quantities(prepared, fillers.get("quantity", ()), event),
        sources=sources,
        status=status,
        commitment=commitment,
        confidence=sure.pop("event"),
        confidences=sure,
        trace=tuple(trace),
    )


def _raw_confidences(
    score: float, roles: dict[str, list[tuple[float, Filler]]], attributed: bool
) -> dict[FieldName, float]:
    """The chance of each field that it and its claim are right, as far as the scores tell; a mean over its phrases."""
    raw: dict[FieldName, float] = {"event": score, "status": score, "commitment": score}
    if attributed:
        raw["source"] = score
    for role, pairs in roles.items():
        if pairs:
            raw[role] = score * sum([probability for probability, _ in pairs]) / len(pairs)  # type: ignore[index]
    return raw


def _actor(prepared: Prepared, filler: Filler) -> ActorMention:
    analysis = prepared.analysis
    quote = prepared.doc.quote(filler.first, filler.last, filler.skip)
    party = name = None
    for token in range(filler.first, filler.last):
        found = analysis.party_at.get(token)
        if found is not None:
            party, name = found.id, prepared.analysis.party_name(found.id)
            break
    labels = tuple(
        prepared.doc.quote(m.first, m.last, m.skip)
        for token in range(filler.first, filler.last)
        for m in analysis.loaded_at.get(token, ())
        if m.last <= filler.last and m.entry.key != "scare_quotes"
    )
    return ActorMention(quote=quote, party=party, name=name, labels=labels)


def _places(prepared: Prepared, fillers: Iterable[Filler]) -> tuple[PlaceMention, ...]:
    return tuple(
        prepared.places[f.number].mention
        if f.kind == "place"
        else PlaceMention(quote=prepared.doc.quote(f.first, f.last, f.skip), rule="described, not named")
        for f in fillers
    )


def _times(prepared: Prepared, fillers: Iterable[Filler]) -> tuple[TimeMention, ...]:
    return tuple(prepared.times[f.number].mention for f in fillers)


def _quantities(prepared: Prepared, fillers: Iterable[Filler], event: str) -> tuple[QuantityMention, ...]:
    found = []
    for filler in fillers:
        mention = prepared.quantities[filler.number].mention
        if mention.of == "people" and event in _FATE:
            mention = QuantityMention(
                quote=mention.quote,
                low=mention.low,
                high=mention.high,
                approx=mention.approx,
                of=_FATE[event],
                head=mention.head,
            )
        found.append(mention)
    return tuple(found)


def _sources(prepared: Prepared, chain: Chain) -> tuple[tuple[SourceLink, ...], str]:
    cue = chain.cue
    if cue is None:
        return (), ""
    doc = prepared.doc
    verb = doc.quote(cue.token, cue.last)
    links = tuple(
        SourceLink(
            quote=doc.quote(link.first, link.last, link.skip), kind=link.kind, verb=verb, party=link.party or None
        )
        for link in cue.links
    )
    return links, cue.strength


def _unknown(claims: Iterable[Claim]) -> Iterator[Unknown]:
    seen: set[tuple[int, int]] = set()
    for claim in claims:
        for field, mentions in (
            ("place", claim.places),
            ("origin", claim.origins),
            ("destination", claim.destinations),
        ):
            for place in mentions:
                key = (place.quote.start, place.quote.end)
                if place.lat is None and key not in seen:
                    seen.add(key)
                    yield Unknown(quote=place.quote, field=field, reason=place.rule)
        for time in claim.times:
            key = (time.quote.start, time.quote.end)
            if time.interval is None and key not in seen:
                seen.add(key)
                yield Unknown(quote=time.quote, field="time", reason=time.rule or "cannot be placed in the calendar")
