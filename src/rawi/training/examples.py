"""Turns annotated articles into yes-or-no examples, one set for each decision of the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rawi.measure.annotations import GoldClaim, overlap, same_phrase
from rawi.reading.facts import History
from rawi.reading.features import is_verb, option_features, option_scopes, shared_features
from rawi.reading.judge import Judge
from rawi.reading.linear import EVERYWHERE, names_of
from rawi.reading.pairs import SentenceView, Told, pair_scopes
from rawi.reading.prepare import Prepared
from rawi.reading.roles import heads_by_sentence, roles_of
from rawi.reading.status import OTHER_STATUSES, Certainty


class Example(NamedTuple):
    """Features of one decision, the scopes in which they weigh, and whether the annotators decided yes.

    rival: examples of an article with the same number exclude each other; -1 where there are none.
    """

    features: list[str]
    scopes: tuple[str, ...]
    answer: bool
    rival: int = -1


def _range(prepared: Prepared, first: int, last: int, skip: int = 0) -> tuple[int, int]:
    doc = prepared.doc
    return doc.folded.source_span(doc.starts[first] + skip, doc.ends[last - 1])


def match_candidates(prepared: Prepared, gold: Sequence[GoldClaim]) -> dict[int, tuple[GoldClaim, int]]:
    """Which candidate stands for which claim: number of the candidate to (claim, number of its option).

    A claim takes the candidate of its type whose trigger overlaps, else the nearest of its type in its sentence.
    """
    taken: dict[int, tuple[GoldClaim, int]] = {}
    ranges = [_range(prepared, c.first, c.last) for c in prepared.candidates]
    sentence = prepared.doc.sentence
    for near in (False, True):
        for claim in gold:
            if claim.trigger is None or any(claim is known for known, _ in taken.values()):
                continue
            best: tuple[int, int, int] | None = None
            for number, candidate in enumerate(prepared.candidates):
                if number in taken:
                    continue
                option = next((i for i, o in enumerate(candidate.options) if o.event == claim.event), None)
                if option is None:
                    continue
                if overlap(ranges[number], claim.trigger):
                    rank = 0
                elif (
                    near
                    and candidate.options[option].how == "own"
                    and _same_sentence(prepared, claim.trigger, sentence[candidate.head])
                ):
                    rank = 1
                else:
                    continue
                key = (rank, abs(ranges[number][0] - claim.trigger[0]), number)
                if best is None or key < best[:3]:
                    best = key
            if best is not None:
                number = best[2]
                option = next(i for i, o in enumerate(prepared.candidates[number].options) if o.event == claim.event)
                taken[number] = (claim, option)
    return taken


def _same_sentence(prepared: Prepared, trigger: tuple[int, int], number: int) -> bool:
    start, end = prepared.doc.bounds[number]
    low, high = _range(prepared, start, end)
    return low <= trigger[0] < high


def _told(prepared: Prepared, number: int, option: int) -> Told:
    candidate = prepared.candidates[number]
    return Told(candidate, candidate.options[option])


def trigger_examples(prepared: Prepared, gold: Sequence[GoldClaim], judge: Judge | None = None) -> Iterator[Example]:
    """One example for each type that each candidate may have.

    judge: who says what was told before a candidate; without one the annotators do.
    """
    matched = match_candidates(prepared, gold)
    believed = {v.told.candidate.head: v.told.option for v in judge.claims(prepared)} if judge is not None else {}
    history = History()
    sentence = prepared.doc.sentence
    for number, candidate in enumerate(prepared.candidates):
        right = matched[number][1] if number in matched else -1
        shared = shared_features(prepared.analysis, prepared.facts, history, candidate)
        for rank, option in enumerate(candidate.options):
            own = option_features(
                prepared.analysis, prepared.facts, history, candidate, option, rank, is_verb(candidate)
            )
            yield Example(names_of(shared + own), option_scopes(option), rank == right, number)
        told = candidate.options[right] if right >= 0 else None
        if judge is not None:
            told = believed.get(candidate.head)
        if told is not None:
            history.add(candidate.head, sentence[candidate.head], told)


def role_examples(prepared: Prepared, gold: Sequence[GoldClaim]) -> Iterator[tuple[str, Example]]:
    """One example for each role that each phrase of the sentence of a claim's trigger may have."""
    matched = match_candidates(prepared, gold)
    events = heads_by_sentence(prepared.analysis, prepared.facts)
    told = {number: _told(prepared, number, option) for number, (_, option) in matched.items()}
    sentence = prepared.doc.sentence
    for number, item in told.items():
        claim = matched[number][0]
        home = sentence[item.candidate.head]
        heads = [t.candidate.head for t in told.values() if sentence[t.candidate.head] == home]
        for filler, bundles in SentenceView(prepared, home, heads, events[home]).pairs(item):
            where = _range(prepared, filler.first, filler.last, filler.skip)
            features = names_of(bundles)
            for role in roles_of(filler, claim.event):
                answer = any(same_phrase(where, phrase) for phrase in claim.phrases(role))
                yield role, Example(features, pair_scopes(item), answer)


def status_examples(prepared: Prepared, gold: Sequence[GoldClaim]) -> Iterator[tuple[str, Example]]:
    """One example for each status other than "happened" that each claim may have."""
    matched = match_candidates(prepared, gold)
    certainty = Certainty(prepared.analysis)
    before: Told | None = None
    sentence = prepared.doc.sentence
    for number in sorted(matched):
        claim, option = matched[number]
        item = _told(prepared, number, option)
        if before is not None and sentence[before.candidate.head] != sentence[item.candidate.head]:
            before = None
        features = certainty.features(item, before)
        for status in OTHER_STATUSES:
            yield status, Example(features, (EVERYWHERE,), claim.status == status)
        before = item
