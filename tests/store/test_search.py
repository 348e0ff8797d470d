"""Searching finds every spelling, only what is asked for, and the same on both databases."""

import contextlib
import datetime as dt
import itertools
import random
import shutil

import pytest
from sqlalchemy import func, select
from tests.store.made import NOON, article_of, capture, keep

from rawi.errors import InputError
from rawi.model.article import Article
from rawi.model.claim import ActorMention, Claim, SourceLink
from rawi.model.place import PlaceCandidate, PlaceMention
from rawi.model.reading import Reading
from rawi.model.time import Interval, TimeMention
from rawi.store import search as searching
from rawi.store.query import Query, day_of
from rawi.store.query_words import forms, parse_words
from rawi.store.search import search_articles, search_claims
from rawi.store.store import Store
from rawi.store.tables import claim_days, claims
from rawi.store.timeline import timeline
from rawi.store.words import words_of

# A word as news writes it.
SPELLINGS = "هجوم الهجوم وهجوم فهجوم بهجوم لهجوم كهجوم بالهجوم والهجوم وبالهجوم للهجوم وللهجوم هُجوم هجـــوم".split()


def place(name, ident, lat=35.5, lon=39.9):
    return PlaceCandidate(
        id=ident, name=name, name_en=ident, level="populated", country="SY", lat=lat, lon=lon, precision_m=1500,
        layer="geonames", score=0.9,
    )  # fmt: skip


def claim(article, trigger, number=0, **fields):
    start = article.text.index(trigger)
    given = {"event": "shell", **fields}
    return Claim(id=f"c{number}", trigger=article.quote(start, start + len(trigger)), **given)


def quote(article, words):
    start = article.text.index(words)
    return article.quote(start, start + len(words))


def add(store, text, make=lambda article: (), *, locator=None, reader="1", at=NOON, **more):
    """Keep and read an article; ``make`` gives its claims."""
    locator = locator or f"https://example.org/{len(text)}/{abs(hash(text))}"

    def article(met):
        return Article(**{**{name: getattr(article_of(met), name) for name in ("text", "url", "title", "outlet",
                          "published")}, **more})  # fmt: skip

    list(store.keep([capture(locator, text, at=at)], article))
    return reread(store, make, reader)


def reread(store, make, reader):
    unread = store.unread(reader, 100)
    results = [(u.version, Reading(article=u.article, claims=tuple(make(u.article)), reader=reader)) for u in unread]
    return store.add_readings(results, reader=reader)


def triggers(store, words="", **query):
    return [hit.trigger for hit in search_claims(store, Query(words=words, **query), limit=1000).hits]


def texts(store, words="", **query):
    found = search_articles(store, Query(words=words, **query), limit=1000).hits
    return [store.article(hit.version).text for hit in found]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def new_store(request, tmp_path_factory):
    """Makes stores that several tests only read."""
    made = []

    def make():
        if request.param == "postgresql":
            url = request.getfixturevalue("cluster").create(request.getfixturevalue("migrated"))
        else:
            path = tmp_path_factory.mktemp("search") / "rawi.sqlite"
            shutil.copyfile(request.getfixturevalue("empty_file"), path)
            url = f"sqlite:///{path}"
        made.append(Store(url))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture(scope="module")
def spelled(new_store):
    store = new_store()
    pages = [capture(f"{number}.html", f"بعد {word} أمس") for number, word in enumerate(SPELLINGS)]
    others = ("التهجوم", "هجومين", "نجوم", "لجوم")
    pages += [capture(f"x{number}.html", f"بعد {word} أمس") for number, word in enumerate(others)]
    keep(store, *pages)
    reread(store, lambda article: [claim(article, article.text.split()[1])], "1")
    return store


def test_a_word_is_found_in_every_spelling_by_every_spelling(spelled):
    for written in SPELLINGS:
        assert triggers(spelled, written) == SPELLINGS[::-1], written
        assert texts(spelled, written) == [f"بعد {word} أمس" for word in SPELLINGS[::-1]], written


