"""The body of an HTTP answer freed of its codings, never larger than what was agreed: bombs end at the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from rawi.errors import InputError

# Codings that are asked for and understood; others make an error that names them.
CODINGS = ("gzip", "x-gzip", "deflate", "br")
_STEP = 1 << 20


class BodyError(InputError):
    """A body is larger than the limit, or is not what its coding says."""


class _Decoder(Protocol):
    def feed(self, chunk: bytes) -> Iterator[bytes]: ...


class _Zlib:
    """gzip of several members, zlib, and the raw deflate that some servers mean by "deflate"."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=47)  # tells gzip from zlib by itself
        self._fresh = True

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        while True:
            try:
                out = self._inner.decompress(chunk, _STEP)
            except zlib.error:
                if not self._fresh:
                    raise
                self._inner = zlib.decompressobj(wbits=-15)
                out = self._inner.decompress(chunk, _STEP)
            self._fresh = False
            if out:
                yield out
            if self._inner.eof:
                # What follows the end is another member, or padding.
                chunk = self._inner.unused_data
                if not chunk.startswith(b"\x1f\x8b"):
                    return
                self._inner = zlib.decompressobj(wbits=47)
                continue
            chunk = self._inner.unconsumed_tail
            if not chunk and len(out) < _STEP:
                return


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._inner = brotli.Decompressor()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield self._inner.process(chunk, output_buffer_limit=_STEP)
        while not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=_STEP)


def decoded(chunks: Iterable[bytes], codings: str, *, most: int) -> bytes:
    """The body of an answer.

    codings: the value of Content-Encoding. most: bytes that the decoded body may have, and the coded one as well.
    Raises BodyError.
    """
    names = [name for part in codings.lower().split(",") if (name := part.strip()) and name != "identity"]
    if len(names) > 2 or any(name not in CODINGS for name in names):
        raise BodyError(f"the answer is coded as {codings[:60]!r}, which is not read", advice="fetch it by other means")
    stream: Iterable[bytes] = _bounded(chunks, most)
    for name in reversed(names):
        stream = _bounded(_through(_Brotli() if name == "br" else _Zlib(), stream, name), most)
    return b"".join(stream)


def _through(decoder: _Decoder, chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    for chunk in chunks:
        try:
            yield from decoder.feed(chunk)
        except Exception as error:
            # brotli has an error of its own that cannot be named while it is not imported.
            if isinstance(error, zlib.error) or type(error).__module__ == "brotli":
                raise BodyError(f"the answer says it is {name} and is not", advice="try again later") from None
            raise


def _bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise BodyError(
                f"it is larger than {most / 1048576:.0f} MB",
                advice="what is larger was not written by a newsroom, or was made to fill the memory",
            )
        yield chunk


def unchunked(raw: bytes) -> bytes:
    """A body freed of the chunks of HTTP/1.1; as it is where it has none, though its header said so.

    Archives made by browsers keep the header of a transfer that is long over.
    """
    out: list[bytes] = []
    at = 0
    while True:
        end = raw.find(b"\r\n", at, at + 4096)
        size = raw[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not size or len(size) > 8 or size.strip(b"0123456789abcdefABCDEF"):
            return raw
        length = int(size, 16)
        if length == 0:
            return b"".join(out)
        start = end + 2
        if raw[start + length : start + length + 2] != b"\r\n":
            return raw
        out.append(raw[start : start + length])
        at = start + length + 2
