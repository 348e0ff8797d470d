"""Trends as pages and pictures: what stands in them, in a real browser where there is one."""

from __future__ import annotations

import io
import re
import shutil
import sys
from itertools import pairwise

import pytest
from tests.events.trends_making import archive, asserting, by_article

from rawi.errors import RawiError
from rawi.events.fold import fold
from rawi.events.trends_found import find_trends
from rawi.export.chart import chart_of, charts_svg
from rawi.export.chart_png import charts_png
from rawi.export.labels import Label
from rawi.export.trends_labels import names as names_of
from rawi.export.trends_report import render_trends

HOSTILE = "<script>document.title='owned'</script>"
RISE = f"شهدت القرى تصاعد وتيرة القصف {HOSTILE} هذه الأيام."
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def shown():
    readings = [*archive([2] * 9 + [9] + [2] * 3 + [7] * 4), asserting(RISE, 16)]
    events = fold(readings)
    return find_trends(events, by_article(readings)), names_of("type", events)


@pytest.fixture(scope="module")
def charts(shown):
    trends, names = shown
    return [chart_of(item, names(item.series.key)) for item in trends.found]


def test_bars_are_as_high_as_their_bounds(charts):
    (chart,) = charts
    assert chart.title == Label("قصف", "shelling")
    assert len(chart.bars) == 17
    heights = [bar.high for bar in chart.bars]
    assert heights[9] == max(heights)
    assert heights[0] == pytest.approx(heights[9] * 2 / 9)
    assert [n for n, bar in enumerate(chart.bars) if bar.burst] == [9]
    assert [n for n, bar in enumerate(chart.bars) if bar.change] == [13]
    assert [number for _, number in chart.ticks] == ["0", "4", "9"]


def test_svg_is_whole_and_right_to_left(charts):
    from lxml import etree

    root = etree.fromstring(charts_svg(charts, Label("العنوان", "title")).encode())
    texts = root.findall(".//{*}text")
    assert [text.text for text in texts if text.get("class") in ("head", "name")] == ["العنوان", "قصف"]
    assert len([rect for rect in root.iter("{*}rect") if rect.get("class") == "sure"]) == 17
    assert "direction:rtl" in root.find("{*}style").text
    assert "http" not in charts_svg(charts, Label("", "")).replace("http://www.w3.org/2000/svg", "")


def test_png_draws_arabic_joined_and_at_the_right(charts):
    image_module = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    content = charts_png(charts, Label("سلسلة بيانات 2021", "title"))
    assert content == charts_png(charts, Label("سلسلة بيانات 2021", "title"))
    image = image_module.open(io.BytesIO(content)).convert("L")
    head = image.crop((0, 10, image.width, 80)).point(lambda value: 255 * (value < 128))
    left, _, right, _ = head.getbbox()
    assert right > image.width * 0.94
    assert left > image.width / 2
    # Joined letters leave fewer gaps between columns of ink than there are letters.
    columns = [any(head.getpixel((x, y)) for y in range(head.height)) for x in range(left, right)]
    gaps = sum(a and not b for a, b in pairwise(columns))
    assert gaps < len("سلسلةبيانات2021") - 3


def test_without_pillow_or_raqm_one_line_says_what_to_do(charts, monkeypatch):
    title = Label("", "")
    features = pytest.importorskip("PIL.features", reason="Pillow is not installed")
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    with pytest.raises(RawiError, match="libraqm"):
        charts_png(charts, title)
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(RawiError, match=re.escape("rawi[plots]")):
        charts_png(charts, title)


def test_the_page_is_deterministic_and_holds_what_was_found(shown):
    page = render_trends(*shown)
    assert page == render_trends(*shown)
    assert "تصاعد وتيرة القصف" in page
    assert HOSTILE not in page
    assert "يؤيده الأرشيف" in page
    assert "2021-W10: at least 9" in page
    assert "rise from 2021-W14" in page


def test_an_empty_archive_gives_a_page(shown):
    page = render_trends(find_trends([], {}), names_of("type", []))
    assert "لا أحداث مؤرخة" in page
    assert "لا مقال يزعم" in page


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
@pytest.mark.parametrize("width", [360, 1300])
def test_in_a_browser(shown, tmp_path, width):
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = tmp_path / "trends.html"
    path.write_text(render_trends(*shown), encoding="utf-8")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900})
        said, asked = [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"file://{path}")
        assert page.title() == "راوي: الاتجاهات"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.inner_text("#claims mark") == "تصاعد وتيرة القصف"
        assert page.inner_text(".claim .verdict") == "يؤيده الأرشيف"
        assert page.locator("svg.weeks rect.sure").count() == 17
        page.click("#language")
        assert page.inner_text(".claim .verdict") == "supported"
        assert page.evaluate("document.documentElement.dir") == "ltr"
        browser.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
