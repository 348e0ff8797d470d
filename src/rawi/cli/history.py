"""``rawi history``: what became of a page: edits, deletion, and the claims that came and went."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli.workspace import WorkspaceOption, opened

if TYPE_CHECKING:
    from rawi.export.lines import Piece
    from rawi.store.history import History


def history(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="The address or path of the page, as it was collected.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    workspace: WorkspaceOption = None,
) -> int:
    """Show every version of a page with the words that an edit changed, and whether the page is gone."""
    import msgspec

    from rawi.cli.output import screen_of
    from rawi.store.history import history as history_of

    with opened(workspace) as space:
        found = history_of(space.store, page)
    if as_json:
        print(msgspec.json.encode(found).decode())
        return 0
    screen = screen_of(sys.stdout)
    sys.stdout.write(screen.render(_lines(found, screen.width)))
    return 0


def _lines(found: History, width: int) -> Iterator[list[Piece]]:
    from rawi.export.lines import Piece, clean, wrap

    yield from wrap([Piece(clean(found.page), "bold")], width)
    if found.gone_at is not None:
        yield [Piece(f"gone since {found.gone_at[:16].replace('T', ' ')}Z (status {found.gone_status})", "red")]
    styles = {"kept": "", "removed": "red", "added": "green"}
    marks = {"kept": "", "removed": "-", "added": "+"}
    for version in found.versions:
        yield []
        when = version.captured_at[:16].replace("T", " ")
        yield [Piece(f"version {version.number}, captured {when}Z, article {version.article_id}", "bold")]
        yield from wrap([Piece("captures " + " ".join(version.captures))], width, 2, "")
        for change in version.changes:
            yield from wrap([Piece(clean(change.text), styles[change.kind])], width, 4, "  " + marks[change.kind])
        for claim in version.claims:
            words = f"claim {claim.claim_id}: {claim.event} "
            pieces = [Piece(words, styles[claim.kind]), Piece(clean(claim.trigger), styles[claim.kind])]
            yield from wrap(pieces, width, 4, "  " + marks[claim.kind])
