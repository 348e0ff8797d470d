"""The report in a real browser: clicks, keys, filters, both languages, narrow screens, and letters that stay joined."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rawi.export.report import render_report
from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, LoadedWord, SourceLink
from rawi.model.place import PlaceMention
from rawi.model.reading import Reading, Unknown
from rawi.model.span import Quote

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

TEXT = (
    "قالت مصادر محلية إن ميليشيا الشمال قَصَفَتْ بلدة الكسرة 🚀 ثم اعتقلت عشرة شبان من البلدة.\n"
    "وطالب الأهالي منظمة Relief-7 بالعودة إلى قريتهم <script>alert(1)</script><img src=x onerror=alert(2)>.\n"
)


def quote(words: str, text: str = TEXT) -> Quote:
    start = text.index(words)
    return Quote(start, start + len(words), words)


def sample(text: str = TEXT, **about: Any) -> Reading:
    source = SourceLink(quote=quote("مصادر محلية"), kind="local_source", verb=quote("قالت"))
    north = ActorMention(quote=quote("ميليشيا الشمال"))
    place = PlaceMention(quote=quote("بلدة الكسرة"))
    return Reading(
        article=Article(text=text, **about),
        claims=(
            Claim(id="1", event="shell", trigger=quote("قَصَفَتْ"), actors=(north,), places=(place,), sources=(source,)),
            Claim(
                id="2", event="arrest", trigger=quote("اعتقلت"), actors=(north,), sources=(source,), status="possible"
            ),
            Claim(id="3", event="demand", trigger=quote("وطالب"), actors=(ActorMention(quote=quote("الأهالي")),)),
        ),
        loaded=(LoadedWord(quote=quote("ميليشيا"), kind="delegitimising", toward=quote("الشمال")),),
        unknown=(Unknown(quote=quote("قريتهم"), field="place", reason="not in the gazetteer"),),
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


Open = Callable[..., Any]


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a report; fails at the end if the page complained, opened a dialog or asked for anything but itself."""
    trouble: list[str] = []
    pages: list[Any] = []

    def open_report(
        *readings: Reading, width: int = 1440, height: int = 900, fragment: str = "", **options: Any
    ) -> Any:
        file = tmp_path / "report.html"
        file.write_text(render_report(readings), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        page.set_default_timeout(10_000)
        pages.append(page)
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or trouble.append(request.url))
        page.goto(f"file://{file}{fragment}")
        if options.get("java_script_enabled", True):
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        return page

    yield open_report
    for page in pages:
        page.close()
    assert trouble == []


def lit(page: Any) -> dict[str, str]:
    """The lit words of the open article by field."""
    pieces = page.evaluate("[...document.querySelectorAll('.now [data-lit]')].map(p => [p.dataset.lit, p.textContent])")
    found: dict[str, str] = {}
    for field, words in pieces:
        found[field] = found.get(field, "") + words
    return found


def visible(page: Any) -> list[str]:
    cards = page.evaluate(
        "[...document.querySelectorAll('.now .card')].filter(c => c.getClientRects().length).map(c => c.dataset.c)"
    )
    assert isinstance(cards, list)
    return cards


def selected(page: Any) -> list[str]:
    cards = page.evaluate("[...document.querySelectorAll('.card.on')].map(c => c.dataset.c)")
    assert isinstance(cards, list)
    return cards


SHELL = {
    "trigger": "قَصَفَتْ", "actor": "ميليشيا الشمال", "place": "بلدة الكسرة", "source": "مصادر محلية", "verb": "قالت",
}  # fmt: skip


def test_a_click_on_a_claim_lights_up_the_words_behind_each_field(show: Open) -> None:
    page = show(sample())
    assert lit(page) == {}
    page.click("#a0c0 .head")
    assert lit(page) == SHELL
    tags = page.evaluate("[...document.querySelectorAll('.tag')].map(t => t.textContent)")
    assert sorted(tags) == sorted(["الحدث", "الفاعل", "المكان", "المصدر", "لفظ النقل"])
    page.click("#a0c0 .head")
    assert lit(page) == {}


def test_a_tag_stands_above_its_words(show: Open) -> None:
    page = show(sample())
    page.click("#a0c0 .head")
    tag = page.locator(".tag.f-place").bounding_box()
    words = page.locator("[data-lit=place]").first.bounding_box()
    assert abs((tag["x"] + tag["width"]) - (words["x"] + words["width"])) < 2
    assert words["y"] - 12 < tag["y"] < words["y"] + words["height"] / 2


def test_pointing_at_a_claim_is_enough_to_see_its_words(show: Open) -> None:
    page = show(sample())
    page.hover("#a0c0 dt >> nth=0")
    assert lit(page) == SHELL
    page.hover("h1")
    assert lit(page) == {}


def test_words_of_one_claim_select_it(show: Open) -> None:
    page = show(sample())
    page.click(".m:has-text('اعتقلت')")
    assert selected(page) == ["1"]
    assert visible(page) == ["0", "1", "2"]


def test_words_of_several_claims_show_just_those(show: Open) -> None:
    page = show(sample())
    page.click(".m:has-text('الشمال')")
    assert visible(page) == ["0", "1"]
    assert selected(page) == ["0"]
    page.click("#a0c1 .head")
    assert visible(page) == ["0", "1"]
    page.keyboard.press("Escape")
    assert visible(page) == ["0", "1", "2"]
    assert selected(page) == []


def test_words_behind_a_filter_are_shown_all_the_same(show: Open) -> None:
    page = show(sample())
    page.click("[data-filter-e=demand]")
    assert visible(page) == ["2"]
    page.click(".m:has-text('اعتقلت')")
    assert selected(page) == ["1"]


