"""Loaded words against spans of propaganda techniques: ``python -m rawi.measure.propaganda FILE``.

FILE holds one paragraph a line, in the format of ArMPro (arXiv:2402.17478): ``paragraph`` and ``labels``, each label
with ``technique``, ``start`` and ``end``. Two of its techniques come nearest to loaded words: Loaded_Language and
Name_Calling-Labeling. The definitions differ, so the numbers say how far the two overlap, not how good either is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from rawi.errors import InputError, RawiError
from rawi.measure.annotations import Range, overlap, same_phrase
from rawi.model.article import Article
from rawi.reading.reader import Reader

TECHNIQUES = ("Loaded_Language", "Name_Calling-Labeling")


class Label(msgspec.Struct, frozen=True):
    """A span and its technique; half-open, in code points of the paragraph."""

    technique: str
    start: int
    end: int


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph with the spans of all its techniques."""

    paragraph: str
    labels: tuple[Label, ...] = ()


class Rate(msgspec.Struct, frozen=True):
    """How much of one side the other has: precision of what was read, recall of what was marked."""

    marked: int
    read: int
    marked_found: int
    read_right: int

    @property
    def precision(self) -> float:
        """Share of what was read that is marked; 0 where nothing was read."""
        return self.read_right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of what is marked that was read; 0 where nothing is marked."""
        return self.marked_found / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Overlap(msgspec.Struct, frozen=True):
    """How loaded words and the spans of the two techniques overlap.

    letters: by code points. spans: two are the same if they share at least half of the shorter one's letters.
    inside: loaded words that lie within one span of the two techniques. elsewhere: those that are not the same as a
    span of the two, but share letters with a span of another technique.
    recall: of each technique its spans, (found, all). kinds: of each kind its loaded words, (same as a span, all).
    single: spans of the two techniques that are one word long.
    """

    letters: Rate
    spans: Rate
    inside: int
    elsewhere: int
    recall: dict[str, tuple[int, int]]
    kinds: dict[str, tuple[int, int]]
    single: int


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of a file. Raises InputError where a line is none, or a span does not lie in its paragraph."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", subject=str(path)) from None
    found: list[Paragraph] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            paragraph = msgspec.json.decode(line, type=Paragraph)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(
                f"line {number} is no paragraph ({error})",
                subject=str(path),
                advice="each line needs paragraph and labels, each label technique, start and end",
            ) from None
        for label in paragraph.labels:
            if not 0 <= label.start < label.end <= len(paragraph.paragraph):
                raise InputError(
                    f"a span of line {number} does not lie in its paragraph",
                    subject=str(path),
                    advice="offsets count code points and are half-open",
                )
        found.append(paragraph)
    return found


def measure(paragraphs: Iterable[Paragraph], reader: Reader) -> Overlap:
    """Read every paragraph as an article of its own and compare."""
    letters: Counter[str] = Counter()
    spans: Counter[bool] = Counter()
    recall: Counter[tuple[str, bool]] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    inside = elsewhere = single = 0
    for paragraph in paragraphs:
        text = paragraph.paragraph
        words = reader.read(Article(text=text)).loaded if text.strip() else ()
        read = [((word.quote.start, word.quote.end), word.kind) for word in words]
        of_two = {
            (label.technique, (label.start, label.end)) for label in paragraph.labels if label.technique in TECHNIQUES
        }
        marked = {where for _, where in of_two}  # a span of both techniques counts once
        others = [(label.start, label.end) for label in paragraph.labels if label.technique not in TECHNIQUES]
        found = {where for where in marked if any(same_phrase(where, own) for own, _ in read)}
        letters.update(_letters(marked, [own for own, _ in read]))
        spans.update(where in found for where in marked)
        recall.update((technique, where in found) for technique, where in of_two)
        single += sum(len(text[start:end].split()) == 1 for start, end in marked)
        for own, kind in read:
            right = any(same_phrase(own, where) for where in marked)
            kinds[kind, right] += 1
            inside += any(start <= own[0] and own[1] <= end for start, end in marked)
            elsewhere += not right and any(overlap(own, where) for where in others)
    right_words = sum(number for (_, right), number in kinds.items() if right)
    return Overlap(
        letters=Rate(letters["marked"], letters["read"], letters["both"], letters["both"]),
        spans=Rate(spans.total(), kinds.total(), spans[True], right_words),
        inside=inside,
        elsewhere=elsewhere,
        recall=_shares(recall),
        kinds=_shares(kinds),
        single=single,
    )


def _letters(marked: Iterable[Range], read: Iterable[Range]) -> dict[str, int]:
    """How many letters are marked, read, and both."""
    left = {at for where in marked for at in range(*where)}
    right = {at for where in read for at in range(*where)}
    return {"marked": len(left), "read": len(right), "both": len(left & right)}


def _shares(counts: Counter[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    return {
        name: (counts[name, True], counts[name, True] + counts[name, False]) for name in sorted({n for n, _ in counts})
    }


def report(found: Overlap) -> Iterator[str]:
    """The numbers as lines of a table."""
    yield f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'marked':>8}{'read':>8}"
    for name, rate in (("letters", found.letters), ("spans", found.spans)):
        yield f"{name:24}{rate.precision:7.3f}{rate.recall:7.3f}{rate.f1:7.3f}{rate.marked:8}{rate.read:8}"
    yield ""
    yield f"loaded words inside a span of the two techniques: {found.inside} of {found.spans.read}"
    yield f"loaded words that only touch another technique: {found.elsewhere} of {found.spans.read}"
    yield f"spans of one word: {found.single} of {found.spans.marked}"
    for title, rows in (("spans found, by technique", found.recall), ("loaded words marked, by kind", found.kinds)):
        yield ""
        yield title
        for name, (part, whole) in rows.items():
            yield f"  {name:30}{part:6} of {whole:5}{part / whole:8.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one file. Exit status: 0 when it was measured, 1 when it cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m rawi.measure.propaganda",
        description="Compare loaded words with spans of the techniques Loaded_Language and Name_Calling-Labeling.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="paragraphs with labels, as JSON Lines")
    options = parser.parse_args(arguments)
    try:
        found = measure(read_paragraphs(options.file), Reader())
    except RawiError as error:
        sys.stderr.write(f"propaganda: {error}\n")
        return 1
    sys.stdout.writelines(line + "\n" for line in report(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
