"""The dossier in a real browser: nothing is asked of the network, nothing overflows, both languages, hostile words."""

from __future__ import annotations

import shutil

import pytest
from tests.events.making import copy, shelling

from rawi.events.dossier import dossier
from rawi.events.fold import EventIndex
from rawi.events.sources import Sources
from rawi.export.event_report import render_events

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    local = ("مصادر محلية", "local_source", None)
    readings = [
        shelling("a", killed=5, source=local, published="2021-03-05T10:00"),
        shelling("b", killed=3, source=local, published="2021-03-05T20:00", outlet=HOSTILE),
        shelling("c", killed=3, source=("المتحدث", "military", "sy-army"), status="denied"),
        shelling("d", killed=3, source=("وكالة رويترز", "media", None), by=("الطيران", "ru-airforce")),
        shelling("q", at="القصر"),
    ]
    index = EventIndex()
    for reading in readings:
        index.add(reading)
    pairs = [copy(readings[0], readings[1])]
    events = index.events(pairs)
    sources = Sources({reading.article.id: reading for reading in readings}, pairs)
    path = tmp_path_factory.mktemp("dossier") / "events.html"
    path.write_text(render_events(dossier(event, sources) for event in events), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def show(browser, page_file):
    opened = []

    def show(width=1400):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(page_file.as_uri())
        opened.append(page)
        return page

    yield show
    for page in opened:
        page.close()


def test_all_sections_are_there_and_nothing_complains(show, page_file):
    page = show()
    assert page.said == []
    assert [url for url in page.asked if not url.startswith("data:")] == [page_file.as_uri()]
    assert page.locator("article.dossier").count() == 2
    first = page.locator("article.dossier").filter(has=page.locator(".disputed"))
    assert first.count() == 1
    assert first.locator(".matrix tbody tr").count() == 4
    assert first.locator("svg.chains .outlet").count() == 4
    assert first.locator(".against > li").count() >= 3
    assert first.locator(".tree li li").count() == 1
    assert first.locator(".history li").first.inner_text() != ""


def test_words_of_articles_never_act(show):
    page = show()
    assert page.title() != "owned"
    assert page.locator("article img, article script").count() == 0
    assert any(HOSTILE in text for text in page.locator(".matrix tbody th").all_text_contents())


def test_the_page_fits_narrow_and_wide_screens(show):
    for width in (390, 800, 1600):
        page = show(width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_language_turns_over(show):
    page = show()
    assert page.locator("h3 .ar").first.is_visible()
    page.click("#language")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    assert page.locator("h3 .en").first.is_visible()
    assert not page.locator("h3 .ar").first.is_visible()
    page.click("#language")
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_the_same_input_gives_the_same_bytes(page_file):
    readings = [shelling("a"), shelling("b")]
    index = EventIndex()
    for reading in readings:
        index.add(reading)
    sources = Sources({reading.article.id: reading for reading in readings})
    made = [render_events(dossier(event, sources) for event in index.events()) for _ in range(2)]
    assert made[0] == made[1]