def test_a_value_leads_to_its_words(show: Open) -> None:
    text = TEXT + "سطر آخر.\n" * 60 + "وفي بلدة البوير احتج عمال."
    base = sample(text)
    protest = Claim(
        id="4", event="protest", trigger=quote("احتج", text), places=(PlaceMention(quote=quote("بلدة البوير", text)),)
    )
    page = show(Reading(article=base.article, claims=(*base.claims, protest)), height=600)
    assert page.evaluate("document.querySelector('.now .reading').scrollTop") == 0
    page.click("#a0c3 .f-place")
    words = page.locator("[data-lit=place]").bounding_box()
    assert 0 < words["y"] < 600


def test_loaded_words_stand_in_the_margin_beside_their_line(show: Open) -> None:
    page = show(sample())
    note, words = page.locator(".note").bounding_box(), page.locator(".m.w").bounding_box()
    assert note["x"] + note["width"] < page.locator(".para p").first.bounding_box()["x"]
    assert abs(note["y"] - words["y"]) < 24
    page.click(".note")
    assert lit(page) == {"self": "ميليشيا"}
    page.click(".unknown .v")
    assert lit(page) == {"self": "قريتهم"}


def test_keys_walk_the_claims_and_the_words(show: Open) -> None:
    page = show(sample())
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert selected(page) == ["1"]
    page.keyboard.press("ArrowUp")
    assert selected(page) == ["0"]
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == "مصادر محلية"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert visible(page) == ["0", "1"]


def test_filters_by_type_status_and_words(show: Open) -> None:
    page = show(sample())
    page.click("[data-filter-s=possible]")
    assert visible(page) == ["1"]
    assert page.inner_text("#shown") == "1"
    page.click("#clear")
    page.keyboard.press("/")
    page.keyboard.type("الاهالى")  # plain letters find الأهالي
    page.locator("#shown:text-is('1')").wait_for()
    assert visible(page) == ["2"]


def test_both_languages(show: Open) -> None:
    page = show(sample())
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.inner_text("#a0c0 .s-happened") == "وقع"
    page.click("#language")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert page.inner_text("#a0c0 .s-happened") == "happened"
    assert page.evaluate("getComputedStyle(document.querySelector('.now .para p')).direction") == "rtl"
    page.click("#a0c0 .head")
    assert page.inner_text(".tag.f-place") == "place"


def test_a_mark_within_a_word_leaves_its_letters_joined(show: Open) -> None:
    text = "سيقصفونها سيقصفونها"
    whole = Claim(id="1", event="shell", trigger=Quote(12, 15, "قصف"))
    page = show(Reading(article=Article(text=text), claims=(whole,)))
    page.click("#a0c0 .head")
    assert lit(page) == {"trigger": "قصف"}
    plain, marked = page.evaluate(
        """(() => {
          const nodes = [...document.querySelectorAll('.para p')].flatMap((p) => [...p.childNodes]);
          const range = document.createRange();
          const wide = (from, a, to, b) => {
            range.setStart(from, a);
            range.setEnd(to, b);
            return range.getBoundingClientRect().width;
          };
          const last = nodes.at(-1);
          return [wide(nodes[0], 0, nodes[0], 9), wide(nodes[0], 10, last, last.length)];
        })()"""
    )
    assert marked == pytest.approx(plain, abs=0.5)


def test_the_fonts_are_inside(show: Open) -> None:
    page = show(sample())
    assert page.evaluate(
        "document.fonts.check('19px \"Rawi Naskh\"', 'قصف') && document.fonts.check('14px \"Rawi Sans\"', 'a')"
    )
    assert page.evaluate("[...document.fonts].some(f => f.family.includes('Rawi Naskh') && f.status === 'loaded')")


@pytest.mark.parametrize("width", [360, 420, 768, 1100, 1440])
def test_nothing_sticks_out_sideways(show: Open, width: int) -> None:
    page = show(sample(title="عنوان"), sample(url="https://b.example/" + "a" * 300), width=width)
    page.click("#a0c0 .head")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for pane in ("reading", "claims"):
        assert page.evaluate(f"(p => p.scrollWidth - p.clientWidth)(document.querySelector('.now .{pane}'))") <= 0


def test_sixty_articles_open_one_at_a_time(show: Open) -> None:
    page = show(*(sample(url=f"https://a.example/{n}", title=f"خبر {n}") for n in range(60)))
    assert page.locator(".desk.now").count() == 1
    spent = page.evaluate(
        "(() => { const t = performance.now(); document.querySelectorAll('.index a')[59].click();"
        " document.querySelector('.now .head').click(); document.body.offsetHeight; return performance.now() - t })()"
    )
    assert page.evaluate("document.querySelector('.now').id") == "a59"
    assert lit(page) == SHELL
    assert spent < 1500  # takes a tenth of that


def test_an_address_opens_a_claim(show: Open) -> None:
    page = show(sample(), sample(url="https://b.example/"), fragment="#a1c1")
    assert page.evaluate("document.querySelector('.now').id") == "a1"
    assert selected(page) == ["1"]


def test_without_script_everything_stands_in_the_page(show: Open) -> None:
    page = show(sample(), sample(url="https://b.example/"), java_script_enabled=False)
    assert page.locator(".desk:visible").count() == 2
    assert page.locator(".card:visible").count() == 6


def test_print_shows_every_article_and_claim(show: Open) -> None:
    page = show(sample(), sample(url="https://b.example/"))
    page.click("[data-filter-e=demand]")
    page.emulate_media(media="print")
    assert page.locator(".desk:visible").count() == 2
    assert page.locator(".card:visible").count() == 6
    assert not page.locator(".chips").is_visible()
