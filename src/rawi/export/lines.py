"""Lines for a terminal in which Arabic and Latin words stand side by side and neither pulls the other out of place.

Each piece of Arabic goes between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. Lines are broken here and not by the
terminal, so that every line closes the isolates it opens.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FSI, PDI = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Letters and marks that take one column each on every terminal: nearly all there are.
_ONE_COLUMN = re.compile("[ -~·«»±\u0621-\u063a\u0641-\u064a\u0660-\u066d،؛؟‘’“”–—…→─]*")
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Piece(NamedTuple):
    """Words that belong together. style: a rich style, or "" for plain."""

    text: str
    style: str = ""


class Screen(NamedTuple):
    """Where lines go. width: columns of a line. colour: write ANSI colours."""

    width: int = 100
    colour: bool = False

    def render(self, lines: Iterable[list[Piece]]) -> str:
        """Lines as text, each ended by a newline. Colours are the sixteen that every terminal has."""
        lines = list(lines)
        plain = ["".join(piece.text for piece in line).rstrip() for line in lines]
        if not self.colour and not any(map(_CONTROL.search, plain)):
            return "".join(line + "\n" for line in plain)
        # Imported only for colours: plain lines are written sooner than rich is imported.
        from rich.console import Console
        from rich.text import Text

        file = io.StringIO()
        console = Console(
            file=file,
            force_terminal=self.colour,
            color_system="standard" if self.colour else None,
            width=self.width,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        for line in lines:
            text = Text(no_wrap=True, overflow="ignore", end="\n")
            for piece in line:
                text.append(piece.text, piece.style or None)
            text.rstrip()
            console.print(text, crop=False, soft_wrap=True)
        return file.getvalue()


def clean(text: str) -> str:
    """Text that may be shown: on one line, without control characters and without direction marks of its own."""
    text = _DIRECTION_MARKS.sub("", text)
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def wrap(pieces: Iterable[Piece], width: int, indent: int = 0, first: str | list[Piece] = "") -> Iterator[list[Piece]]:
    """Break pieces into lines of at most ``width`` columns.

    first: what stands in the indent of the first line (padded to ``indent`` columns). Pieces are joined as they are:
    a blank between two of them must be part of one. A word longer than the line is cut.
    """
    room = max(width - indent, 8)
    lead = [Piece(first)] if isinstance(first, str) else list(first)
    taken = sum(columns(piece.text) for piece in lead)
    head = [*(isolated(piece) for piece in lead), Piece(" " * max(indent - taken, 0))]
    line: list[Piece] = []
    used = 0
    for piece in pieces:
        held = ""
        for word in _words(piece.text, room):
            size = columns(word)
            if used and used + columns(word.rstrip()) > room:
                if held:
                    line.append(isolated(Piece(held, piece.style)))
                yield head + line
                head, line, used, held = [Piece(" " * indent)], [], 0, ""
                word = word.lstrip()
                size = columns(word)
            held += word
            used += size
        if held:
            line.append(isolated(Piece(held, piece.style)))
    if line or taken:
        yield head + line


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if _ONE_COLUMN.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def isolated(piece: Piece) -> Piece:
    """The piece, within an isolate if it holds right-to-left letters; blanks at its edges stay outside."""
    text = piece.text
    if not _RIGHT_TO_LEFT.search(text):
        return piece
    core = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return Piece(f"{before}{FSI}{core}{PDI}{after}", piece.style)


def _words(text: str, room: int) -> Iterator[str]:
    for word in re.findall(r"\s*\S+\s*$|\s*\S+|\s+", text):
        if columns(word) <= room:
            yield word
        else:
            from rich.cells import chop_cells

            yield from chop_cells(word, room)
