"""How far a run has come: counted always, drawn on standard error where that is a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator


class Progress:
    """Counts of a run. draw: called after each article."""

    def __init__(self, draw: Callable[[Progress], None] | None = None) -> None:
        self.articles = 0
        self.claims = 0
        self.failed = 0
        self._draw = draw

    def read(self, claims: int) -> None:
        """One more article was read."""
        self.articles += 1
        self.claims += claims
        self._show()

    def fail(self) -> None:
        """One more thing could not be read."""
        self.failed += 1
        self._show()

    def __str__(self) -> str:
        """Counts in words."""
        failed = f", {self.failed} not read" if self.failed else ""
        articles = "1 article" if self.articles == 1 else f"{self.articles:,} articles"
        return f"{articles}, {self.claims:,} {'claim' if self.claims == 1 else 'claims'}{failed}"

    def _show(self) -> None:
        if self._draw is not None:
            self._draw(self)


@contextlib.contextmanager
def progress(*, wanted: bool) -> Iterator[Progress]:
    """A progress that is drawn while the block runs, if wanted; lines printed to standard error go above it."""
    if not wanted:
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # Results go to standard output untouched; only lines for standard error are led past the drawing.
    with Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("starting", total=None)
        yield Progress(lambda counts: bar.update(task, description=str(counts)))
