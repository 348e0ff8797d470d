"""Voices: planted speakers are found with their exact words, nearest the event first, with their kind.

In the sentences ``[...]`` marks the word of the event and ``{1 kind|...}`` a speaker, numbered from the event outward.
"""

from __future__ import annotations

import re

import pytest

from rawi.lexicon.gazetteer import Gazetteer
from rawi.lexicon.lexicon import Lexicon
from rawi.model.article import Article
from rawi.reading.mentions.places import Places
from rawi.reading.prepare import Prepared
from rawi.reading.voices import Chain, Voices

_MARK = re.compile(r"\{(\d) (\w+)\|([^}]*)\}|\[([^\]]*)\]")


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Gazetteer.load())


def _plain(marked: str) -> tuple[str, list[tuple[int, int, str]], int]:
    """The text without marks, the speakers as (start, end, kind) in their order, and where the event stands."""
    text = ""
    at = 0
    speakers: dict[int, tuple[int, int, str]] = {}
    event = -1
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        if mark[1]:
            speakers[int(mark[1])] = (len(text), len(text) + len(mark[3]), mark[2])
            text += mark[3]
        else:
            event = len(text)
            text += mark[4]
        at = mark.end()
    assert event >= 0, "the sentence marks no event"
    return text + marked[at:], [speakers[n] for n in sorted(speakers)], event


def _ask(text: str, event: int, places: Places, **about: str) -> tuple[Chain, list[tuple[int, int, str]]]:
    prepared = Prepared(Article(text=text, **about), Lexicon.load(), places)
    doc = prepared.doc
    offset = doc.folded.folded_offset(event)
    token = max(t for t, start in enumerate(doc.starts) if start <= offset)
    chain = Voices(prepared.analysis, prepared.phrases).chain(token)
    found = []
    for link in chain.cue.links if chain.cue is not None else ():
        quote = doc.quote(link.first, link.last, link.skip)
        found.append((quote.start, quote.end, link.kind))
    return chain, found


