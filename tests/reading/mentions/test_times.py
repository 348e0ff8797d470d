"""Time phrases: which words they are, and the days they stand for."""

from __future__ import annotations

import pytest

from rawi.model.article import Article
from rawi.model.time import TimeMention
from rawi.reading.document import Document
from rawi.reading.mentions.times import FoundTime, find_times

WEDNESDAY = "2022-02-09"


def find(text: str, published: str | None = WEDNESDAY) -> list[FoundTime]:
    return find_times(Document(Article(text=text, published=published)))


def only(text: str, published: str | None = WEDNESDAY) -> TimeMention:
    found = find(text, published)
    assert len(found) == 1, [mention.mention.quote.text for mention in found]
    return found[0].mention


def days(mention: TimeMention) -> tuple[str, str] | None:
    return None if mention.interval is None else (str(mention.interval.first), str(mention.interval.last))


@pytest.mark.parametrize(
    ("phrase", "first", "last", "grain"),
    [
        # days told from the publication
        ("أمس", "2022-02-08", "2022-02-08", "day"),
        ("أول من أمس", "2022-02-07", "2022-02-07", "day"),
        ("أمس الأول", "2022-02-07", "2022-02-07", "day"),
        ("اليوم الأربعاء", "2022-02-09", "2022-02-09", "day"),
        ("يوم غد الخميس", "2022-02-10", "2022-02-10", "day"),
        ("فجر اليوم", "2022-02-09", "2022-02-09", "part_of_day"),
        ("مساء أمس الثلاثاء", "2022-02-08", "2022-02-08", "part_of_day"),
        ("بعد ظهر اليوم", "2022-02-09", "2022-02-09", "part_of_day"),
        ("ليلة أمس", "2022-02-08", "2022-02-08", "part_of_day"),
        ("الليلة الماضية", "2022-02-08", "2022-02-09", "part_of_day"),
        # weekdays
        ("الأربعاء", "2022-02-09", "2022-02-09", "day"),
        ("الخميس", "2022-02-03", "2022-02-03", "day"),
        ("الأربعاء الماضي", "2022-02-02", "2022-02-02", "day"),
        ("الأحد المقبل", "2022-02-13", "2022-02-13", "day"),
        ("مساء الثلاثاء", "2022-02-08", "2022-02-08", "part_of_day"),
        ("ليل الجمعة - السبت", "2022-02-04", "2022-02-05", "part_of_day"),
        # dates
        ("يوم الجمعة 14 كانون الثاني/يناير 2022", "2022-01-14", "2022-01-14", "day"),
        ("14 يناير (كانون الثاني)", "2022-01-14", "2022-01-14", "day"),
        ("السادس والعشرين من ديسمبر", "2021-12-26", "2021-12-26", "day"),
        ("5 مارس", "2022-03-05", "2022-03-05", "day"),  # within thirty days ahead
        ("20 مارس", "2021-03-20", "2021-03-20", "day"),  # beyond them: the last one
        ("20 مارس المقبل", "2022-03-20", "2022-03-20", "day"),
        ("3 فيفري الجاري", "2022-02-03", "2022-02-03", "day"),
        ("4 نوفمبر/تشرين الثاني العام الماضي", "2021-11-04", "2021-11-04", "day"),
        ("7 الشهر الجاري", "2022-02-07", "2022-02-07", "day"),
        ("9/2/2021", "2021-02-09", "2021-02-09", "day"),
        ("21-01-2022", "2022-01-21", "2022-01-21", "day"),
        ("2022-01-21", "2022-01-21", "2022-01-21", "day"),
        ("الأربعاء الموافق 2 شباط", "2022-02-02", "2022-02-02", "day"),
        ("بين 5 و10 مايو", "2021-05-05", "2021-05-10", "day"),
        ("13 إلى 15 تموز", "2021-07-13", "2021-07-15", "day"),
        ("من السبت حتى الاثنين", "2022-02-05", "2022-02-07", "day"),
        # months, seasons, years
        ("شهر يوليو/تموز الماضي", "2021-07-01", "2021-07-31", "month"),
        ("مارس 2016", "2016-03-01", "2016-03-31", "month"),
        ("مطلع الشهر الجاري", "2022-02-01", "2022-02-10", "month"),
        ("صيف 2014", "2014-06-01", "2014-08-31", "season"),
        ("عام 2011", "2011-01-01", "2011-12-31", "year"),
        ("النصف الثاني من عام 2019", "2019-07-01", "2019-12-31", "year"),
        ("الأشهر الستة الأولى من العام الحالي", "2022-01-01", "2022-06-30", "year"),
        ("الأسبوع الثاني من يناير", "2022-01-08", "2022-01-14", "week"),
        ("رمضان 2019", "2019-05-06", "2019-06-03", "month"),
        ("10 محرم 1443هـ", "2021-08-18", "2021-08-18", "day"),
        # units and lengths
        ("الأسبوع الماضي", "2022-01-29", "2022-02-04", "week"),
        ("هذا الشهر", "2022-02-01", "2022-02-28", "month"),
        ("العام الماضي", "2021-01-01", "2021-12-31", "year"),
        ("خلال الـ48 ساعة الماضية", "2022-02-07", "2022-02-09", "hour"),
        ("خلال اليومين الماضيين", "2022-02-07", "2022-02-09", "day"),
        ("منذ ثلاثة أيام", "2022-02-06", "2022-02-09", "day"),
        ("منذ عام 2015", "2015-01-01", "2022-02-09", "year"),
        ("منذ مطلع عام 2014 حتى أمس", "2014-01-01", "2022-02-08", "day"),
        ("قبل يومين", "2022-02-07", "2022-02-07", "day"),
        ("قبل أسبوعين", "2022-01-23", "2022-01-29", "week"),
        ("قبل ثلاثة أشهر", "2021-11-01", "2021-11-30", "month"),
        ("حتى نهاية العام الجاري", "2022-02-09", "2022-12-31", "year"),
        ("حوالي الخامسة والنصف بعد ظهر الجمعة", "2022-02-04", "2022-02-04", "hour"),
    ],
)
def test_phrase_and_its_days(phrase: str, first: str, last: str, grain: str) -> None:
    text = f"وصلت القافلة {phrase}، كما قيل."
    mention = only(text)
    assert (mention.quote.start, mention.quote.text) == (13, phrase)
    assert days(mention) == (first, last)
    assert mention.interval is not None
    assert mention.interval.grain == grain
    assert not mention.weekday_conflict