def test_letters_that_news_writes_in_many_ways_are_one(new_store):
    store = new_store()
    cases = [
        ("وصلت الأنباء مساء", "انباء"),
        ("جاءت الانبأ صباحا", "أنبا"),
        ("في المستشفى الوطني", "مستشفي"),
        ("في المدرسة القديمة", "لمدرسه"),
        ("مسؤول محلي", "مسوول"),
        ("وسيهاجم البلدة", "يهاجم"),
        ("ينسحب منها", "سينسحب"),
        ("عدد ٢٥ جريحا", "25"),
        ("صواريخ «غراد» سقطت", "غراد"),
        ("عبر منصة Telegram نشر", "TELEGRAM"),
        ("ﻗﺼﻒ مدفعي", "قصف"),
    ]
    for text, _ in cases:
        add(store, text)
    for text, query in cases:
        assert texts(store, query) == [text], query


def test_letters_of_the_word_itself_are_no_particles(new_store):
    store = new_store()
    cases = [("زاره صباحا", "وزارة"), ("جنة خضراء", "لجنة"), ("له منزل", "الله"), ("عيد سعيد", "بعيد")]
    for text, query in cases:
        add(store, text)
        assert texts(store, query) == []
        assert texts(store, text.split()[0]) == [text]


def test_all_words_phrases_and_words_left_out(new_store):
    store = new_store()
    articles = ["ثم قصف القرية", "وقصف القرية", "قصف مدفعي على القرية", "القصف القريةَ ثم"]
    for number, text in enumerate(articles):
        add(store, text, locator=f"{number}.html")
    for query, found in [
        ('"قصف القرية"', [0, 1]),
        ("قصف القرية", [0, 1, 2, 3]),
        ("قرية -مدفعي", [0, 1, 3]),
        ('قصف -"قصف القرية"', [2, 3]),
        ("قصف –القرية", []),
        ("قصف/القرية", [0, 1]),
        ('"قصف', [0, 1, 2]),
        ('قصف - "مدفعي"', [2]),
        ("جسر", []),
    ]:
        assert texts(store, query) == [articles[number] for number in found][::-1], query


def test_a_claim_is_found_by_the_words_of_its_fields_and_by_neutral_names(store):
    def make(article):
        yield claim(
            article, "قصفت", actors=(ActorMention(quote=quote(article, "الميليشيا"), party="f", name="فصيل الشمال"),),
            places=(PlaceMention(quote=quote(article, "بلدة الكسرة"), candidates=(place("الكسرة", "p1"),)),),
            sources=(SourceLink(quote=quote(article, "شهود"), kind="witness", verb=quote(article, "قال")),),
        )  # fmt: skip

    add(store, "قال شهود إن الميليشيا قصفت بلدة الكسرة ليلا بالمدفعية", make)
    for words in ("قصفت", "ميليشيا", "شهود كسرة", '"فصيل الشمال"', '"قصفت بلدة الكسرة"', '"الميليشيا قصفت"'):
        assert triggers(store, words) == ["قصفت"], words
    # Not the word of saying, nor what stands in no field, nor across a gap.
    for words in ("قال", "مدفعية", '"شهود الميليشيا"', '"الكسرة فصيل"'):
        assert triggers(store, words) == [], words
    assert len(texts(store, "مدفعية")) == 1
    [hit] = search_claims(store, Query(words="كسرة")).hits
    assert [hit.snippet[start:end] for start, end in hit.hits] == ["الكسرة"]
    assert (hit.actors, hit.places) == (("الميليشيا (فصيل الشمال)",), ("بلدة الكسرة (الكسرة)",))


@pytest.fixture(scope="module")
def varied(new_store):
    """Claims that differ in each field, named by their triggers."""
    store, day = new_store(), dt.date(2024, 4, 28)

    def make(article):
        words = article.text.split()
        yield claim(
            article, "أولا", 0, event="clash",
            actors=(ActorMention(quote=quote(article, "ألف"), party="a", name="الألف"),),
            places=(PlaceMention(quote=quote(article, "حلب"), candidates=(place("حلب", "gn:1"),)),),
            times=(TimeMention(quote=quote(article, "أمس"), interval=Interval(day, day, "day")),),
            sources=(SourceLink(quote=quote(article, "شاهد"), kind="witness"),), commitment="attributed",
        )  # fmt: skip
        yield claim(
            article, "ثانيا", 1, event="meet", actors=(ActorMention(quote=quote(article, "باء")),), status="planned",
            targets=(ActorMention(quote=quote(article, "ألف"), party="a", name="الألف"),),
            destinations=(PlaceMention(quote=quote(article, "ريف حلب")),),
        )  # fmt: skip
        assert len(words) == 9

    text = "أولا ألف ريف حلب أمس شاهد ثانيا باء نهاية"
    add(store, text, make, outlet="صحيفة الأولى", published="2024-05-02T08:00:00+03:00", locator="1.html")
    add(store, f"{text} ", make, outlet="وكالة ثانية", published="2024", locator="2.html")
    return store


