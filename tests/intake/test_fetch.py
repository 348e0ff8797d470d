"""Fetching from a real server that answers well, badly, slowly, or as an attacker would."""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import brotli
import pytest
from tests.intake.conftest import Web, page, send

from rawi.errors import InputError
from rawi.intake.fetch import Fetcher, FetchError, Limits
from rawi.intake.fetch_body import decoded, unchunked

Make = Callable[..., Fetcher]
PAGE = page()


def refusal(fetcher: Fetcher, url: str, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url, **options)
    assert caught.value.subject == url
    return caught.value


def test_a_page(web: Web, fetcher: Make) -> None:
    before = dt.datetime.now(dt.UTC)
    answer = fetcher(contact="mailto:desk@news.example").get(web.serve("/news/1", PAGE, etag='"v1"') + "#top")
    assert (answer.status, answer.content, answer.media_type) == (200, PAGE, "text/html")
    assert answer.url == web.url + "/news/1"
    assert answer.header("ETag") == '"v1"'
    assert ("etag", '"v1"') in answer.headers
    assert before <= answer.at <= dt.datetime.now(dt.UTC)
    [headers] = web.sent("/news/1")
    assert headers["user-agent"].startswith("rawi/")
    assert headers["user-agent"].endswith("(+mailto:desk@news.example)")


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
        ("br", brotli.compress),
        ("gzip", lambda raw: gzip.compress(raw[:100]) + gzip.compress(raw[100:])),
        ("identity", lambda raw: raw),
    ],
)
def test_codings_are_undone(web: Web, fetcher: Make, coding: str, pack: Callable[[bytes], bytes]) -> None:
    url = web.serve("/", pack(PAGE * 100), content_encoding=coding)
    assert fetcher().get(url).content == PAGE * 100


def test_conditional_requests(web: Web, fetcher: Make) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since") == "Mon":
            send(handler, 304, etag='"v1"')
        else:
            send(handler, 200, PAGE)

    web.answers["/1"] = answer
    again = fetcher().get(web.url + "/1", etag='"v1"', modified="Mon")
    assert (again.unchanged, again.content) == (True, b"")
    assert not fetcher().get(web.url + "/1", etag='"v0"', modified="Mon").unchanged


@pytest.mark.parametrize("status", [404, 410])
def test_gone(web: Web, fetcher: Make, status: int) -> None:
    answer = fetcher().get(web.serve("/1", b"no", status=status))
    assert (answer.gone, answer.status, answer.content) == (True, status, b"")


@pytest.mark.parametrize(("status", "name"), [(403, "403 (Forbidden)"), (401, "401 (Unauthorized)"), (300, "300")])
def test_other_answers_are_errors_at_once(web: Web, fetcher: Make, status: int, name: str) -> None:
    error = refusal(fetcher(), web.serve("/1", b"no", status=status))
    assert error.what.startswith(f"the site answered {name}")
    assert web.paths() == ["/1"]


# Redirects.


def test_redirects_are_followed_and_the_last_address_told(web: Web, fetcher: Make) -> None:
    web.serve("/new/1", PAGE)
    web.redirect("/b", "new/1", 301)
    answer = fetcher().get(web.redirect("/a", web.url + "/b"))
    assert (answer.url, answer.content) == (web.url + "/new/1", PAGE)


def test_redirects_without_end(web: Web, fetcher: Make) -> None:
    error = refusal(fetcher(), web.redirect("/a", "/a"))
    assert error.what == "it leads on more than 8 times"
    assert web.paths() == ["/a"] * 9


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("localhost", "this computer (loopback)"),
        ("2130706433", "this computer (loopback)"),
        ("0x7f000001", "this computer (loopback)"),
        ("[::1]", "this computer (loopback)"),
        ("[::ffff:127.0.0.1]", "an IPv4 address in the dress of IPv6"),
        ("169.254.169.254", "link-local, as the metadata of clouds are"),
        ("10.0.0.1", "a private network"),
    ],
)
def test_redirect_to_a_private_address_is_refused(web: Web, fetcher: Make, host: str, why: str) -> None:
    secret = web.serve("/secret", b"secret")
    error = refusal(fetcher(), web.redirect("/a", f"http://{host}:{web.port}/secret"))
    assert "is refused" in error.what
    assert error.what.endswith(why)
    assert secret.removeprefix(web.url) not in web.paths()