SPEAKERS = {
    # verb and subject
    "verb, subject, إن": "قالت {1 local_source|مصادر محلية} إن طائرة مسيرة [قصفت] مقرا قرب البلدة.",
    "subject with its office": "قال {1 security_source|مسؤول في الشرطة} إن ثلاثة سجناء [فروا] ليلا.",
    "time between": "أفاد {1 media|مراسلنا} مساء أمس بأن رتلا [انسحب] من التل.",
    "medium between": "أكد {1 military|الجيش} في بيان صدر صباحا أن قواته [سيطرت] على التلة.",
    "noun follows": "أعلنت {1 official|الوزارة} [مقتل] أربعة من حراسها.",
    "own preposition": "كشفت {1 media|صحيفة المرفأ} عن [اجتماع] سري بين الطرفين.",
    "name known by what follows": "وقال {1 other|سيرفان} إن الحاجز [أغلق] الطريق.",
    "title after the name": "أكد {1 military|المتحدث باسم الجيش، العقيد نضال}، أن الموقع [دمر] بالكامل.",
    "spokesman of the defence": "صرح {1 military|المتحدث باسم وزارة الدفاع} بأن القاعدة [قصفت] مرتين.",
    "spokesman of another ministry": "صرح {1 official|المتحدث باسم وزارة الداخلية} بأن الخلية [اعتقلت] كلها.",
    "several persons": "قال {1 witness|شهود عيان} إن سيارة [انفجرت] أمام السوق.",
    "headline, speaker first": "{1 official|وزارة الصحة} تعلن [مقتل] تسعة في القصف.",
    "speaker first, then the verb": "{1 media|المراسل} أكد أن [القصف] ما زال مستمرا.",
    "after كان": "وكانت {1 local_source|مصادر محلية} قد أكدت أن المسلحين [انسحبوا] من القرية.",
    "speaker inside what is said": "قالت {2 media|صحيفة المرفأ} إن {1 official|الحكومة} أعلنت [حظر] التجول.",
    "joined second clause": "قالت الشرطة إن الطريق آمن، و{1 military|الجيش} يؤكد أن [هجوما] وقع فجرا.",
    "pronoun before the verb's object": "[انهار] الجسر تحت القصف، على ما أعلنته {1 official|بلدية المدينة}.",
    # prepositions
    "according to, closing": "[اقتحمت] قوة راجلة الحي الشرقي، بحسب {1 local_source|مصادر محلية}.",
    "according to, opening": "وبحسب {1 local_source|مصادر محلية}، [اقتحمت] قوة راجلة الحي الشرقي.",
    "melted preposition": "[قتل] حارسان في الكمين، وفقا ل{1 medical|مصادر طبية}.",
    "as the agency reported": "[أصيب] سبعة أشخاص، وفق ما ذكرت {1 media|وكالة سنابك}.",
    "quoting": "نقلت {2 media|وكالة سنابك} عن {1 medical|طبيب} أن [القصف] أوقع جرحى.",
    "quoting, closing": "[انفجر] لغم بحافلة، على ما أوردت {2 media|وكالة سنابك} نقلا عن {1 witness|شهود}.",
    "two speakers": "[دارت] اشتباكات في الوادي، وفق ما أكدت {1 local_source|مصادر محلية} و{2 witness|شهود عيان}.",
    "told and reported": "أكدت {1 military|القيادة العسكرية} أن طائرة [قصفته]، بحسب {2 media|موقع المرفأ}.",
    "first reports inside a report": "بحسب ما نقله {2 media|مراسلنا}، [أصيب] طفلان وفق {1 unnamed|المعطيات الأولية}.",
    "spoken to an outlet": "قال {1 official|مسؤول حكومي} لـ{2 media|وكالة سنابك} إن المعبر [أغلق] ظهرا.",
    "closing clause only": "قالت مصادر محلية إن الجسر دمر، بينما [قتل] حارس واحد، بحسب {1 official|البلدية}.",
    # going on
    "goes on": "قالت {1 local_source|مصادر محلية} إن القصف بدأ فجرا. وأضافت أن عائلة [نزحت] من القرية.",
    "goes on, by gender": "قال {1 official|المحافظ} إن الوضع هادئ، وأكدت الوزارة ذلك. وأضاف أن لصوصا [سرقوا] المخازن.",
    "goes on, several": "قال {1 witness|شهود عيان} إن النار اشتعلت. وسكت المحافظ. وأضافوا أن حارسا [قتل].",
    "participle": "أعلن {1 military|الجيش} عودة الهدوء، مشيرا إلى أن قواته [صدت] هجوما.",
    "named again by one word": "قال مسؤول عسكري إن اللواء تحرك. وأضاف {1 military|المسؤول} أن الرتل [انسحب].",
    "surname later": "قال وزير الدفاع عمران شيخموس إن الحرب طويلة.\nوأوضح {1 official|شيخموس} أن قواته [تقدمت].",
    "same paragraph": "ذكرت {1 local_source|مصادر محلية} أن دورية وصلت. [واعتقلت] الدورية شابين.",
    "account over paragraphs": "أفادت {1 local_source|مصادر محلية} بأن قوة دخلت.\n[ونشرت] القوة قناصة على الأسطح.",
    "inside quotation marks": 'قال {1 official|المحافظ}: "دخلنا البلدة. [دمر] القصف المدرسة. نعود غدا".',
    "after a colon": "وجاء في {1 other|البيان}:\n[انسحبت] قواتنا من المحور الشمالي.",
    "footage": "أظهرت {1 social_media|مقاطع مصورة} [قصف] السوق.",
    "outlet's people": "أفاد {1 media|مراسل المرفأ} بأن [هجوما] وقع ليلا.",
    "missing space": "أفادت {1 local_source|مصادر محليةللمرفأ} بأن [هجوما] وقع ليلا.",
    # names, titles, and who else stands beside a speaker
    "name like a verb": "وقال {1 military|ناصر الحمود، قائد الكتيبة}، إن الموقع [قصف] ليلا.",
    "father's name": "وقال {1 medical|مدير مستشفى أبو يوسف النجار} إن القسم [قصف] ليلا.",
    "titled elsewhere": "زار وزير الصحة عمران شيخموس القرية.\nوقال {1 official|شيخموس} إن الجسر [دمر].",
    "general secretary": "قال {1 military|الأمين العام لحزب الله} إن الموقع [قصف].",
    "joined speaker": "ذكرت {1 military|مصادر عسكرية} و{2 local_source|سكان} أن تسعة [قتلوا] في الكمين.",
    "verb in the plural": "وكان {1 local_source|نشطاء محليون} قد رصدوا [قصفا] على التل.",
    "after فيما": "دخلت القوة الحي، فيما قالت {1 local_source|مصادر محلية} إن حارسا [قتل].",
    "after ولكن": "ولكن {1 military|الجيش} أكد أن قواته [انسحبت].",
    "name kept back": "قال {1 official|مسؤول} رفض ذكر اسمه إن الجسر [قصف].",
    "what is the speaker's": "تعلن {1 official|الوزارة} موقفها من [القصف] ظهرا.",
    "capital": "قالت {1 official|صنعاء} إن الميناء [قصف].",
    "the same source": "قال مصدر عسكري إن الموقع دمر. وقال {1 military|المصدر نفسه} إن الرتل [انسحب].",
    "statement": 'وجاء في {1 military|بيان الجيش} "[قتل] ثلاثة من الحراس".',
    "and called": "ودعا {1 official|الوزير} إلى [هدنة] في المدينة.",
    "what is denied": "نفت {1 official|الحكومة} أن تكون قواتها [قصفت] القرية.",
}


