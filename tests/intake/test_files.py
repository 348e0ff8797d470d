"""Files, folders and standard input: the articles in them, and a failure with path and advice for all else."""

from __future__ import annotations

import builtins
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rawi.intake.files import InputFailure, articles
from rawi.model.article import Article

TEXT = "أعلنت البلدية صباح اليوم أن المياه ستقطع عن أحياء الشمال يومين كاملين بسبب أعمال الصيانة."
PAGE = f"<html><body><h1>البلدية تقطع المياه</h1><p>{TEXT}</p></body></html>"


def read(*paths: str | Path, **options: str) -> list[Article | InputFailure]:
    return list(articles(paths, **options))  # type: ignore[arg-type]


def article(*paths: str | Path, **options: str) -> Article:
    (item,) = read(*paths, **options)
    assert isinstance(item, Article), str(item)
    return item


def failure(*paths: str | Path) -> InputFailure:
    (item,) = read(*paths)
    assert isinstance(item, InputFailure)
    return item


def row(**fields: Any) -> str:
    return json.dumps({"text": TEXT, **fields}, ensure_ascii=False)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_page(tmp_path: Path) -> None:
    found = article(write(tmp_path / "water.html", PAGE), published="2019-01-16", outlet="الجسر")
    assert (found.id, found.text, found.title) == ("water", TEXT, "البلدية تقطع المياه")
    assert (found.published, found.published_basis, found.outlet) == ("2019-01-16", "given", "الجسر")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (TEXT, None),
        (f"قطع المياه\n{TEXT}\n", None),
        (f"قطع المياه\n\n{TEXT}\n", "قطع المياه"),
        (f"\n{'قطع المياه ' * 30}\n\n{TEXT}", None),
    ],
)
def test_a_text_is_kept_whole(tmp_path: Path, content: str, title: str | None) -> None:
    found = article(write(tmp_path / "water.txt", content.replace("\n", "\r\n")))
    assert (found.text, found.title, found.id) == (content, title, "water")


def test_a_text_in_an_old_charset(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a.txt", TEXT.encode("windows-1256"))).text == TEXT


def test_a_page_saved_as_text_is_a_page(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a.txt", PAGE)).text == TEXT


def test_lines_with_all_their_fields(tmp_path: Path) -> None:
    line = row(
        id="w-1", title="قطع", outlet="الجسر", url="https://a.example/1", published="2019-01", published_basis="url"
    )
    found = article(write(tmp_path / "a.jsonl", "\ufeff" + line + "\n\n"), published="2020", outlet="غيره")
    assert (found.id, found.title, found.outlet, found.url) == ("w-1", "قطع", "الجسر", "https://a.example/1")
    assert (found.published, found.published_basis) == ("2019-01", "url")


def test_lines_without_facts_take_those_given(tmp_path: Path) -> None:
    found = article(write(tmp_path / "a.jsonl", row()), published="2020", outlet="الجسر")
    assert (found.published, found.published_basis, found.outlet) == ("2020", "given", "الجسر")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("18/07/2016", "2016-07-18"),
        ("2009-05-27T19:01+04:00", "2009-05-27T19:01+04:00"),
        ("2016-07-18 10:20:00 +0300", "2016-07-18T10:20:00+03:00"),
        ("الإثنين 18 تموز/يوليو 2016", "2016-07-18"),
        ("2016-07-18T10:20:00+99:99", "2016-07-18"),
        (20160718, "2016-07-18"),
        (2016, "2016"),
    ],
)
def test_a_date_that_is_written_otherwise_is_read(tmp_path: Path, written: object, published: str) -> None:
    found = article(write(tmp_path / "a.jsonl", row(published=written)), published="2020")
    assert (found.published, found.published_basis) == (published, "given")


@pytest.mark.parametrize("written", ["2020-13-01", "أمس", "x" * 500, 1468843200, True, ["2016-07-18"], {"day": 18}])
def test_a_date_that_cannot_be_read_costs_no_article(tmp_path: Path, written: object) -> None:
    path = write(tmp_path / "a.jsonl", row(id="1", published=written, published_basis="url"))
    told, found = read(path)
    assert isinstance(told, InputFailure)
    assert isinstance(found, Article)
    assert (told.path, told.line) == (str(path), 1)
    assert re.fullmatch(r"its date .{2,61} cannot be read", told.reason)
    assert (found.id, found.published, found.published_basis) == ("1", None, None)
    filled = read(path, published="2016-07")[1]
    assert isinstance(filled, Article)
    assert (filled.published, filled.published_basis) == ("2016-07", "given")


def test_a_page_that_says_when_and_by_whom_is_believed(tmp_path: Path) -> None:
    head = "<meta property='article:published_time' content='2019-01-16'><meta property='og:site_name' content='السد'>"
    path = write(tmp_path / "a.html", PAGE.replace("<body>", f"<head>{head}</head><body>"))
    found = article(path, published="2020", outlet="الجسر")
    assert (found.published, found.published_basis, found.outlet) == ("2019-01-16", "meta", "السد")


