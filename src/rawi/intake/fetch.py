"""Fetches pages from the network: public addresses alone, within bounds of size and time, politely."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import urldefrag

import httpcore
import httpx
import msgspec

from rawi.errors import InputError
from rawi.intake.address import GuardedBackend, RefusedAddressError, Resolver, addresses
from rawi.intake.fetch_body import CODINGS, BodyError, decoded
from rawi.intake.robots import LARGEST as LARGEST_ROBOTS
from rawi.intake.robots import Asked, Robots, Rules

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What may be over after a while: too many requests, and servers that are overloaded, down or being restarted.
_PASSING = frozenset({429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_WHOLE = frozenset({200, 203})
_NOT_MODIFIED = 304
_LONGEST_URL = 8192
# A site that asks to be left alone for longer is asked again after a day.
_LONGEST_CLOSED = 86400.0


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a fetch may take.

    most: bytes of a body, coded or decoded. seconds: for one answer, from the name to its last byte.
    silence: seconds without a byte. redirects: followed one after another. attempts: in all, with pauses of
    ``pause``, then twice and four times as many seconds between them. longest_wait: seconds that a site may ask to
    wait (Retry-After) before the fetch gives up.
    """

    most: int = 64 * 1024 * 1024
    seconds: float = 60.0
    silence: float = 20.0
    redirects: int = 8
    attempts: int = 3
    pause: float = 2.0
    longest_wait: float = 120.0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a site answered: the page, or that it has not changed (304), or that it is gone (404, 410).

    url: where the answer came from, after redirects. media_type: lower case, without parameters; empty if not said.
    content: freed of transfer and content codings, else unaltered. at: when the answer began, in UTC.
    """

    url: str
    status: int
    content: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...]
    at: dt.datetime

    @property
    def unchanged(self) -> bool:
        """Whether the page is as it was when it was last fetched."""
        return self.status == _NOT_MODIFIED

    @property
    def gone(self) -> bool:
        """Whether the page is not, or no longer, there."""
        return self.status in _GONE

    def header(self, name: str) -> str | None:
        """The first header of a name, in whatever case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class FetchError(InputError):
    """A page could not be fetched.

    wait: seconds that the site asked to be left alone; 0 where it did not ask. status: of the answer; 0 without one.
    """

    def __init__(self, what: str, *, subject: str = "", advice: str = "", wait: float = 0.0, status: int = 0) -> None:
        self.wait = wait
        self.status = status
        super().__init__(what, subject=subject, advice=advice)