@pytest.mark.parametrize("rare", [4000, 1], ids=["rare", "common"])
def test_filters(varied, rare, monkeypatch):
    # Each filter is once looked up at first, and once held against what another gives.
    monkeypatch.setattr(searching, "_RARE", rare)
    monkeypatch.setattr(searching, "_SORTED", 3)
    monkeypatch.setattr(searching, "_FIRST_CHUNK", 2 if rare == 1 else 200)
    for query, found in [
        ({"actor": "a"}, "أولا أولا"),
        ({"actor": "الألف"}, "أولا أولا"),
        ({"actor": "الف"}, "أولا أولا"),
        ({"actor": "باء"}, "ثانيا ثانيا"),
        ({"actor": "شيء", "parties": ("a",)}, "أولا أولا"),
        ({"target": "a"}, "ثانيا ثانيا"),
        ({"target": "باء"}, ""),
        ({"place": "حلب"}, "أولا أولا"),
        ({"place": "gn:1"}, "أولا أولا"),
        ({"place": "ريف"}, "ثانيا ثانيا"),
        ({"place": "ري"}, ""),
        ({"place": "%"}, ""),
        ({"event": ("meet",)}, "ثانيا ثانيا"),
        ({"event": ("meet", "clash")}, "ثانيا أولا ثانيا أولا"),
        ({"status": ("planned", "denied")}, "ثانيا ثانيا"),
        ({"commitment": ("attributed",)}, "أولا أولا"),
        ({"source_kind": ("witness",)}, "أولا أولا"),
        ({"source_kind": ("monitor",)}, ""),
        ({"outlet": "وكالة ثانية"}, "ثانيا أولا"),
        ({"outlet": "أولي"}, ""),
        ({"outlet": "الاولى"}, "ثانيا أولا"),
        ({"since": dt.date(2024, 4, 28), "until": dt.date(2024, 4, 28)}, "أولا أولا"),
        ({"since": dt.date(2024, 5, 1)}, "ثانيا"),
        ({"since": dt.date(2024, 5, 2), "until": dt.date(2024, 5, 2), "event": ("clash",)}, ""),
        ({"actor": "a", "place": "حلب", "event": ("clash",), "words": "شاهد", "outlet": "ثانية"}, "أولا"),
        ({"words": "-شاهد", "actor": "باء"}, "ثانيا ثانيا"),
        ({"words": "-شاهد"}, "ثانيا ثانيا"),
        ({"words": "نهاية"}, ""),
        ({}, "ثانيا أولا ثانيا أولا"),
    ]:
        assert " ".join(triggers(varied, **query)) == found, query


@pytest.mark.parametrize("rare", [4000, 1], ids=["rare", "common"])
def test_filters_of_articles(varied, rare, monkeypatch):
    monkeypatch.setattr(searching, "_RARE", rare)
    monkeypatch.setattr(searching, "_SORTED", 20_000 if rare > 1 else 1)
    for query, count in [
        ({"outlet": "ثانية"}, 1),
        ({"since": dt.date(2024, 5, 2), "until": dt.date(2024, 5, 2)}, 1),
        ({"until": dt.date(2024, 5, 1)}, 0),
        ({"actor": "a", "words": "نهاية"}, 2),
        ({"event": ("meet",), "status": ("happened",)}, 0),
        ({"actor": "nobody"}, 0),
        ({"words": "-نهاية"}, 0),
    ]:
        assert len(texts(varied, **query)) == count, query


