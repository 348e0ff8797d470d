"""Reading whole articles. What was learned is tested on sentences that leave no doubt; grounding, on everything."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rawi

STRIKE = rawi.Article(
    text=(
        "شنت طائرات حربية روسية غارات على بلدة كفرنبل بريف إدلب الجنوبي صباح الأحد 16 حزيران 2019، "
        "ما أسفر عن مقتل خمسة مدنيين وإصابة عشرة آخرين."
    ),
    published="2019-06-17",
)
ARREST = rawi.Article(
    text="قال مصدر أمني إن الشرطة العراقية اعتقلت سبعة متظاهرين في مدينة البصرة مساء أمس.", published="2019-06-17"
)
DENIAL = rawi.Article(text="نفى المتحدث باسم الجيش اللبناني وقوع أي هجوم على مدينة طرابلس.", published="2020-01-02")
CLASH = rawi.Article(
    text=(
        "اندلعت اشتباكات عنيفة بين الجيش السوداني وقوات الدعم السريع في مدينة الفاشر صباح اليوم، وفق ما أفاد شهود عيان."
    ),
    published="2024-05-11",
)
BOMB = rawi.Article(
    text=(
        "انفجرت عبوة ناسفة وسط مدينة الباب شرقي حلب، ما أدى إلى إصابة ثلاثة أشخاص.\n"
        "اشترك في نشرتنا البريدية\n"
        "مقالات ذات صلة\n"
        "غارات على صنعاء"
    ),
    title="انفجار في الباب",
)
FLIGHT = rawi.Article(
    text=(
        "قالت الأمم المتحدة إن نحو 20 ألف مدني نزحوا من مدينة الحديدة غربي اليمن، ووصفت ميليشيا محلية ذلك بأنه انتصار."
    ),
    published="2018-06",
)
PLAIN = rawi.Article(text="ترتفع أسعار الخضار في الأسواق مع حلول الشتاء، ويتوقع التجار موسما جيدا للزيتون.")
ARTICLES = (STRIKE, ARREST, DENIAL, CLASH, BOMB, FLIGHT, PLAIN)


@pytest.fixture(scope="module")
def reader() -> rawi.Reader:
    return rawi.Reader()


def _claim(reading: rawi.Reading, event: str) -> rawi.Claim:
    found = [claim for claim in reading.claims if claim.event == event]
    assert found, f"no {event} among {[claim.event for claim in reading.claims]}"
    return found[0]


def _every_quote(value: object) -> Iterator[rawi.Quote]:
    """Every quote anywhere inside a record."""
    if isinstance(value, rawi.Quote):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _every_quote(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _every_quote(getattr(value, name))


def _assert_grounded(reading: rawi.Reading) -> None:
    text = reading.article.text
    for quote in _every_quote(reading):
        assert text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip()


# What is read


def test_an_air_strike_with_place_date_and_toll(reader: rawi.Reader):
    claim = _claim(reader.read(STRIKE), "airstrike")

    assert "غارات" in claim.trigger.text
    assert (claim.status, claim.commitment, claim.sources) == ("happened", "flat", ())
    assert [place.quote.text for place in claim.places] == ["بلدة كفرنبل بريف إدلب الجنوبي"]
    assert claim.places[0].name == "كفرنبل"
    assert [when.interval for when in claim.times] == [
        rawi.Interval(dt.date(2019, 6, 16), dt.date(2019, 6, 16), "part_of_day")
    ]
    assert ("خمسة مدنيين", 5, 5, "killed") in [(q.quote.text, q.low, q.high, q.of) for q in claim.quantities]
    assert [actor.quote.text for actor in claim.actors] == ["طائرات حربية روسية"]


def test_an_arrest_on_the_word_of_a_source(reader: rawi.Reader):
    claim = _claim(reader.read(ARREST), "arrest")

    assert claim.trigger == rawi.Quote(33, 39, "اعتقلت")
    assert [place.quote.text for place in claim.places] == ["مدينة البصرة"]
    assert [when.quote.text for when in claim.times] == ["مساء أمس"]
    assert [when.interval and when.interval.first for when in claim.times] == [dt.date(2019, 6, 16)]
    assert [(q.low, q.high, q.of) for q in claim.quantities] == [(7, 7, "detained")]
    assert [(link.quote.text, link.kind, link.verb and link.verb.text) for link in claim.sources] == [
        ("مصدر أمني", "security_source", "قال")
    ]
    assert claim.commitment == "attributed"


def test_a_denial_and_what_is_denied(reader: rawi.Reader):
    reading = reader.read(DENIAL)

    assert _claim(reading, "deny").trigger.text == "نفى"
    denied = _claim(reading, "attack")
    assert denied.status == "denied"
    assert [link.kind for link in denied.sources] == ["military"]


def test_both_sides_of_a_clash(reader: rawi.Reader):
    claim = _claim(reader.read(CLASH), "clash")

    assert [actor.party for actor in claim.actors] == ["sd-army", "sd-rsf"]
    assert [actor.quote.text for actor in claim.actors] == ["الجيش السوداني", "قوات الدعم السريع"]
    assert [link.kind for link in claim.sources] == ["witness"]


def test_loaded_words_are_kept_beside_the_claims(reader: rawi.Reader):
    assert [(word.quote.text, word.kind) for word in reader.read(FLIGHT).loaded] == [("ميليشيا", "delegitimising")]


def test_nothing_is_read_from_site_furniture(reader: rawi.Reader):
    reading = reader.read(BOMB)

    assert [quote.text for quote in reading.boilerplate] == [
        "اشترك في نشرتنا البريدية",
        "مقالات ذات صلة",
        "غارات على صنعاء",
    ]
    start = reading.boilerplate[0].start
    assert reading.claims
    assert all(quote.end <= start for claim in reading.claims for _, quote in claim.quotes())


def test_nothing_is_read_from_ranges_that_the_caller_says_are_furniture(reader: rawi.Reader):
    text = "قصف الطيران مدينة حلب أمس.\nقصف الطيران مدينة إدلب أمس."
    second = rawi.Span(text.index("\n") + 1, len(text))

    both = reader.read(rawi.Article(text=text))
    first = reader.read(rawi.Article(text=text, boilerplate=(second,)))

    assert len(both.claims) == 2
    assert [claim.id for claim in first.claims] != [claim.id for claim in both.claims]
    assert [claim.trigger.start for claim in first.claims] == [0]
    assert [quote.span for quote in first.boilerplate] == [second]


def test_an_article_without_events_has_no_claims(reader: rawi.Reader):
    reading = reader.read(PLAIN)

    assert (reading.claims, reading.loaded, reading.boilerplate, reading.unknown) == ((), (), (), ())


def test_a_relative_date_without_a_publication_date_stays_unknown(reader: rawi.Reader):
    reading = reader.read(rawi.Article(text=ARREST.text))

    claim = _claim(reading, "arrest")
    assert [when.interval for when in claim.times] == [None]
    assert ("مساء أمس", "time") in [(item.quote.text, item.field) for item in reading.unknown]
    assert all(item.reason for item in reading.unknown)


def test_an_unknown_place_is_listed(reader: rawi.Reader):
    reading = reader.read(rawi.Article(text="أغارت طائرات حربية على بلدة زرعقون أمس."))

    place = _claim(reading, "airstrike").places[0]
    assert (place.quote.text, place.lat) == ("بلدة زرعقون", None)
    assert ("بلدة زرعقون", "place", "not in the gazetteer") in [
        (u.quote.text, u.field, u.reason) for u in reading.unknown
    ]


# What holds for every reading


@pytest.mark.parametrize("article", ARTICLES, ids=["strike", "arrest", "denial", "clash", "bomb", "flight", "plain"])
def test_every_quote_stands_in_the_article(article: rawi.Article, reader: rawi.Reader):
    _assert_grounded(reader.read(article))


@pytest.mark.parametrize("article", ARTICLES, ids=["strike", "arrest", "denial", "clash", "bomb", "flight", "plain"])
def test_reading_again_gives_the_same(article: rawi.Article, reader: rawi.Reader):
    first = msgspec.json.encode(reader.read(article))

    for other in ARTICLES:  # what was read in between leaves no trace
        reader.read(other)
    assert msgspec.json.encode(reader.read(article)) == first
    assert msgspec.json.encode(rawi.Reader().read(article)) == first
    assert msgspec.json.encode(rawi.read(article)) == first


def test_ids_of_claims_are_their_own(reader: rawi.Reader):
    ids = [claim.id for article in ARTICLES for claim in reader.read(article).claims]

    assert len(ids) == len(set(ids))
    assert all(len(made) == 12 for made in ids)


def test_every_claim_says_why(reader: rawi.Reader):
    for article in ARTICLES:
        for claim in reader.read(article).claims:
            assert 0 < claim.confidence <= 1
            assert {"event", "status", "commitment"} <= {trace.field for trace in claim.trace}
            if claim.sources:
                assert "source" in {trace.field for trace in claim.trace}


def test_claims_stand_in_reading_order(reader: rawi.Reader):
    text = " ".join(article.text for article in ARTICLES)
    starts = [claim.trigger.start for claim in reader.read(rawi.Article(text=text)).claims]

    assert len(starts) > 3
    assert starts == sorted(starts)


def test_vowel_marks_and_lengthening_change_no_claim(reader: rawi.Reader):
    plain = reader.read(rawi.Article(text="قصفت طائرات حربية مدينة حلب، وقتل خمسة مدنيين."))
    marked = reader.read(rawi.Article(text="قَصَفَتْ طائِرات حـربـيّة مدينة حَلَب، وقُتِلَ خمسة مدنيّين."))

    def without_marks(reading: rawi.Reading) -> list[object]:
        return [
            (c.event, c.status, len(c.actors), [p.name for p in c.places], [q.low for q in c.quantities])
            for c in reading.claims
        ]

    assert plain.claims
    assert without_marks(marked) == without_marks(plain)
    _assert_grounded(marked)


WEIRD = [
    "",
    " ",
    "\n\n",
    "\u200f\u202b\u202c",
    "\u064b\u064b\u0640",
    "." * 300,
    "🚨" * 100,
    "ﷺ",
    "قصف",
    "قصف\n" * 50,
    "\x00قصف\x00 البلدة",
    "قتل الجيش رجﻼ",
    "ﻗﺼﻒ ﺍﻟﻄﻴﺮﺍﻥ ﻣﺪﻳﻨﺔ ﺣﻠﺐ ﻭﻗﺘﻞ ﺭﺟﻼ",
    "\u064eقصف الطيران مدينة حلب",
    "قـ.ـصـ.ـف الطيران مدينة حـ.ـلـ.ـب",
    "bombing in Aleppo, 5 killed",
    "الله" * 2000,
    "«" * 200 + "قصف" + "»" * 200,
    "قال " * 200,
    "5 " * 300,
    "/".join(["17"] * 300),
    "٥" * 30 + " قتيلا",
    "مئة " * 200 + "قتيل",
    "\u2028قصف\u2029الطيران\u0085حلب",
    "🇸🇾 قصف 👨\u200d👩\u200d👧 حلب",
]


@pytest.mark.parametrize("text", WEIRD, ids=range(len(WEIRD)))
def test_weird_text_is_read_without_complaint(text: str, reader: rawi.Reader):
    _assert_grounded(reader.read(rawi.Article(text=text, published="2019-01-16")))


WORDS = """
    قصفت طائرات حربية بلدة كفرنبل بريف إدلب الجنوبي صباح أمس مقتل خمسة مدنيين نحو 20 كم شمال شرقي حلب
    قال الجيش السوري إن ميليشيا نفى المتحدث بحسب مصادر محلية ، . : « » ؟ - / ( ) وقالت قريتي وحاس المدينة
    ١٢ ألف من بين و ب ل لم سوف ربما ﻻ ﻼ ﷲ ـ ً 🚨 الخميس 17 كانون الثاني 2019 ما يسمى
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", "\u200f", "\u064e"])


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]), st.sampled_from([None, "2019", "2019-01-16"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_heap_of_words_is_read_and_grounded(pieces: list[str], between: str, published: str | None):
    _assert_grounded(rawi.read(rawi.Article(text=between.join(pieces), published=published)))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_and_grounded(text: str):
    _assert_grounded(rawi.read(rawi.Article(text=text)))


NEWS = (
    "قصفت طائرات حربية بلدة كفرنبل بريف إدلب أمس ما أدى إلى مقتل خمسة مدنيين. "
    "وقالت مصادر محلية إن القوات تقدمت نحو مدينة سراقب. "
)
PATTERNS = {
    "news": NEWS,
    "one sentence": NEWS.replace(".", ""),
    "event words": "قصف ",
    "reporting words": "قال ",
    "quotes": '" ',
    "places": "حلب ",
    "plural heads": "قريتي حلب ",
    "parties": "الجيش السوري ",
    "numbers": "5 ",
    "so-called": "ما يسمى ",
    "one word": "ب",
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_time_grows_with_the_length(pattern: str, reader: rawi.Reader):
    small, large = (rawi.Article(text=pattern * (size // len(pattern))) for size in (10_000, 60_000))

    # Six times the text; quadratic time would be 36 times as long.
    assert _seconds(reader, large) < 15 * max(_seconds(reader, small), 0.02)


def _seconds(reader: rawi.Reader, article: rawi.Article) -> float:
    """The best of three, without the collector: its walks grow with what the other tests have left in memory."""
    taken = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            begun = time.process_time()
            reader.read(article)
            taken.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(taken)


def test_a_book_is_read(reader: rawi.Reader):
    text = NEWS * (150_000 // len(NEWS))

    reading = reader.read(rawi.Article(text=text))

    assert len(reading.claims) > 300
    assert reading.claims[-1].trigger.end > 140_000


# Streams


def test_a_stream_is_read_in_order(reader: rawi.Reader):
    found = list(reader.read_many(iter(ARTICLES)))

    assert [reading.article for reading in found if isinstance(reading, rawi.Reading)] == list(ARTICLES)
    assert found[0] == reader.read(STRIKE)


def test_a_stream_is_read_as_it_comes(reader: rawi.Reader):
    def endless() -> Iterator[rawi.Article]:
        while True:
            yield ARREST

    stream = reader.read_many(endless())

    assert isinstance(next(stream), rawi.Reading)
    assert isinstance(next(stream), rawi.Reading)


def test_an_article_that_cannot_be_read_does_not_end_the_stream(reader: rawi.Reader):
    bad = rawi.Article(text="قصف الطيران مدينة حلب.", id="bad", boilerplate=(rawi.Span(0, 999),))

    first, failure, last = reader.read_many([STRIKE, bad, ARREST])

    assert isinstance(first, rawi.Reading)
    assert isinstance(last, rawi.Reading)
    assert isinstance(failure, rawi.Failure)
    assert failure.article == "bad"
    assert failure.reason


def test_a_gazetteer_that_is_missing_is_told(tmp_path):
    with pytest.raises(rawi.RawiError, match="missing"):
        rawi.Reader(gazetteers=[tmp_path / "missing.jsonl"])
