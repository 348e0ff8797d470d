"""How many: the words and the bounds they give."""

from __future__ import annotations

import msgspec

from rawi.model.span import Quote
from rawi.model.vocabulary import QuantityOf


class QuantityMention(msgspec.Struct, frozen=True, kw_only=True):
    """A count or an amount.

    low, high: bounds as the words allow ("more than 20": 20, None; "dozens": None, None).
    approx: the words say that the number is rough.
    of: what is counted, as far as the phrase alone tells; a claim may know better.
    head: the counted noun, if the phrase has one.
    """

    quote: Quote
    low: float | int | None = None
    high: float | int | None = None
    approx: bool = False
    of: QuantityOf = "other"
    head: Quote | None = None