@pytest.mark.parametrize("marked", SPEAKERS.values(), ids=SPEAKERS.keys())
def test_the_speaker_is_found_with_its_words_and_kind(marked: str, places: Places) -> None:
    text, expected, event = _plain(marked)
    _chain, found = _ask(text, event, places)
    assert [(text[s:e], kind) for s, e, kind in found] == [(text[s:e], kind) for s, e, kind in expected]
    assert found == expected


NOBODY = {
    "no cue at all": "[قصفت] طائرات حربية أطراف البلدة فجر اليوم.",
    "noun that looks like a verb": "[دارت] اشتباكات بين الجيش ومسلحين قرب الجسر.",
    "preposition that looks like a verb": "[قتل] مدني عقب غارة نفذها الجيش.",
    "nothing was said": "ولم تعلن أي جهة مسؤوليتها عن [الهجوم].",
    "the act itself": "[طالبت] الحكومة المسلحين بالانسحاب.",
    "participle, the act itself": "أعلن الوزير زيارته، [منددا] بالحصار.",
    "before what is said": "وقال الوزير خلال [اجتماع] طارئ إن الحرب طويلة.",
    "the outlet recalls": "قالت مصادر محلية إن الهدوء عاد. يذكر أن الجيش [قصف] البلدة العام الماضي.",
    "after كان, recalling": "قالت مصادر محلية إن الهدوء عاد.\nوكان الجيش [قصف] البلدة الشهر الماضي.",
    "new paragraph of the outlet": "قال المتحدث باسم الجيش إن الهدوء عاد.\n[وقصفت] طائرات أخرى مخيما بعيدا.",
    "another matter": "قالت مصادر محلية إن الهدوء عاد. من جهة أخرى، [قصفت] طائرات مخيما بعيدا.",
    "other clause after a noun": "وثق ناشطون مقتل امرأة، فيما [قصفت] طائرات مخيما بعيدا.",
    "a speaker who acts": 'قال القائد: "[نطالب] الجميع بالانسحاب".',
}


