"""Writes a capture as a web archive (WARC 1.1, ISO 28500): the bytes, and a metadata record with its custody sheet."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from http import HTTPStatus

from rawi.model.capture import Capture
from rawi.store.evidence import Sheet
from rawi.store.packing import canonical

# These headers told of the transfer, which is over: the bytes are kept as they were after it.
_OF_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def warc_of(capture: Capture, sheet: Sheet) -> bytes:
    """A compressed archive with two records; the same capture and sheet give the same bytes."""
    kept, about = (
        f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{sheet.sha256}/{sheet.capture_id}/{n}')}>" for n in "12"
    )
    target = _uri(capture.locator)
    common = [("WARC-Target-URI", target), ("WARC-Date", sheet.captured_at)]
    digest = ("WARC-Payload-Digest", _digest(capture.content))
    if capture.status is None:
        record = _record("resource", kept, [*common, digest], _media_type(capture.media_type), capture.content)
    else:
        block = _http_head(capture) + capture.content
        record = _record("response", kept, [*common, digest], "application/http;msgtype=response", block)
    # As the bytes were captured, not as the archive was written: the sheet tells the rest.
    link = ("WARC-Refers-To", kept)
    return record + _record("metadata", about, [*common, link], "application/json", canonical(sheet).encode())


def _record(kind: str, record_id: str, headers: list[tuple[str, str]], media_type: str, block: bytes) -> bytes:
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        *headers,
        ("WARC-Block-Digest", _digest(block)),
        ("Content-Type", media_type),
        ("Content-Length", str(len(block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines) + "\r\n"
    # Each record is a member of its own, so that readers can jump to it. No time of packing: the bytes stay the same.
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def _http_head(capture: Capture) -> bytes:
    status = capture.status or 200
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    lines = [f"HTTP/1.1 {status} {phrase}".rstrip()]
    for name, value in capture.headers:
        prefix = "X-Archive-Orig-" if name.lower() in _OF_TRANSFER else ""
        lines.append(f"{prefix}{_one_line(name)}: {_one_line(value)}")
    lines.append(f"Content-Length: {len(capture.content)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _digest(block: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(block).digest()).decode()


def _uri(locator: str) -> str:
    """The locator as an address: a path becomes one with the scheme ``file``."""
    from urllib.parse import quote

    safe = "/:?#[]@!$&'()*+,;=%~"
    return quote(locator, safe=safe) if "://" in locator.split("!")[0] else "file:" + quote(locator, safe="/:!")


def _media_type(media_type: str) -> str:
    return _one_line(media_type) or "application/octet-stream"


def _one_line(text: str) -> str:
    return " ".join(text.split())
