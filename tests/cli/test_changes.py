"""``rawi events``, ``event``, ``decide`` and ``changes`` on a workspace, as a user runs them."""

from __future__ import annotations

import json

import pytest
from tests.store.made import capture

from rawi.model.article import Article
from rawi.store.workspace import Workspace

TEXT = "قال الدفاع المدني السوري إن الجيش السوري قصف بلدة كفر نوران فجر الخميس، ما أدى إلى مقتل {} مدنيين."
OTHER = "التقى وزير الخارجية التركي نظيره الروسي في أنقرة الأربعاء."
FAR = "أعلنت وزارة الدفاع اليمنية أن مسيرة استهدفت ميناء المخا مساء الثلاثاء."


def add(command, folder, *rows):
    """Keep articles in the workspace under ids of their own, and read them."""
    told = {row["id"]: row for row in rows}
    with Workspace.open(folder) as space:
        pages = [capture(f"https://example.org/{name}", name) for name in told]
        list(space.store.keep(pages, lambda kept: Article(**told[kept.content.decode()])))
    done = command("read", "--new", "-w", folder)
    assert done.returncode == 0, done.stderr


def article(name, text, outlet="صحيفة العرض", published="2021-03-04"):
    return {"id": name, "text": text, "outlet": outlet, "published": published}


ARTICLES = (
    article("a", TEXT.format("خمسة")),
    article("b", TEXT.format("ثلاثة"), "شبكة المثال", "2021-03-05"),
    article("c", OTHER, "موقع التجربة"),
)


@pytest.fixture
def folder(command, tmp_path):
    folder = tmp_path / "space"
    assert command("init", folder).returncode == 0
    add(command, folder, *ARTICLES)
    return folder


def decoded(text):
    return [json.loads(line) for line in text.splitlines()]


def events_of(command, folder, *more):
    done = command("events", "-w", folder, "--format", "jsonl", *more)
    assert (done.returncode, done.stderr) == (0, "")
    return decoded(done.stdout)


def changes_of(command, folder, since):
    done = command("changes", "--since", since, "--format", "jsonl", "-w", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return decoded(done.stdout)


def named(event, article):
    return next(f"{ref['article']}#{ref['claim']}" for ref in event["claims"] if ref["article"] == article)


def test_a_workspace_gives_the_events_of_its_files(command, folder):
    found = events_of(command, folder)
    path = folder.parent / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ARTICLES), encoding="utf-8")
    assert found == decoded(command("events", path, "--format", "jsonl").stdout)
    assert ["a", "b"] in [event["articles"] for event in found]
    assert events_of(command, folder, "--reports", "2") == [e for e in found if e["articles"] == ["a", "b"]]
    table = command("events", "-w", folder, "--reports", "2")
    assert "independent origins 1 of 2 reports" in " ".join(table.stdout.split())
    out = folder.parent / "events.html"
    assert command("events", "-w", folder, "--out", out).returncode == 0
    assert 'dir="rtl"' in out.read_text(encoding="utf-8")


def test_the_feed_tells_what_came_and_what_changed(command, folder):
    before = {tuple(event["articles"]): event["id"] for event in events_of(command, folder)}
    first = changes_of(command, folder, 0)
    assert [change["seq"] for change in first] == list(range(1, len(first) + 1))
    assert {change["event"] for change in first} == set(before.values())
    assert {change["kind"] for change in first} == {"new"}
    assert changes_of(command, folder, first[-1]["seq"]) == []
    assert changes_of(command, folder, first[0]["at"]) == first
    assert changes_of(command, folder, "2020-01-01") == first
    assert changes_of(command, folder, "2999-01-01") == []
    add(command, folder, article("0", TEXT.format("خمسة"), "موقع آخر"))
    after = {tuple(event["articles"]): event["id"] for event in events_of(command, folder)}
    assert after["0", "a", "b"] == before["a", "b"]
    [change] = changes_of(command, folder, first[-1]["seq"])
    assert (change["kind"], change["event"]) == ("updated", before["a", "b"])
    assert "articles" in change["fields"]
    table = command("changes", "--since", "0", "-w", folder).stdout
    assert f"new  {before['a', 'b']}" in table
    assert f"updated  {before['a', 'b']}" in table


def test_a_decision_is_obeyed_and_can_be_taken_back(command, folder):
    add(command, folder, article("e", FAR, "موقع آخر", "2021-03-03"))
    before = {tuple(event["articles"]): event for event in events_of(command, folder)}
    one, other = before["a", "b"], before["e",]
    claims = (named(one, "a"), named(other, "e"))
    done = command("decide", *claims, "same", "--author", "ليلى", "--reason", "مثال", "-w", folder)
    assert (done.returncode, done.stdout) == (0, "decision 1 is kept: same\n")
    after = {tuple(event["articles"]): event["id"] for event in events_of(command, folder)}
    assert any({"a", "b", "e"} <= set(key) for key in after)
    kept = after[next(key for key in after if "a" in key)]
    gone = ({one["id"], other["id"]} - {kept}).pop()
    shown = command("event", gone, "-w", folder, "--format", "json")
    assert shown.returncode == 0
    assert shown.stderr == f"rawi: {gone}: it was merged into {kept}, which is shown\n"
    assert json.loads(shown.stdout)["event"]["id"] == kept
    assert {row["article"] for row in json.loads(shown.stdout)["rows"]} == {"a", "b", "e"}
    done = command("decide", *claims, "same", "--author", "سامي", "--undo", "-w", folder)
    assert done.stdout == "decision 2 is kept: it takes back decision 1\n"
    again = {tuple(event["articles"]): event["id"] for event in events_of(command, folder)}
    assert (again["a", "b"], again["e",]) == (one["id"], other["id"])
    kinds = [change["kind"] for change in changes_of(command, folder, 0)]
    assert {"new", "merged", "split"} <= set(kinds)
    assert command("verify", "-w", folder).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("event", "ev-none"), 1, "there is no event with this id"),
        (("event", "ev-"), 1, "several events have ids that begin so"),
        (("decide", "a#none", "b#none", "same", "--author", "x"), 1, "there is no such claim in the store"),
        (("decide", "a#none", "b#none", "perhaps", "--author", "x"), 2, "perhaps"),
        (("changes", "--since", "yesterday"), 2, "neither a number nor a date"),
        (("events", "--outlet", "x"), 2, "it is for files"),
        (("events", "nothing.jsonl"), 2, "it goes without files"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(command, folder, arguments, status, words):
    events_of(command, folder)
    done = command(*arguments, "-w", folder)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_without_a_workspace_the_way_to_make_one_is_told(command, tmp_path):
    for arguments in (["events"], ["event", "ev-1"], ["changes", "--since", "0"]):
        done = command(*arguments, "-w", tmp_path)
        assert done.returncode == 1
        assert f"make one with: rawi init {tmp_path}" in done.stderr
