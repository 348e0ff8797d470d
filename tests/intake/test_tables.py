"""Tables of articles: CSV, JSON Lines and Parquet, whatever their columns are called."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pytest

from rawi.errors import InputError
from rawi.intake.capture import article_of
from rawi.intake.collect_items import Item, Meter, Skipped
from rawi.intake.tables import Table, csv_items, jsonl_items, parquet_items
from rawi.intake.tables_columns import columns_of_header, parse_map
from rawi.model.capture import Capture, CaptureProblem

WHEN = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
TEXT = "أعلنت البلدية صباح اليوم أن المياه ستقطع عن أحياء الشمال يومين كاملين"
Read = Callable[[BinaryIO, Table, Meter], Iterator[Item]]


def items(read: Read, raw: bytes, **columns: str) -> list[Item]:
    table = Table(source="src", place="t", captured_at=WHEN, columns=columns)
    return list(read(io.BytesIO(raw), table, Meter()))


def one(read: Read, raw: bytes, **columns: str) -> Capture:
    [item] = items(read, raw, **columns)
    assert isinstance(item, Capture), item
    return item


def problem(read: Read, raw: bytes, **columns: str) -> CaptureProblem:
    item = items(read, raw, **columns)[-1]
    assert isinstance(item, CaptureProblem), item
    return item


def parquet(**columns: list[Any]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pyarrow.table(columns), out)
    return out.getvalue()


def test_a_row_of_csv() -> None:
    raw = f'id,title,text,date,site,url,byline,note\n7,قطع,"{TEXT}\nثم, عادت",2024-04-30,الجسر,https://a.example/7,سمر,x\n'
    capture = one(csv_items, raw.encode())
    assert (capture.source, capture.locator, capture.captured_at) == ("src", "t!7", WHEN)
    assert json.loads(capture.content)["note"] == "x"
    article = article_of(capture)
    assert (article.text, article.title, article.outlet) == (f"{TEXT}\nثم, عادت", "قطع", "الجسر")
    assert (article.url, article.author, article.published) == ("https://a.example/7", "سمر", "2024-04-30")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_in_any_charset_and_with_any_delimiter(charset: str, delimiter: str) -> None:
    raw = f"العنوان{delimiter}النص\r\nقطع المياه{delimiter}{TEXT}\r\n".encode(charset)
    article = article_of(one(csv_items, raw))
    assert (article.text, article.title) == (TEXT, "قطع المياه")


def test_columns_as_the_user_says() -> None:
    capture = one(csv_items, f"text,words\nno,{TEXT}\n".encode(), text="words")
    assert article_of(capture).text == TEXT
    # What a row means is kept with it, and not in a command that is forgotten.
    assert capture.headers == (("column-text", "words"),)


def test_rows_are_named_by_id_or_address_or_number() -> None:
    assert one(csv_items, f"url,text\nhttps://a.example/1,{TEXT}\n".encode()).locator == "t!https://a.example/1"
    assert one(csv_items, f"text\n{TEXT}\n".encode()).locator == "t!row 1"


def test_cells_without_a_column_are_kept() -> None:
    assert json.loads(one(csv_items, f"text\n{TEXT},more\n".encode()).content) == {"text": TEXT, "column 2": "more"}


@pytest.mark.parametrize(
    ("raw", "columns", "what", "advice"),
    [
        (
            b"a,b\n1,2\n",
            {},
            "no column is known to be the text",
            "say which with --map text=COLUMN; its columns are a, b",
        ),
        (b"a,b\n1,2\n", {"text": "c"}, "there is no column 'c'", "its columns are a, b"),
        (b"", {}, "the table is empty", "its first line must name its columns"),
        (b'text\n"' + b"x" * (65 << 20), {}, "the table is broken after row 0 (", "look for a quotation mark"),
    ],
    ids=["no text", "no such column", "empty", "open quotation mark"],
)
def test_tables_that_cannot_be_read(raw: bytes, columns: dict[str, str], what: str, advice: str) -> None:
    found = problem(csv_items, raw, **columns)
    assert found.reason.startswith(what)
    assert found.advice.startswith(advice)


def test_rows_without_arabic_are_passed_over() -> None:
    raw = f"text\nThe water is back in town\n\n \n{TEXT}\n".encode()
    assert [item.why if isinstance(item, Skipped) else "" for item in items(csv_items, raw)] == ["other", "no text", ""]


def test_a_line_of_json_is_kept_as_it_stands() -> None:
    line = json.dumps({"id": 3, "body": TEXT, "headline": "قطع", "tags": ["ماء"]}, ensure_ascii=False).replace(
        ":", " : "
    )
    capture = one(jsonl_items, f"\ufeff{line}\n\n".encode())
    assert capture.content == line.encode()
    assert (capture.locator, article_of(capture).title) == ("t!3", "قطع")


def test_bad_lines_of_json_cost_no_other() -> None:
    raw = f'{{"text": "{TEXT}"}}\nnot json\n[1]\n{{"words": 1}}\n{{"text": "{TEXT}", "id": "b"}}'.encode()
    found = items(jsonl_items, raw)
    told = [(item.locator, item.reason) for item in found if isinstance(item, CaptureProblem)]
    assert [locator for locator, _ in told] == ["t!row 2", "t!row 3", "t!row 4"]
    assert told[0][1].startswith("this is not JSON (")
    assert told[1][1] == "this is no object of JSON"
    assert told[2][1] == "no column is known to be the text"
    assert [item.locator for item in found if isinstance(item, Capture)] == ["t!row 1", "t!b"]


def test_a_line_of_json_that_is_too_long() -> None:
    assert problem(jsonl_items, b"x" * ((64 << 20) + 2)).reason == "the line has more than 64 MB"


def test_a_row_of_parquet() -> None:
    raw = parquet(text=[TEXT], published=[dt.date(2024, 4, 30)], id=[12], raw=[b"\xff"], empty=[None])
    capture = one(parquet_items, raw)
    assert capture.locator == "t!12"
    article = article_of(capture)
    assert (article.text, article.published) == (TEXT, "2024-04-30")


def test_many_rows_of_parquet() -> None:
    count = 500
    raw = parquet(text=[f"{TEXT} {n}" for n in range(count)])
    assert [item.locator for item in items(parquet_items, raw)] == [f"t!row {n}" for n in range(1, count + 1)]


@pytest.mark.parametrize("raw", [b"", b"PAR1 no", b"x" * 100])
def test_what_is_no_parquet(raw: bytes) -> None:
    pytest.importorskip("pyarrow")
    assert problem(parquet_items, raw).reason.startswith("this is no Parquet, or it is damaged (")


def test_parquet_without_the_text() -> None:
    assert problem(parquet_items, parquet(a=[1])).reason == "no column is known to be the text"


def test_parquet_needs_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    found = problem(parquet_items, b"PAR1")
    assert (found.reason, found.advice) == (
        "Parquet needs pyarrow, which is not installed",
        "pip install 'rawi[parquet]'",
    )


def test_the_same_words_in_two_rows_are_two_articles() -> None:
    first, second = items(csv_items, f"text\n{TEXT}\n{TEXT}\n".encode())
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert article_of(first).id != article_of(second).id


def test_names_of_columns() -> None:
    header = ["Date_Published", "Full Text", "HEADLINE", "source", "النص"]
    assert columns_of_header(header, {}) == {
        "text": "Full Text", "title": "HEADLINE", "outlet": "source", "published": "Date_Published"
    }  # fmt: skip
    assert columns_of_header(header, {"title": "source"}) == {
        "text": "Full Text", "title": "source", "published": "Date_Published"
    }  # fmt: skip


def test_a_map() -> None:
    assert parse_map("title=headline, text = body") == {"title": "headline", "text": "body"}


@pytest.mark.parametrize("text", ["title", "title=", "=x", "place=x", ""])
def test_a_map_that_is_none(text: str) -> None:
    with pytest.raises(InputError, match="maps no column to a field") as caught:
        parse_map(text)
    assert caught.value.advice == "write FIELD=COLUMN, where FIELD is id, text, title, outlet, url, author, published"
