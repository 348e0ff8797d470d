"""What the closed lists are called in Arabic and in English, for every face that shows them to a person.

The wording is neutral and short enough for a badge; the meaning of each term is fixed in the annotation guidelines.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from rawi.model.article import PublishedBasis
from rawi.model.place import PlaceLevel
from rawi.model.time import Grain
from rawi.model.vocabulary import Commitment, EventType, LoadedKind, QuantityOf, SourceKind, Status
from rawi.reading.confidence import Level


class Label(NamedTuple):
    """One name in both languages."""

    ar: str
    en: str


EventGroup = Literal["violence", "force", "cohesion", "words", "people"]

GROUP_LABELS: Final[dict[EventGroup, Label]] = {
    "violence": Label("عنف", "violence"),
    "force": Label("قوة وأرض", "force and ground"),
    "cohesion": Label("تماسك", "cohesion"),
    "words": Label("أقوال واتفاقات", "words and deals"),
    "people": Label("سكان", "people"),
}

# Types in the order of the guidelines, section 3.
EVENT_GROUPS: Final[dict[EventGroup, tuple[EventType, ...]]] = {
    "violence": (
        "clash", "shell", "airstrike", "bomb", "attack", "kill", "injure", "abduct", "arrest", "abuse", "destroy",
        "seize",
    ),
    "force": ("capture", "withdraw", "operation", "mobilize", "restrict", "arm"),
    "cohesion": ("defect", "desert", "surrender", "recruit", "realign", "discord", "appoint", "conceal"),
    "words": (
        "threaten", "accuse", "condemn", "deny", "demand", "meet", "agree", "support", "sanction", "release", "protest",
    ),
    "people": ("displace", "return", "aid", "harm_services"),
}  # fmt: skip

GROUP_OF: Final[dict[EventType, EventGroup]] = {
    event: group for group, events in EVENT_GROUPS.items() for event in events
}

EVENT_LABELS: Final[dict[EventType, Label]] = {
    "clash": Label("اشتباك", "armed clash"),
    "shell": Label("قصف", "shelling"),
    "airstrike": Label("ضربة جوية", "air strike"),
    "bomb": Label("تفجير", "bombing"),
    "attack": Label("هجوم", "attack"),
    "kill": Label("قتل", "killing"),
    "injure": Label("إصابة", "injury"),
    "abduct": Label("خطف", "abduction"),
    "arrest": Label("اعتقال", "arrest"),
    "abuse": Label("إساءة معاملة", "abuse"),
    "destroy": Label("تدمير", "destruction"),
    "seize": Label("استيلاء على ممتلكات", "seizure of goods"),
    "capture": Label("سيطرة على أرض", "capture of ground"),
    "withdraw": Label("انسحاب", "withdrawal"),
    "operation": Label("عملية", "operation"),
    "mobilize": Label("حشد وانتشار", "mobilisation"),
    "restrict": Label("تقييد حركة", "restriction"),
    "arm": Label("تسليح", "arming"),
    "defect": Label("انشقاق", "defection"),
    "desert": Label("فرار", "desertion"),
    "surrender": Label("استسلام", "surrender"),
    "recruit": Label("تجنيد", "recruitment"),
    "realign": Label("إعادة اصطفاف", "realignment"),
    "discord": Label("خلاف داخلي", "discord"),
    "appoint": Label("تعيين أو إعفاء", "appointment"),
    "conceal": Label("تكتم", "concealment"),
    "threaten": Label("تهديد", "threat"),
    "accuse": Label("اتهام", "accusation"),
    "condemn": Label("إدانة", "condemnation"),
    "deny": Label("نفي أو رفض", "denial"),
    "demand": Label("مطالبة", "demand"),
    "meet": Label("لقاء", "meeting"),
    "agree": Label("اتفاق", "agreement"),
    "support": Label("دعم", "support"),
    "sanction": Label("عقوبة", "sanction"),
    "release": Label("إفراج", "release"),
    "protest": Label("احتجاج", "protest"),
    "displace": Label("نزوح", "displacement"),
    "return": Label("عودة نازحين", "return"),
    "aid": Label("مساعدات", "aid"),
    "harm_services": Label("تعطل خدمات", "harm to services"),
}

STATUS_LABELS: Final[dict[Status, Label]] = {
    "happened": Label("وقع", "happened"),
    "ongoing": Label("جارٍ", "ongoing"),
    "planned": Label("مقرر", "planned"),
    "possible": Label("محتمل", "possible"),
    "called_for": Label("مطلوب", "called for"),
    "denied": Label("منفي", "denied"),
}

COMMITMENT_LABELS: Final[dict[Commitment, Label]] = {
    "flat": Label("بلسان الناشر", "flat"),
    "attributed": Label("منسوب", "attributed"),
    "hedged": Label("بتحفظ", "hedged"),
    "doubted": Label("بتشكيك", "doubted"),
}

CONFIDENCE_LABELS: Final[dict[Level, Label]] = {
    "high": Label("ثقة عالية", "high"),
    "medium": Label("ثقة متوسطة", "medium"),
    "low": Label("ثقة ضعيفة", "low"),
}

SOURCE_KIND_LABELS: Final[dict[SourceKind, Label]] = {
    "official": Label("جهة رسمية", "official"),
    "military": Label("جهة عسكرية", "military"),
    "security_source": Label("مصدر أمني", "security source"),
    "diplomatic_source": Label("مصدر دبلوماسي", "diplomatic source"),
    "local_source": Label("مصدر محلي", "local source"),
    "witness": Label("شاهد عيان", "witness"),
    "medical": Label("مصدر طبي", "medical"),
    "rescue": Label("دفاع مدني وإسعاف", "rescue"),
    "monitor": Label("جهة رصد", "monitor"),
    "un": Label("الأمم المتحدة", "United Nations"),
    "ngo": Label("منظمة أهلية", "NGO"),
    "media": Label("وسيلة إعلام", "media"),
    "social_media": Label("وسائل التواصل", "social media"),
    "analyst": Label("محلل", "analyst"),
    "relative": Label("قريب", "relative"),
    "document": Label("وثيقة", "document"),
    "unnamed": Label("مصدر بلا اسم", "unnamed"),
    "other": Label("غير ذلك", "other"),
}

LOADED_KIND_LABELS: Final[dict[LoadedKind, Label]] = {
    "delegitimising": Label("نزع شرعية", "delegitimising"),
    "terrorist_label": Label("وسم بالإرهاب", "terrorist label"),
    "scare_quotes": Label("تنصيص تشكيك", "scare quotes"),
    "glorifying": Label("تمجيد", "glorifying"),
    "emotive": Label("لفظ عاطفي", "emotive"),
    "regime_label": Label("وسم بالنظام", "regime label"),
}

QUANTITY_LABELS: Final[dict[QuantityOf, Label]] = {
    "killed": Label("قتلى", "killed"),
    "injured": Label("جرحى", "injured"),
    "casualties": Label("ضحايا", "casualties"),
    "detained": Label("محتجزون", "detained"),
    "abducted": Label("مخطوفون", "abducted"),
    "defectors": Label("منشقون", "defectors"),
    "displaced": Label("نازحون", "displaced"),
    "people": Label("أشخاص", "people"),
    "money": Label("مال", "money"),
    "weapons_vehicles": Label("سلاح وآليات", "weapons and vehicles"),
    "places": Label("أماكن", "places"),
    "other": Label("غير ذلك", "other"),
}

# Fields as Claim.quotes names them, with the fields that have no words of their own after them.
FIELD_LABELS: Final[dict[str, Label]] = {
    "trigger": Label("الحدث", "event"),
    "actor": Label("الفاعل", "actor"),
    "target": Label("المستهدف", "target"),
    "place": Label("المكان", "place"),
    "origin": Label("من", "from"),
    "destination": Label("إلى", "to"),
    "time": Label("الزمان", "time"),
    "quantity": Label("العدد", "quantity"),
    "source": Label("المصدر", "source"),
    "verb": Label("لفظ النقل", "reporting word"),
    "event": Label("الحدث", "event"),
    "status": Label("الوقوع", "status"),
    "commitment": Label("الالتزام", "commitment"),
}

PLACE_LEVEL_LABELS: Final[dict[PlaceLevel, Label]] = {
    "point": Label("موقع", "point"),
    "neighbourhood": Label("حي", "neighbourhood"),
    "populated": Label("مدينة أو بلدة", "town"),
    "subdistrict": Label("ناحية", "subdistrict"),
    "district": Label("منطقة", "district"),
    "province": Label("محافظة", "province"),
    "region": Label("إقليم", "region"),
    "country": Label("بلد", "country"),
    "water": Label("مياه", "water"),
}

GRAIN_LABELS: Final[dict[Grain, Label]] = {
    "hour": Label("ساعة", "hour"),
    "part_of_day": Label("جزء من اليوم", "part of day"),
    "day": Label("يوم", "day"),
    "week": Label("أسبوع", "week"),
    "month": Label("شهر", "month"),
    "season": Label("فصل", "season"),
    "year": Label("سنة", "year"),
    "decade": Label("عقد", "decade"),
}

BASIS_LABELS: Final[dict[PublishedBasis, Label]] = {
    "json-ld": Label("بيانات الصفحة", "page data"),
    "meta": Label("وسوم الصفحة", "page tags"),
    "time-element": Label("سطر التاريخ", "date line"),
    "url": Label("عنوان الصفحة", "page address"),
    "dateline-text": Label("نص الخبر", "text of the article"),
    "given": Label("من المستخدم", "given by the user"),
}

_RELATIVE = Label("لا يُعرف بلا تاريخ نشر", "needs a date of publication")
# Why a phrase stayed unknown, by the words of the stage that gave it up; a reason that is not here is shown as it is.
REASON_LABELS: Final[dict[str, Label]] = {
    "not in the gazetteer": Label("ليس في معجم الأماكن", "not in the gazetteer"),
    "points back to no place that was named": Label("يشير إلى مكان لم يُسمَّ", "points back to no place that was named"),
    "cannot be placed in the calendar": Label("لا يُعرف موضعه من التقويم", "cannot be placed in the calendar"),
    "event": Label("مقيس إلى حدث، لا إلى تاريخ", "told by an event, not by a date"),
    "vague": Label("لفظ زمن غير محدد", "vague words of time"),
    "clock": Label("ساعة بلا يوم", "an hour with no day"),
    "after": Label("بعد أمر لا يُعرف يومه", "after something whose day is not known"),
    "before": Label("قبل أمر لا يُعرف يومه", "before something whose day is not known"),
    "since": Label("بداية مفتوحة لا تُعرف نهايتها", "open since a day, with no known end"),
    "until": Label("نهاية لا تُعرف بدايتها", "runs to a day, with no known beginning"),
    "within": Label("مدة لا تُعرف بدايتها", "a span with no known beginning"),
    "stretch": Label("مدة لا تُعرف بدايتها", "a span with no known beginning"),
    "unit": _RELATIVE,
    "ago": _RELATIVE,
    "date": _RELATIVE,
    "month": _RELATIVE,
    "day_of_month": _RELATIVE,
    "part_of_day": _RELATIVE,
    "season": _RELATIVE,
    "week_of": _RELATIVE,
    "edge": _RELATIVE,
    "half": _RELATIVE,
    "first_of": _RELATIVE,
    "between": _RELATIVE,
}
