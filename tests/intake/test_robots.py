"""What sites ask of programs: obeyed, asked once a day, and silence taken as no."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.intake.conftest import Web, page

from rawi.intake.fetch import Fetcher, FetchError
from rawi.intake.robots import KEPT, KEPT_AFTER_FAILURE, Asked, Robots

Make = Callable[..., Fetcher]


def refusal(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    return caught.value.what


def test_what_is_asked_is_obeyed(web: Web, fetcher: Make) -> None:
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /closed/\nAllow: /closed/open")
    polite = fetcher()
    for path in ("/closed/1", "/closed/open", "/news"):
        web.serve(path, page())
    assert refusal(polite, web.url + "/closed/1") == "its robots.txt asks programs not to fetch it"
    assert polite.get(web.url + "/closed/open").status == 200
    assert polite.get(web.url + "/news").status == 200
    assert [path for path, _ in web.requests] == ["/robots.txt", "/closed/open", "/news"]


def test_rules_for_rawi_win_over_those_for_all(web: Web, fetcher: Make) -> None:
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: Rawi\nDisallow: /x")
    assert fetcher().get(web.serve("/1", page())).status == 200
    assert refusal(fetcher(), web.url + "/x") == "its robots.txt asks programs not to fetch it"


@pytest.mark.parametrize("status", [404, 410, 403, 401])
def test_a_site_without_rules_is_open(web: Web, fetcher: Make, status: int) -> None:
    web.serve("/robots.txt", b"Disallow: /", status=status)
    assert fetcher().get(web.serve("/1", page())).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_is_left_alone(web: Web, fetcher: Make, status: int) -> None:
    web.serve("/robots.txt", status=status)
    told = refusal(fetcher(), web.serve("/1", page()))
    assert told.startswith("its robots.txt could not be read, so the site is left alone (the site answered")
    assert web.paths() == []


def test_rules_of_the_site_that_a_redirect_leads_to(web: Web, fetcher: Make) -> None:
    other = Web()
    try:
        other.serve("/robots.txt", b"User-agent: *\nDisallow: /")
        other.serve("/1", page())
        told = refusal(fetcher(), web.redirect("/1", other.url + "/1"))
        assert told == "its robots.txt asks programs not to fetch it"
        assert other.paths() == []
    finally:
        other.close()


def test_the_pause_that_a_site_asks_for(web: Web, fetcher: Make) -> None:
    web.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 9")
    now = [0.0]
    polite = fetcher(delay=1.0, clock=lambda: now[0])
    polite.get(web.serve("/1", page()))
    polite.get(web.serve("/2", page()))
    assert polite.waits == [1.0, 9.0]  # type: ignore[attr-defined]


def test_a_pause_without_end_is_cut() -> None:
    robots = Robots(lambda url: Asked("User-agent: *\nCrawl-delay: 100000"), lambda: 0.0)
    assert robots.rules("https://news.example/1").delay == 60.0


def test_rules_are_kept_for_a_day_and_failures_for_minutes() -> None:
    asked: list[str] = []
    now = [0.0]
    failure = [""]

    def ask(url: str) -> Asked:
        asked.append(url)
        return Asked("", failure[0])

    robots = Robots(ask, lambda: now[0])
    robots.rules("https://news.example/1")
    robots.rules("https://news.example/2")
    assert asked == ["https://news.example/robots.txt"]
    robots.rules("http://news.example/2")
    assert asked[1:] == ["http://news.example/robots.txt"]
    now[0] = KEPT
    failure[0] = "down"
    assert robots.rules("https://news.example/1").refusal
    now[0] += KEPT_AFTER_FAILURE - 1
    assert robots.rules("https://news.example/1").refusal
    assert len(asked) == 3
    now[0] += 1
    failure[0] = ""
    assert robots.rules("https://news.example/1").refusal is None
