"""Made-up texts for copy detection: templated short items, and stories with copies planted in them. All are invented.

The same seed gives the same texts.
"""

from __future__ import annotations

import itertools
import random
from typing import NamedTuple

from rawi.model.article import Article

_PLACES = (
    "منبج,الباب,جرابلس,عين عيسى,تل تمر,الشدادي,البوكمال,الميادين,السخنة,تل رفعت,خان شيخون,معرة النعمان,جسر الشغور,"
    "سراقب,كفرنبل,الحراك,نوى,إنخل,داعل,الصنمين,تلعفر,سنجار,البعاج,القائم,راوة,هيت,الحويجة,بيجي,طوزخورماتو,خانقين,"
    "المخا,الخوخة,حيس,ميدي,حرض,عبس,باجل,الدريهمي,التحيتا,زبيد,غريان,ترهونة,بني وليد,صبراتة,العجيلات,الفاشر,نيالا,"
    "الجنينة,كادقلي,الدلنج,أم دوم الشرقية,كفر زيبان,تل العصافير,وادي السنديان,عين الغزلان,دير النخلة,مزرعة الرمان,"
    "نبع الصفصاف,خربة الزيتون,بير الهدهد"
).split(",")
_DAYS = "السبت,الأحد,الاثنين,الثلاثاء,الأربعاء,الخميس,الجمعة".split(",")
_HURT = "ثلاثة,أربعة,خمسة,ستة,سبعة,ثمانية,تسعة,عشرة,11,12,13,14,16,17,18,19,21,22,23".split(",")
_FIRST = "ماهر,رائد,باسل,قصي,نزار,غسان,لؤي,حاتم,شادي,مهند,طلال,صفوان".split(",")
_LAST = "الخطيب,الحمصي,السلوم,الدرويش,العكيدي,الشواخ,الربيعي,الجبوري,الهمداني,المقطري,الزنتاني,بشارة".split(",")

# Frames of daily items, from strikes to the weather. The last sentence of some is the same in every item.
FRAMES = (
    "أفاد مراسلنا بأن طائرات حربية شنت فجر {day} غارات جوية على منازل المدنيين في {place}، ما أدى إلى مقتل {dead} أشخاص"
    " وإصابة {hurt} آخرين بجروح متفاوتة نقلوا على إثرها إلى المشفى الميداني القريب.",
    "اندلعت اشتباكات عنيفة بالأسلحة الرشاشة مساء {day} بين مجموعتين مسلحتين في {place} على خلفية خلاف قديم، وأسفرت عن"
    " مقتل {dead} من الطرفين وجرح {hurt} آخرين. وتشهد المنطقة منذ أشهر حالة من الفلتان الأمني وانتشار السلاح بين أيدي"
    " السكان دون رادع.",
    "قتل {dead} مدنيين بينهم أطفال وأصيب {hurt} آخرون {day} إثر انفجار لغم أرضي من مخلفات الحرب بسيارة كانت تقلهم إلى"
    " أرضهم الزراعية في {place}. ودعت فرق إزالة الألغام الأهالي إلى عدم دخول الأراضي التي لم تمسح بعد.",
    "حالة الطقس المتوقعة ليوم {day} في {place}: أجواء غائمة جزئياً مع رياح شمالية غربية معتدلة السرعة، وتكون درجة"
    " الحرارة الصغرى {dead} درجات مئوية والعظمى {hurt} درجة، والبحر خفيف ارتفاع الموج والرؤية جيدة في معظم المناطق.",
    "أعلنت الشرطة {day} أن دورياتها ألقت القبض على المدعو {name} و{dead} من شركائه في {place} بتهمة ترويج المواد"
    " المخدرة، وضبطت بحوزتهم {hurt} كيلوغراماً من الحشيش، وأحالتهم إلى القضاء المختص لينالوا جزاءهم العادل.",
    "سقطت {hurt} قذيفة هاون على الأحياء السكنية في {place} ظهر {day} وأوقعت {dead} قتلى من عائلة واحدة بحسب ما قال"
    " مصدر طبي لمراسلنا، فيما لحقت أضرار مادية كبيرة بالمنازل والمحال التجارية المجاورة لموقع السقوط.",
    "تعرض {name} لمحاولة اغتيال {day} حين أطلق مسلحان يستقلان دراجة نارية النار عليه قرب منزله في {place} ولاذا"
    " بالفرار، وأصيب بـ{dead} طلقات نقل بعدها إلى المشفى، وهذه هي المحاولة رقم {hurt} من نوعها هذا العام.",
)


class Slots(NamedTuple):
    """What an item fills into its frame."""

    place: str
    day: str
    dead: str
    hurt: str
    name: str


