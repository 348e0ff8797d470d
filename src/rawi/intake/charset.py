"""Bytes of a page to text, with a declared charset trusted only as far as the result reads as Arabic."""

from __future__ import annotations

import codecs
import re

import msgspec

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=|encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 8192
_SAMPLE = 200_000
# Signs of a wrong decoding before a repair is tried; whether it helps is judged by the words it brings.
_FEWEST_SIGNS = 4
_LEGACY = ("windows-1256", "iso-8859-6")
# Labels that pages use for something wider, as browsers do.
_WIDER = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
    "iso8859-1": "windows-1252",
}
_COMMON = re.compile(r"(?<!\w)(?:ال\w{2}|(?:في|من|على|إلى|الى|أن|ان|عن|مع|قال|هذا|هذه)(?!\w))")
_JUNK = re.compile(r"[\ufffd\x80-\x9f]")
# UTF-8 read as Latin-1 or windows-1252: every Arabic letter becomes Ø or Ù and one more sign. As windows-1256: ط or ظ.
_TWICE_LATIN = re.compile("[ØÙ][\u0080-\u00bf\u0152-\u0178\u0192-\u02dc\u2013-\u2122]")
_TWICE_1256 = re.compile("[طظ][\u0080-\u00bf\u060c\u067e\u0679-\u0698\u06a9-\u06be\u06d2\u0152-\u02dc\u2013-\u2122]")
# The letter comes before the look behind it, so that the search leaps from one such letter to the next.
_LATIN_1256 = re.compile("[ÇÃÅÂ](?<![A-Za-z].)[\u00a1-\u00ff]{2,}")


class Decoded(msgspec.Struct, frozen=True):
    """A text and the name of the charset that gave it; "repaired" is appended where it had been encoded twice."""

    text: str
    charset: str


def decode(raw: bytes) -> Decoded:
    """Decode a page. Never fails: what no charset explains becomes U+FFFD."""
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return Decoded(raw.decode(name, "replace"), name.removesuffix("-sig"))
    wide = _wide_without_mark(raw)
    if wide:
        return Decoded(raw.decode(wide, "replace"), wide)
    try:
        return repair(Decoded(raw.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as error:
        bad = error
    if _mostly_utf8(raw, bad):
        return repair(Decoded(raw.decode("utf-8", "replace"), "utf-8"))
    return repair(max(_candidates(raw), key=lambda d: _arabic_score(d.text)))


def declared(raw: bytes) -> str | None:
    """The charset that the page says it has, if Python knows it."""
    match = _DECLARED.search(raw[:_HEAD])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    name = _WIDER.get(name, name)
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # Python also knows "charsets" that are no text encodings (base64, zip).
    return name if codec._is_text_encoding else None


def _wide_without_mark(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: markup has a zero byte beside every ASCII character."""
    head = raw[:512]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even <= odd // 20:
        return "utf-16-le"
    if even > len(head) // 8 and odd <= even // 20:
        return "utf-16-be"
    return None


def _mostly_utf8(raw: bytes, error: UnicodeDecodeError) -> bool:
    """UTF-8 that was cut in the middle of a letter or has a few bad bytes in it."""
    if error.start >= len(raw) - 3:
        return True
    sample = raw[:_SAMPLE].decode("utf-8", "replace")
    return 20 * sample.count("\ufffd") < len(re.findall("[\u0600-\u06ff]", sample))


def _candidates(raw: bytes) -> list[Decoded]:
    """Best first for equal scores: what the page says, what a detector says, what Arabic pages were written in."""
    names: list[str] = []
    said = declared(raw)
    if said and said not in ("utf-8", "utf8"):
        names.append(said)
    from resiliparse.parse.encoding import detect_encoding

    detected = str(detect_encoding(raw[:_SAMPLE]) or "").lower()
    names += [n for n in (detected, *_LEGACY, "utf-8") if n and n not in names]
    out: list[Decoded] = []
    for name in names:
        try:
            out.append(Decoded(raw.decode(name, "replace"), name))
        except (LookupError, UnicodeError):
            continue
    return out


def _arabic_score(text: str) -> float:
    sample = text[:_SAMPLE]
    return (
        len(_COMMON.findall(sample)) - 2 * len(_JUNK.findall(sample)) + len(re.findall("[\u0621-\u064a]", sample)) / 50
    )


def repair(decoded: Decoded) -> Decoded:
    """Undo one wrong decoding in the history of the page, if that makes it read as Arabic."""
    text = decoded.text
    sample = text[:_SAMPLE]
    arabic: int | None = None
    counted: dict[re.Pattern[str], int] = {}
    for sign, begins, wrong, right in (
        (_TWICE_LATIN, "ØÙ", "windows-1252", "utf-8"),
        (_TWICE_LATIN, "ØÙ", "latin-1", "utf-8"),
        (_TWICE_1256, "طظ", "windows-1256", "utf-8"),
        (_LATIN_1256, "ÇÃÅÂ", "windows-1252", "windows-1256"),
        (_LATIN_1256, "ÇÃÅÂ", "latin-1", "windows-1256"),
    ):
        if sign not in counted:
            # Letters are counted in a fraction of the time that a pattern takes, and most pages lack these.
            possible = sum(map(sample.count, begins)) > _FEWEST_SIGNS
            counted[sign] = len(sign.findall(sample)) if possible else 0
        signs = counted[sign]
        if signs <= _FEWEST_SIGNS:
            continue
        # Counting words takes longer than all else here, and most pages have no signs.
        arabic = len(_COMMON.findall(sample)) if arabic is None else arabic
        if signs <= 2 * arabic:
            continue
        fixed = _recode(text, wrong, right)
        if len(_COMMON.findall(fixed[:_SAMPLE])) > 2 * arabic + 3:
            return Decoded(fixed, f"{right}, repaired")
    return decoded


def _recode(text: str, wrong: str, right: str) -> str:
    """Back to the bytes that ``wrong`` was read from, then forward as ``right``; the rest is lost to U+FFFD."""
    return text.encode(wrong, _PASS_THROUGH).decode(right, "replace")


_PASS_THROUGH = "rawi.pass_through"


def _pass_through(error: UnicodeError) -> tuple[bytes, int]:
    """windows-1252 leaves five bytes undefined, which readers pass through as control characters."""
    assert isinstance(error, UnicodeEncodeError)
    lost = error.object[error.start : error.end]
    return bytes(ord(c) if ord(c) < 256 else 0x3F for c in lost), error.end


codecs.register_error(_PASS_THROUGH, _pass_through)
