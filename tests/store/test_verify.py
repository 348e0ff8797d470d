"""The custody log: whatever is changed, cut off or put in is told."""

import base64
import hashlib
import io
import json

import pytest
from sqlalchemy import delete, insert, select, text, update
from tests.store.made import NO_ARTICLE, NOON, capture, keep, read_all

from rawi.errors import InputError
from rawi.store import tables
from rawi.store.claim_rows import claim_key
from rawi.store.custody import entry_hash
from rawi.store.evidence import export
from rawi.store.packing import canonical, pack
from rawi.store.verify import verify
from rawi.store.warc import warc_of

t = tables
PAGE = "https://example.org/1"


@pytest.fixture
def filled(store):
    keep(store, capture(PAGE, "ثم قصف القرية"), capture(PAGE, "ثم قصف الجسر"), capture("b.html", NO_ARTICLE))
    read_all(store)
    store.gone("outlet", PAGE, NOON, 404)
    store.decide(claim_key(1, 0), "accept", "ليلى", reason="رأيته")
    return store


def told(store, **more):
    return [f"{d.subject}: {d.what}" for d in verify(store.database, **more).differences]


def test_what_was_not_touched_is_whole(filled):
    found = verify(filled.database)
    assert found.differences == []
    assert (found.captures, found.articles, found.decisions) == (3, 2, 1)
    assert found.entries == 5 + len(told_kinds(filled, "migration"))
    assert told(filled, expect=found.head) == []


def told_kinds(store, kind):
    with store.looking() as connection:
        return connection.execute(select(t.custody.c.seq).where(t.custody.c.kind == kind)).all()


def tampered(*statements):
    return lambda connection: [connection.execute(statement) for statement in statements]


def forged_entry(connection):
    """An entry that was written anew with a hash of its own; the next one still carries the old hash."""
    row = connection.execute(select(t.custody).where(t.custody.c.kind == "capture").order_by(t.custody.c.seq)).first()
    entry = canonical({**json.loads(row.entry), "source": "another"})
    forged = {"entry": entry, "hash": entry_hash(entry)}
    connection.execute(update(t.custody).where(t.custody.c.seq == row.seq).values(forged))
    connection.execute(update(t.sources).values(name="another"))


def forged_bytes(connection):
    packing, data = pack("زور".encode())
    connection.execute(update(t.blobs).values(packing=packing, data=data, size=6))


def forged_article(connection):
    data = connection.execute(select(t.versions.c.article).where(t.versions.c.id == 2)).scalar_one()
    connection.execute(update(t.versions).where(t.versions.c.id == 1).values(article=data))


CHANGES = {
    "its text does not have its hash": tampered(update(t.custody).where(t.custody.c.seq == 3).values(entry="{}")),
    "does not carry the hash of the entry before": forged_entry,
    "entries 2 to 2 are missing": tampered(delete(t.custody).where(t.custody.c.seq == 2)),
    "its columns are not what its text says": tampered(
        update(t.custody).where(t.custody.c.seq == 2).values(about="other")
    ),
    "they do not have their hash": forged_bytes,
    "the packed bytes are damaged": tampered(update(t.blobs).values(data=b"?", packing="zlib")),
    "not as the log says: locator": tampered(update(t.captures).where(t.captures.c.id == 3).values(locator="c.html")),
    "not as the log says: captured_at": tampered(update(t.captures).values(captured_at="2020")),
    "not as the log says: media_type, headers": tampered(update(t.captures).values(media_type="x", headers="[1]")),
    "the log tells of it, but it is missing": tampered(delete(t.captures).where(t.captures.c.id == 3)),
    "article of capture": forged_article,
    "its packed text is damaged": tampered(update(t.versions).values(article=b"?")),
    "the log says that it is gone, but it is not marked": tampered(update(t.pages).values(gone_at=None)),
    "decision 1: not as the log says": tampered(update(t.decisions).values(verdict="reject")),
    "decision 1: the log tells of it": tampered(delete(t.decisions)),
    "it has 1 claims, of which 0 can be found": tampered(
        delete(t.decisions), delete(t.claims).where(t.claims.c.id == claim_key(2, 0))
    ),
}


