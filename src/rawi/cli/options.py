"""Options that several commands share, each worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Date of publication, where the article does not say.")
]
OutletOption = Annotated[str | None, typer.Option(metavar="NAME", help="The outlet, where the article does not say.")]
JobsOption = Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Processes that read at the same time.")]
WeightsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Weights learned by rawi train, in place of those of Rawi; plain: a few set by hand, nothing learned.",
    ),
]