@pytest.mark.parametrize("marked", NOBODY.values(), ids=NOBODY.keys())
def test_the_outlet_speaks_for_itself(marked: str, places: Places) -> None:
    text, _expected, event = _plain(marked)
    _chain, found = _ask(text, event, places)
    assert [text[s:e] for s, e, _kind in found] == []


def test_the_outlet_is_no_source_in_its_own_pages(places: Places) -> None:
    text, expected, event = _plain("وثق {1 monitor|مرصد الوادي} [قصف] القرية بالمدفعية.")
    _chain, found = _ask(text, event, places)
    assert found == expected
    _chain, found = _ask(text, event, places, title="قصف قرية - مرصد الوادي")
    assert found == []


def test_the_outlet_is_known_by_its_address(places: Places) -> None:
    text, expected, event = _plain("ذكرت {1 media|قناة المرفأ} أن [هجوما] وقع ليلا.")
    assert _ask(text, event, places, outlet="example.org")[1] == expected
    assert _ask(text, event, places, outlet="almarfa.net")[1] == []


@pytest.mark.parametrize(
    ("marked", "strength"),
    [
        ("قالت مصادر محلية إن رتلا [انسحب].", "neutral"),
        ("زعمت الحكومة أن رتلا [انسحب].", "doubting"),
        ("رجحت مصادر محلية أن رتلا [انسحب].", "hedging"),
        ("يعتقد أن رتلا [انسحب].", "hedging"),
        ("نفت الحكومة أن رتلا [انسحب].", "denying"),
        ("اعترف الجيش بأن رتلا [انسحب].", "presupposes"),
    ],
)
def test_the_verb_says_how_far_it_vouches(marked: str, strength: str, places: Places) -> None:
    text, _expected, event = _plain(marked)
    chain, _found = _ask(text, event, places)
    assert chain.cue is not None
    assert chain.cue.strength == strength


def test_what_a_speaker_condemns_he_does_himself(places: Places) -> None:
    text, expected, event = _plain("أكد {1 official|الوزير} أن القصف [جريمة].")
    assert _ask(text, event, places)[1] == expected
    prepared = Prepared(Article(text=text), Lexicon.load(), places)
    token = next(t for t, word in enumerate(prepared.doc.words) if word == "جريمه")
    assert prepared.voices.chain(token, "condemn").cue is None
    assert prepared.voices.chain(token, "shell").cue is not None


def test_where_line_breaks_are_lost_a_voice_is_not_carried(places: Places) -> None:
    told = "ذكرت الشرطة أن دورية وصلت. [واعتقلت] الدورية شابين."
    text, _expected, event = _plain(told)
    assert _ask(text, event, places)[0].carried
    assert _ask(text + " والطريق مغلق. والسوق خال.", event, places)[0].cue is None


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph(places: Places) -> None:
    text, _expected, event = _plain('قال المحافظ: "دخلنا البلدة.\n[دمر] القصف المدرسة.')
    assert _ask(text, event, places)[0].cue is None


def test_carrying_is_told(places: Places) -> None:
    text, _expected, event = _plain("ذكرت مصادر محلية أن دورية وصلت. [واعتقلت] الدورية شابين.")
    assert _ask(text, event, places)[0].carried
    text, _expected, event = _plain("ذكرت مصادر محلية أن دورية [وصلت].")
    assert not _ask(text, event, places)[0].carried


def test_odd_text_is_read_without_harm(places: Places) -> None:
    for text in ("و", "س", "ن", '"', "وقال:", "بحسب", "نقلا عن", "قال إن", "وفقا لـ", "“قال”\n" * 3, "مشيرا إلى"):
        prepared = Prepared(Article(text=text), Lexicon.load(), places)
        voices = Voices(prepared.analysis, prepared.phrases)
        assert all(
            voices.chain(token).cue is None or not voices.chain(token).carried for token in range(len(prepared.doc))
        )
