"""``rawi train``: learn the weights anew from articles annotated, or corrected, by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def train(
    texts: Annotated[Path, typer.Argument(metavar="TEXTS", help="Articles, as JSON Lines (id, text, …).")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Their annotations, in the format of the guidelines.")],
    more_texts: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="TEXTS",
            help="More articles to learn from, annotated with less care: no threshold and no confidence is set by "
            "them. May be given several times, each with its --more-gold.",
        ),
    ] = None,
    more_gold: Annotated[list[Path] | None, typer.Option(metavar="GOLD", help="Their annotations.")] = None,
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the weights go; rawi read --weights reads them there.")
    ] = Path("weights"),
) -> int:
    """Learn which words make a claim, which phrase fills which role, and how far each may be believed.

    Corrected claims are annotations: rawi read --format gold writes what was read in that form. Some dozens of articles
    are needed; a hundred take some minutes. The same articles give the same weights.
    """
    from rawi.errors import RawiError

    try:
        from rawi.training.train import learn, load
    except ModuleNotFoundError as error:
        raise RawiError(
            f"training needs {error.name}, which is not installed",
            advice="install the extra: pip install 'rawi[train]'",
        ) from None
    if out.exists() and not out.is_dir():
        raise RawiError("it is a file", subject=str(out), advice="give --out the name of a folder")
    if len(more_texts or ()) != len(more_gold or ()):
        raise RawiError("each --more-texts needs its --more-gold", advice="give both, in the same order")
    pairs = zip(more_texts or (), more_gold or (), strict=True)
    others = [article for pair in pairs for article in load(*pair)]
    learned = learn(load(texts, gold), others, lambda line: print(line, file=sys.stderr, flush=True))
    learned.write(out)
    print(f"The weights are in {out}", file=sys.stderr)
    return 0