@pytest.mark.parametrize(
    "phrase",
    [
        "مؤخرا",
        "في وقت سابق",
        "قبل أيام",
        "منذ أشهر",
        "قبل أكثر من شهر",
        "حتى الآن",
        "بعد ساعات",
        "بين الحين والآخر",
        "صباحا",
    ],
)
def test_phrase_that_places_nothing(phrase: str) -> None:
    mention = only(f"وصلت القافلة {phrase}، كما قيل.")
    assert mention.quote.text == phrase
    assert mention.interval is None


@pytest.mark.parametrize(
    "phrase", ["أمس", "الخميس", "14 يناير", "الشهر الماضي", "منذ ثلاثة أيام", "قبل عامين", "شهر يوليو الماضي"]
)
def test_nothing_is_invented_without_a_publication_date(phrase: str) -> None:
    assert only(f"وصلت القافلة {phrase}.", None).interval is None
    assert only(f"وصلت القافلة {phrase}.", "2022-02").interval is None


def test_full_dates_need_no_publication_date() -> None:
    assert days(only("وصلت القافلة في 14 يناير 2020.", None)) == ("2020-01-14", "2020-01-14")
    assert days(only("وصلت القافلة عام 2018.", None)) == ("2018-01-01", "2018-12-31")


def test_part_of_day_is_kept_folded() -> None:
    assert only("وصلت القافلة فجر الثلاثاء.").part_of_day == "فجر"
    assert only("وصلت القافلة مساءً.").part_of_day == "مساء"


def test_weekday_that_contradicts_yesterday_wins_and_is_flagged() -> None:
    mention = only("وصلت القافلة أمس الخميس.", "2022-02-05")  # a Saturday: yesterday was Friday
    assert mention.weekday_conflict
    assert days(mention) == ("2022-02-03", "2022-02-03")


def test_weekday_that_contradicts_a_full_date_is_flagged_and_the_date_stands() -> None:
    mention = only("وصلت القافلة السبت 9 شباط 2022.")
    assert mention.weekday_conflict
    assert days(mention) == ("2022-02-09", "2022-02-09")


def test_publication_with_a_time_of_day() -> None:
    assert days(only("وصلت القافلة أمس.", "2022-02-09T10:00")) == ("2022-02-08", "2022-02-08")