def test_redirect_to_another_scheme_is_refused(web: Web, fetcher: Make) -> None:
    assert refusal(fetcher(), web.redirect("/a", "file:///etc/passwd")).what == "addresses of file are refused"


def test_redirect_to_nonsense(web: Web, fetcher: Make) -> None:
    assert (
        refusal(fetcher(), web.redirect("/a", "http://news.example:port/")).what
        == "it leads on to something that is no address"
    )


# Addresses.


def test_a_private_address_is_refused_until_it_is_allowed(web: Web, fetcher: Make) -> None:
    url = web.serve("/1", PAGE)
    error = refusal(fetcher(allow_hosts=[]), url)
    assert error.what == "the address 127.0.0.1 is refused: this computer (loopback)"
    assert "--allow-host" in error.advice
    assert web.requests == []
    assert fetcher(allow_hosts=["127.0.0.1"]).get(url).content == PAGE


def test_a_name_that_leads_to_a_private_address_is_refused(web: Web, fetcher: Make) -> None:
    innocent = fetcher(resolve=lambda host, port: ["127.0.0.1"])
    error = refusal(innocent, f"http://news.example:{web.port}/1")
    assert error.what == "the address news.example (127.0.0.1) is refused: this computer (loopback)"
    assert web.requests == []


def test_no_proxy_of_the_environment_leads_past_the_check(
    web: Web, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    monkeypatch.setenv("all_proxy", web.url)
    refusal(fetcher(allow_hosts=[]), f"http://localhost:{web.port}/1")
    assert web.requests == []


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("ftp://news.example/1", "addresses of ftp are refused"),
        ("file:///etc/passwd", "addresses of file are refused"),
        ("news.example/1", "addresses of no scheme are refused"),
        ("http://", "addresses of http are refused"),
        ("http://user:word@news.example/", "an address with a user name is refused"),
        ("http://news.example:99999999/", "this is no address"),
    ],
)
def test_strange_addresses_are_refused(fetcher: Make, url: str, what: str) -> None:
    assert refusal(fetcher(), url).what == what


def test_a_very_long_address_is_refused(fetcher: Make) -> None:
    with pytest.raises(FetchError, match="the address is too long"):
        fetcher().get("http://news.example/" + "a" * 10_000)


def test_arabic_names_of_hosts(web: Web, fetcher: Make) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    web.serve("/خبر", PAGE)
    web.serve("/%D8%AE%D8%A8%D8%B1", PAGE)
    named = fetcher(allow_hosts=["موقع.وزارة"], resolve=resolve)
    assert named.get(f"http://موقع.وزارة:{web.port}/خبر").content == PAGE
    assert set(asked) == {"xn--4gbrim.xn--mgbtx2b8d"} or all(host.startswith("xn--") for host in asked)


def test_an_allowed_host_must_be_a_name(fetcher: Make) -> None:
    with pytest.raises(InputError, match="is no name of a host"):
        fetcher(allow_hosts=["http://a b"])


def test_a_name_that_leads_nowhere(fetcher: Make) -> None:
    error = refusal(fetcher(), "http://nowhere.invalid/")
    assert "could not be read, so the site is left alone (the connection failed (the name nowhere.invalid" in error.what


# Size.


def test_a_body_that_says_it_is_huge(web: Web, fetcher: Make) -> None:
    web.answers["/1"] = lambda handler: send(handler, 200, b"", content_length=str(10**12))
    error = refusal(fetcher(), web.url + "/1")
    assert error.what == "it is larger than 64 MB (953674 MB)"


