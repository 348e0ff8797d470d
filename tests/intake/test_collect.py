"""Collecting from everything: what each source gives, and ``rawi collect`` as a user runs it."""

from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from tests.intake.conftest import BODY, Web, page, send
from tests.intake.test_telegram import chat, message
from tests.intake.test_warc import Writer, record, wacz, warc

from rawi.intake.capture import article_of
from rawi.intake.collect import Collector, Known
from rawi.intake.collect_items import Found, Gone, Item, Skipped, Unchanged
from rawi.intake.fetch import Fetcher
from rawi.model.capture import Capture, CaptureProblem
from rawi.store.workspace import Workspace

Run = Callable[..., subprocess.CompletedProcess[str]]
Make = Callable[..., Fetcher]
ENGLISH = b"<html><body><p>The water will be back in the northern quarters tomorrow.</p></body></html>"


def no_fetcher() -> Fetcher:
    raise AssertionError("nothing is fetched")


def collected(*sources: str | Path, fetcher: Callable[[], Fetcher] = no_fetcher, **options: Any) -> list[Item]:
    collector = Collector(fetcher, **options)
    found = [item for plan in collector.plan(map(str, sources)) for item in collector.items(plan)]
    assert collector.meter.done == collector.meter.total
    return found


def places(items: list[Item], kind: type = Capture) -> list[str]:
    return [item.locator for item in items if isinstance(item, kind)]


def rss(*urls: str) -> bytes:
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    return f'<?xml version="1.0"?><rss><channel>{items}</channel></rss>'.encode()


# Files.


