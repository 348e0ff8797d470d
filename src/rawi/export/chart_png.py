"""Charts as PNG, with Pillow (``pip install rawi[plots]``). Libraqm, which its wheels bring along, shapes Arabic."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from rawi.errors import RawiError
from rawi.export import chart as look
from rawi.export.chart import Chart
from rawi.export.labels import Label

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

_SCALE = 2  # pixels for each unit of the layout, so that letters are sharp when printed
_HEAD = 48
# Runs of one script: Arabic with the blanks between its words, or all that the Latin font draws.
_RUNS = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+(?:\s+(?=[\u0600-\u06ff])|[\u0600-\u06ff])*|[^\u0600-\u06ff]+"
)


def charts_png(charts: Sequence[Chart], title: Label) -> bytes:
    """All charts one below the other. Raises RawiError where Pillow is missing or cannot shape Arabic."""
    try:
        from PIL import Image, ImageDraw, features
    except ImportError:
        raise RawiError(
            "PNG plots need Pillow, which is not installed",
            subject="--plot", advice="run: pip install 'rawi[plots]', or give --plot the name of an .svg file",
        ) from None  # fmt: skip
    if not features.check("raqm"):
        raise RawiError(
            "this Pillow was built without libraqm and would draw Arabic letters apart",
            subject="--plot", advice="install a wheel of Pillow from PyPI, or give --plot the name of an .svg file",
        )  # fmt: skip
    size = (look.WIDTH * _SCALE, (_HEAD + look.HEIGHT * len(charts)) * _SCALE)
    image = Image.new("RGB", size, "#fff")
    pen = ImageDraw.Draw(image)
    _right(pen, look.RIGHT, 32, title.ar, 20, 600, look.SURE)
    for number, chart in enumerate(charts):
        _chart(pen, chart, _HEAD + look.HEIGHT * number)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _chart(pen: ImageDraw.ImageDraw, chart: Chart, top: float) -> None:
    ground = top + look.BOTTOM
    _right(pen, look.RIGHT, top + look.TITLE_Y, chart.title.ar, 15, 600, look.INK)
    for bar in chart.bars:
        if not bar.covered:
            _rect(pen, bar.x, top + look.TOP, bar.wide, look.BOTTOM - look.TOP, look.EMPTY)
    for height, number in chart.ticks:
        y = ground - height
        _line(pen, look.LEFT, y, look.RIGHT, y, look.LINE, 1)
        _words(pen, look.LEFT - 6, y + 4, number, 12, "rs")
    for bar in chart.bars:
        x, wide = bar.x + bar.wide * 0.12, bar.wide * 0.76
        _rect(pen, x, ground - bar.high, wide, bar.high, look.MAY)
        _rect(pen, x, ground - bar.low, wide, bar.low, look.SURE)
        if bar.change:
            for y in range(int(top + look.TOP - 6), int(ground), 9):
                _line(pen, bar.x, y, bar.x, min(y + 5, ground), look.MARK, 1.5)
        if bar.burst:
            middle, tip = bar.x + bar.wide / 2, ground - bar.high - 4
            points = [(middle, tip), (middle - 5, tip - 8), (middle + 5, tip - 8)]
            pen.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=look.MARK)
    for x, date in chart.dates:
        _words(pen, x, ground + 18, date, 11, "ms")


def _rect(pen: ImageDraw.ImageDraw, x: float, y: float, wide: float, high: float, colour: str) -> None:
    if high > 0:
        pen.rectangle([x * _SCALE, y * _SCALE, (x + wide) * _SCALE - 1, (y + high) * _SCALE - 1], fill=colour)


def _line(pen: ImageDraw.ImageDraw, x: float, y: float, to_x: float, to_y: float, colour: str, wide: float) -> None:
    pen.line([x * _SCALE, y * _SCALE, to_x * _SCALE, to_y * _SCALE], fill=colour, width=round(wide * _SCALE))


def _words(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, anchor: str) -> None:
    """Numbers and dates, which the Latin font draws."""
    pen.text((x * _SCALE, y * _SCALE), text, font=_font("latin-400", size), fill=look.SOFT, anchor=anchor)


def _right(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, weight: int, colour: str) -> None:
    """A right-to-left line that ends at ``x``: its runs from right to left, each with the font of its script."""
    at = x * _SCALE
    for run in _RUNS.findall(text):
        arabic = unicodedata.bidirectional(run[0]) in ("AL", "R")
        font = _font(f"{'arabic' if arabic else 'latin'}-{weight}", size)
        pen.text(
            (at, y * _SCALE), run, font=font, fill=colour, anchor="rs", direction="rtl" if arabic else "ltr",
            language="ar" if arabic else None,
        )  # fmt: skip
        at -= font.getlength(run, direction="rtl" if arabic else "ltr")


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(
            io.BytesIO(look.font(name)), size * _SCALE, layout_engine=ImageFont.Layout.RAQM
        )  # fmt: skip
    except OSError:
        raise RawiError(
            "this Pillow cannot read compressed fonts (WOFF2)",
            subject="--plot", advice="install a wheel of Pillow from PyPI, or give --plot the name of an .svg file",
        ) from None  # fmt: skip
