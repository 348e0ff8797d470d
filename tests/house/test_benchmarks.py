"""What the benchmarks rest on, and the one promise among them that a test can hold: time grows with the text."""

from pathlib import Path
from time import process_time

import pytest

import rawi
from benchmarks.pages import SIZE, news_page
from benchmarks.reading import stories, text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def articles():
    return stories()


def test_page_of_the_benchmark_is_large_and_holds_the_story(articles):
    for number, article in enumerate(articles[::8]):
        html = news_page(article.title or "خبر", article.text, "2019-01-16", seed=number)
        assert SIZE <= len(html.encode()) < 1.2 * SIZE
        read = rawi.page(html)
        assert read.published == "2019-01-16"
        lines = [line for line in article.text.splitlines() if len(line) > 80]
        assert lines
        assert [line for line in lines if line not in read.text] == []


def test_time_grows_with_the_length_of_the_text(articles):
    reader = rawi.Reader()
    short, long = (rawi.Article(text=text_of(articles, size), published="2019-01-16") for size in (50_000, 400_000))

    def seconds(article):
        start = process_time()
        reader.read(article)
        return process_time() - start

    seconds(short)
    # Eight times the text: linear is 8, quadratic is 64.
    assert seconds(long) < 16 * min(seconds(short) for _ in range(3))


def test_table_of_the_page_was_measured():
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert "Rawi, claims of a text" in page
