"""Messages from exports of Telegram Desktop (result.json), read as a stream: of one chat, or of a whole account.

Media stay where they are; the message names their files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from rawi.intake.capture import MESSAGE_TYPE, message_text
from rawi.intake.collect_items import Item, Meter, Skipped
from rawi.intake.language import detect
from rawi.model.capture import Capture, CaptureProblem

# Where the messages stand in an export of one chat, and in one of an account; what names a chat stands beside them.
_PLACES = {"messages.item": "", "chats.list.item.messages.item": "chats.list.item."}
_CHAT = ("name", "type", "id")
# Every kind of media that a message names a file or a record of.
_MEDIA = ("photo", "file", "thumbnail", "poll", "location_information", "contact_information")
# A message of Telegram has at most 4,096 letters; with its entities and reactions it stays far below this.
_MOST_PARTS = 100_000
_DEEPEST = 100
# Numbers with a fraction come as Decimal, so that none is rounded.
_json = msgspec.json.Encoder(decimal_format="number")


def telegram_items(stream: BinaryIO, source: str, place: str, captured_at: dt.datetime, meter: Meter) -> Iterator[Item]:
    """The messages of an export. place: the path of the file. captured_at: when the export was written.

    A message is kept as JSON with the name of its chat. Service messages ("joined the group") are no messages.
    """
    import ijson

    chat: dict[str, object] = {}
    number = 0
    try:
        for where, value in _values(stream):
            meter.at(stream.tell())
            if where not in _PLACES:
                chat[where] = value
                continue
            if not isinstance(value, dict) or value.get("type") != "message":
                continue
            number += 1
            yield _item(value, dict(chat), source, place, captured_at)
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError) as error:
        yield CaptureProblem(
            source=source,
            locator=place,
            reason=f"the export is broken after {number} messages ({str(error).splitlines()[0][:200]})",
            advice="export the chat again, as machine-readable JSON",
        )
        return
    if not number:
        yield CaptureProblem(
            source=source,
            locator=place,
            reason="there are no messages of Telegram in it",
            advice="give the result.json of an export as machine-readable JSON",
        )


def _values(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """What names the chat ("name", "type", "id"), and each message under its place, in the order of the file.

    The place is kept here and not taken from ijson.parse, whose names of places grow with the depth of the file.
    """
    import ijson
    from ijson.common import ObjectBuilder

    builder = None
    parts = 0
    path: list[str] = []
    inside: tuple[str, ...] = ()
    for event, value in ijson.basic_parse(stream):
        if event == "map_key":
            path[-1] = value
        elif event in ("end_map", "end_array"):
            path.pop()
        if builder is not None:
            builder.event(event, value)
            parts += 1
            if parts > _MOST_PARTS:
                raise ValueError(f"a message has more than {_MOST_PARTS:,} parts")
            if event == "end_map" and len(path) == len(inside):
                yield ".".join(inside), builder.value
                builder = None
        elif event == "start_map" and ".".join(path) in _PLACES:
            builder, inside, parts = ObjectBuilder(), tuple(path), 0
            builder.event(event, value)
        elif event in ("string", "number"):
            field = ".".join(path).removeprefix("chats.list.item.")
            if field in _CHAT:
                yield field, value
        if event in ("start_map", "start_array"):
            if len(path) >= _DEEPEST:
                raise ValueError(f"it is nested more than {_DEEPEST} deep")
            path.append("item" if event == "start_array" else "")


def _item(
    message: dict[str, object], chat: dict[str, object], source: str, place: str, captured_at: dt.datetime
) -> Item:
    locator = f"{place}!{chat.get('id', 0)}/{message.get('id', 0)}"
    text = message_text(message)
    if not text.strip():
        return Skipped(source=source, locator=locator, why="no text")
    language = detect(text)
    if language != "ar":
        return Skipped(source=source, locator=locator, why=language)
    content = _json.encode({"chat": chat, "message": message})
    return Capture(
        source=source,
        locator=locator,
        content=content,
        media_type=MESSAGE_TYPE,
        captured_at=captured_at,
        headers=tuple(("media", str(message[name])) for name in _MEDIA if isinstance(message.get(name), str)),
    )
