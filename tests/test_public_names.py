"""What ``import rawi`` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import rawi

PUBLIC = {
    "ActorMention", "Article", "Claim", "Failure", "Grounding", "Interval", "LoadedWord", "PlaceCandidate",
    "PlaceMention", "QuantityMention", "Quote", "RawiError", "Reader", "Reading", "SourceLink", "Span", "TimeMention",
    "Trace", "Unknown", "__version__", "ground", "page", "read",
}  # fmt: skip


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_export_list_is_the_public_list():
    assert set(rawi.__all__) == PUBLIC
    assert len(rawi.__all__) == len(PUBLIC)
    assert set(dir(rawi)) >= PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_is_there(name):
    value = getattr(rawi, name)
    assert name == "__version__" or value.__name__ == name


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="has no attribute 'reeder'"):
        _ = rawi.reeder


def test_import_takes_less_than_30_ms_and_loads_nothing_else():
    code = "import time; a = time.perf_counter(); import rawi; print((time.perf_counter() - a) * 1000)"
    assert min(float(_python(code)) for _ in range(5)) < 30
    loaded = _python("import sys; before = set(sys.modules); import rawi; print(sorted(set(sys.modules) - before))")
    assert set(eval(loaded)) <= {"rawi", "__future__"}


def test_reading_an_article_from_python():
    article = rawi.Article(text="قالت مصادر محلية إن الطيران الحربي قصف بلدة الكسرة أمس.", published="2019-01-17")
    reading = rawi.read(article)
    assert reading == rawi.Reader().read(article) == next(rawi.Reader().read_many([article]))
    assert [(claim.event, claim.trigger.text) for claim in reading.claims] == [("airstrike", "قصف")]
    for claim in reading.claims:
        for _, quote in claim.quotes():
            assert article.text[quote.start : quote.end] == quote.text


def test_reading_keeps_one_reader_for_each_gazetteer(tmp_path, monkeypatch):
    made: list[tuple[str, ...]] = []

    class Fake:
        def __init__(self, *, gazetteers):
            made.append(gazetteers)

        def read(self, article):
            return rawi.Reading(article=article)

    monkeypatch.setattr("rawi.reading.reader.Reader", Fake)
    monkeypatch.setattr(rawi, "_readers", {})
    article = rawi.Article(text="نص قصير")
    for gazetteers in ((), (), [tmp_path / "a.jsonl"], [str(tmp_path / "a.jsonl")]):
        rawi.read(article, gazetteers=gazetteers)
    assert made == [(), (str(tmp_path / "a.jsonl"),)]


def test_a_page_from_python():
    words = "أعلن الدفاع المدني أن فرقه انتشلت ثلاثة أشخاص من تحت الأنقاض في المدينة القديمة صباح اليوم. " * 3
    article = rawi.page(
        f"<html><body><article><h1>خبر</h1><p>{words}</p></article></body></html>", url="https://e.org/1"
    )
    assert article.url == "https://e.org/1"
    assert "الدفاع المدني" in article.text
