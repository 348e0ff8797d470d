"""Exports of Telegram Desktop: one chat and whole accounts, with all that messages are made of."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest

from rawi.intake.capture import article_of
from rawi.intake.collect_items import Item, Meter, Skipped
from rawi.intake.telegram import telegram_items
from rawi.model.capture import Capture, CaptureProblem

WHEN = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
TEXT = "أفادت مصادر محلية بسقوط قذيفة على أطراف البلدة فجر اليوم"


def message(number: int, text: object = TEXT, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2024-04-30T23:30:00", "date_unixtime": "1714516200",
        "from": "قناة الجسر", "from_id": "channel77", "text": text, "text_entities": [], **more,
    }  # fmt: skip


def chat(*messages: dict[str, Any], name: str = "قناة الجسر", number: int = 77) -> dict[str, Any]:
    return {"name": name, "type": "public_channel", "id": number, "messages": list(messages)}


def items(export: object) -> list[Item]:
    raw = export if isinstance(export, bytes) else json.dumps(export, ensure_ascii=False).encode()
    return list(telegram_items(io.BytesIO(raw), "src", "result.json", WHEN, Meter()))


def one(export: object) -> Capture:
    [item] = items(export)
    assert isinstance(item, Capture), item
    return item


def test_a_message() -> None:
    sent = message(5)
    capture = one(chat(sent))
    assert (capture.source, capture.locator, capture.captured_at) == ("src", "result.json!77/5", WHEN)
    held = json.loads(capture.content)
    assert held == {"chat": {"name": "قناة الجسر", "type": "public_channel", "id": 77}, "message": sent}
    article = article_of(capture)
    assert (article.text, article.title, article.outlet, article.author) == (TEXT, None, "قناة الجسر", None)
    # date_unixtime is exact; date is the local time of whoever exported.
    assert article.published == "2024-04-30T22:30:00Z"


def test_text_in_pieces() -> None:
    pieces = [
        "أفادت ",
        {"type": "bold", "text": "مصادر محلية"},
        " بسقوط قذيفة ",
        {"type": "link", "text": "https://t.me/x"},
    ]
    assert article_of(one(chat(message(1, pieces)))).text == "أفادت مصادر محلية بسقوط قذيفة https://t.me/x"


def test_a_group_names_who_wrote() -> None:
    assert article_of(one(chat(message(1, **{"from": "أبو خالد"})))).author == "أبو خالد"


def test_media_are_listed_and_not_taken_in() -> None:
    sent = message(1, photo="photos/photo_1.jpg", width=800, file="video_files/v.mp4", mime_type="video/mp4")
    capture = one(chat(sent))
    assert capture.headers == (("media", "photos/photo_1.jpg"), ("media", "video_files/v.mp4"))


def test_what_is_no_text_in_arabic_is_passed_over() -> None:
    found = items(
        chat(message(1, ""), message(2, "Breaking news"), message(3, "این خبر را که در تهران است"), message(4))
    )
    assert [item.why if isinstance(item, Skipped) else "" for item in found] == ["no text", "other", "fa", ""]
    assert next(item.locator for item in found if isinstance(item, Skipped)) == "result.json!77/1"


def test_service_messages_are_none() -> None:
    joined = {"id": 9, "type": "service", "action": "invite_members", "text": TEXT}
    assert len(items(chat(joined, message(1)))) == 1


def test_an_export_of_an_account() -> None:
    export = {
        "about": "…", "personal_information": {"name": "x", "id": 1},
        "chats": {"about": "…", "list": [chat(message(1)), chat(message(1), name="شبكة النهر", number=88)]},
        "left_chats": {"list": []},
    }  # fmt: skip
    first, second = items(export)
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.locator, second.locator) == ("result.json!77/1", "result.json!88/1")
    assert article_of(second).outlet == "شبكة النهر"
    # The same words in two channels are two articles.
    assert article_of(first).id != article_of(second).id


def test_numbers_keep_their_values() -> None:
    sent = message(1, location_information={"latitude": 35.5, "longitude": 39.25}, reply_to_message_id=2**53 + 1)
    assert json.loads(one(chat(sent)).content)["message"] == sent


@pytest.mark.parametrize("seconds", ["", "soon", "9" * 30, None])
def test_a_date_that_is_none(seconds: object) -> None:
    assert article_of(one(chat(message(1, date_unixtime=seconds)))).published is None


def test_halves_of_characters_do_no_harm() -> None:
    raw = json.dumps(chat(message(1, TEXT + "XX"))).replace("XX", "\\ud83d").encode()
    assert article_of(one(raw)).text.startswith(TEXT)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (json.dumps(chat(message(1), message(2))).encode()[:-200], "the export is broken after 1 messages ("),
        (b"{]", "the export is broken after 0 messages ("),
        (b"", "the export is broken after 0 messages ("),
        (b"{}", "there are no messages of Telegram in it"),
        (b'{"messages": [1, "x", null]}', "there are no messages of Telegram in it"),
        (b"[" * 1_000_000, "the export is broken after 0 messages (it is nested more than 100 deep)"),
        (b'{"messages": [{"x": [' + b"1," * 100_001 + b"1]}]}", "the export is broken after 0 messages (a message has"),
    ],
    ids=["cut off", "no JSON", "empty", "other JSON", "no messages", "deep", "wide"],
)
def test_broken_exports(raw: bytes, reason: str) -> None:
    last = items(raw)[-1]
    assert isinstance(last, CaptureProblem)
    assert last.reason.startswith(reason)
    assert last.advice
