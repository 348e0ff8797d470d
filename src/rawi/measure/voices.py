"""Who says it, measured by itself: the triggers of annotated articles are given, only their voices are asked for.

    python -m rawi.measure.voices TEXTS.jsonl GOLD.jsonl

Every annotated claim counts, whether or not a reader would find it. Beside the scores stand the claims whose voices are
wrong, each under one cause.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from rawi.errors import RawiError
from rawi.intake.files import InputFailure, articles
from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.measure.annotations import GoldClaim, Range, claims_of, overlap, read_rows
from rawi.measure.scorer import Accuracy, Count, Rate, matches, same_source
from rawi.model.article import Article
from rawi.reading.mentions.places import Places
from rawi.reading.pairs import Told
from rawi.reading.prepare import Prepared
from rawi.reading.status import Certainty
from rawi.text.folding import fold

CAUSES = (
    "no voice found",
    "voice found though flat",
    "another voice, named before",
    "another voice, named after",
    "same voice, other phrase",
    "same phrase, other kind",
    "longer or shorter chain",
)
_Sources = Sequence[tuple[Range | None, str | None]]
_WORD = re.compile(r"\w+")
# Words that many voices share, so that they do not make two phrases one voice.
_SHARED = frozenset("في من عن علي باسم الي عام احد بعض عدد".split())


class VoiceScores(msgspec.Struct, frozen=True, kw_only=True):
    """How the voices of given claims were read.

    attributed: whether a claim has a source at all. source, source_kind: its phrases, and with their kinds.
    commitment: of the claims whose trigger is known as a word of their type. errors: claims by cause, in the order of
    ``CAUSES``.
    """

    claims: int
    attributed: Accuracy
    source: Rate
    source_kind: Rate
    commitment: Accuracy
    errors: dict[str, int]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The voices of one annotated claim as they were read. sources: with offsets; commitment: None where not asked."""

    sources: tuple[tuple[Range, str], ...]
    commitment: str | None


def answers(prepared: Prepared, claims: Iterable[GoldClaim]) -> Iterator[tuple[GoldClaim, Answer]]:
    """What the reader says of the voices of each claim whose trigger stands in the text."""
    doc = prepared.doc
    certainty = Certainty(prepared.analysis)
    for claim in claims:
        if claim.trigger is None:
            continue
        told = _told(prepared, claim)
        token = told.candidate.head if told is not None else _token(prepared, claim.trigger)
        cue = prepared.voices.chain(token, claim.event).cue
        quotes = [(doc.quote(link.first, link.last, link.skip), link.kind) for link in (cue.links if cue else ())]
        commitment = None
        if told is not None:
            commitment, _because = certainty.commitment(told, bool(quotes), cue.strength if cue else "")
        sources = tuple(((quote.start, quote.end), kind) for quote, kind in quotes)
        yield claim, Answer(sources=sources, commitment=commitment)


def _told(prepared: Prepared, claim: GoldClaim) -> Told | None:
    """The candidate at the trigger that may have the claim's type."""
    for candidate in prepared.candidates:
        quote = prepared.doc.quote(candidate.first, candidate.last)
        if claim.trigger is not None and overlap(claim.trigger, (quote.start, quote.end)):
            for option in candidate.options:
                if option.event == claim.event:
                    return Told(candidate, option)
    return None


def _token(prepared: Prepared, trigger: Range) -> int:
    doc = prepared.doc
    start = doc.folded.folded_offset(trigger[0])
    return next((token for token, end in enumerate(doc.ends) if end > start), len(doc) - 1)


def cause(text: str, gold: _Sources, read: _Sources) -> str | None:
    """Why the voices of a claim are wrong, one of ``CAUSES``, or None where they are right."""
    if not gold or not read:
        return None if not gold and not read else CAUSES[0] if gold else CAUSES[1]
    if all(matches(gold, read, lambda a, b: same_source(a, b) and a[1] == b[1]) == len(s) for s in (gold, read)):
        return None
    a, b = gold[0][0], read[0][0]
    if any(same_source(one, other) for one in gold for other in read):
        kinds = matches(gold, read, same_source) > matches(gold, read, lambda x, y: same_source(x, y) and x[1] == y[1])
        return CAUSES[5] if kinds else CAUSES[6]
    if a is None or b is None or _words(text, a) & _words(text, b):
        return CAUSES[4]
    return CAUSES[2] if b[0] < a[0] else CAUSES[3]


def _words(text: str, phrase: Range) -> set[str]:
    words = _WORD.findall(fold(text[slice(*phrase)]).text)
    return {word.removeprefix("وال").removeprefix("ال") for word in words} - _SHARED


def voice_scores(
    texts: Iterable[Article], gold: Mapping[str, Mapping[str, Any]], lexicon: Lexicon, places: Places
) -> VoiceScores:
    """Score the voices of the claims of ``gold``, by article id. Texts without annotations are passed over."""
    phrases, kinds = Count(), Count()
    attributed = committed = asked = claims = 0
    errors = Counter[str]()
    for article in texts:
        if article.id not in gold:
            continue
        prepared = Prepared(article, lexicon, places)
        for claim, answer in answers(prepared, claims_of(article.text, gold[article.id])):
            claims += 1
            sizes = len(claim.sources), len(answer.sources)
            phrases.add(matches(claim.sources, answer.sources, same_source), *sizes)
            kinds.add(matches(claim.sources, answer.sources, lambda a, b: same_source(a, b) and a[1] == b[1]), *sizes)
            attributed += bool(claim.sources) == bool(answer.sources)
            if answer.commitment is not None:
                asked += 1
                committed += claim.commitment == answer.commitment
            why = cause(article.text, claim.sources, answer.sources)
            if why is not None:
                errors[why] += 1
    return VoiceScores(
        claims=claims,
        attributed=_accuracy(attributed, claims),
        source=phrases.rate(),
        source_kind=kinds.rate(),
        commitment=_accuracy(committed, asked),
        errors={name: errors[name] for name in CAUSES},
    )


def _accuracy(right: int, of: int) -> Accuracy:
    return Accuracy(accuracy=round(right / of, 3) if of else 0.0, n=of)


def _table(found: VoiceScores) -> Iterator[str]:
    yield f"{'':30}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'read':>7}"
    for name, rate in (("source", found.source), ("source+kind", found.source_kind)):
        yield f"{name:30}{rate.p:7.3f}{rate.r:7.3f}{rate.f1:7.3f}{rate.gold:7}{rate.pred:7}"
    yield f"{'':30}{'right':>7}{'claims':>14}"
    for name, share in (("has a source", found.attributed), ("commitment", found.commitment)):
        yield f"{name:30}{share.accuracy:7.3f}{share.n:14}"
    yield f"{'wrong claims by cause':30}{'claims':>7}{'share':>14}"
    for name, count in found.errors.items():
        yield f"{name:30}{count:7}{count / max(found.claims, 1):14.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(prog="python -m rawi.measure.voices", description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path, help="articles, JSON Lines")
    parser.add_argument("gold", type=Path, help="their annotations, JSON Lines")
    options = parser.parse_args(arguments)
    try:
        gold = read_rows(options.gold)
        texts = [item for item in articles([options.texts]) if not isinstance(item, InputFailure)]
        found = voice_scores(texts, gold, Lexicon.load(), Places(Gazetteer.load()))
    except RawiError as error:
        sys.stderr.write(f"voices: {error}\n")
        return 1
    sys.stdout.writelines(line + "\n" for line in _table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
