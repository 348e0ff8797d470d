"""Dates written out: every month-name system, both calendars, and what must not become a date."""

from __future__ import annotations

import pytest

from rawi.dates import iso_date, month_systems, read_date


@pytest.mark.parametrize(
    ("text", "iso", "words"),
    [
        ("نشر في 14 يناير/كانون الثاني 2019 مساء", "2019-01-14", "14 يناير/كانون الثاني 2019"),
        ("الأربعاء، 16 من كانون الثاني (يناير) 2019", "2019-01-16", "الأربعاء، 16 من كانون الثاني (يناير) 2019"),
        ("١٦ كانون الثاني ٢٠١٩", "2019-01-16", "١٦ كانون الثاني ٢٠١٩"),
        ("24 فيفري 2011", "2011-02-24", "24 فيفري 2011"),
        ("05 أوت 2013", "2013-08-05", "05 أوت 2013"),
        ("3 جويلية 2014", "2014-07-03", "3 جويلية 2014"),
        ("20 غشت 2020", "2020-08-20", "20 غشت 2020"),
        ("7 هانيبال 2009", "2009-08-07", "7 هانيبال 2009"),
        ("الأربعاء, فبراير 9, 2022", "2022-02-09", "الأربعاء, فبراير 9, 2022"),
        ("الجمعة 2024/05/24", "2024-05-24", "الجمعة 2024/05/24"),
        ("16/01/2019 - 10:20", "2019-01-16", "16/01/2019"),
        ("01/16/2019", "2019-01-16", "01/16/2019"),
        ("يناير 2019", "2019-01", "يناير 2019"),
        ("منشور \u200f16\u200f \u200fكانون الثاني\u200f 2019", "2019-01-16", "16\u200f \u200fكانون الثاني\u200f 2019"),
        ("12 محرم 1443 هـ", "2021-08-20", "12 محرم 1443"),
        ("1 محرم 1443 هـ الموافق 9 آب 2021", "2021-08-09", "1 محرم 1443 هـ الموافق 9 آب 2021"),
        ("1443/01/12", "2021-08-20", "1443/01/12"),
    ],
)
def test_a_date_and_its_words_are_found(text: str, iso: str, words: str) -> None:
    found = read_date(text)
    assert found is not None
    assert (found.iso, text[found.start : found.end]) == (iso, words)


@pytest.mark.parametrize(
    "text",
    ["31/02/2020", "3 يناير/شباط 2020", "في 2019", "1970-01-01", "الساعة 10:16", "رقم 12345678", "14 يناير", "ماي", ""],
)
def test_nothing_is_made_up(text: str) -> None:
    assert read_date(text) is None


def test_a_weekday_that_does_not_fit_takes_the_day_away() -> None:
    found = read_date("الخميس 16 يناير 2019")
    assert found is not None
    assert found.iso == "2019-01"


def test_a_weekday_decides_between_day_first_and_month_first() -> None:
    day_first, month_first = read_date("السبت 02/03/2019"), read_date("الأحد 02/03/2019")
    assert day_first is not None
    assert month_first is not None
    assert (day_first.iso, month_first.iso) == ("2019-03-02", "2019-02-03")


def test_a_weekday_corrects_a_hijri_day_by_one() -> None:
    found = read_date("السبت 12 محرم 1443 هـ")
    assert found is not None
    assert found.iso == "2021-08-21"


def test_every_system_names_twelve_months() -> None:
    for name, (_, months) in month_systems().items():
        assert set(months.values()) == set(range(1, 13)), name


def test_no_gregorian_month_name_has_two_numbers() -> None:
    seen: dict[str, int] = {}
    for calendar, months in month_systems().values():
        if calendar == "gregorian":
            for name, number in months.items():
                assert seen.setdefault(name, number) == number, name


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020-08-24T10:00:00+0200", "2020-08-24T10:00:00+02:00"),
        ("2020-08-24T10:00:00.000Z", "2020-08-24T10:00:00Z"),
        ("2020-08-24 10:00", "2020-08-24T10:00"),
        ("20200824", "2020-08-24"),
        ("2020-08", "2020-08"),
        ("2020", "2020"),
        ("8/24/2020 3:00:00 PM", "2020-08-24"),
        ("0001-01-01T00:00:00", None),
        ("2020-13-45", None),
        ("1970-01-01T00:00:00Z", None),
        ("قبل ساعة", None),
    ],
)
def test_machine_dates_keep_their_precision(value: str, iso: str | None) -> None:
    assert iso_date(value) == iso
