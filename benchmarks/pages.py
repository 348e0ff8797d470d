"""A news page of about 100 KB around a story, as sites serve it: all that stands around the text costs time too."""

from __future__ import annotations

import html
import random

SIZE = 100_000

_SECTIONS = (
    "الرئيسية,سياسة,اقتصاد,رياضة,ثقافة,صحة,علوم وتقنية,آراء,تقارير,مقابلات,فيديو,صور,بودكاست,مدونات,أرشيف".split(",")
)
_SUBJECTS = (
    "المجلس البلدي,وزارة النقل,الهلال الأحمر,اتحاد الكرة,مجلس الوزراء,هيئة الأرصاد,غرفة التجارة,جامعة المدينة".split(
        ","
    )
)
_VERBS = "يناقش,يعلن,يفتتح,يؤجل,ينظم,يطلق,يستقبل,يوقع".split(",")
_OBJECTS = (
    "خطة جديدة,مشروع الطريق,دورة تدريبية,معرض الكتاب,نتائج الامتحانات,موسم الحصاد,اتفاقية تعاون,برنامج التطعيم".split(
        ","
    )
)
_TAILS = "في العاصمة,بعد تأخير طويل,بحضور ضيوف من الخارج,للعام الثالث,رغم سوء الأحوال الجوية,وسط اهتمام واسع".split(",")


def news_page(title: str, text: str, published: str, *, seed: int) -> str:
    """The story in a whole page of at least :data:`SIZE` bytes. seed: the same one gives the same furniture."""
    dice = random.Random(seed)
    story = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    head = _HEAD.format(title=html.escape(title), published=published, styles=_styles(dice), scripts=_scripts(dice, 12))
    menu = "".join(
        f'<li class="menu-item menu-{i}"><a href="/section/{i}">{name}</a></li>' for i, name in enumerate(_SECTIONS)
    )
    article = _ARTICLE.format(title=html.escape(title), published=published, day=published[:10], story=story)
    related = _cards(dice, "related-posts", "مواضيع ذات صلة", 12)
    parts = [head, _HEADER.format(menu=menu), '<div class="layout">', article, related, _COMMENTS]
    parts += [_cards(dice, "most-read", "الأكثر قراءة", 10), _cards(dice, "latest", "آخر الأخبار", 20)]
    size = sum(len(part.encode()) for part in parts)
    while size < SIZE:
        part = dice.choice((_scripts(dice, 3), _cards(dice, "sidebar-box", dice.choice(_SECTIONS), 8)))
        parts.append(part)
        size += len(part.encode())
    return "\n".join([*parts, _FOOTER.format(menu=menu)])


def _headline(dice: random.Random) -> str:
    return " ".join(map(dice.choice, (_SUBJECTS, _VERBS, _OBJECTS, _TAILS)))


def _cards(dice: random.Random, name: str, heading: str, count: int) -> str:
    """A box of teasers, each with a lazily loaded picture in several sizes."""
    rows = []
    for _ in range(count):
        number, line = dice.randrange(10**6), _headline(dice)
        sizes = ", ".join(f"/media/{number}-{width}x{width * 9 // 16}.webp {width}w" for width in (320, 640, 960))
        rows.append(
            f'<div class="card card--{name}"><a href="/news/{number}" class="card__link" data-id="{number}">'
            f'<img class="lazy" alt="{line}" data-srcset="{sizes}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
            f'<h3 class="card__title">{line}</h3></a>'
            f'<time datetime="2020-01-{dice.randint(10, 28)}">منذ ساعات</time></div>'
        )
    return f'<aside class="widget {name}"><h2>{heading}</h2>{"".join(rows)}</aside>'


def _scripts(dice: random.Random, count: int) -> str:
    """Inline scripts of settings and trackers, as they fill most of a page."""
    return "".join(
        f"<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{'slot':'{dice.randrange(10**9):x}','sizes':"
        f"[[300,250],[728,90]],'target':{{'page':'article','keys':['{dice.randrange(10**12):x}','{dice.randrange(10**12):x}']}}}});"
        "(function(w,d,s){var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;j.src='/static/t.js';"
        "f.parentNode.insertBefore(j,f);})(window,document,'script');</script>"
        for _ in range(count)
    )


def _styles(dice: random.Random) -> str:
    return "".join(
        f".card--{i}{{margin:{dice.randint(0, 40)}px;padding:{dice.randint(0, 24)}px;"
        f"color:#{dice.randrange(16**6):06x}}}"
        for i in range(160)
    )


_HEAD = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} - موقع القياس</title>
<meta name="viewport" content="width=device-width"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="موقع القياس"><meta property="article:published_time" content="{published}">
<style>{styles}</style>{scripts}</head><body class="single single-post">"""
_HEADER = """<header class="site-header"><a class="logo" href="/">موقع القياس</a>
<nav class="main-nav"><ul>{menu}</ul></nav>
<form class="search" action="/search"><label>ابحث</label><input name="q"><button>بحث</button></form></header>"""
_ARTICLE = """<main id="content"><article class="post"><h1 class="post-title">{title}</h1>
<div class="post-meta"><time datetime="{published}">{day}</time></div>
<div class="share-buttons"><a href="#">شارك</a><a href="#">أرسل</a><a href="#">اطبع</a></div>
<div class="entry-content">{story}</div></article></main>"""
_COMMENTS = """<section id="comments"><h2>التعليقات</h2><form><label>الاسم</label><input name="n"><label>التعليق</label>
<textarea name="c"></textarea><button>إرسال</button></form></section>"""
_FOOTER = """</div><footer class="site-footer"><nav><ul>{menu}</ul></nav><p>من نحن | اتصل بنا | سياسة الخصوصية</p>
<p>جميع الحقوق محفوظة لموقع القياس</p></footer></body></html>"""
