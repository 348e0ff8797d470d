"""Web archives: written by warcio and FastWARC, whole and damaged, and hostile ones."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import brotli
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from tests.intake.conftest import page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rawi.intake.capture import article_of
from rawi.intake.collect_items import Gone, Item, Meter, Skipped
from rawi.intake.warc import warc_items
from rawi.intake.warc_wacz import wacz_items
from rawi.model.capture import Capture, CaptureProblem

WHEN = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
HTML = [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"v1"')]
URL = "https://news.example/{}"


class Writer(WARCWriter):
    """warcio leaves its temporary files open, which is an error here."""

    _create_temp_file = staticmethod(io.BytesIO)


def record(
    writer: WARCWriter, name: object, body: bytes = b"", *, status: str = "200 OK",
    headers: list[tuple[str, str]] | None = None, kind: str = "response",
    date: str = "2024-01-02T03:04:05Z",
) -> None:  # fmt: skip
    http = StatusAndHeaders(status, HTML if headers is None else headers, protocol="HTTP/1.1")
    dated = {"WARC-Date": date}
    made = writer.create_warc_record(
        URL.format(name), kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated
    )
    writer.write_record(made)


def warc(*pages: bytes, packed: bool = True) -> bytes:
    out = io.BytesIO()
    writer = Writer(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    for number, body in enumerate(pages):
        record(writer, number, body)
    return out.getvalue()


def items(raw: bytes) -> list[Item]:
    return list(warc_items(io.BytesIO(raw), "src", "a.warc.gz", Meter()))


def one(raw: bytes) -> Any:
    [item] = items(raw)
    return item


def problem(item: Item) -> str:
    assert isinstance(item, CaptureProblem)
    return item.reason


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive(packed: bool) -> None:
    first, second = items(warc(page(), page("خبر آخر"), packed=packed))
    assert isinstance(first, Capture)
    assert (first.source, first.locator) == ("src", "a.warc.gz!https://news.example/0")
    assert (first.content, first.media_type, first.status) == (page(), "text/html", 200)
    assert first.captured_at == WHEN
    assert first.headers[:2] == tuple(HTML)
    assert first.headers[2][0] == "WARC-Record-ID"
    assert isinstance(second, Capture)
    article = article_of(second)
    assert (article.title, article.url) == ("خبر آخر", "https://news.example/1")


def test_an_archive_that_fastwarc_wrote(tmp_path: Path) -> None:
    made = WarcRecord()
    made.init_headers(WarcRecordType.response)
    made.headers["WARC-Target-URI"] = "https://news.example/f"
    made.headers["WARC-Date"] = "2024-01-02T03:04:05Z"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    with GzipWriter(str(tmp_path / "f.warc.gz")) as stream:
        made.write(stream)
    item = one((tmp_path / "f.warc.gz").read_bytes())
    assert isinstance(item, Capture)
    assert (item.content, item.captured_at) == (page(), WHEN)


def test_only_arabic_pages_are_captured() -> None:
    english = b"<html><body><p>The water will be back tomorrow, said the mayor.</p></body></html>"
    persian = page("خبر", "این خبر را که در تهران منتشر شد است و برای مردم گفت که می آید " * 5)
    found = items(warc(english, persian, page()))
    assert [item.why if isinstance(item, Skipped) else "" for item in found] == ["other", "fa", ""]


def test_other_records_and_answers() -> None:
    out = io.BytesIO()
    writer = Writer(out, gzip=True)
    record(writer, "request", page(), kind="request")
    record(writer, "moved", b"", status="301 Moved", headers=[("Location", "/x")])
    record(writer, "broken", page(), status="500 Error")
    record(writer, "gone", b"no", status="404 Not Found")
    record(writer, "picture", b"\x89PNG", headers=[("Content-Type", "image/png")])
    gone, picture = items(out.getvalue())
    assert gone == Gone(source="src", locator=URL.format("gone"), when=WHEN, status=404, archived=True)
    assert isinstance(picture, Skipped)
    assert (picture.locator, picture.why) == ("a.warc.gz!https://news.example/picture", "not a page")


def coded(body: bytes, *headers: tuple[str, str]) -> Any:
    out = io.BytesIO()
    record(Writer(out, gzip=True), 1, body, headers=[*HTML, *headers])
    return one(out.getvalue())


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(page())), ("br", brotli.compress(page())), ("gzip", page()), ("", page())],
)
def test_codings_are_undone_even_where_they_were_undone_before(coding: str, body: bytes) -> None:
    assert coded(body, ("Content-Encoding", coding)).content == page()


@pytest.mark.parametrize("body", [b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page()), page()])
def test_chunks_are_undone_even_where_they_were_undone_before(body: bytes) -> None:
    assert coded(body, ("Transfer-Encoding", "chunked")).content == page()


def test_a_bomb_in_a_record() -> None:
    item = coded(gzip.compress(bytes(80 << 20)), ("Content-Encoding", "gzip"))
    assert problem(item) == "it is larger than 64 MB"
    assert item.locator == "a.warc.gz!https://news.example/1"


def test_a_record_larger_than_any_page() -> None:
    assert problem(coded(b"x" * ((64 << 20) + 1))) == "the page has more than 64 MB"


def test_a_damaged_record_costs_no_other() -> None:
    pages = [page(f"خبر {n}") for n in range(4)]
    raw = bytearray(warc(*pages))
    starts = [at for at in range(len(raw)) if raw[at : at + 3] == b"\x1f\x8b\x08"]
    middle = starts[2] + (starts[3] - starts[2]) // 2
    raw[middle : middle + 30] = bytes(30)
    found = items(bytes(raw))
    assert [item.content for item in found if isinstance(item, Capture)] == [pages[0], pages[2], pages[3]]
    [told] = [item for item in found if isinstance(item, CaptureProblem)]
    assert told.reason.startswith(f"the archive is damaged between the bytes {starts[2]} and {starts[3]} (")


def test_rubbish_between_records() -> None:
    raw = warc(page("أول"), page("ثان"), packed=False)
    at = raw.rfind(b"WARC/1.0")
    found = items(raw[:at] + b"rubbish\r\n" * 50 + raw[at:])
    assert [item.content for item in found if isinstance(item, Capture)] == [page("أول"), page("ثان")]


def test_an_archive_that_was_cut_off() -> None:
    raw = warc(page("أول"), page("ثان"), packed=False)
    first, second = items(raw[:-100])
    assert isinstance(first, Capture)
    assert problem(second).startswith("the archive ends within the page, after ")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the archive is empty"),
        (b"<html>", "this is no WARC"),
        (gzip.compress(b"not a record" * 100), "the archive is damaged from byte 0 on"),
        (gzip.compress(bytes(200 << 20)), "the archive is damaged from byte 0 on"),
        (b"\x1f\x8b\x08" * 1000, "the archive is damaged from byte 0 on"),
    ],
    ids=["empty", "a page", "no records", "zeros", "only beginnings"],
)
def test_what_is_no_archive(raw: bytes, reason: str) -> None:
    found = items(raw)
    assert problem(found[0]).startswith(reason)
    assert len(found) == 1


# WACZ.


def wacz(*members: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as whole:
        for name, content in members:
            whole.writestr(name, content)
    return out.getvalue()


def inside(raw: bytes) -> list[Item]:
    return list(wacz_items(io.BytesIO(raw), "src", "a.wacz", Meter()))


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pages_of_a_wacz(how: int) -> None:
    raw = wacz(("datapackage.json", b"{}"), ("archive/d.warc.gz", warc(page())), ("pages/p.jsonl", b"{}"), how=how)
    [item] = inside(raw)
    assert isinstance(item, Capture)
    assert (item.locator, item.content) == ("a.wacz!archive/d.warc.gz!https://news.example/0", page())
    assert article_of(item).url == "https://news.example/0"


@pytest.mark.parametrize(
    "name", ["../d.warc.gz", "/etc/d.warc.gz", "archive/../../d.warc.gz", "..\\d.warc.gz", "C:\\d.warc.gz"]
)
def test_names_that_lead_out_of_a_wacz_are_refused(name: str) -> None:
    bad, good = inside(wacz((name, warc(page())), ("archive/d.warc.gz", warc(page()))))
    assert problem(bad) == "its name leads out of the archive; it is refused"
    assert isinstance(good, Capture)


def test_links_in_a_wacz_are_refused() -> None:
    member = zipfile.ZipInfo("archive/d.warc.gz")
    member.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        whole.writestr(member, "/etc/passwd")
    [item] = inside(out.getvalue())
    assert problem(item) == "it is a link; it is refused"


def test_a_zip_bomb_is_refused() -> None:
    [item] = inside(wacz(("archive/d.warc", bytes(64 << 20)), how=zipfile.ZIP_DEFLATED))
    assert problem(item).startswith("it would unpack to ")
    assert problem(item).endswith(" times its size; it is refused")


def test_overlapping_members_are_refused() -> None:
    """Many entries of the directory that point at one packed member: a small file that unpacks to many."""
    raw = wacz(("archive/d.warc.gz", warc(page())))
    end = raw.rindex(b"PK\x05\x06")
    start = raw.index(b"PK\x01\x02")
    entry = raw[start:end]
    count = 5
    tail = bytearray(raw[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    [item] = inside(raw[:start] + entry * count + bytes(tail))
    assert problem(item) == "its members overlap, as in a bomb; it is refused"


def test_encrypted_members_are_told() -> None:
    raw = bytearray(wacz(("archive/d.warc.gz", warc(page()))))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    [item] = inside(bytes(raw))
    assert problem(item) == "it is encrypted"


def test_a_member_that_is_not_what_the_directory_says() -> None:
    raw = bytearray(wacz(("archive/d.warc.gz", warc(page())), how=zipfile.ZIP_DEFLATED))
    at = raw.index(b"PK\x03\x04") + 30 + len("archive/d.warc.gz") + 5
    raw[at : at + 20] = bytes(20)
    found = inside(bytes(raw))
    assert problem(found[-1]).startswith(("it cannot be unpacked (", "the archive is damaged between"))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04 but no more", "this is no WACZ, or it is damaged ("),
        (wacz(("readme.txt", b"hello")), "there is no web archive in it"),
    ],
)
def test_what_is_no_wacz(raw: bytes, reason: str) -> None:
    [item] = inside(raw)
    assert problem(item).startswith(reason)
