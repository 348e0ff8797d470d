"""What ``rawi.toml`` says of fetching and of the outlets that are watched."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from rawi.errors import InputError

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
# An outlet that is asked more often learns to refuse.
SHORTEST_INTERVAL = 60.0


class Fetching(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How pages are fetched.

    contact: an address or mail at which whoever runs this can be reached; sites see it. delay: seconds between two
    requests to a host. allow_hosts: names whose addresses are not checked, such as a server of one's own.
    """

    contact: str = ""
    delay: float = 1.0
    allow_hosts: tuple[str, ...] = ()


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet that is watched.

    name: what it is called in the store. feeds: addresses of feeds and sitemaps. interval: seconds between two looks
    at a feed. delay: as in Fetching; None for what stands there. recheck: seconds after its first fetch at which a
    page is fetched again, to see silent edits and deletions.
    """

    name: str
    feeds: tuple[str, ...]
    interval: float = 900.0
    delay: float | None = None
    recheck: tuple[float, ...] = (3600.0, 6 * 3600.0, 86400.0, 7 * 86400.0)


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file. store is for the workspace."""

    fetch: Fetching = Fetching()
    outlet: tuple[Outlet, ...] = ()
    store: dict[str, Any] = {}


def load(path: Path) -> Config:
    """Read a configuration. Raises InputError with the place of what is wrong, and OSError where there is no file."""
    subject = str(path)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"it is not TOML ({error})", subject=subject, advice="correct that line") from None
    try:
        _durations(told)
        config = msgspec.convert(told, Config)
        _check(config)
    except msgspec.ValidationError as error:
        raise InputError(
            str(error).replace("`$.", "`"), subject=subject, advice="see docs/collecting.md for what may stand there"
        ) from None
    except InputError as error:
        raise InputError(error.what, subject=subject, advice=error.advice) from None
    return config


def seconds(value: object) -> object:
    """``"15m"`` as 900.0. What is no duration is given back, for the check of types to refuse."""
    if isinstance(value, str):
        found = _DURATION.fullmatch(value.strip())
        if found is None:
            raise InputError(f"{value!r} is no duration", advice='write it as "30s", "15m", "6h" or "7d"')
        return float(found[1]) * _UNITS[found[2]]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _durations(told: dict[str, Any]) -> None:
    """Turn durations into seconds, where the file has them."""
    outlets = told.get("outlet")
    for table in (told.get("fetch"), *(outlets if isinstance(outlets, list) else ())):
        if not isinstance(table, dict):
            continue
        for name in ("delay", "interval"):
            if name in table:
                table[name] = seconds(table[name])
        if isinstance(table.get("recheck"), list):
            table["recheck"] = [seconds(value) for value in table["recheck"]]


def _check(config: Config) -> None:
    names: set[str] = set()
    for outlet in config.outlet:
        if not outlet.name.strip() or outlet.name in names:
            raise InputError(f"the name {outlet.name!r} is empty or used twice", advice="name every outlet once")
        names.add(outlet.name)
        if not outlet.feeds:
            raise InputError(f"{outlet.name} has no feeds", advice="give the address of a feed or sitemap")
        for feed in outlet.feeds:
            if not feed.lower().startswith(("http://", "https://")):
                raise InputError(f"{feed!r} is no address of the web", advice="write it as https://…")
        if outlet.interval < SHORTEST_INTERVAL:
            raise InputError(f"{outlet.name} would be asked more than once a minute", advice='write interval = "15m"')
        if any(later <= sooner for sooner, later in zip((0.0, *outlet.recheck), outlet.recheck, strict=False)):
            raise InputError(f"the times of recheck of {outlet.name} do not grow", advice='write ["1h", "1d", "7d"]')
    for value in (config.fetch.delay, *(outlet.delay for outlet in config.outlet)):
        if value is not None and value < 0:
            raise InputError("a delay cannot be negative", advice='write delay = "1s"')