@pytest.mark.parametrize("words", CHANGES)
def test_every_change_is_told(filled, words):
    with filled.database.writing() as connection:
        CHANGES[words](connection)
    assert any(words in line for line in told(filled)), told(filled)


def test_what_was_put_in_is_told(filled):
    with filled.database.writing() as connection:
        row = connection.execute(select(t.captures).where(t.captures.c.id == 3)).one()._asdict()
        connection.execute(insert(t.captures).values({**row, "id": 99, "capture_id": "new"}))
    assert told(filled) == ["capture new: no entry of the log tells of it"]


def test_a_log_that_was_cut_off_is_told_by_a_head_noted_before(filled):
    head = verify(filled.database).head
    with filled.database.writing() as connection:
        connection.execute(delete(t.decisions))
        connection.execute(delete(t.custody).where(t.custody.c.kind == "decision"))
    assert told(filled) == []
    [line] = told(filled, expect=head)
    assert "entries were cut off" in line


def test_an_export_is_logged_and_carries_its_entries(filled):
    page = keep(filled, capture(PAGE + "0", "ثم قصف", status=200, headers=(("Content-Encoding", "br"), ("A", "ب"))))[0]
    before = verify(filled.database).head
    met, sheet = export(filled, page.capture_id, "محكمة")
    assert met.content == "ثم قصف".encode()
    assert sheet.sha256 == hashlib.sha256(met.content).hexdigest()
    assert [(e["kind"], e.get("purpose")) for e in sheet.entries] == [("capture", None), ("export", "محكمة")]
    assert sheet.entries[1]["before"] == before
    assert sheet.entries[1]["hash"] == sheet.log_head == verify(filled.database).head
    # Anybody can recompute the hash of an entry from the sheet.
    entry = {key: value for key, value in sheet.entries[0].items() if key != "hash"}
    assert (
        entry_hash(json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
        == sheet.entries[0]["hash"]
    )
    with pytest.raises(InputError, match="no such capture"):
        export(filled, "nothing", "")


@pytest.mark.parametrize("status", [None, 200])
def test_the_archive_is_read_by_other_programs(filled, status):
    from fastwarc.warc import ArchiveIterator
    from warcio.archiveiterator import ArchiveIterator as OtherIterator

    headers = (("Content-Encoding", "gzip"), ("Content-Length", "3"), ("X-A", "1"))
    locator = "https://example.org/خبر?a=1" if status else "pages/خبر 1.html"
    [page] = keep(filled, capture(locator, "ثم قصف\r\n\r\nWARC/1.1", status=status, headers=headers if status else ()))
    met, sheet = export(filled, page.capture_id, "")
    packed = warc_of(met, sheet)
    assert packed == warc_of(met, sheet)
    found = [
        (record.headers["WARC-Type"], record.record_id, record.reader.read(), record.headers, record.http_headers)
        for record in ArchiveIterator(io.BytesIO(packed), verify_digests=True)
    ]
    assert [kind for kind, *_ in found] == ["response" if status else "resource", "metadata"]
    assert found[0][2] == met.content
    digest = base64.b32encode(hashlib.sha256(met.content).digest()).decode()
    assert found[0][3]["WARC-Payload-Digest"] == f"sha256:{digest}"
    assert found[0][3]["WARC-Date"] == sheet.captured_at
    assert found[1][3]["WARC-Refers-To"] == found[0][3]["WARC-Record-ID"]
    assert json.loads(found[1][2])["entries"][0]["about"] == page.capture_id
    others = [record.content_stream().read() for record in OtherIterator(io.BytesIO(packed), check_digests="raise")]
    assert others == [found[0][2], found[1][2]]
    if status:
        assert found[0][4]["X-Archive-Orig-Content-Encoding"] == "gzip"


def test_the_index_of_a_reading_is_held_against_its_claims(filled):
    with filled.database.writing() as connection:
        connection.execute(text("UPDATE readings SET claims = 7 WHERE id = 1"))
    assert told(filled) == ["readings 1: it has 7 claims, of which 1 can be found"]
