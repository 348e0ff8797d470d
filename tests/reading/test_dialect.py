"""Levantine speech in quotation marks gives no claims of its own and breaks nothing around it."""

from __future__ import annotations

import pytest

import rawi


@pytest.fixture(scope="module")
def reader() -> rawi.Reader:
    return rawi.Reader()


@pytest.mark.parametrize(
    "text",
    [
        'قالت أم محمد: "شو بدنا نعمل، راحوا الولاد كلهم، هيك صار فينا".',
        'قال السائق: "هيك بدهم يخلونا نمشي من هون".',
        'قال التاجر: "البضاعة عم تنضرب بالسعر والدولار عم يقصف عمرنا".',
        'وأضاف: "ما حدا هاجمنا ولا حدا قصفنا، كلو كذب".',
        'قال: "ليش عم تحكي هيك، وين رايح، منشان شو، هلق بنشوف".',
    ],
)
def test_speech_gives_no_false_claim(reader: rawi.Reader, text: str) -> None:
    assert reader.read(rawi.Article(text=text)).claims == ()


def test_the_report_before_a_quotation_stands(reader: rawi.Reader) -> None:
    text = 'قصفت طائرات حربية روسية بلدة كفرنبل جنوبي إدلب. وقالت أم خالد: "شو بدنا نعمل، هيك صار فينا".'

    assert {claim.event for claim in reader.read(rawi.Article(text=text)).claims} <= {"airstrike", "shell"}
    assert reader.read(rawi.Article(text=text)).claims