class _PassingError(Exception):
    """A failure that another attempt may overcome. wait: seconds that the site asks for, if it does."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        self.what = what
        self.wait = wait
        super().__init__(what)


class _GuardedTransport(httpx.BaseTransport):
    """Speaks HTTP over connections that the guarded backend makes. Its errors are those of httpcore."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(max_connections=8, keepalive_expiry=15.0, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(sent)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.stream))

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class Fetcher:
    """Fetches one page at a time.

    contact: an address at which whoever runs this can be reached; sites see it. allow_hosts: names whose addresses
    are not checked. delay: seconds between two requests to a host; a site may ask for more. sleep, clock and resolve
    are there to be replaced, by a sleep that can be broken off or by a test.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        allow_hosts: Iterable[str] = (),
        delay: float = 1.0,
        limits: Limits | None = None,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        resolve: Resolver = addresses,
    ) -> None:
        self.agent = f"rawi/{version('rawi')}" + (f" (+{contact})" if contact else "")
        self._limits = limits or Limits()
        self._delay = delay
        self._sleep = sleep
        self._clock = clock
        self._backend = GuardedBackend(map(_host, allow_hosts), resolve)
        # Without a client around it: that would take proxies from the environment, which resolve names past the check.
        self._transport = _GuardedTransport(self._backend)
        self._robots = Robots(self._ask_robots, clock)
        # When a host may be asked again: politely, and after it asked to be left alone for longer than anybody waits.
        self._free: dict[str, float] = {}
        self._closed: dict[str, float] = {}

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None, most: int | None = None) -> Answer:
        """Fetch a page, if robots.txt lets it. etag, modified: what the site said last time, to be told if it changed.

        Raises FetchError for all that is no page, no 304, 404 or 410: refused addresses and schemes, too much of
        anything, other statuses, broken answers.
        """
        headers = {"User-Agent": self.agent, "Accept-Encoding": ", ".join(c for c in CODINGS if c != "x-gzip")}
        headers |= {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        headers |= {"Accept-Language": "ar,*;q=0.5"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            return self._followed(url, headers, most or self._limits.most, polite=True)
        except RefusedAddressError as error:
            raise FetchError(error.what, subject=url, advice=error.advice) from None

    def _followed(self, url: str, headers: dict[str, str], most: int, *, polite: bool) -> Answer:
        """The answer at the end of all redirects. polite: ask the robots.txt of every site on the way."""
        asked = url
        for _ in range(self._limits.redirects + 1):
            here = _checked_url(url, asked)
            rules = self._robots.rules(str(here)) if polite else Rules(None)
            if rules.refusal:
                raise FetchError(rules.refusal, subject=asked, advice="ask the site, or take the page from an archive")
            answer = self._patient(here, headers, most, asked, max(self._delay, rules.delay))
            target = answer.header("location")
            if answer.status not in _REDIRECTS or target is None:
                break
            try:
                url = str(here.join(target))
            except (httpx.InvalidURL, ValueError):
                raise FetchError("it leads on to something that is no address", subject=asked) from None
        else:
            raise FetchError(
                f"it leads on more than {self._limits.redirects} times", subject=asked, advice="open it in a browser"
            )
        if answer.status in _WHOLE or answer.gone or answer.unchanged:
            return answer
        raise FetchError(
            f"the site answered {_named(answer.status)}",
            subject=asked,
            advice="look at it in a browser",
            status=answer.status,
        )

    def _patient(self, url: httpx.URL, headers: dict[str, str], most: int, asked: str, delay: float) -> Answer:
        """One answer, with pauses and further attempts where a failure may pass."""
        left = self._closed.get(url.host, 0.0) - self._clock()
        if left > 0:
            raise FetchError(
                f"the site asked to be left alone; {left:.0f} seconds are left",
                subject=asked,
                advice="try again later",
                wait=left,
            )
        pause = self._limits.pause
        for attempt in range(1, self._limits.attempts + 1):
            self._queue(url.host)
            try:
                return self._once(url, headers, most)
            except BodyError as error:
                raise FetchError(error.what, subject=asked, advice=error.advice) from None
            except _PassingError as error:
                wait = pause if error.wait is None else error.wait
                if attempt == self._limits.attempts or wait > self._limits.longest_wait:
                    if error.wait:
                        self._closed[url.host] = self._clock() + min(error.wait, _LONGEST_CLOSED)
                    asks = f"; it asks to wait {wait:.0f} seconds" if error.wait else ""
                    raise FetchError(
                        error.what + asks, subject=asked, advice="try again later", wait=error.wait or 0.0
                    ) from None
            finally:
                self._free[url.host] = self._clock() + delay
            self._sleep(wait)
            pause *= 2
        raise AssertionError("at least one attempt is made")

    def _queue(self, host: str) -> None:
        """Wait until the host may be asked again."""
        wait = self._free.get(host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)

    def _once(self, url: httpx.URL, headers: dict[str, str], most: int) -> Answer:
        limits = self._limits
        silence = httpx.Timeout(limits.silence).as_dict()
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": silence})
        self._backend.deadline.start(limits.seconds)
        try:
            with contextlib.closing(self._transport.handle_request(request)) as response:
                at = dt.datetime.now(dt.UTC)
                status = response.status_code
                if status in _PASSING:
                    raise _PassingError(f"the site answered {_named(status)}", _retry_after(response, at))
                content = self._body(response, most) if status in _WHOLE else b""
        except httpcore.TimeoutException:
            raise _PassingError(
                f"no whole answer came within {limits.seconds:g} seconds, or no byte for {limits.silence:g}"
            ) from None
        except httpcore.NetworkError as error:
            raise _PassingError(_told(error, "the connection failed")) from None
        except httpcore.ProtocolError as error:
            raise _PassingError(_told(error, "the answer broke off or is not HTTP")) from None
        raw = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(url=str(url), status=status, content=content, media_type=media_type, headers=raw, at=at)

    def _body(self, response: httpx.Response, most: int) -> bytes:
        said = response.headers.get("content-length", "")
        if said.isdecimal() and int(said) > most:
            raise BodyError(
                f"it is larger than {most / 1048576:.0f} MB ({int(said) / 1048576:.0f} MB)", advice="fetch it by hand"
            )
        return decoded(response.iter_raw(), response.headers.get("content-encoding", ""), most=most)

    def _ask_robots(self, url: str) -> Asked:
        try:
            answer = self._followed(url, {"User-Agent": self.agent}, LARGEST_ROBOTS, polite=False)
        except FetchError as error:
            # Most refusals of the file mean that there are no rules; a site that cannot be asked is left alone.
            return Asked("", failure="" if 400 <= error.status < 500 else error.what)
        return Asked(answer.content.decode("utf-8-sig", "replace"))


def _host(name: str) -> str:
    """A name as it is asked for: Arabic names become those of the name service."""
    try:
        found = httpx.URL(scheme="http", host=name).raw_host.decode("ascii")
        if not found or not set(found).isdisjoint("/?#@ "):
            raise ValueError
        return found
    except (httpx.InvalidURL, ValueError):
        raise InputError(f"{name!r} is no name of a host", advice="give the name alone, without https://") from None


def _checked_url(url: str, asked: str) -> httpx.URL:
    """The address, if it is one of the web."""
    if len(url) > _LONGEST_URL:
        raise FetchError("the address is too long", subject=asked[:200])
    try:
        found = httpx.URL(urldefrag(url)[0])
    except (httpx.InvalidURL, ValueError):
        raise FetchError("this is no address", subject=asked, advice="write it as https://…") from None
    if found.port is not None and found.port > 65535:
        raise FetchError("this is no address", subject=asked, advice="its port is above 65535")
    if found.scheme not in ("http", "https") or not found.host:
        raise FetchError(
            f"addresses of {found.scheme or 'no scheme'} are refused", subject=asked, advice="give http or https"
        )
    if found.userinfo:
        raise FetchError("an address with a user name is refused", subject=asked, advice="leave out what is before @")
    return found


def _named(status: int) -> str:
    name = httpx.codes.get_reason_phrase(status)
    return f"{status} ({name})" if name else str(status)


def _told(error: Exception, what: str) -> str:
    detail = str(error)
    return f"{what} ({detail})" if detail else what


def _retry_after(response: httpx.Response, now: dt.datetime) -> float | None:
    """Seconds of Retry-After, which may be a number or a date."""
    said = response.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(min(int(said), 10**9))
    try:
        then = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - now).total_seconds())
