"""Arabic, and the languages that share its letters."""

from __future__ import annotations

import pytest

from rawi.intake.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أعلنت البلدية قطع المياه عن المدينة", "ar"),
        ("الحكومه فى القاهره تعلن عن قرار جديد", "ar"),
        ("التقى پوتين في چنيف نظيره", "ar"),
        ("این خبر را که در تهران منتشر شد است", "fa"),
        ("یہ خبر لاہور میں شائع ہوئی ہے اور", "ur"),
        ("ئەم هەواڵە لە هەولێر بڵاو کرایەوە بۆ", "ckb"),
        ("The mayor said the water is back", "other"),
        ("The mayor said أن the water is back in town", "other"),
        ("", "other"),
        ("12 / 2019", "other"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect(text) == language