def templated(count: int, *, seed: int) -> list[Article]:
    """Short items of one outlet, no two of one frame alike. Every third differs from the one before it in its frame in
    one thing only: place, day or number."""
    dice = random.Random(seed)
    seen: set[tuple[int, Slots]] = set()
    last: dict[int, Slots] = {}
    items: list[Article] = []
    for number in itertools.count():
        if len(items) == count:
            return items
        frame = number % len(FRAMES)
        slots = _slots(dice)
        if frame in last and number % 3 == 0:
            field = dice.choice(("place", "day", "dead", "hurt"))
            slots = last[frame]._replace(**{field: getattr(slots, field)})
        if (frame, slots) in seen:
            continue
        seen.add((frame, slots))
        last[frame] = slots
        text = FRAMES[frame].format(**slots._asdict())
        items.append(Article(id=f"item-{len(items):03}", text=text, outlet="موقع القياس", published="2020-03-04"))
    raise AssertionError


def _slots(dice: random.Random) -> Slots:
    name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
    dead, hurt = dice.sample(_HURT, 2)
    return Slots(dice.choice(_PLACES), dice.choice(_DAYS), dead, hurt, name)


_SMALL_WORDS = "في,من,على,إلى,عن,مع,بعد,قبل,خلال,بين,أن,التي,الذي,هذه,ذلك,كما,حيث,قد,لم,كان".split(",")
_STEMS = (
    "سوق طريق بيت حقل جدار مصنع قطار مركب شجر بئر مدرسة كتاب ورق حبر صندوق مفتاح باب سقف سلم نافذة حديقة نهر جسر"
    " ميناء سفينة شراع بحار صياد شبكة سمك ملح خبز قمح طحين فرن خباز عامل حداد نجار خياط قماش خيط إبرة ثوب لون رسام"
    " لوحة معرض متحف حجر نقش قلعة برج سور حارس ليل نجم قمر غيم مطر ثلج ريح عاصفة رعد برق شتاء صيف خريف ربيع زهر ثمر"
    " بستان فلاح محراث ثور حصان فارس سيف درع رمح قوس سهم هدف لعبة كرة ملعب فريق حكم صافرة جمهور تذكرة مقعد رحلة حقيبة"
    " مسافر محطة قاطرة سكة عربة عجل زيت وقود محرك دخان نار رماد فحم منجم عمود سلك مصباح ضوء ظل مرآة زجاج كأس ماء شاي"
    " قهوة سكر عسل نحل خلية غابة ذئب ثعلب أرنب صقر حمامة عش بيضة ريش جناح"
).split()


def story(words: int, dice: random.Random) -> list[str]:
    """Paragraphs of made-up sentences: as news has it, every third word is one of a few small ones."""
    paragraphs: list[str] = []
    while words > 0:
        sentences = [_sentence(dice) for _ in range(dice.randint(2, 3))]
        paragraphs.append(" ".join(sentences))
        words -= len(paragraphs[-1].split())
    return paragraphs


def _sentence(dice: random.Random) -> str:
    words: list[str] = []
    for _ in range(dice.randint(12, 24)):
        if dice.random() < 0.35:
            words.append(dice.choice(_SMALL_WORDS))
            continue
        word = dice.choice(_STEMS)
        words.append(dice.choice(("", "", "ال", "ال", "و", "بال", "وال")) + word)
        if dice.random() < 0.08:
            words[-1] += "،"
    return " ".join(words) + "."


class Planted(NamedTuple):
    """Two articles of which the second holds a passage of the first, and where that stands in each."""

    source: Article
    host: Article
    a: tuple[int, int]
    b: tuple[int, int]


def planted(number: int, dropped: float, *, seed: int) -> Planted:
    """A copy planted in a story of its own: one to four sentences of one paragraph, or a whole paragraph and the next
    one. dropped: part of the words that are left out of the copy, 0 to 1; its first and last word stay."""
    dice = random.Random(f"{seed} {number} {dropped}")
    source, host = story(dice.randint(120, 500), dice), story(dice.randint(80, 500), dice)
    at = dice.randrange(len(source))
    if number % 4 == 3:
        taken = "\n".join(source[at : at + 2])
    else:
        sentences = source[at].split(". ")
        first = dice.randrange(len(sentences))
        taken = ". ".join(sentences[first : first + 2])
    text = "\n".join(source)
    start = text.index(taken)
    words = taken.split(" ")
    kept = [w for i, w in enumerate(words) if i in {0, len(words) - 1} or dice.random() >= dropped]
    copy = " ".join(kept)
    where = dice.randint(0, len(host))
    before = "".join(p + "\n" for p in host[:where])
    after = "".join("\n" + p for p in host[where:])
    return Planted(
        Article(id=f"a-{number}", text=text),
        Article(id=f"b-{number}", text=before + copy + after),
        (start, start + len(taken)),
        (len(before), len(before) + len(copy)),
    )


def overlap(found: list[tuple[int, int]], true: tuple[int, int]) -> tuple[int, int, int]:
    """Letters that are in both, found, and true."""
    shared = sum(max(0, min(end, true[1]) - max(start, true[0])) for start, end in found)
    return shared, sum(end - start for start, end in found), true[1] - true[0]