def test_only_the_newest_reading_of_the_newest_version_is_found(store):
    def make(word):
        return lambda article: [claim(article, word)] if word in article.text else []

    add(store, "ثم قصف القرية", make("قصف"), locator="https://example.org/a")
    reread(store, make("القرية"), "2")
    assert (triggers(store), triggers(store, "قصف")) == (["القرية"], [])
    assert triggers(store, all_readings=True) == ["القرية", "قصف"]
    assert triggers(store, "قصف", all_readings=True) == ["قصف"]
    add(
        store,
        "ثم قصف الجسر",
        make("الجسر"),
        locator="https://example.org/a",
        at=NOON + dt.timedelta(days=1),
        reader="2",
    )
    assert triggers(store) == ["الجسر"]
    assert texts(store, "قصف") == ["ثم قصف الجسر"]
    assert len(texts(store, "قصف", all_readings=True)) == 2
    assert [hit.current for hit in search_claims(store, Query(all_readings=True)).hits] == [True, False, False]


def test_pages_follow_each_other(store):
    keep(store, *(capture(f"{number}.html", f"قصف رقم {number}") for number in range(30)))
    reread(store, lambda article: [claim(article, "قصف", 0), claim(article, "رقم", 1)], "1")
    whole = [hit.key for hit in search_claims(store, Query(words="قصف"), limit=100).hits]
    assert len(whole) == 30
    assert whole == sorted(whole, reverse=True)
    pages = [search_claims(store, Query(words="قصف"), limit=8, offset=offset) for offset in range(0, 40, 8)]
    assert [hit.key for page in pages for hit in page.hits] == whole
    assert [page.more for page in pages] == [True, True, True, False, False]


HOSTILE = [
    '"', "'", '""', "-", '-"', "AND", "OR NOT", "NEAR(a b)", "a*", "^قصف", "words:قصف", "{words}: قصف", "(((", "قصف)",
    "' OR 1=1 --", "'; DROP TABLE claims; --", "\\", "%", "\0", "قصف\0", "\ud83d", "💥", "💥💥 قصف", "…؟!،", "\u202e",
    "\u0640", "&", "a & !b", "a <-> b", "'a':*", "a:b", ":words", "%s", "%(words)s", "?", "ا" * 10_000, "ا" * 1000,
    " ".join(["قصف"] * 500), " ".join(map(str, range(40))), '"' + "a " * 50 + '"', "\n\t", "-قصف", "𐤀𐤁", "ᾳ ﬁ İ ß",
]  # fmt: skip


def test_hostile_queries_find_something_or_say_why_not(spelled):
    for find, words, fields in itertools.product(
        (search_claims, search_articles), HOSTILE, (["words"], ["actor", "place"], ["outlet"])
    ):
        with contextlib.suppress(InputError):
            find(spelled, Query(**dict.fromkeys(fields, words)))


@pytest.mark.parametrize(
    ("words", "told"),
    [("💥…", "no word"), ("ا" * 10_000, "2,000 letters"), ("ا" * 101, "100 letters"), ("ا ب " * 20, "32 words")],
    ids=["emoji", "long", "long word", "many words"],
)
def test_what_cannot_be_asked_is_told_in_short(words, told):
    with pytest.raises(InputError, match=told) as raised:
        parse_words(words)
    assert len(str(raised.value)) < 150


def test_a_word_that_is_none_of_the_vocabulary_is_refused(store):
    for query in (Query(event=("x') OR ('1'='1",)), Query(status=("",)), Query(source_kind=("مصدر",))):
        with pytest.raises(InputError):
            search_claims(store, query)


def test_both_databases_find_what_looking_at_every_word_finds(store):
    dice = random.Random(4)
    words = [
        *"هجوم قصف البيت بيت للبيت وبيت Rawi rawi 25 ٢٥ 1e5 0x1f 5كم كم3 abc12 12abc a1b2 naïve STRASSE straße".split(),
        *"İstanbul κόσμος ΚΌΣΜΟΣ 中文 कि گفت پس ی ي ى لا الا 3.5 1,250 ²³ ½ x_y foo-bar".split(),
        *"user@example.org a/b www.a.org /tmp/x --y +3 -4.5 &amp; <b> 10:30".split(),
    ]  # fmt: skip
    articles = [" ".join(dice.choices(words, k=6)) for _ in range(60)]
    keep(store, *(capture(f"{number}.html", text) for number, text in enumerate(articles)))
    tokens = {text: words_of(text) for text in articles}
    for query in [*words, *(" ".join(dice.choices(words, k=2)) for _ in range(40))]:
        wanted = parse_words(query)
        expected = [
            text
            for text in articles
            if all(any(_stands(tokens[text], at, term.forms) for at in range(len(tokens[text]))) for term in wanted.all)
            and not any(any(_stands(tokens[text], at, t.forms) for at in range(len(tokens[text]))) for t in wanted.none)
        ]
        assert texts(store, query) == expected[::-1], query


