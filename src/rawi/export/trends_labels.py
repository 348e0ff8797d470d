"""What series and verdicts are called in Arabic and in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

import msgspec

from rawi.events.indicators import Indicators
from rawi.events.sides import COMPILED, Party, Table
from rawi.events.trends import Grouping
from rawi.events.trends_verdict import TrendVerdict
from rawi.events.trends_words import Direction
from rawi.export.labels import EVENT_LABELS, Label
from rawi.model.event import Event
from rawi.model.vocabulary import EventType

Names = Callable[[str], Label]

TITLE: Final = Label("الاتجاهات", "trends")
SERIES: Final = Label("سلاسل", "series")
CLAIMS: Final = Label("مزاعم الاتجاه", "trend claims")
WEEKLY: Final = Label("الأحداث المستقلة في الأسبوع", "independent events a week")
SURE: Final = Label("مؤكد في الأسبوع", "surely in the week")
MAY: Final = Label("محتمل في الأسبوع", "may lie in the week")
NO_ARTICLE: Final = Label("لا مقالات في الأرشيف", "no article in the archive")
BURST: Final = Label("طفرة", "burst")
CHANGE: Final = Label("تغير في المستوى", "change of level")
WEEK: Final = Label("الأسبوع", "week")
TABLE: Final = Label("الأعداد", "the numbers")
TOTAL: Final = Label("المجموع", "total")
RECENT: Final = Label("آخر 28 يوما", "the last 28 days")
BEFORE: Final = Label("56 يوما قبلها", "the 56 days before")
NO_SERIES: Final = Label("لا أحداث مؤرخة في هذه المدة", "no dated event in this time")
NO_CLAIMS: Final = Label("لا مقال يزعم ازديادا أو تراجعا", "no article asserts a rise or a fall")
OUTLET: Final = Label("ناشر غير معروف", "unknown outlet")
UNDATED: Final = Label("أحداث بلا تاريخ", "undated events")
MORE: Final = Label("سلاسل أخرى في الجدول وحده", "more series in the table alone")

GROUPING_LABELS: Final[dict[Grouping, Label]] = {
    "type": Label("بحسب نوع الحدث", "by type of event"),
    "party": Label("بحسب الطرف الفاعل", "by acting party"),
    "place": Label("بحسب المكان", "by place"),
    "indicator": Label("بحسب المؤشر", "by indicator"),
}
VERDICT_LABELS: Final[dict[TrendVerdict, Label]] = {
    "supported": Label("يؤيده الأرشيف", "supported"),
    "not_supported": Label("لا يؤيده الأرشيف", "not supported"),
    "too_little_data": Label("البيانات لا تكفي", "too little data"),
}
DIRECTION_LABELS: Final[dict[Direction, Label]] = {
    "rise": Label("ازدياد", "rise"),
    "fall": Label("تراجع", "fall"),
    "record": Label("غير مسبوق", "unprecedented"),
}


def names(by: Grouping, events: Iterable[Event], indicators: Indicators | None = None) -> Names:
    """The names of the keys of series."""
    if by == "type":
        types = {str(event): label for event, label in EVENT_LABELS.items()}
        return types.__getitem__
    if by == "party":
        return party_label
    if by == "place":
        places = {
            event.place.id: Label(event.place.name, event.place.name_en) for event in events if event.place is not None
        }
        return places.__getitem__
    known = {item.id: Label(item.name_ar, item.name_en) for item in (indicators.indicators if indicators else ())}

    def indicator(key: str) -> Label:
        name, _, party = key.partition("/")
        label = known[name]
        who = party_label(party) if party else None
        return Label(f"{label.ar}: {who.ar}", f"{label.en}: {who.en}") if who else label

    return indicator


def party_label(party: str) -> Label:
    """The neutral names of a party, or its id where the vocabulary does not know it."""
    known = _parties().get(party)
    return Label(known.name_ar, known.name_en) if known else Label(party, party)


@cache
def _parties() -> dict[str, Party]:
    return msgspec.json.decode(COMPILED.read_bytes(), type=Table).parties


def claimed(event: EventType, party: str | None) -> Label:
    """What is said to rise or fall: the type of event, and whose."""
    label = EVENT_LABELS[event]
    who = party_label(party) if party else None
    return Label(f"{label.ar}: {who.ar}", f"{label.en}: {who.en}") if who else label
