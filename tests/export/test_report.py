"""The report as a file: what it holds, that nothing of an article can act in it, and where its text is cut."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from typing import get_args

import pytest
from lxml import html

from rawi.export import labels
from rawi.export.report import render_report
from rawi.export.report_text import widen
from rawi.model.article import Article, PublishedBasis
from rawi.model.claim import ActorMention, Claim, LoadedWord, SourceLink, Trace
from rawi.model.place import PlaceCandidate, PlaceLevel, PlaceMention
from rawi.model.quantity import QuantityMention
from rawi.model.reading import Failure, Reading, Unknown
from rawi.model.span import Quote, Span
from rawi.model.time import Grain, Interval, TimeMention
from rawi.model.vocabulary import Commitment, EventType, LoadedKind, QuantityOf, SourceKind, Status

TEXT = (
    'أعلنت وزارة الدفاع أنَّ "ميليشيا الشمال" قَصَفَتْ مدينة رأس العين بـ ١٢ صاروخًا فجر أمس 🚀🇸🇾، وفق Reuters.com.\n'
    "وقالــــت مصادر إن الأهالي نزحوا إلى قرية الكسرة.\n"
    "اقرأ أيضًا: <script>alert(1)</script>"
)


def quote(words: str, text: str = TEXT) -> Quote:
    start = text.index(words)
    return Quote(start, start + len(words), words)


def sample(**about: str) -> Reading:
    ras = PlaceCandidate(
        id="r", name="رأس العين", name_en="Ras al-Ayn", level="populated", country="SY",
        lat=36.85, lon=40.07, precision_m=4000, layer="seat", score=0.9,
    )  # fmt: skip
    shell = Claim(
        id="one",
        event="shell",
        trigger=quote("قَصَفَتْ"),
        actors=(ActorMention(quote=quote('"ميليشيا الشمال"'), name="قوات الشمال", labels=(quote("ميليشيا"),)),),
        places=(
            PlaceMention(
                quote=quote("مدينة رأس العين"), lat=36.85, lon=40.07, precision_m=4000, level="populated",
                ucdp_precision=1, acled_precision=1, candidates=(ras,),
            ),
        ),
        times=(
            TimeMention(
                quote=quote("فجر أمس"), interval=Interval(dt.date(2019, 1, 17), dt.date(2019, 1, 17), "part_of_day")
            ),
        ),
        quantities=(QuantityMention(quote=quote("١٢ صاروخًا"), low=12, of="weapons_vehicles"),),
        sources=(
            SourceLink(quote=quote("وزارة الدفاع"), kind="official", verb=quote("أعلنت")),
            SourceLink(quote=quote("Reuters.com"), kind="media", verb=quote("وفق")),
        ),
        commitment="attributed",
        trace=(Trace(field="event", rule="entry", entry="قصف"),),
    )  # fmt: skip
    move = Claim(
        id="two",
        event="displace",
        trigger=quote("نزحوا"),
        actors=(ActorMention(quote=quote("الأهالي")),),
        destinations=(PlaceMention(quote=quote("قرية الكسرة")),),
        sources=(SourceLink(quote=quote("مصادر"), kind="unnamed", verb=quote("وقالــــت")),),
        status="denied",
        commitment="doubted",
    )
    line = TEXT.split("\n")[2]
    return Reading(
        article=Article(text=TEXT, **about),  # type: ignore[arg-type]
        claims=(shell, move),
        loaded=(LoadedWord(quote=quote("ميليشيا"), kind="delegitimising", toward=quote("الشمال")),),
        boilerplate=(quote(line),),
        unknown=(Unknown(quote=quote("قرية الكسرة"), field="destination", reason="not in the gazetteer"),),
    )


def page(*results: Reading | Failure) -> html.HtmlElement:
    return html.document_fromstring(render_report(results))


def find(tree: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Elements by tags, ids and classes; a space means somewhere below, and ">" directly below."""
    path, step = "", "//"
    for part in selector.split():
        if part == ">":
            step = "/"
            continue
        path += step + (re.match(r"\w*", part)[0] or "*")  # type: ignore[index]
        for name in re.findall(r"[.#][\w-]+", part):
            path += f"[@id='{name[1:]}']" if name[0] == "#" else f"[contains(concat(' ', @class, ' '), ' {name[1:]} ')]"
        step = "//"
    found: list[html.HtmlElement] = tree.xpath(path)
    return found


