"""Pages from WACZ files: a zip with web archives in it, never unpacked to the disk.

Nothing of a zip is trusted: names that climb out of it, members that overlap or unpack to far more than they are
worth, and encrypted ones are refused one by one.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from rawi.intake.collect_items import Item, Meter
from rawi.intake.warc import warc_items
from rawi.model.capture import CaptureProblem

_SUFFIXES = (".warc", ".warc.gz")
# Deflate gives at most 1,032 bytes for one; an archive of pages in plain text gives ten.
MOST_FOR_ONE = 100
# Members under this size may be as empty as they like.
_HARMLESS = 1 << 20
_MOST_MEMBERS = 100_000


def wacz_items(stream: BinaryIO, source: str, place: str, meter: Meter) -> Iterator[Item]:
    """The pages of every archive within a WACZ. stream, source and place are as for :func:`warc_items`."""

    def problem(locator: str, reason: str, advice: str = "take the file from its origin again") -> CaptureProblem:
        return CaptureProblem(source=source, locator=locator, reason=reason, advice=advice)

    try:
        whole = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield problem(place, f"this is no WACZ, or it is damaged ({error})")
        return
    with whole:
        members = [member for member in whole.infolist() if member.filename.lower().endswith(_SUFFIXES)]
        if not members:
            yield problem(place, "there is no web archive in it", "a WACZ holds its archives as archive/….warc.gz")
            return
        size = stream.seek(0, 2)
        if len(whole.infolist()) > _MOST_MEMBERS or sum(member.compress_size for member in members) > size:
            yield problem(place, "its members overlap, as in a bomb; it is refused", "do not trust where it came from")
            return
        for member in members:
            name = f"{place}!{member.filename}"
            if why := _refusal(member):
                yield problem(name, why, "do not trust where it came from")
                continue
            yield from _member_items(whole, member, source, name)
            meter.at(member.header_offset + member.compress_size)


def _refusal(member: zipfile.ZipInfo) -> str | None:
    """Why a member is not read, or None."""
    # zipfile mends names when it reads them; orig_filename is what was written.
    name = member.orig_filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or (path.parts and path.parts[0].endswith(":")):
        return "its name leads out of the archive; it is refused"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link; it is refused"
    if member.flag_bits & 1:
        return "it is encrypted"
    if member.file_size > max(_HARMLESS, MOST_FOR_ONE * member.compress_size):
        return f"it would unpack to {member.file_size / max(1, member.compress_size):.0f} times its size; it is refused"
    return None


def _member_items(whole: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, name: str) -> Iterator[Item]:
    try:
        with whole.open(member) as inner:
            # How far it is, is told by the zip around it.
            yield from warc_items(cast("BinaryIO", inner), source, name, Meter())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        yield CaptureProblem(
            source=source,
            locator=name,
            reason=f"it cannot be unpacked ({error})",
            advice="take the file from its origin again",
        )
