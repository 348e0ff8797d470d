"""What every page that Rawi writes has inside: its fonts, style and script, and the policy that lets only these run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

_ARABIC_RANGE = (
    "U+0600-06FF,U+0750-077F,U+0870-088E,U+0897-08E1,U+08E3-08FF,U+200C-200F,U+2010-2011,U+FB50-FDFF,U+FE70-FEFC"
)
_LATIN_RANGE = "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-200B,U+2012-206F,U+20AC,U+2122,U+2212,U+FFFD"
# Family, weight, file, characters that the file is asked for.
_FONTS = (
    ("Rawi Naskh", 400, "noto-naskh-arabic-arabic-400-normal", _ARABIC_RANGE),
    ("Rawi Naskh", 400, "noto-naskh-arabic-latin-400-normal", _LATIN_RANGE),
    ("Rawi Naskh", 700, "noto-naskh-arabic-arabic-700-normal", _ARABIC_RANGE),
    ("Rawi Sans", 400, "ibm-plex-sans-arabic-arabic-400-normal", _ARABIC_RANGE),
    ("Rawi Sans", 400, "ibm-plex-sans-arabic-latin-400-normal", _LATIN_RANGE),
    ("Rawi Sans", 600, "ibm-plex-sans-arabic-arabic-600-normal", _ARABIC_RANGE),
    ("Rawi Sans", 600, "ibm-plex-sans-arabic-latin-600-normal", _LATIN_RANGE),
)


@cache
def asset(name: str) -> str:
    """A file of the package's assets."""
    return files("rawi.export").joinpath("assets", name).read_text("utf-8")


@cache
def shared_style() -> str:
    """The fonts and the look that all pages share."""
    faces: list[str] = []
    for family, weight, name, characters in _FONTS:
        data = files("rawi.export").joinpath("assets", "fonts", f"{name}.woff2").read_bytes()
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:block;unicode-range:{characters};'
            f'src:url("data:font/woff2;base64,{base64.b64encode(data).decode()}") format("woff2")}}'
        )
    return "\n".join(faces) + "\n" + asset("report.css")


def _source_hash(content: str) -> str:
    """The source expression by which a content security policy lets exactly this content in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def policy(style: str, script: str) -> str:
    """The content security policy of a page with this style and script: nothing else runs, nothing is fetched."""
    return (
        f"default-src 'none'; style-src '{_source_hash(style)}'; script-src '{_source_hash(script)}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
