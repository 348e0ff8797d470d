"""The example of output in the README and on the first page: docs/examples/story.txt as the terminal shows it."""

from __future__ import annotations

from pathlib import Path

import rawi
from rawi.export.lines import Screen
from rawi.export.table import table_blocks

STORY = Path(__file__).parents[1] / "docs" / "examples" / "story.txt"
PUBLISHED = "2019-03-15"
WIDTH = 88
# Direction marks are for terminals; a page puts each line in order by itself.
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


def fenced() -> str:
    """The story and what is read from it."""
    article = rawi.Article(text=STORY.read_text(encoding="utf-8"), published=PUBLISHED, id=STORY.stem)
    shown = "".join(table_blocks([rawi.read(article)], Screen(WIDTH))).translate(_ISOLATES)
    # The head repeats what the command line says.
    _, _, body = shown.partition("\n\n")
    return "```text\n" + "\n".join(line.rstrip() for line in body.strip("\n").splitlines()) + "\n```"