def words_under(tree: html.HtmlElement, name: str) -> str:
    return "".join(p.text_content() for p in find(tree, ".m") if name in p.get("data-m").split())


def card(tree: html.HtmlElement, number: int) -> str:
    return " ".join(find(tree, f"#a0c{number}")[0].text_content().split())


def test_every_mark_covers_exactly_its_words() -> None:
    tree = page(sample())
    assert words_under(tree, "0.trigger.0") == "قَصَفَتْ"
    assert words_under(tree, "0.actor.0") == '"ميليشيا الشمال"'
    assert words_under(tree, "w0") == "ميليشيا"
    assert words_under(tree, "0.place.0") == "مدينة رأس العين"
    assert words_under(tree, "0.quantity.0") == "١٢ صاروخًا"
    assert words_under(tree, "0.source.1") == "Reuters.com"
    assert words_under(tree, "0.verb.1") == "وفق"
    assert words_under(tree, "1.verb.0") == "وقالــــت"
    assert words_under(tree, "u0") == words_under(tree, "1.destination.0") == "قرية الكسرة"


def test_the_text_is_whole_and_its_paragraphs_are_kept() -> None:
    assert [p.text_content() for p in find(page(sample()), ".para > p")] == TEXT.split("\n")


def test_site_furniture_is_greyed_out_and_not_hidden() -> None:
    assert find(page(sample()), ".para.bp p")[0].text_content() == TEXT.split("\n")[2]


def test_furniture_within_a_line_is_greyed_out_alone() -> None:
    text = "قُتل رجل. شارك الخبر"
    tree = page(Reading(article=Article(text=text, boilerplate=(Span(10, 20),))))
    assert [p.text_content() for p in find(tree, "p .bp")] == ["شارك الخبر"]


def test_card_shows_what_the_fields_were_resolved_to() -> None:
    shown = card(page(sample(outlet="صدى الزيزفون")), 0)
    for part in ("قصف", "shelling", "= قوات الشمال", "Ras al-Ayn, SY", "36.8500, 40.0700 ±4 km", "UCDP 1", "ACLED 1",
                 "2019-01-17", "≥ 12", "جهة رسمية", "صدى الزيزفون", "منسوب"):  # fmt: skip
        assert part in shown
    assert shown.index("وزارة الدفاع") < shown.index("Reuters.com") < shown.index("صدى الزيزفون")


def test_gaps_are_said() -> None:
    tree = page(sample())
    assert "لا موضع معروف" in card(tree, 1)
    assert "الزمان" in find(tree, "#a0c1 .absent")[0].text_content()
    assert not find(tree, "#a0c0 .absent")
    assert "قرية الكسرة" in find(tree, ".unknown")[0].text_content()
    assert "تاريخ النشر غير معروف" in find(tree, ".about")[0].text_content()


def test_failures_are_listed_with_advice() -> None:
    shown = page(sample(), Failure(article="page.html", reason="the page is empty", advice="save it again"))
    rows = find(shown, "#failures td")
    assert [cell.text_content() for cell in rows] == ["page.html", "the page is empty", "save it again"]


def test_several_articles_have_an_index_and_one_has_none() -> None:
    assert len(find(page(sample(), sample(url="https://b.example/2")), ".index a")) == 2
    assert not find(page(sample()), ".index")


def test_an_empty_stream_gives_a_page() -> None:
    assert find(page(), "main")[0].text_content().strip() == ""


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>$title'


