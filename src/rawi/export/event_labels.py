"""What the parts of a dossier are called in Arabic and in English."""

from __future__ import annotations

from typing import Final

from rawi.export.labels import Label
from rawi.model.event import Change, ContradictionKind, MergeRule

TITLE: Final = Label("ملف الحدث", "event dossier")
EVENTS: Final = Label("الأحداث", "events")
REPORTS: Final = Label("تقارير", "reports")
MENTIONS: Final = Label("إشارات عابرة", "mere mentions")
ORIGINS: Final = Label("أصول مستقلة", "independent origins")
OF: Final = Label("من", "of")
WHO: Final = Label("الأطراف", "parties")
WHERE: Final = Label("المكان", "place")
WHEN: Final = Label("الزمان", "time")
BOUNDED: Final = Label("بحسب تاريخ النشر", "bounded by publication")
UNKNOWN: Final = Label("غير معروف", "unknown")
SEEN: Final = Label("أول خبر وآخره", "first and last report")
MATRIX: Final = Label("من قال ماذا", "who says what")
CHAINS: Final = Label("سلسلة الرواية", "chain of transmission")
CHAINS_HINT: Final = Label(
    "من الأقرب إلى الحدث، يمينا، إلى الناشر", "from those nearest the event, right, to the outlets"
)
COPIES: Final = Label("النسخ", "copies")
NO_COPIES: Final = Label("لا نص مشتركا بين هذه المقالات", "these articles share no text")
TAKEN: Final = Label("نقلا عن", "taken from")
SHARES: Final = Label("نص مشترك، والسابق غير معروف؛ مع", "shared text, direction unknown; with")
NAMES: Final = Label("يسمي", "names")
CONTRADICTIONS: Final = Label("التناقضات", "contradictions")
MERGES: Final = Label("لماذا عُدّت أصلا واحدا", "why they count as one origin")
LOWER: Final = Label("للحد الأدنى فقط", "lower bound only")
HISTORY: Final = Label("ما الذي تغير ومتى", "what changed when")
OUTLET: Final = Label("الناشر", "outlet")
NO_OUTLET: Final = Label("ناشر غير معروف", "unknown outlet")
UNDATED: Final = Label("بلا تاريخ", "undated")
MENTION: Final = Label("إشارة عابرة", "mention")
AGAINST: Final = Label("اعتراف على النفس", "against own interest")
CAMPS: Final = Label("اتفاق أطراف متخاصمة", "opposed camps agree")
OWN_VOICE: Final = Label("بلا مصدر مسمى", "no source named")

CONTRADICTION_LABELS: Final[dict[ContradictionKind, Label]] = {
    "occurrence": Label("الوقوع", "occurrence"),
    "number": Label("العدد", "number"),
    "party": Label("الفاعل", "responsible party"),
    "victim": Label("صفة الضحايا", "status of the victims"),
    "place": Label("المكان", "place"),
    "date": Label("التاريخ", "date"),
    "attribution": Label("النسبة", "attribution"),
}
MERGE_LABELS: Final[dict[MergeRule, Label]] = {
    "same_source": Label("مصدر واحد", "one source"),
    "agency": Label("وكالة أو ناشر واحد", "one agency or outlet"),
    "cites": Label("ينقل عن الآخر", "names the other"),
    "copy": Label("نص منسوخ", "copied text"),
    "family": Label("مالك واحد", "one owner"),
    "untold": Label("بلا اسم", "unnamed"),
}
CHANGE_LABELS: Final[dict[Change, Label]] = {
    "reported": Label("أول خبر", "first report"),
    "toll": Label("عدد جديد", "new count"),
    "actor": Label("طرف جديد", "new party"),
    "denied": Label("نفي", "denial"),
    "place": Label("مكان جديد", "new place"),
    "contradiction": Label("تناقض", "contradiction"),
}
