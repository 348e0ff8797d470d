"""A real web server on this computer, whose answers each test writes; and pages to serve."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rawi.intake.fetch import Fetcher, Limits

BODY = (
    "أعلنت بلدية المدينة صباح اليوم أن المياه ستقطع عن أحياء الشمال يومين كاملين بسبب أعمال الصيانة في الخزان الرئيسي، "
    "ودعت السكان إلى تخزين ما يكفيهم حتى تنتهي الأعمال."
)


def page(title: str = "البلدية تقطع المياه", body: str = BODY) -> bytes:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    ).encode()


class Web:
    """The server. answers: path to what is sent; requests: paths that were asked for, with the headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.requests.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
                answer = web.answers.get(self.path)
                try:
                    if answer is None:
                        send(self, 404)
                    else:
                        answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Serve a body. Underscores in the names of headers stand for hyphens."""
        named = {"content_type": "text/html; charset=utf-8", **headers}
        self.answers[path] = lambda handler: send(handler, status, body, **named)
        return self.url + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        return self.serve(path, status=status, location=target)

    def paths(self) -> list[str]:
        """Paths that were asked for, without robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def sent(self, path: str) -> list[dict[str, str]]:
        """The headers of the requests for a path."""
        return [headers for asked, headers in self.requests if asked == path]


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    named = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    for name, value in named.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()
    yield served
    served.close()


@pytest.fixture
def fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Make a fetcher that may fetch from this computer and never waits; waits are noted in ``waits``."""
    made: list[Fetcher] = []

    def make(**options: Any) -> Fetcher:
        waits: list[float] = []
        given = {"allow_hosts": ["127.0.0.1"], "delay": 0.0, "limits": Limits(seconds=3.0, silence=1.0)}
        new = Fetcher(**{**given, "sleep": waits.append, **options})
        new.waits = waits  # type: ignore[attr-defined]
        made.append(new)
        return new

    yield make
    for one in made:
        one.close()
