"""Arabic, and the languages that share its letters."""

from __future__ import annotations

import pytest

from rawi.intake.language import detect, gate


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


ARABIC = "<p>أعلنت البلدية صباح اليوم أن المياه ستقطع عن أحياء الشمال يومين كاملين بسبب أعمال الصيانة</p>"
ENGLISH = "<p>The café in the old town — closed for years — will open again, said the mayor.</p>"
PERSIAN = "<p>این خبر را که در تهران منتشر شد است و برای مردم گفت که می آید</p>"


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        (ARABIC.encode(), "ar"),
        (ARABIC.encode("windows-1256"), "ar"),
        (ARABIC.encode("utf-16"), "ar"),
        ((f"<html><head><title>News</title></head><body>{ARABIC}</body></html>").encode("utf-16-le"), "ar"),
        (ARABIC.encode().decode("latin-1").encode(), "ar"),
        ("".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in ARABIC).encode(), "ar"),
        ("".join(f"&#x{ord(c):x};" if ord(c) > 127 else c for c in ARABIC).encode(), "ar"),
        (b"<script>" + ARABIC.encode("ascii", "backslashreplace") + b"</script>", "ar"),
        ((ENGLISH * 300 + ARABIC).encode(), "ar"),
        ((ARABIC + PERSIAN).encode(), "ar"),
        ((PERSIAN * 10).encode(), "fa"),
        (("<p>یہ خبر لاہور میں شائع ہوئی ہے اور اس کے بعد</p>" * 5).encode(), "ur"),
        (("<p>ئەم هەواڵە لە هەولێر بڵاو کرایەوە بۆ ئەوەی کە</p>" * 5).encode(), "ckb"),
        ((ENGLISH * 300).encode(), "other"),
        ((ENGLISH * 300).encode("windows-1252"), "other"),
        ((ENGLISH + "<a>العربية</a>").encode(), "other"),
        (("<p>Новости города и области сегодня</p>" * 50).encode(), "other"),
        (("<p>今天的新闻报道说</p>" * 50).encode(), "other"),
        (b"", "other"),
        (bytes(1000), "other"),
    ],
)
def test_gate(raw: bytes, language: str) -> None:
    assert gate(raw) == language


def test_gate_keeps_out_other_old_charsets() -> None:
    assert gate(("<p>Новости города и области сегодня</p>" * 50).encode("windows-1251")) != "ar"