def test_an_id_made_from_the_text_is_the_same_again(tmp_path: Path) -> None:
    first, second = article(write(tmp_path / "a.jsonl", row())), article(write(tmp_path / "b.jsonl", row()))
    assert first.id == second.id != ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "x", "text": ', "not JSON"),
        ('{"id": "x"}', "missing required field `text`"),
        ('{"text": 5}', "expected `str`"),
        ("[1]", "expected `object`"),
        (row(text=""), "empty"),
        (row(text="The water is back"), "not in Arabic"),
        (row(text="این خبر را که در تهران منتشر شد است"), "Persian"),
        ('{"text": "\\ud800"}', "not JSON"),
        ("[" * 100_000, "not JSON|expected"),
    ],
)
def test_a_bad_line_is_reported_and_the_next_one_read(tmp_path: Path, line: str, words: str) -> None:
    path = write(tmp_path / "a.jsonl", f"{row(id='1')}\n\n{line}\n{row(id='2')}\n")
    before, bad, after = read(path)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(bad, InputFailure)
    assert (bad.path, bad.line) == (str(path), 3)
    assert re.search(words, bad.reason)


def test_bytes_that_are_not_utf8_are_reported_by_line(tmp_path: Path) -> None:
    found = failure(write(tmp_path / "a.jsonl", b'{"text": "\xc7\xe1"}'))
    assert (found.line, "not JSON" in found.reason) == (1, True)


def test_a_second_article_with_one_id_names_the_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", f"{row(id='1')}\n{row(id='1')}\n")
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, InputFailure)
    assert (second.line, f"{path}, line 1" in second.reason) == (2, True)


def test_json_over_several_lines_is_one_failure(tmp_path: Path) -> None:
    assert "several lines" in failure(write(tmp_path / "a.jsonl", json.dumps([{"text": TEXT}], indent=1))).reason


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.html", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\x00\x01\x02" * 100, "binary"),
        ("a.bin", b"\x7fELF\x00\x00\x00\x00\x01\x02", "binary"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.html", b"<html><body><p>The mayor said that the water will be back in town.</p></body></html>", "Arabic"),
        ("a.txt", b"The mayor said that the water will be back.", "not in Arabic letters"),
    ],
)
def test_a_file_without_an_article_is_reported(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    found = failure(write(tmp_path / name, content))
    assert words in found.reason
    assert (found.path, found.line) == (str(tmp_path / name), None)
    assert str(found).startswith(f"{tmp_path / name}: {found.reason}")


def test_a_missing_file(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.txt").reason == "there is no such file"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    real = builtins.open

    def refuse(name: Any, *args: Any, **kwargs: Any) -> Any:
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", refuse)
    assert failure(path) == InputFailure(path=str(path), reason="it may not be read", advice="change its permissions")


def test_a_folder_is_read_in_order_of_name_and_ids_tell_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b" / "1.txt", TEXT)
    write(tmp_path / "c.html", PAGE)
    write(tmp_path / "a.jsonl", f"{row(id='x')}\n{row(id='y')}\n")
    write(tmp_path / "picture.png", b"\x89PNG")
    write(tmp_path / ".hidden.txt", TEXT)
    found = read(tmp_path)
    assert [item.id for item in found if isinstance(item, Article)] == ["x", "y", "b/1", "c"]
    assert len(found) == 4


def test_a_folder_that_contains_itself(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    first, second = read(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, InputFailure)
    assert "contains itself" in second.reason


def test_a_dead_link_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "dead.txt").symlink_to(tmp_path / "none.txt")
    assert failure(tmp_path).reason == "there is no such file"


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    assert "nothing to read" in failure(tmp_path).reason


@pytest.mark.parametrize("content", [row(), PAGE, TEXT])
def test_standard_input_is_told_by_its_looks(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode()))))  # type: ignore[type-var]
    assert article("-").text == TEXT


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b""))))  # type: ignore[type-var]
    assert failure("-") == InputFailure(path="standard input", reason="the file is empty", advice="")


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """The last line is changed after the first article has come out, and comes out as it is by then."""
    path = tmp_path / "a.jsonl"
    lines = [row(id=name, title="س" * 300_000) + "\n" for name in "123"]
    path.write_text("".join(lines), encoding="utf-8")
    stream: Iterator[Article | InputFailure] = articles([path])
    assert isinstance(next(stream), Article)
    path.write_text("".join([*lines[:2], lines[2].replace('"3"', '"4"')]), encoding="utf-8")
    ids = [item.id for item in stream if isinstance(item, Article)]
    assert ids[-1] == "4"


def test_a_file_that_grows_while_it_is_read_ends_where_it_ended(tmp_path: Path):
    path = tmp_path / "out.jsonl"
    path.write_text('{"id": "1", "text": "قصفت الطائرات بلدة دوما أمس."}\n', encoding="utf-8")
    seen = 0
    for _ in articles([str(path)]):
        seen += 1
        with path.open("a", encoding="utf-8") as file:  # as when results are written into the folder that is read
            file.write("x" * 20_000 + "\n")
    assert seen == 1