def chunks(*parts: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        for part in parts:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    return answer


def test_a_body_that_is_huge_without_saying_so(web: Web, fetcher: Make) -> None:
    web.answers["/1"] = chunks(*[b"x" * 65536] * 64)
    assert refusal(fetcher(), web.url + "/1", most=1 << 20).what == "it is larger than 1 MB"


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(256 << 20), 9)),
        ("deflate", zlib.compress(bytes(256 << 20), 9)),
        ("br", brotli.compress(bytes(256 << 20), quality=5)),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(256 << 20), 9))),
    ],
    ids=["gzip", "deflate", "br", "gzip in gzip"],
)
def test_bombs_end_at_the_limit(web: Web, fetcher: Make, coding: str, bomb: bytes) -> None:
    began = time.monotonic()
    assert len(bomb) < 1 << 20
    error = refusal(fetcher(), web.serve("/1", bomb, content_encoding=coding), most=1 << 20)
    assert error.what == "it is larger than 1 MB"
    assert time.monotonic() - began < 2.0


def test_many_codings_are_refused(web: Web, fetcher: Make) -> None:
    error = refusal(fetcher(), web.serve("/1", PAGE, content_encoding="gzip, gzip, gzip"))
    assert error.what == "the answer is coded as 'gzip, gzip, gzip', which is not read"


def test_an_unknown_coding(web: Web, fetcher: Make) -> None:
    error = refusal(fetcher(), web.serve("/1", PAGE, content_encoding="zstd"))
    assert error.what == "the answer is coded as 'zstd', which is not read"


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_coding_that_is_not_what_it_says(web: Web, fetcher: Make, coding: str) -> None:
    error = refusal(fetcher(), web.serve("/1", PAGE, content_encoding=coding))
    assert error.what == f"the answer says it is {coding} and is not"


# Broken and slow answers.


def test_chunks_that_break_off(web: Web, fetcher: Make) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"ff\r\nhalf")
        handler.close_connection = True

    web.answers["/1"] = answer
    error = refusal(fetcher(), web.url + "/1")
    assert error.what.startswith("the answer broke off or is not HTTP (peer closed connection")
    assert web.paths() == ["/1"] * 3


def test_chunks_that_are_none(web: Web, fetcher: Make) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"not a chunk\r\n")
        handler.close_connection = True

    web.answers["/1"] = answer
    assert refusal(fetcher(), web.url + "/1").what.startswith("the answer broke off or is not HTTP (")


def test_a_body_shorter_than_it_says(web: Web, fetcher: Make) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, PAGE, content_length=str(len(PAGE) + 10))
        handler.close_connection = True

    web.answers["/1"] = answer
    assert "broke off" in refusal(fetcher(), web.url + "/1").what


