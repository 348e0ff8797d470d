"""``rawi search`` as a user runs it."""

import csv
import io
import json

import pytest
from tests.store.made import capture, keep, read_all
from typer.testing import CliRunner

from rawi.cli.main import app
from rawi.model.article import Article
from rawi.store.workspace import Workspace


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A workspace with three articles, one of them with a title that is a formula."""
    folder = tmp_path_factory.mktemp("space")
    titles = {"a.html": '=HYPERLINK("http://x","\x1b[31m")', "b.html": "خبر", "c.html": None}
    with Workspace.make(folder)[0] as space:

        def article_of(met):
            return Article(text=met.content.decode(), title=titles[met.locator], published="2024-04-30", outlet="صحيفة")

        pages = [capture(name, f"ثم قصف القرية {number} وبالقصف") for number, name in enumerate(titles)]
        list(space.store.keep(pages, article_of))
        keep(space.store, capture("d.html", "لم يقرأ قصف"))
        read_all(space.store)
        keep(space.store, capture("e.html", "لم يقرأ بعد"))
    return folder


@pytest.fixture
def run(folder):
    def run(*arguments):
        done = CliRunner().invoke(app, ["search", *arguments, "-w", str(folder)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def rows_of(out):
    assert out[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(out[1:], newline="")))


def test_a_list_to_read(run):
    status, out, err = run("القصف", "--limit", "2")
    assert (status, err) == (0, "rawi: there is more; the next 2 with --offset 2\n")
    first = out.splitlines()[0]
    assert first.startswith("2024-04-28    shell  happened, attributed")
    assert "الفصيل" in first
    assert "الكسرة" in first
    assert out.count("claim c") == 2
    assert run("لا_شيء") == (0, "", "rawi: nothing was found\n")


def test_json_has_every_field_and_the_places_of_hits(run):
    status, out, err = run("قصف", "--actor", "faction", "--format", "json", "--limit", "100")
    told = json.loads(out)
    assert (status, err, told["more"], len(told["hits"])) == (0, "", False, 7)
    hit = told["hits"][-1]
    assert [hit["snippet"][start:end] for start, end in hit["hits"]] == ["قصف", "وبالقصف"]
    assert (hit["day"], hit["day_from"], hit["event"], hit["current"]) == ("2024-04-28", "event", "shell", True)


def test_csv_opens_in_spreadsheets_and_holds_no_formula(run, command, folder):
    done = command("search", "قصف", "--format", "csv", "-w", folder, "--limit", "100")
    assert (done.returncode, done.stderr) == (0, "")
    rows = rows_of(done.stdout)
    assert (len(rows), done.stdout.count("\r\n")) == (7, 8)
    assert rows[-1]["title"].startswith("'=HYPERLINK")
    assert rows[-1]["snippet"] == "ثم [قصف] القرية 0 [وبالقصف]"
    assert (rows[0]["current"], rows[0]["source_kinds"]) == ("true", "local_source")
    # Nothing found is a table without rows, not an empty file.
    assert rows_of(run("لا_شيء", "--format", "csv")[1]) == []


def test_articles(run):
    _, out, _ = run("قرية", "--articles")
    assert out.count("2 claims · article") == 3
    assert "\x1b" not in out
    rows = rows_of(run("يقرأ", "--articles", "--format", "csv")[1])
    assert [row["claims"] for row in rows] == ["", "1"]


def test_a_timeline_in_each_format(run):
    assert run("قصف", "--timeline", "week")[1] == f"2024-04-22          7  {'#' * 50}\n"
    told = json.loads(run("--timeline", "day", "--format", "json")[1])
    assert told == {"grain": "day", "periods": [{"start": "2024-04-28", "claims": 7}], "undated": 0}
    assert run("--timeline", "month", "--format", "csv")[1] == "\ufeffmonth,claims\n2024-04-01,7\n"
    assert run("لا_شيء", "--timeline", "week") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--event", "war"], "'war' is none of clash, shell"),
        (["--status", "x"], "none of happened"),
        (["--commitment", "x"], "none of flat"),
        (["--source-kind", "x"], "none of official"),
        (["--since", "yesterday"], "'yesterday' is not a date; write it as"),
        (["--since", "2024-05", "--until", "2024-04"], "before --since"),
        (["--articles", "--timeline", "week"], "counts claims, not articles"),
        (["--limit", "0"], "0 is not in the range"),
    ],
)
def test_wrong_usage_is_told(run, arguments, told):
    status, out, err = run(*arguments)
    assert (status, out, told in " ".join(err.split())) == (2, "", True), err


@pytest.mark.parametrize("words", ["💥", '"', "؟!", "ا" * 10_000])
def test_a_query_that_cannot_be_asked_is_one_line(run, words):
    status, out, err = run(words)
    assert (status, out, err.count("\n"), err.startswith("rawi: ")) == (1, "", 1, True)


def test_a_party_is_found_by_any_name_the_vocabulary_has(tmp_path):
    from rawi.cli.search import _parties

    assert _parties("قسد") == _parties("قوات سوريا الديمقراطية") != ()
    assert _parties("كلمات لا تدل على أحد") == ()
