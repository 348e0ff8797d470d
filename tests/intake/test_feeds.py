"""Addresses from feeds and sitemaps, however they are written; entities refused; long ones in little memory."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

from rawi.errors import InputError
from rawi.intake.feeds import Entry, entries, is_feed, unpacked

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0"><channel><title>أخبار</title><link>https://news.example/</link>
<item><title>خبر أول</title><link>https://news.example/1?a=1&amp;b=2</link><guid>https://news.example/g/1</guid></item>
<item><title>خبر ثان</title><guid isPermaLink="true">https://news.example/2</guid></item>
<item><title>بلا رابط</title><guid isPermaLink="false">https://news.example/none</guid></item>
</channel></rss>"""
BOTH = ["https://news.example/1?a=1&b=2", "https://news.example/2"]


def urls(raw: str | bytes, base: str = "") -> list[str]:
    raw = raw.encode() if isinstance(raw, str) else raw
    assert is_feed(raw)
    return [entry.url for entry in entries(raw, base)]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16"])
def test_rss_in_any_charset(charset: str) -> None:
    assert urls(RSS.format(charset=charset).encode(charset)) == BOTH


def test_atom_takes_the_link_to_the_page() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://news.example/feed" rel="self"/>
    <entry><link rel="self" href="/api/1"/><link rel="enclosure" href="/a.mp3"/><link href="/1"/></entry>
    <entry><link rel="alternate" href="https://news.example/2"/></entry></feed>"""
    assert urls(feed, "https://news.example/feed") == ["https://news.example/1", "https://news.example/2"]


def test_rdf() -> None:
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://news.example/"><link>https://news.example/</link></channel>
    <item rdf:about="https://news.example/about/1"><link>https://news.example/1</link></item>
    <item rdf:about="https://news.example/2"/></rdf:RDF>"""
    assert urls(feed) == ["https://news.example/1", "https://news.example/2"]


def test_sitemap_without_its_pictures() -> None:
    feed = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:i">
    <url><loc> https://news.example/1 </loc><image:image><image:loc>https://news.example/a.jpg</image:loc></image:image></url>
    </urlset>"""
    assert urls(feed) == ["https://news.example/1"]


def test_index_of_sitemaps() -> None:
    raw = b"<sitemapindex><sitemap><loc>https://news.example/s.xml.gz</loc></sitemap></sitemapindex>"
    assert list(entries(raw)) == [Entry("https://news.example/s.xml.gz", "sitemap")]


@pytest.mark.parametrize(
    "item",
    [
        "<title>a & b</title><link>https://news.example/1?a=1&b=2</link>",
        "<title>a &nbsp; &hellip; b</title><link>https://news.example/1?a=1&amp;b=2</link>",
        "<title>\x0b</title><link>https://news.example/1?a=1&#38;b=2</link>",
        "<link><![CDATA[https://news.example/1?a=1&b=2]]></link>",
        "<link><![CDATA[https://news.example/1?a=1&amp;b=2]]></link>",
        "<b><i>tangled</b></i><link>https://news.example/1?a=1&amp;b=2</link>",
    ],
)
def test_untidy_feeds_keep_their_addresses_whole(item: str) -> None:
    assert urls(f"\n <?xml version='1.0'?><rss><channel><item>{item}</item>") == ["https://news.example/1?a=1&b=2"]


def test_addresses_that_are_none_are_left_out_and_each_comes_once() -> None:
    links = ["javascript:alert(1)", "/relative", "https://[", "https://news.example/1", "https://news.example/1"]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    assert urls(f"<rss><channel>{items}</channel></rss>") == ["https://news.example/1"]


def bomb(charset: str = "utf-8") -> bytes:
    lines = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE rss [<!ENTITY b0 "ha">{lines}]>'
        "<rss><channel><item><link>https://news.example/&b11;</link></item></channel></rss>"
    ).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused(charset: str) -> None:
    with pytest.raises(InputError) as caught:
        list(entries(bomb(charset)))
    assert caught.value.what == "the feed declares entities, as attacks do; it is refused"


def test_entities_that_read_files_are_refused() -> None:
    raw = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><link>http://a/&x;</link></item></rss>'
    with pytest.raises(InputError, match="the feed declares entities"):
        list(entries(raw))


def test_a_doctype_alone_is_harmless() -> None:
    feed = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://nowhere.invalid/rss.dtd"><rss><channel><item>'
    assert urls(feed + "<link>https://news.example/1</link></item></channel></rss>") == ["https://news.example/1"]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"<html><body>not here</body></html>", "this is no feed: its root is <html>"),
        (b"plain words", "this is no feed: it is not XML"),
        (b"", "this is no feed: it is not XML (no element found)"),
    ],
)
def test_what_is_no_feed(raw: bytes, what: str) -> None:
    assert not is_feed(raw)
    with pytest.raises(InputError) as caught:
        list(entries(raw))
    assert caught.value.what == what


def test_a_page_about_feeds_is_none() -> None:
    assert not is_feed(b"<!DOCTYPE html><html><body><rss>what is it?</rss></body></html>")


LONG = """
import re, sys
from rawi.intake.feeds import entries
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
item = "<item><link>https://news.example/%d</link><description>" + "كلام طويل عن الخبر " * 8 + "</description></item>"
raw = b"<rss><channel>" + b"".join((item % n).encode() for n in range(100_000)) + b"</channel></rss>"
list(entries(raw[:1000]))
before = peak()
count = 0
for entry in entries(raw):
    count += 1
print(count, entry.url, len(raw) // 1024, peak() - before)
"""


def test_a_feed_of_100_000_items_in_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", LONG], capture_output=True, text=True, check=True, timeout=120)
    count, last, size, grown = done.stdout.split()
    assert (count, last) == ("100000", "https://news.example/99999")
    # The addresses that were met, and a window of the feed; the tree of the whole would be several times the feed.
    assert int(grown) < int(size)


def test_gzipped_sitemaps() -> None:
    raw = RSS.format(charset="utf-8").encode()
    assert unpacked(gzip.compress(raw)) == raw
    assert unpacked(raw) == raw


@pytest.mark.parametrize("raw", [gzip.compress(bytes(8 << 20)), bytes(8 << 20)], ids=["gzip bomb", "plain"])
def test_feeds_that_are_too_large(raw: bytes) -> None:
    with pytest.raises(InputError, match="it is larger than 1 MB"):
        unpacked(raw, most=1 << 20)
