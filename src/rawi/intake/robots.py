"""What sites ask of programs in their robots.txt (RFC 9309), asked once a day for each site."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

if TYPE_CHECKING:
    from protego import Protego

# RFC 9309 2.4: a copy should not be used for longer than a day.
KEPT = 24 * 3600.0
# A site that could not be asked is asked again after this time.
KEPT_AFTER_FAILURE = 300.0
# RFC 9309 2.5: at least 500 KiB must be read.
LARGEST = 512 * 1024
# A site may slow a program down, not stop it for good while saying that it may come.
LONGEST_DELAY = 60.0
AGENT = "rawi"


class Asked(msgspec.Struct, frozen=True):
    """What came of asking for a robots.txt.

    text: empty where the site has none. failure: why the site could not be asked; empty where it could.
    """

    text: str
    failure: str = ""


class Rules(msgspec.Struct, frozen=True):
    """What a site wants. refusal: why a page may not be fetched, or None. delay: seconds between two requests."""

    refusal: str | None
    delay: float = 0.0


class _Site(msgspec.Struct, frozen=True):
    until: float
    rules: Protego | None
    failure: str


class Robots:
    """Rules of sites. ask: fetches the robots.txt at an address. clock: seconds, any beginning."""

    def __init__(self, ask: Callable[[str], Asked], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._sites: dict[str, _Site] = {}

    def rules(self, url: str) -> Rules:
        """What the site wants for a page of it.

        A site that fails to say what it wants is left alone (RFC 9309 2.3.1.4); one that has no rules is open.
        """
        site = self._site(url)
        if site.failure:
            return Rules(f"its robots.txt could not be read, so the site is left alone ({site.failure})")
        if site.rules is None:
            return Rules(None)
        delay = min(float(site.rules.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)
        if site.rules.can_fetch(url, AGENT):
            return Rules(None, delay)
        return Rules("its robots.txt asks programs not to fetch it", delay)

    def _site(self, url: str) -> _Site:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._sites.get(origin)
        now = self._clock()
        if known is None or known.until <= now:
            from protego import Protego

            asked = self._ask(origin + "/robots.txt")
            rules = Protego.parse(asked.text) if asked.text else None
            known = _Site(now + (KEPT_AFTER_FAILURE if asked.failure else KEPT), rules, asked.failure)
            self._sites[origin] = known
        return known