def _stands(tokens, at, choices):
    return len(tokens) - at >= len(choices) and all(tokens[at + i] in choice for i, choice in enumerate(choices))


def test_forms_are_few():
    assert max(len(forms(word)) for word in ("هجوم", "وبالهجوم", "ولللبن", "فستسلم", "ا" * 100)) < 200


def test_snippets_mark_the_words_and_are_short(store):
    add(store, "مقدمة طويلة. " * 60 + "وسقطت قذائف الهجوم، على ٢٥ منزلا في القرية\nثم " + "خاتمة أخرى " * 60)
    [hit] = search_articles(store, Query(words='هجوم 25 "القرية ثم"')).hits
    assert [hit.snippet[start:end] for start, end in hit.hits] == ["الهجوم", "٢٥", "القرية ثم"]
    assert len(hit.snippet) <= 210
    assert (hit.snippet[0], hit.snippet[-1]) == ("…", "…")
    [hit] = search_articles(store, Query(words="خبر")).hits
    assert (hit.snippet, hit.hits) == ("خبر", ((0, 3),))


def test_a_timeline_counts_what_a_search_finds(varied):
    week = timeline(varied, Query(), "week")
    assert [(str(period.start), period.claims) for period in week.periods] == [("2024-04-22", 2), ("2024-04-29", 1)]
    assert week.undated == 1
    month = timeline(varied, Query(words="ألف"), "month")
    assert [(str(p.start), p.claims) for p in month.periods] == [("2024-04-01", 2), ("2024-05-01", 1)]
    for query in (
        Query(event=("clash",)), Query(actor="باء"), Query(actor="a", since=dt.date(2024, 4, 1)), Query(place="حلب"),
        Query(outlet="ثانية"), Query(words="شاهد", status=("happened",)), Query(since=dt.date(2024, 5, 1)),
        Query(event=("clash", "meet"), until=dt.date(2024, 5, 1)), Query(all_readings=True), Query(words="-شاهد"),
    ):  # fmt: skip
        found = timeline(varied, query, "day")
        expected = search_claims(varied, query, limit=100).hits
        assert sum(period.claims for period in found.periods) + found.undated == len(expected), query
        assert found.undated == sum(hit.day is None for hit in expected), query


def test_the_counts_that_are_kept_stay_right(store):
    def make(event):
        return lambda article: [claim(article, "قصف", 0, event=event), claim(article, "ثم", 1, event="clash")]

    for number in range(3):
        add(store, f"ثم قصف القرية {number}", make("shell"), locator=f"https://example.org/{number}")
    reread(store, make("airstrike"), "2")
    later = NOON + dt.timedelta(days=1)
    add(store, "ثم قصف الجسر", make("bomb"), locator="https://example.org/0", at=later, reader="2", published=None)
    with store.looking() as connection:
        counted = select(claims.c.event, claims.c.day, func.count()).where(claims.c.current)
        truth = {(e, d.isoformat() if d else ""): n for e, d, n in connection.execute(
            counted.group_by(claims.c.event, claims.c.day))}  # fmt: skip
        kept = {(row.event, row.day): row.claims for row in connection.execute(select(claim_days)) if row.claims}
    assert {key: count for key, count in kept.items() if key[0]} == truth
    assert {day: count for (event, day), count in kept.items() if not event} == {"2024-04-30": 4, "": 2}


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", *["2024-02-03"] * 2),
    ],
)
def test_a_date_may_be_a_month_or_a_year(words, first, last):
    assert (str(day_of(words, last=False)), str(day_of(words, last=True))) == (first, last)


@pytest.mark.parametrize("words", ["", "yesterday", "2024-13", "2024-00", "2023-02-29", "0000", "20240203", "2024-1"])
def test_what_is_no_date_is_refused(words):
    with pytest.raises(InputError):
        day_of(words, last=True)