def test_clitics_are_left_out_of_the_quote() -> None:
    found = find("وصلت القافلة الثلاثاء، وأمس عادت.")
    assert [(f.mention.quote.start, f.mention.quote.text) for f in found] == [(13, "الثلاثاء"), (24, "أمس")]
    assert (found[1].first, found[1].last) == (4, 5)


def test_marks_and_stretched_letters_do_not_hide_a_phrase() -> None:
    mention = only("وصلت القافلة يومَ أمـــسِ الثُّلاثاءِ في هدوء.")
    assert mention.quote.text == "يومَ أمـــسِ الثُّلاثاءِ"
    assert days(mention) == ("2022-02-08", "2022-02-08")


@pytest.mark.parametrize(
    "text",
    [
        "فجر المسلح نفسه قرب الحاجز.",  # blew up, not dawn
        "مارس الجنود التدريب في الميدان.",  # practised, not March
        "مر الموكب من سوق الجمعة القديم.",  # a market
        "قال أحد القادة إن الصيف قادم.",  # "one of", and the bare season
        "من خلال الحوار يمكن الحل.",  # by means of
    ],
)
def test_words_that_only_look_like_time(text: str) -> None:
    assert find(text) == []


def test_phrases_do_not_cross_sentences() -> None:
    found = find("عادت القافلة أمس\nالخميس تصل قافلة أخرى.")
    assert [f.mention.quote.text for f in found] == ["أمس", "الخميس"]
    assert not found[0].mention.weekday_conflict


def test_dates_that_do_not_exist_stay_unresolved() -> None:
    assert only("وصلت القافلة في 31 فبراير 2021.").interval is None


@pytest.mark.parametrize(
    ("published", "placed"),
    [
        ("0001-01-01", {"غدا", "العام المقبل", "5 يناير المقبل"}),
        ("9999-12-31", {"أمس", "العقد الماضي", "5 يناير الماضي"}),
    ],
)
def test_days_beyond_the_calendar_stay_unresolved(published: str, placed: set[str]) -> None:
    found = find("غدا، أمس، قبل ألف قرن، العام المقبل، العقد الماضي، 5 يناير الماضي، 5 يناير المقبل", published)
    assert len(found) == 7
    assert {f.mention.quote.text for f in found if f.mention.interval is not None} == placed


def test_weekday_chooses_the_year_of_a_date_that_is_far_back() -> None:
    ahead = only("تبدأ المحادثات الثلاثاء 15 آذار.")  # in 2021 it was a Monday
    assert days(ahead) == ("2022-03-15", "2022-03-15")
    assert not ahead.weekday_conflict
    near = only("وصلت القافلة الخميس 1 شباط.")  # a slip of the pen for Tuesday: the date stands
    assert days(near) == ("2022-02-01", "2022-02-01")
    assert near.weekday_conflict


def test_words_that_name_an_event_stay_open_to_other_readings() -> None:
    (found,) = find("أصيب شابان خلال اقتحام المدينة القديمة من الشرق.")
    assert found.mention.quote.text == "خلال اقتحام المدينة القديمة"
    assert (found.first, found.last) == (2, 4)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("قتل خمسة بعد ساعات من إصابة عشرين مدنيا.", ["بعد ساعات من إصابة"]),
        ("وقع ذلك خلال جلسته الثلاثاء.", ["خلال جلسته", "الثلاثاء"]),
        ('أطلقوا النار أثناء عبوره الطريق"، وأضاف "لم نره".', ["أثناء عبوره الطريق"]),
        ('توقفت بعد "معركة الكرامة" بقليل.', ['بعد "معركة الكرامة"']),
        ("اعتقلوا عقب صلاة الجمعة في الحي.", ["عقب صلاة الجمعة"]),
    ],
)
def test_words_of_an_event_end_before_counts_days_and_closing_marks(text: str, phrases: list[str]) -> None:
    assert [f.mention.quote.text for f in find(text)] == phrases


def test_feast_is_a_time_only_after_a_word_that_makes_it_one() -> None:
    assert days(only("قصفوا الحي في عيد الأضحى 2021.")) == ("2021-07-20", "2021-07-23")
    assert find("هنأ الوزير أهل البلدة بمناسبة عيد الأضحى.") == []


def test_month_by_its_number_needs_a_day_or_a_year_beside_it() -> None:
    assert days(only("وصلت القافلة في 5 شهر 10.")) == ("2021-10-05", "2021-10-05")
    assert days(only("وصلت القافلة في الشهر العاشر من عام 2020.")) == ("2020-10-01", "2020-10-31")
    assert find("في الشهر العاشر للحصار نفد الدواء.") == []