def test_a_folder_with_everything(tmp_path: Path) -> None:
    (tmp_path / "b" / ".git").mkdir(parents=True)
    files: dict[str, bytes] = {
        "a.html": page("أول"),
        "b/c.HTM": page("ثان"),
        "b/.git/d.html": page(),
        "b/e.warc.gz": warc(page("ثالث")),
        "b/f.wacz": wacz(("archive/d.warc.gz", warc(page("رابع")))),
        "g.csv": f"id,text\n1,{BODY}\n".encode(),
        "h.jsonl": json.dumps({"id": 2, "text": BODY}).encode(),
        "result.json": json.dumps(chat(message(3))).encode(),
        "notes.docx": b"no",
        "z.html": ENGLISH,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = collected(tmp_path)
    assert [place.removeprefix(f"{tmp_path}/") for place in places(found)] == [
        "a.html", "g.csv!1", "h.jsonl!2", "result.json!77/3", "b/c.HTM",
        "b/e.warc.gz!https://news.example/0", "b/f.wacz!archive/d.warc.gz!https://news.example/0",
    ]  # fmt: skip
    assert places(found, Skipped) == [f"{tmp_path}/z.html"]
    assert places(found, CaptureProblem) == []
    assert {item.source for item in found} == {str(tmp_path)}
    assert all(article_of(item).language == "ar" for item in found if isinstance(item, Capture))


def test_a_page_is_kept_unaltered_with_the_time_of_its_file(tmp_path: Path) -> None:
    raw = page().replace(b"utf-8", b"windows-1256").decode().encode("windows-1256")
    path = tmp_path / "a.html"
    path.write_bytes(raw)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    [item] = collected(path)
    assert isinstance(item, Capture)
    assert (item.content, item.captured_at.timestamp()) == (raw, 1_700_000_000)
    assert BODY in article_of(item).text


def test_links_are_followed_to_files_and_not_to_folders(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.html").write_bytes(page())
    (tmp_path / "in" / "link.html").symlink_to(tmp_path / "out.html")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert places(collected(tmp_path / "in")) == [f"{tmp_path}/in/link.html"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.html", None, "there is no such file"),
        ("notes.docx", b"x", "its name does not tell what it is"),
        ("empty.warc", b"", "the archive is empty"),
        ("page.xml", b"<html></html>", "it is neither a feed nor a sitemap"),
        ("bomb.xml.gz", gzip.compress(bytes(200 << 20)), "it is larger than 128 MB"),
    ],
)
def test_files_that_cannot_be_collected(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    [item] = collected(tmp_path / name)
    assert isinstance(item, CaptureProblem)
    assert item.reason == reason
    assert item.advice or name == "empty.warc"


def test_an_empty_folder(tmp_path: Path) -> None:
    [item] = collected(tmp_path)
    assert isinstance(item, CaptureProblem)
    assert item.reason == "there is nothing to collect in it"


# Addresses.


def test_an_address_is_a_page_or_a_feed_as_it_turns_out(web: Web, fetcher: Make) -> None:
    one, two = web.serve("/1", page("أول"), etag='"1"'), web.serve("/2", page("ثان"))
    feed = web.serve("/feed", rss(one, two, web.url + "/3"), content_type="text/xml")
    found = collected(one, feed, fetcher=fetcher)
    assert places(found) == [one, one, two]
    assert [item.source for item in found] == [one, feed, feed, feed]
    assert places(found, Gone) == [web.url + "/3"]
    first = found[0]
    assert isinstance(first, Capture)
    assert (first.content, first.status, first.media_type) == (page("أول"), 200, "text/html")
    assert ("etag", '"1"') in first.headers


def test_a_sitemap_of_sitemaps(web: Web, fetcher: Make) -> None:
    one = web.serve("/1", page())
    loops = f"<sitemapindex><sitemap><loc>{web.url}/index.xml</loc></sitemap></sitemapindex>".encode()
    web.serve("/deep.xml", loops, content_type="application/xml")
    urls = f"<urlset><url><loc>{one}</loc></url></urlset>".encode()
    packed = web.serve("/pages.xml.gz", gzip.compress(urls), content_type="application/gzip")
    sitemaps = [web.url + "/missing.xml", web.url + "/deep.xml", packed]
    index = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in sitemaps)
    start = web.serve("/index.xml", f"<sitemapindex>{index}</sitemapindex>".encode(), content_type="application/xml")
    found = collected(start, fetcher=fetcher)
    assert places(found) == [one]
    [told] = [item for item in found if isinstance(item, CaptureProblem)]
    assert (told.locator, told.reason) == (web.url + "/missing.xml", "the sitemap is not there (404)")
    assert web.paths().count("/index.xml") <= 3


def test_a_feed_with_an_entity_bomb(web: Web, fetcher: Make) -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><link>&a;</link></item></channel></rss>'
    [item] = collected(web.serve("/feed", bomb), fetcher=fetcher)
    assert isinstance(item, CaptureProblem)
    assert item.reason == "the feed declares entities, as attacks do; it is refused"


def test_a_feed_that_leads_into_a_private_network(web: Web, fetcher: Make) -> None:
    feed = rss("http://169.254.169.254/latest/meta-data/", "http://localhost:22/", "file:///etc/passwd")
    found = collected(web.serve("/feed", feed), fetcher=fetcher)
    told = [item.reason for item in found if isinstance(item, CaptureProblem)]
    assert told == [
        "the address 169.254.169.254 is refused: link-local, as the metadata of clouds are",
        told[1],
    ]
    assert told[1].endswith("is refused: this computer (loopback)")
    assert len(found) == 2


def test_what_is_known_is_asked_whether_it_changed(web: Web, fetcher: Make) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 304 if handler.headers["If-None-Match"] == '"1"' else 200, b"")

    web.answers["/1"] = answer
    [item] = collected(web.url + "/1", fetcher=fetcher, known=lambda url: Known(etag='"1"'))
    assert item == Unchanged(source=web.url + "/1", locator=web.url + "/1")


def test_pages_of_other_kinds_and_languages(web: Web, fetcher: Make) -> None:
    picture = web.serve("/a.png", b"\x89PNG", content_type="image/png")
    pdf = web.serve("/b", b"%PDF-1.7", content_type="text/html")
    english = web.serve("/c", ENGLISH)
    found = collected(picture, pdf, english, fetcher=fetcher)
    assert [item.why for item in found if isinstance(item, Skipped)] == ["not a page", "not a page", "other"]


