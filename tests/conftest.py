"""What many tests need: the corpora beside the checkout, the command, and a reading made by hand."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rawi

ROOT = Path(__file__).parents[1]

TITLE = "اشتباكات في ريف الرقة"
TEXT = (
    "أفادت مصادر محلية بأن ميليشيا الفصيل هاجمت بلدة الكسرة فجر أمس، ما أسفر عن مقتل نحو تسعة مدنيين.\n"
    "ونفى متحدث باسم الفصيل وقوع الهجوم، وفق ما نقلت عنه وكالة سنابك.\n"
    "اشترك في نشرتنا البريدية"
)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the corpora, which do not belong to the project and stand beside its checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"the corpora are not at {folder}")
    return folder


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``rawi`` in a process of its own, as a user would, with its output as text."""

    def run(
        *arguments: object, stdin: str | bytes = "", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "rawi", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            timeout=120,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


def _quote(article: rawi.Article, words: str, after: str = "") -> rawi.Quote:
    start = article.text.index(words, article.text.index(after) if after else 0)
    return article.quote(start, start + len(words))


@pytest.fixture
def planted() -> rawi.Reading:
    """A reading in which every kind of field is filled, as far as the text allows."""
    article = rawi.Article(
        id="planted", text=TEXT, title=TITLE, outlet="صحيفة العرض", url="https://example.org/1", published="2019-01-17"
    )

    def quote(words: str, after: str = "") -> rawi.Quote:
        return _quote(article, words, after)

    village = rawi.PlaceCandidate(
        id="g1", name="الكسرة", name_en="Al Kasrah", level="populated", country="SY", lat=35.5681, lon=39.9372,
        precision_m=1500, layer="geonames", score=0.9,
    )  # fmt: skip
    attack = rawi.Claim(
        id="aaaaaaaaaaaa",
        event="attack",
        trigger=quote("هاجمت"),
        actors=(
            rawi.ActorMention(
                quote=quote("ميليشيا الفصيل"), party="faction", name="الفصيل", labels=(quote("ميليشيا"),)
            ),
        ),
        targets=(rawi.ActorMention(quote=quote("مدنيين")),),
        places=(
            rawi.PlaceMention(
                quote=quote("بلدة الكسرة"), lat=35.5681, lon=39.9372, precision_m=1500, level="populated",
                ucdp_precision=1, acled_precision=1, candidates=(village,), rule="the only place of that name",
            ),
        ),
        times=(
            rawi.TimeMention(
                quote=quote("فجر أمس"), part_of_day="فجر", rule="relative_day",
                interval=rawi.Interval(dt.date(2019, 1, 16), dt.date(2019, 1, 16), "part_of_day"),
            ),
        ),
        quantities=(rawi.QuantityMention(quote=quote("نحو تسعة مدنيين"), low=9, high=9, approx=True, of="killed"),),
        sources=(rawi.SourceLink(quote=quote("مصادر محلية"), kind="local_source", verb=quote("أفادت")),),
        status="happened",
        commitment="attributed",
        confidence=0.91,
        trace=(
            rawi.Trace(field="event", rule="own", entry="attack: هاجم", weight=0.91),
            rawi.Trace(field="source", rule="speaker of أفاد"),
        ),
    )  # fmt: skip
    denied = rawi.Claim(
        id="bbbbbbbbbbbb",
        event="attack",
        trigger=quote("الهجوم"),
        origins=(rawi.PlaceMention(quote=quote("الكسرة"), rule="not in the gazetteer"),),
        sources=(
            rawi.SourceLink(quote=quote("متحدث باسم الفصيل"), kind="military", verb=quote("نفى")),
            rawi.SourceLink(quote=quote("وكالة سنابك"), kind="media", verb=quote("نقلت عنه")),
        ),
        status="denied",
        commitment="attributed",
    )
    return rawi.Reading(
        article=article,
        claims=(attack, denied),
        loaded=(rawi.LoadedWord(quote=quote("ميليشيا"), kind="delegitimising", toward=quote("الفصيل")),),
        boilerplate=(quote("اشترك في نشرتنا البريدية"),),
        unknown=(rawi.Unknown(quote=quote("الكسرة"), field="origin", reason="not in the gazetteer"),),
        reader="1",
    )