def test_what_is_not_http(web: Web, fetcher: Make) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        handler.close_connection = True

    web.answers["/1"] = answer
    assert refusal(fetcher(), web.url + "/1").what.startswith("the answer broke off or is not HTTP (")


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips(web: Web, fetcher: Make, where: str) -> None:
    """A byte now and then keeps every timeout for silence from ending; the deadline for the whole does not care."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.send_response(200)
            handler.send_header("content-length", "1000")
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"H")
            time.sleep(0.1)

    web.answers["/1"] = answer
    slow = fetcher(limits=Limits(seconds=0.5, silence=10.0, attempts=1))
    began = time.monotonic()
    error = refusal(slow, web.url + "/1")
    assert error.what == "no whole answer came within 0.5 seconds, or no byte for 10"
    assert time.monotonic() - began < 2.0


def test_a_server_that_is_silent(web: Web, fetcher: Make) -> None:
    web.answers["/1"] = lambda handler: time.sleep(1.0)
    slow = fetcher(limits=Limits(seconds=60.0, silence=0.2, attempts=1))
    assert refusal(slow, web.url + "/1").what == "no whole answer came within 60 seconds, or no byte for 0.2"


# Retries.


def failing(times: int, status: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    left = [times]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            send(handler, status, b"", **headers)
        else:
            send(handler, 200, PAGE)

    return answer


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_what_may_pass_is_tried_again_after_growing_pauses(web: Web, fetcher: Make, status: int) -> None:
    web.answers["/1"] = failing(2, status)
    patient = fetcher()
    assert patient.get(web.url + "/1").content == PAGE
    assert patient.waits == [2.0, 4.0]  # type: ignore[attr-defined]


def test_retry_after_in_seconds(web: Web, fetcher: Make) -> None:
    web.answers["/1"] = failing(1, 429, retry_after="7")
    patient = fetcher()
    assert patient.get(web.url + "/1").content == PAGE
    assert patient.waits == [7.0]  # type: ignore[attr-defined]


def test_retry_after_as_a_date(web: Web, fetcher: Make) -> None:
    then = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
    web.answers["/1"] = failing(1, 503, retry_after=email.utils.format_datetime(then, usegmt=True))
    patient = fetcher()
    assert patient.get(web.url + "/1").content == PAGE
    [wait] = patient.waits  # type: ignore[attr-defined]
    assert 55.0 < wait <= 60.0


def test_a_site_that_asks_for_hours_is_left_alone(web: Web, fetcher: Make) -> None:
    web.answers["/1"] = failing(1, 429, retry_after="7200")
    patient = fetcher()
    error = refusal(patient, web.url + "/1")
    assert error.what == "the site answered 429 (Too Many Requests); it asks to wait 7200 seconds"
    assert (error.wait, patient.waits, web.paths()) == (7200.0, [], ["/1"])  # type: ignore[attr-defined]
    # No other page of it is asked for either.
    error = refusal(patient, web.serve("/2", PAGE))
    assert error.what.startswith("the site asked to be left alone; ")
    assert 7000.0 < error.wait <= 7200.0
    assert web.paths() == ["/1"]


@pytest.mark.parametrize("said", ["soon", "-5", "Mon, 99 Xxx"])
def test_retry_after_that_says_nothing(web: Web, fetcher: Make, said: str) -> None:
    web.answers["/1"] = failing(1, 503, retry_after=said)
    patient = fetcher()
    assert patient.get(web.url + "/1").content == PAGE
    assert patient.waits == [2.0]  # type: ignore[attr-defined]


def test_an_error_that_stays(web: Web, fetcher: Make) -> None:
    error = refusal(fetcher(), web.serve("/1", b"", status=503))
    assert error.what == "the site answered 503 (Service Unavailable)"
    assert web.paths() == ["/1"] * 3


# Politeness.


def test_pause_between_requests_to_a_host(web: Web, fetcher: Make) -> None:
    now = [100.0]
    polite = fetcher(delay=5.0, clock=lambda: now[0])
    polite.get(web.serve("/1", PAGE))
    now[0] += 2.0
    polite.get(web.serve("/2", PAGE))
    # After the robots.txt five seconds; after the first page three more than the two that passed.
    assert polite.waits == [5.0, 3.0]  # type: ignore[attr-defined]


# The coded body by itself.


def test_unchunked() -> None:
    assert unchunked(b"5\r\nhello\r\n6;x=1\r\n world\r\n0\r\n\r\n") == b"hello world"


@pytest.mark.parametrize("raw", [b"<html>", b"5\r\nhell", b"zz\r\n", b"", b"5\r\nhelloXX0\r\n\r\n", b"fffffffff\r\n"])
def test_what_is_not_chunked_stays(raw: bytes) -> None:
    assert unchunked(raw) == raw


def test_decoding_in_small_pieces() -> None:
    packed = gzip.compress(PAGE * 50)
    assert decoded((packed[i : i + 7] for i in range(0, len(packed), 7)), "gzip", most=1 << 20) == PAGE * 50
    packed = brotli.compress(PAGE * 50)
    assert decoded((packed[i : i + 7] for i in range(0, len(packed), 7)), "br", most=1 << 20) == PAGE * 50