@pytest.mark.parametrize("said", ["utf-8", "windows-1256", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("real", ["utf-8", "windows-1256"])
def test_a_wrong_charset_in_the_header(web: Web, fetcher: Make, said: str, real: str) -> None:
    url = web.serve("/1", page().decode().encode(real), content_type=f"text/html; charset={said}")
    [item] = collected(url, fetcher=fetcher)
    assert isinstance(item, Capture)
    assert BODY in article_of(item).text


def test_a_dry_run_fetches_the_feed_alone(web: Web, fetcher: Make) -> None:
    feed = web.serve("/feed", rss(web.url + "/1", web.url + "/2"))
    found = collected(feed, fetcher=fetcher, dry=True)
    assert places(found, Found) == [web.url + "/1", web.url + "/2"]
    assert web.paths() == ["/feed"]


# The command.


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    opened, _ = Workspace.make(folder)
    opened.store.close()
    return folder


def summary(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def rows(workspace: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(workspace / "rawi.sqlite") as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_collected_twice_is_stored_once(command: Run, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.html").write_bytes(page(f"خبر {number}"))
    (tmp_path / "in" / "english.html").write_bytes(ENGLISH)
    (tmp_path / "in" / "broken.warc").write_bytes(b"no")
    first = command("collect", tmp_path / "in", "-w", workspace)
    assert first.returncode == 1
    assert "broken.warc: this is no WARC; give .warc or .warc.gz from a crawler" in first.stderr
    told = summary(first)
    assert (told["new"], told["same"], told["failed"], told["skipped"]) == (3, 0, 1, {"other": 1})
    (tmp_path / "in" / "broken.warc").unlink()
    (tmp_path / "in" / "1.html").write_bytes(page("خبر 1", BODY + " وعادت المياه مساء."))
    second = command("collect", tmp_path / "in", "-w", workspace)
    assert second.returncode == 0, second.stderr
    told = summary(second)
    assert (told["new"], told["same"], told["changed"], told["ended"]) == (0, 2, 1, "complete")
    assert rows(workspace, "select count(*) from captures") == [(4,)]
    assert rows(workspace, "select number from versions order by number desc limit 1") == [(2,)]


def test_a_dry_run_needs_no_workspace_and_keeps_nothing(command: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    done = command("collect", tmp_path / "a.html", "--dry-run", cwd=tmp_path)
    assert (done.returncode, summary(done)["found"]) == (0, 1)
    assert os.listdir(tmp_path) == ["a.html"]


def test_a_limit_goes_on_where_it_stopped(command: Run, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": n, "text": f"{BODY} {n}"}) + "\n" for n in range(5)))
    ends = [summary(command("collect", tmp_path / "a.jsonl", "-w", workspace, "--limit", 2)) for _ in range(3)]
    assert [(end["new"], end["ended"]) for end in ends] == [(2, "limit"), (2, "limit"), (1, "complete")]


def test_columns_and_a_summary_in_a_file(command: Run, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"words,head\n{BODY},قطع المياه\n", encoding="utf-8")
    out = tmp_path / "summary.json"
    done = command("collect", tmp_path / "a.csv", "-w", workspace, "--map", "text=words,title=head", "--summary", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(out.read_text())["new"] == 1
    assert rows(workspace, "select title from versions") == [("قطع المياه",)]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--map", "x=y"], "rawi: 'x=y' maps no column to a field; write FIELD=COLUMN"),
        (["-w", "nowhere"], "rawi: nowhere: there is no workspace in it; make one with: rawi init nowhere"),
    ],
)
def test_wrong_usage_is_told_in_one_line(command: Run, tmp_path: Path, arguments: list[str], line: str) -> None:
    done = command("collect", "a.html", *arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(line)
    assert "Traceback" not in done.stderr


def test_pages_from_the_web_are_versions_of_one(command: Run, workspace: Path, web: Web) -> None:
    url = web.serve("/1", page(), etag='"1"')
    feed = web.serve("/feed", rss(url))
    run = ("collect", feed, "-w", workspace, "--delay", 0, "--allow-host", "127.0.0.1")
    first = command(*run)
    assert (first.returncode, summary(first)["new"]) == (0, 1), first.stderr
    assert summary(command(*run))["same"] == 1
    assert web.sent("/1")[-1]["if-none-match"] == '"1"'
    web.serve("/1", page(body=BODY + " وعادت المياه مساء."))
    assert summary(command(*run))["changed"] == 1
    web.serve("/1", status=404)
    last = command(*run)
    assert (last.returncode, summary(last)["gone"]) == (0, 1)
    assert rows(workspace, "select gone_status from pages") == [(404,)]
    assert len(rows(workspace, "select id from captures")) == 2


def test_a_private_address_needs_leave(command: Run, workspace: Path, web: Web) -> None:
    url = web.serve("/1", page())
    done = command("collect", url, "-w", workspace)
    assert done.returncode == 1
    assert f"{url}: the address 127.0.0.1 is refused: this computer (loopback)" in done.stderr
    with open(workspace / "rawi.toml", "a", encoding="utf-8") as config:
        config.write('[fetch]\nallow_hosts = ["127.0.0.1"]\ndelay = 0\n')
    assert summary(command("collect", url, "-w", workspace))["new"] == 1


def test_a_run_that_broke_off_does_not_ask_again_for_what_it_has(command: Run, workspace: Path, web: Web) -> None:
    urls = [web.serve(f"/{number}", page(f"خبر {number}")) for number in range(4)]
    feed = web.serve("/feed", rss(*urls))
    run = ("collect", feed, "-w", workspace, "--delay", 0, "--allow-host", "127.0.0.1")
    assert summary(command(*run, "--limit", 2))["ended"] == "limit"
    del web.requests[:]
    told = summary(command(*run))
    assert (told["new"], told["same"], told["ended"]) == (2, 2, "complete")
    assert web.paths() == ["/feed", "/2", "/3"]
    # Once it is complete, the next run looks at all of them again.
    del web.requests[:]
    assert summary(command(*run))["same"] == 4
    assert web.paths() == ["/feed", "/0", "/1", "/2", "/3"]


def test_an_archive_tells_that_a_page_is_gone(command: Run, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "old.warc.gz").write_bytes(warc(page()))
    assert summary(command("collect", tmp_path / "old.warc.gz", "-w", workspace))["new"] == 1
    counts = {}
    for date in ("2024-01-02T03:04:05Z", "2024-03-01T00:00:00Z"):
        out = io.BytesIO()
        writer = Writer(out, gzip=True)
        record(writer, 0, b"no", status="404 Not Found", date=date)
        record(writer, "never", b"no", status="404 Not Found", date=date)
        (tmp_path / "new.warc.gz").write_bytes(out.getvalue())
        told = summary(command("collect", tmp_path / "new.warc.gz", "-w", workspace))
        counts[date[:7]] = (told["gone"], told["failed"], told["skipped"])
    # At the time at which the page was there it proves nothing, and of a page that never was there it tells nothing.
    assert counts == {"2024-01": (0, 0, {"not a page": 2}), "2024-03": (1, 0, {"not a page": 1})}


def test_reading_a_text_loads_nothing_of_this() -> None:
    program = (
        "import sys; from rawi.cli.main import app; app(['read', '-'], standalone_mode=False); "
        "print(*sorted({'httpx', 'httpcore', 'fastwarc', 'ijson', 'protego', 'pyarrow', 'sqlalchemy', 'brotli', "
        "'rawi.intake.collect', 'rawi.watch'} & set(sys.modules)), file=sys.stderr)"
    )
    text = "قال مسؤول محلي إن القوات قصفت قرية الكسرة أمس."
    done = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
