"""``rawi collect``: pages, archives, feeds, exports and tables go into the store."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.guard import FAILED, complain
from rawi.cli.workspace import WorkspaceOption, opened

if TYPE_CHECKING:
    from rawi.intake.collect import Collector, Plan
    from rawi.intake.collect_items import Item, Meter
    from rawi.intake.fetch import Fetcher
    from rawi.store.store import Store
    from rawi.watch.config import Fetching
    from rawi.watch.keeping import Tally

# Files are quickly had again, so many are written at once; what came over the network is written one by one.
_BATCH = 64


def collect(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="A page (.html), a folder, a web archive (.warc, .warc.gz, .wacz), a feed or sitemap (address or "
            "file), the address of a page, an export of Telegram Desktop (result.json), or a table (.csv, .jsonl, "
            ".parquet).",
        ),
    ],
    workspace: WorkspaceOption = None,
    columns: Annotated[
        str,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            help="Columns of a table: text=body,title=headline. Fields: id, text, title, outlet, url, author, "
            "published.",
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be collected; keep nothing, and fetch feeds alone.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Stop after so many pages that were not kept before.")
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Fetch from this host even if its address is not public. May be given several times."
        ),
    ] = None,
    delay: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.0, help="Pause between two requests to a host. [default: 1]"),
    ] = None,
    summary: Annotated[
        str, typer.Option(metavar="FILE", help="Where the summary goes, as JSON; - is standard output.")
    ] = "-",
) -> int:
    """Collect pages, and keep each unaltered with its hash, source and time.

    What was collected before is stored once; a page that has changed becomes a new version. A run that broke off goes
    on where it was when it is given again. Ends with a summary as JSON. Exit status: 0 when all went well, 1 when
    something could not be collected, 2 for wrong usage.
    """
    from rawi.intake.tables_columns import parse_map

    mapping = parse_map(columns) if columns else {}
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        store, fetching = _opened(stack, workspace, dry_run=dry_run)
        run = _Run(store, _fetcher_of(stack, fetching, allow_host or [], delay), mapping, limit)
        ended = "broken off"
        try:
            ended = run.through(sources, stack.enter_context(_bar(run.status)))
        finally:
            told = {"sources": sources, "dry_run": dry_run, "ended": ended, **run.tally.as_dict()}
            _write(summary, {**told, "seconds": round(time.monotonic() - began, 3)})
            print(f"rawi: {run.tally}", file=sys.stderr)
    return FAILED if run.tally.failed else 0


class _Run:
    """One run over all sources."""

    def __init__(
        self, store: Store | None, fetcher: Callable[[], Fetcher], mapping: dict[str, str], limit: int | None
    ) -> None:
        from rawi.watch.keeping import Keeper

        self._store = store
        self._fetcher = fetcher
        self._mapping = mapping
        self._limit = limit
        self._keeper = Keeper(store, complain)

    @property
    def tally(self) -> Tally:
        """What became of everything so far."""
        return self._keeper.tally

    def status(self) -> str:
        """The counts in words."""
        return str(self.tally)

    def through(self, sources: Iterable[str], show: Callable[[Meter], None]) -> str:
        """Collect everything; gives "complete" or "limit"."""
        import datetime as dt

        from rawi.intake.collect import Collector
        from rawi.watch.keeping import finish, known_of, resume

        since: dt.datetime | None = None
        collector = Collector(
            self._fetcher,
            known=lambda url: known_of(self._store, since)(url) if self._store is not None else None,
            columns=self._mapping,
            dry=self._store is None,
        )
        for plan in collector.plan(sources):
            if self._store is not None and plan.fetches:
                since = resume(self._store, plan.source, dt.datetime.now(dt.UTC))
            failed = self.tally.failed
            for _ in self._keeper.keep(self._limited(collector, plan, show), batch=self._batch(plan)):
                pass
            if self._full():
                return "limit"
            if self._store is not None and plan.fetches:
                finish(self._store, plan.source, well=self.tally.failed == failed)
        return "complete"

    def _batch(self, plan: Plan) -> int:
        # With a limit, what is one thing must be known before the next is taken.
        return 1 if plan.fetches or self._limit is not None else _BATCH

    def _limited(self, collector: Collector, plan: Plan, show: Callable[[Meter], None]) -> Iterator[Item]:
        for item in collector.items(plan):
            if self._full():
                return
            yield item
            show(collector.meter)

    def _full(self) -> bool:
        fresh = self.tally.new + self.tally.changed + self.tally.failed + self.tally.found
        return self._limit is not None and fresh >= self._limit


def _opened(stack: contextlib.ExitStack, workspace: Path | None, *, dry_run: bool) -> tuple[Store | None, Fetching]:
    """The store, if one is needed, and what the workspace says of fetching."""
    from rawi.watch.config import Fetching, load

    if dry_run:
        import os

        file = (workspace or Path(os.environ.get("RAWI_WORKSPACE") or ".")) / "rawi.toml"
        return None, load(file).fetch if file.is_file() else Fetching()
    from rawi.store.workspace import CONFIG

    space = stack.enter_context(opened(workspace))
    file = space.folder / CONFIG
    return space.store, load(file).fetch if file.is_file() else Fetching()


def _fetcher_of(
    stack: contextlib.ExitStack, fetching: Fetching, allow_hosts: list[str], delay: float | None
) -> Callable[[], Fetcher]:
    """The fetcher, made when it is first asked for: most runs over files need none."""
    made: list[Fetcher] = []

    def fetcher() -> Fetcher:
        if not made:
            from rawi.intake.fetch import Fetcher

            made.append(
                Fetcher(
                    contact=fetching.contact,
                    allow_hosts=(*fetching.allow_hosts, *allow_hosts),
                    delay=fetching.delay if delay is None else delay,
                )
            )
            stack.callback(made[0].close)
        return made[0]

    return fetcher


@contextlib.contextmanager
def _bar(status: Callable[[], str]) -> Iterator[Callable[[Meter], None]]:
    """Shows how far it is and how long it will take, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda meter: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as drawn:
        task = drawn.add_task("starting", total=None)
        yield lambda meter: drawn.update(task, completed=meter.done, total=meter.total, description=status())


def _write(summary: str, told: dict[str, object]) -> None:
    line = json.dumps(told, ensure_ascii=False)
    if summary == "-":
        print(line, flush=True)
    else:
        Path(summary).write_text(line + "\n", encoding="utf-8")
