"""Pages: the article and not what stands around it, facts that are said and no others, and input that is no page."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from rawi.errors import EmptyPageError, InputError, NotArabicError
from rawi.intake import page as page_module
from rawi.intake.page import page

TITLE = "البلدية تقطع المياه عن أحياء الشمال"
FIRST = "أعلنت البلدية صباح اليوم أن المياه ستقطع عن أحياء الشمال يومين كاملين بسبب أعمال الصيانة."
SECOND = "وقال المتحدث باسمها إن فرق الطوارئ ستوزع المياه بالصهاريج على المدارس والمشافي."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
TEXT = f"{FIRST}\n{SECOND}"
TEASER = (
    "افتتح رئيس نادي الوادي بطولة كرة القدم للناشئين بحضور جمهور كبير ملأ مدرجات الملعب القديم في المدينة منذ الصباح."
)


def html(body: str = BODY, *, head: str = "", title: str = TITLE, around: str = "") -> str:
    return (
        f"<html><head><title>{title} - صحيفة الجسر</title>{head}</head>"
        f"<body><div class='post'><h1>{TITLE}</h1>{around}<div class='entry-content'>{body}</div></div></body></html>"
    )


def test_text_title_and_language() -> None:
    article = page(html())
    assert (article.text, article.title, article.language, article.boilerplate) == (TEXT, TITLE, "ar", ())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16", "utf-8-sig"])
def test_bytes_in_any_charset(charset: str) -> None:
    assert page(html().encode(charset)).text == TEXT


@pytest.mark.parametrize(
    "block",
    [
        f"<aside><p>{TEASER}</p></aside>",
        f"<div class='related-posts'><h3>مقالات ذات صلة</h3><p>{TEASER}</p></div>",
        f"<div><h4>اقرأ أيضاً</h4><ul><li><a href='/1'>{TEASER}</a></li></ul></div>",
        f"<p><strong>اقرأ أيضا:</strong> <a href='/1'>{TEASER[:70]}</a></p>",
        f"<div id='comments'><p>{TEASER}</p></div>",
        f"<footer><p>{TEASER}</p></footer>",
        f"<figure><img src='a.jpg'><figcaption>{TEASER}</figcaption></figure>",
        f"<script>var teaser = '<p>{TEASER}</p>';</script>",
        "<div class='tags'><a href='/t'>المياه</a><a href='/t'>الشمال</a></div>",
        "<a href='#top'>العودة إلى الأعلى</a>",
        "<p>مضخة في حي الشمال (أرشيف)</p>",
        "<p>تابعونا على وسائل التواصل</p>",
    ],
)
@pytest.mark.parametrize("place", ["inside", "after"])
def test_what_is_not_the_article_is_left_out(block: str, place: str) -> None:
    source = html(f"<p>{FIRST}</p>{block}<p>{SECOND}</p>") if place == "inside" else html(BODY + block)
    assert page(source).text == TEXT


def test_a_page_with_more_furniture_than_text_gives_the_article() -> None:
    teasers = "".join(
        f"<div class='item'><h3><a href='/{n}'>خبر {n}</a></h3><p>{TEASER} {n}</p></div>" for n in range(8)
    )
    head = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    assert page(f"{head}<div class='text'>{BODY}</div>{teasers}</body></html>").text == TEXT


def test_initials_at_the_end_of_a_paragraph_are_cut() -> None:
    assert page(html(f"<p>{FIRST}</p><p>{SECOND} (ع.م/س.ن)</p>")).text == TEXT


def test_a_page_wrapped_in_a_form_is_read() -> None:
    source = html().replace("<body>", "<body><form id='aspnetForm'>").replace("</body>", "</form></body>")
    assert page(source).text == TEXT


def test_an_article_called_no_share_is_read() -> None:
    assert page(html().replace("entry-content", "entry-content no-share")).text == TEXT


def test_an_old_page_laid_out_in_tables_is_read() -> None:
    source = (
        f"<html><head><title>صحيفة الجسر</title></head><body><table><tr><td><a href='/'>محليات</a></td>"
        f"<td><table><tr><td><h2>{TITLE}</h2>{BODY}</td></tr></table></td>"
        f"<td><a href='/2'>{TEASER}</a></td></tr></table></body></html>"
    )
    article = page(source)
    assert (article.title, article.outlet, article.text) == (TITLE, "صحيفة الجسر", TEXT)


@pytest.mark.parametrize(
    "source",
    [
        html(head=f"<title>{TITLE}<meta charset='utf-8'>"),
        html(head=f"<TITLE class='x'>{TITLE}"),
        html(around="<svg><title>بحث</svg>"),
        html(around=f"<title>{TITLE}<div>"),
        html().replace("</title>", ""),
        html().replace("</title>", "<title>"),
    ],
)
def test_a_title_that_is_left_open_does_not_swallow_the_page(source: str) -> None:
    article = page(source)
    assert (article.title, article.text) == (TITLE, TEXT)


def test_a_title_is_not_closed_within_its_words() -> None:
    source = html(title="مقتل 3 < 5 <b>البلدية</b> تقطع المياه", head="<script>var a = '<title>';</script>")
    assert page(source.replace(f"<h1>{TITLE}</h1>", "")).title == "مقتل 3 < 5 <b>البلدية</b> تقطع المياه"


def test_a_lead_in_a_box_of_its_own_is_kept() -> None:
    lead = "قررت البلدية قطع المياه يومين عن أحياء الشمال لإصلاح الخط الرئيسي الذي تعطل مساء الأربعاء."
    head = f"<meta property='og:description' content='{lead[:80]}...'>"
    source = html(BODY, head=head, around=f"<div class='lead-box'><p>{lead}</p></div>")
    assert page(source).text == f"{lead}\n{TEXT}"


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<meta property='og:site_name' content='الجسر نيوز'>", "الجسر نيوز"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"وكالة الجسر"}}</script>',
            "وكالة الجسر",
        ),
        ("", "صحيفة الجسر"),
    ],
)
def test_the_outlet_is_what_the_page_says(head: str, outlet: str) -> None:
    assert page(html(head=head)).outlet == outlet


def test_the_domain_is_the_outlet_of_last_resort() -> None:
    source = html().replace(" - صحيفة الجسر", "")
    assert page(source, url="https://www.bridge.example/news/7").outlet == "bridge.example"


def test_what_the_caller_gives_wins() -> None:
    head = "<meta property='article:published_time' content='2019-01-16'><meta property='og:site_name' content='الجسر'>"
    article = page(html(head=head), outlet="نشرة", published=dt.date(2020, 2, 3), url="https://a.example/1")
    assert (article.outlet, article.published, article.published_basis) == ("نشرة", "2020-02-03", "given")
    assert (article.url, article.published_words) == ("https://a.example/1", None)


@pytest.mark.parametrize("author", ["الاسم", "الاسم:", "Name", "admin", "صحيفة الجسر", "writer@example.org"])
def test_a_label_or_the_site_is_no_author(author: str) -> None:
    assert page(html(head=f"<meta name='author' content='{author}'>")).author is None


def test_an_author_is_kept() -> None:
    assert page(html(head="<meta name='author' content='سامر العلي'>")).author == "سامر العلي"


IN_A_RECORD = '{"@type":"NewsArticle","datePublished":"2019-01-16T10:20:00+03:00"}'
IN_A_GRAPH = '{"@graph":[{"@type":"WebPage"},{"@type":["Article"],"datePublished":"2019-01-16"}]}'
LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "around", "url", "expected"),
    [
        (LD.format(IN_A_RECORD), "", None, ("2019-01-16T10:20:00+03:00", "json-ld")),
        (LD.format(IN_A_GRAPH), "", None, ("2019-01-16", "json-ld")),
        (LD.format('{"@type":"NewsArticle","datePublished":"2019-01-16", broken'), "", None, ("2019-01-16", "json-ld")),
        ("<meta name='pubdate' content='2019-01-16T08:00Z'>", "", None, ("2019-01-16T08:00Z", "meta")),
        ("<meta itemprop='datePublished' content='2019-01'>", "", None, ("2019-01", "meta")),
        ("", "<time datetime='2019-01-16'>أمس</time>", None, ("2019-01-16", "time-element")),
        ("", "", "https://a.example/2019/01/16/water", ("2019-01-16", "url")),
        ("", "", "https://a.example/2019/world/1/16/water", ("2019-01-16", "url")),
        ("", "", "https://a.example/2019/01/water", ("2019-01", "url")),
        ("", "<span class='date'>الأربعاء 16 كانون الثاني 2019 - 10:20</span>", None, ("2019-01-16", "dateline-text")),
        ("", "<div>16 جانفي 2019</div>", None, ("2019-01-16", "dateline-text")),
    ],
)  # fmt: skip
def test_the_date_and_where_it_was_found(head: str, around: str, url: str | None, expected: tuple[str, str]) -> None:
    article = page(html(head=head, around=around), url=url)
    assert (article.published, article.published_basis) == expected
    assert article.published_words


@pytest.mark.parametrize(
    ("head", "around", "body", "url"),
    [
        ("<meta property='article:modified_time' content='2019-01-16'>", "", BODY, None),
        ("", "<div class='date'>آخر تحديث: 16 يناير 2019</div>", BODY, None),
        ("", "<time class='updated' datetime='2019-01-16'></time>", BODY, None),
        ("", "", f"<p>تعطل الخط أول مرة في 16 يناير 2015 وشكا السكان حينها من غياب الخبر.</p>{BODY}", None),
        ("<meta property='article:published_time' content='0001-01-01T00:00:00'>", "", BODY, None),
        ("", "", BODY, "https://a.example/news/20191399"),
        ("", "", BODY, "https://a.example/news/7741"),
    ],
    ids=["modified", "updated line", "updated time", "event", "default", "number", "id"],
)
def test_no_date_is_made_up(head: str, around: str, body: str, url: str | None) -> None:
    article = page(html(body, head=head, around=around), url=url)
    assert (article.published, article.published_basis) == (None, None)


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        (b"", EmptyPageError, "empty"),
        ("", EmptyPageError, "empty"),
        (b" \n\x00", EmptyPageError, "empty"),
        ("\ufeff", EmptyPageError, "empty"),
        (b"%PDF-1.7 <html>", InputError, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), InputError, "binary"),
        (bytes(range(1, 256)) * 20, InputError, "binary"),
        (FIRST, InputError, "no HTML"),
        ("<html></html>", EmptyPageError, "no article text"),
        ("<html><body><!-- nothing --></body></html>", EmptyPageError, "no article text"),
        ("<html><body><nav><a href='/'>الرئيسية</a></nav></body></html>", EmptyPageError, "no article text"),
        ("<p>The mayor said on Monday that the water will be back in town by noon.</p>", NotArabicError, "Arabic"),
        ("<p>شهرداری اعلام کرد که آب این محله برای دو روز قطع می شود.</p>", NotArabicError, "Persian"),
    ],
)  # fmt: skip
def test_what_is_no_arabic_page_is_refused_with_a_reason(
    source: str | bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        page(source, url="https://a.example/1")
    assert "https://a.example/1" in str(caught.value)


def test_a_page_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "LARGEST_PAGE", 1000)
    with pytest.raises(InputError, match="at most"):
        page(html() + " " * 1000)


@pytest.mark.parametrize(
    "source",
    [
        html().replace("ا", "ا\x00", 9),
        html() + "\ud800<p>\udfff</p>",
        html()[: html().index("</p></div>")],
        "<?xml version='1.0' encoding='windows-1256'?>" + html(),
        html(head=LD.format("[" * 100_000)),
        html(head="<title>" + " - " * 50_000 + "</title>"),
        html("<div>" * 20_000 + BODY + "</div>" * 20_000),
        html("<b>" * 20_000 + BODY),
        html("<ul><li>" * 20_000 + BODY),
        html("<table><tr><td>" * 10_000 + BODY),
        html(BODY + "<a" * 200_000),
        html(BODY + " " * 300_000 + "<p>" + "\n" * 300_000 + "</p>"),
        html("<div " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + BODY),
        html(BODY + "<table><tr><td>1</td></tr></table>" * 1_000),
        html(BODY + "<div><b>اقرأ أيضا</b></div>" * 3_000),
        html(BODY, around="<div class='comments'>" + "<div><p>تعليق قصير من قارئ</p></div>" * 5_000 + "</div>"),
    ],
    ids=[
        "NUL", "surrogates", "cut off", "xml head", "deep record", "separators", "deep div", "open b", "deep list",
        "deep tables", "open tags", "blanks", "attributes", "tables", "cues", "comments",
    ],
)  # fmt: skip
def test_hostile_pages_are_read_in_time(source: str) -> None:
    start = time.process_time()
    article = page(source)
    assert FIRST[:60] in article.text
    assert time.process_time() - start < 8