@pytest.mark.parametrize("field", ["title", "outlet", "author", "url", "published_words", "id"])
def test_nothing_in_an_article_becomes_markup(field: str) -> None:
    rendered = render_report([sample(**{field: EVIL})], title=EVIL)
    tree = html.document_fromstring(rendered)
    assert len(find(tree, "script")) == 2
    assert not find(tree, "img")
    assert not [e for e in tree.iter() if isinstance(e.tag, str) and any(name.startswith("on") for name in e.attrib)]
    assert find(tree, "h1")[0].text_content() == EVIL


def test_failures_are_escaped() -> None:
    tree = page(Failure(article=EVIL, reason=EVIL, advice=EVIL))
    assert [cell.text_content() for cell in find(tree, "#failures td")] == [EVIL] * 3


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "java\nscript:alert(1)",
        "http://[x",
        "//x",
        "http:",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    tree = page(sample(url=url))
    assert not find(tree, ".about a")
    assert url.split("\n")[0] in find(tree, ".about")[0].text_content()


def test_a_web_address_is_a_link() -> None:
    link = find(page(sample(url="https://a.example/%D8%AE?x=1&y=2")), ".about a")[0]
    assert link.get("href") == "https://a.example/%D8%AE?x=1&y=2"
    assert link.text_content() == "a.example/خ"


def test_the_file_asks_nothing_of_the_network_and_only_its_own_script_may_run() -> None:
    rendered = render_report([sample()])
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\((?!"data:)|@import""", rendered)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', rendered)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    for tag in ("style", "script"):
        content = re.findall(rf"<{tag}>(.*?)</{tag}>", rendered, re.S)[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert " style=" not in rendered


def test_same_input_same_bytes() -> None:
    assert render_report([sample()]) == render_report([sample()])


def test_control_characters_do_not_reach_the_page() -> None:
    assert "\x00" not in render_report([Reading(article=Article(text="قُتل\x00 رجل\x1b"))])


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("قَصَفَ", 0, 1, (0, 2)),  # the vowel mark goes with its letter
        ("قَصَفَ", 3, 4, (2, 4)),  # a range that begins at a mark begins at the letter
        ("قصف", 1, 2, (1, 2)),
        ("أنَّ", 1, 2, (1, 4)),  # two marks on one letter
        ("👨‍👩‍👧 ب", 0, 1, (0, 5)),
        ("👍🏽", 0, 1, (0, 2)),
        ("🇸🇾🇮🇶", 0, 1, (0, 2)),
        ("🇸🇾🇮🇶", 2, 3, (2, 4)),
        ("❤️x", 0, 1, (0, 2)),
        ("قـــصف", 0, 1, (0, 1)),
    ],
)
def test_no_letter_is_parted_from_its_marks(text: str, start: int, end: int, expected: tuple[int, int]) -> None:
    assert widen(text, start, end) == expected


def test_a_line_in_latin_letters_runs_left_to_right() -> None:
    tree = page(Reading(article=Article(text="BBC قالت إن القصف توقف\nEnglish only.")))
    assert [p.get("dir") for p in find(tree, ".para > p")] == ["rtl", "ltr"]


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (labels.EVENT_LABELS, EventType),
        (labels.GROUP_OF, EventType),
        (labels.STATUS_LABELS, Status),
        (labels.COMMITMENT_LABELS, Commitment),
        (labels.SOURCE_KIND_LABELS, SourceKind),
        (labels.LOADED_KIND_LABELS, LoadedKind),
        (labels.QUANTITY_LABELS, QuantityOf),
        (labels.PLACE_LEVEL_LABELS, PlaceLevel),
        (labels.GRAIN_LABELS, Grain),
        (labels.BASIS_LABELS, PublishedBasis),
    ],
)
def test_every_term_of_a_closed_list_has_a_label(table: dict[str, object], members: object) -> None:
    assert list(table) == list(get_args(members))


def test_no_two_event_types_share_a_label() -> None:
    assert len({label.ar for label in labels.EVENT_LABELS.values()}) == len(labels.EVENT_LABELS)
    assert len({label.en for label in labels.EVENT_LABELS.values()}) == len(labels.EVENT_LABELS)
