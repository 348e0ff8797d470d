"""Closed-class words and small grammar of voices: what opens a report, what may stand between a verb and its speaker.

Nouns and verbs in ``text`` are compared folded; names of verbs (lemmas) are spelled as in data/voices.yaml.
"""

from __future__ import annotations

import re

from rawi.lexicon.entries import Form
from rawi.lexicon.lexicon import Match

# Words that open what is said, folded: أن and إن fall together.
OPENERS = frozenset("ان انه انها انهم انهما بان بانه بانها بانهم انني اننا انهن بانهما فان فانه فانها".split())
OPENING = OPENERS | {":"}
# Words of time and manner that may stand between a verb and its speaker.
ASIDES = frozenset(
    (
        "اليوم امس غدا الان السبت الاحد الاثنين الاثنان الثلاثاء الاربعاء الخميس الجمعه صباح مساء ظهر عصر فجر ليل "
        "ليله يوم صباحا ظهرا ايضا كذلك قد لاحقا حينها سابقا اخيرا موخرا مجددا رسميا بدوره بدورها بدورهم الماضي "
        "المنصرم الجاري عصرا حديثا سابق وقت لاحق متاخر امسيه علنا صراحه نهار الفايت المقبل الشهر العام الاسبوع "
        "الساعه السنه عدم يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر كانون شباط "
        "اذار نيسان ايار حزيران تموز اب ايلول تشرين"
    ).split()
)
# Words that may stand before the head of a source phrase and belong to it ("some sources").
DETERMINERS = frozenset(
    (
        "بعض احد احدي عده جميع كل معظم غالبيه تلك هذه هولاء هذا ذلك ذات نفس كبير كبار مساعد عدد عشرات ميات اكثر غير "
        "نايب نص"
    ).split()
)
# A second speaker joined to the first begins here ("and others").
OTHERS = frozenset("واحد واحدي وبعض وعدد واخري واخرون واخرين".split())
# What sort of outlet a name is the name of.
OUTLET_SORTS = frozenset("وكاله قناه صحيفه شبكه موقع جريده اذاعه".split())
# Where nothing was said.
NEGATIONS = frozenset("لم لا لن ولم ولا ولن فلم دون الم".split())
# What follows these is a noun, not a verb: "تم نقل".
LIGHT = frozenset("عدم تم يتم وتم سيتم جري يجري".split())
# A word after one of these is part of a name, whatever it looks like.
KUNYAS = frozenset("ابو ابا ابي بن ابن ام عبد ال".split())
# After the future's س a verb begins with one of these; "سعد" is a name.
FUTURE = frozenset("ايتن")
# What is said of a speaker without naming him ("who would not give his name"), and of his speaking.
ANONYMOUS = frozenset("اسمه اسمها اسمائهم هويته هويتها هويتهم قوله قولها قولهم نهايه".split())
BUT = frozenset({"ولكن", "لكن", "اما", "واما"})
# Capitals and countries whose name stands for their government ("قالت صنعاء").
SEATS = frozenset(
    (
        "صنعاء بغداد دمشق بيروت عمان الرياض القاهره الخرطوم طرابلس تونس الجزائر الرباط الدوحه ابوظبي الكويت المنامه "
        "مسقط انقره طهران واشنطن موسكو كييف لندن باريس برلين روما بكين بيونغيانغ سيوول طوكيو نيودلهي كابول كابل "
        "اسلامباد مقديشو نواكشوط باماكو اليمن العراق سوريا سوريه لبنان الاردن السعوديه مصر السودان ليبيا "
        "قطر الامارات البحرين تركيا ايران فرنسا بريطانيا المانيا الصين الهند باكستان افغانستان الصومال اثيوبيا "
        "اريتريا تشاد اليابان ايطاليا اسبانيا بولندا اوكرانيا بيلاروسيا كوريا"
    ).split()
)
# What a speaker refuses to have told.
NAMING = frozenset("ذكر كشف الكشف نشر الافصاح عدم بعدم التصريح".split())
# Words that begin a clause beside the one before.
AND_THEN = frozenset("فيما بينما كما وكما حين ثم".split())
RELATIVES = frozenset({"الذي", "التي", "الذين"})
CONTRAST = frozenset({"فيما", "بينما", "حين", "وفيما", "وبينما"})
# Pieces of speech in which somebody says something.
SPEECH = frozenset(
    (
        "بيان تصريح تصريحات حديث تقرير رساله كلمه منشور تغريده مقابله خطاب موتمر مداخله اتصال لقاء حوار تدوينه "
        "تسجيل مقطع فيديو احاطه تعليق"
    ).split()
)
# What is shown or passed on ...
SHOWN = frozenset(
    ("لقطات فيديو فيديوهات مقاطع مقطع صورا صور تسجيلا تسجيلات بيانا شريطا مشاهد فديو بيان تقريرا").split()
)
# ... and the verbs for it: these report what they show.
SHOWING = frozenset("نشر بث تداول تناقل أظهر أثبت وزع أصدر".split())
# Verbs that report even where nothing but a noun follows ("أعلنت الوزارة مقتل ..."); others need an opener or their
# preposition.
PLAIN = frozenset(
    (
        "قال أضاف تابع أوضح أكد ذكر أفاد أعلن صرح أشار لفت نوه كشف نقل روى زعم ادعى أورد اعترف أقر أخبر شدد توقع "
        "رجح نفى حذر تبنى وثق رصد أحصى اتهم أدان ندد استنكر طالب دعا هدد رحب قدر تحدث أبلغ ألمح لمح اعتبر استبعد "
        "حمل نعى دان ناشد حث انتقد شجب توعد تعهد"
    ).split()
)
# Everyday words that only look like reporting verbs unless an opener follows.
NEEDS_OPENER = frozenset(
    (
        "بين عد رد علم عرض جاء ورد صدر شاهد شك فصل عدد كتب دون سلم وجه أمل ظن سرب نشر بث رفض قرر أصدر سجل وصف تناول "
        "عقب علق لاحظ واصل زاد أكمل ختم شرح نسب وزع طلب أمر أظهر أثبت وعد رأى حكى قص سرد أطلع أعلم عمم كرر جدد أبدى "
        "خشي سمع أسف لام شكا أيد بارك أثنى نصح أوصى تداول تناقل"
    ).split()
)
# Verbs whose noun reports, where a speaker stands right after it ("the announcement of the ministry").
NOUNS = frozenset("أعلن أكد نفى اعترف أقر كشف زعم ادعى اتهم قال رجح".split())
# What somebody knows or feels, told by the one who speaks.
MENTAL = frozenset("أدرك عرف علم تأكد فهم شعر أيقن سمع تذكر".split())
# Verbs whose object may stand before them: "what the ministry announced".
PASSED = frozenset("أعلن نقل ذكر نشر قال أورد أكد بث أذاع كشف أفاد أوضح أصدر تداول".split())
# Nothing between these verbs and their "أن" is reported.
CLAUSAL = frozenset("قال أضاف أوضح ذكر صرح تابع أردف أشار لفت".split())
# Verbs that report even where they are negated.
DENYING = frozenset("استبعد نفى أنكر".split())
# Verbs of belief: without a speaker they are impersonal ("it is thought").
BELIEF = frozenset("اعتقد اشتبه ظن خشي رجح توقع افترض احتمل".split())
# Prepositions whose ل is joined to the speaker.
MELTING = frozenset("وفقا طبقا تبعا".split())
# Plain numbers: an IntFlag costs ten times as much to test.
PAST = int(Form.PAST)
PRESENT = int(Form.PRESENT)
PASSIVE_PRESENT = int(Form.PASSIVE_PRESENT)
ACTIVE = PAST | PRESENT
VERBAL = ACTIVE | PASSIVE_PRESENT | int(Form.PASSIVE_PAST)
PLURAL = int(Form.PLURAL)
SINGULAR = int(Form.SINGULAR)
NAME = re.compile("[\u0621-\u064a]{3,}")


def verb_gender(word: str, match: Match) -> str:
    """The gender that a verb shows: m, f, p (they) or d (the two); empty where it shows none."""
    word = word[: len(word) - len(match.pronoun)] if match.pronoun else word
    if match.form & PAST and not word.startswith("ي"):
        if word.endswith("ت"):
            return "f"
        if word.endswith("وا"):
            return "p"
        if word.endswith("تا"):
            return "d"
        if match.form & PRESENT and word.startswith(("ت", "ن")):
            return ""
        return "m"
    if word.endswith("ون"):
        return "p"
    return "m" if word.startswith("ي") else "f" if word.startswith("ت") else ""


def agree(verb: str, noun: str) -> bool:
    """Whether a speaker can be the subject of a verb; a verb before several persons stays singular."""
    return not verb or not noun or verb == noun or noun == "p" or verb in {"d", "p"}


def noun_gender(word: str) -> str:
    """The gender that a noun's ending shows: m, f, or p for several men."""
    return "p" if word.endswith(("ون", "ين")) and len(word) > 5 else "f" if word.endswith(("ه", "ات")) else "m"
