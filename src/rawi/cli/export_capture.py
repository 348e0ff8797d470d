"""``rawi export-capture``: a capture as it was met, with the sheet that tells where it came from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rawi.cli.workspace import WorkspaceOption, opened


def export_capture(
    capture: Annotated[str, typer.Argument(metavar="ID", help="The id of the capture.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the bytes go.")],
    warc: Annotated[
        bool, typer.Option("--warc", help="Write a web archive (.warc.gz), which holds the sheet as well.")
    ] = False,
    purpose: Annotated[
        str, typer.Option(metavar="WORDS", help="For whom or what; the custody log keeps it with the export.")
    ] = "",
    workspace: WorkspaceOption = None,
) -> int:
    """Write the original bytes of a capture to FILE, and its custody sheet to FILE.custody.json.

    Each export becomes an entry of the custody log. Exit status: 0 written, 1 not written.
    """
    import msgspec

    from rawi.store.evidence import export
    from rawi.store.warc import warc_of

    sheet_path = out.with_name(out.name + ".custody.json")
    with opened(workspace) as space, out.open("xb") as file:
        try:
            found, sheet = export(space.store, capture, purpose)
            file.write(warc_of(found, sheet) if warc else found.content)
            file.flush()
            if not warc:
                sheet_path.write_bytes(msgspec.json.format(msgspec.json.encode(sheet), indent=2) + b"\n")
        except BaseException:
            out.unlink()
            raise
    print(f"{out}: {sheet.size:,} bytes of {sheet.locator}, SHA-256 {sheet.sha256}")
    return 0
