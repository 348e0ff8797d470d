"""Rawi reads Arabic conflict news and keeps, for every event an article tells, who vouches for it.

    import rawi

    article = rawi.page(html, url="https://…")
    for claim in rawi.read(article).claims:
        print(claim.event, claim.trigger.text, claim.status, [link.quote.text for link in claim.sources])

Names are imported when they are first used, so that ``import rawi`` costs next to nothing.
"""

from __future__ import annotations

# Type checkers take this name for typing.TYPE_CHECKING, whose import would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rawi.errors import RawiError
    from rawi.intake.page import page
    from rawi.model.article import Article
    from rawi.model.claim import ActorMention, Claim, LoadedWord, SourceLink, Trace
    from rawi.model.place import PlaceCandidate, PlaceMention
    from rawi.model.quantity import QuantityMention
    from rawi.model.reading import Failure, Reading, Unknown
    from rawi.model.span import Quote, Span
    from rawi.model.time import Interval, TimeMention
    from rawi.reading.reader import Reader
    from rawi.text.grounding import Grounding, ground

    __version__: str

__all__ = [
    "ActorMention", "Article", "Claim", "Failure", "Grounding", "Interval", "LoadedWord", "PlaceCandidate",
    "PlaceMention", "QuantityMention", "Quote", "RawiError", "Reader", "Reading", "SourceLink", "Span", "TimeMention",
    "Trace", "Unknown", "__version__", "ground", "page", "read",
]  # fmt: skip

_HOME = {
    "ActorMention": "rawi.model.claim",
    "Article": "rawi.model.article",
    "Claim": "rawi.model.claim",
    "Failure": "rawi.model.reading",
    "Grounding": "rawi.text.grounding",
    "Interval": "rawi.model.time",
    "LoadedWord": "rawi.model.claim",
    "PlaceCandidate": "rawi.model.place",
    "PlaceMention": "rawi.model.place",
    "QuantityMention": "rawi.model.quantity",
    "Quote": "rawi.model.span",
    "RawiError": "rawi.errors",
    "Reader": "rawi.reading.reader",
    "Reading": "rawi.model.reading",
    "SourceLink": "rawi.model.claim",
    "Span": "rawi.model.span",
    "TimeMention": "rawi.model.time",
    "Trace": "rawi.model.claim",
    "Unknown": "rawi.model.reading",
    "ground": "rawi.text.grounding",
    "page": "rawi.intake.page",
}


def read(article: Article, *, gazetteers: Iterable[str | Path] = ()) -> Reading:
    """The claims of one article. The reader is made at the first call and kept for the next ones.

    gazetteers: JSON Lines files with more places. Raises RawiError where the article or a gazetteer cannot be read.
    """
    paths = tuple(str(path) for path in gazetteers)
    if paths not in _readers:
        from rawi.reading.reader import Reader

        _readers[paths] = Reader(gazetteers=paths)
    return _readers[paths].read(article)


_readers: dict[tuple[str, ...], Reader] = {}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("rawi")
    elif name in _HOME:
        from importlib import import_module

        value = getattr(import_module(_HOME[name]), name)
    else:
        raise AttributeError(f"module 'rawi' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, also those that are not imported yet."""
    return sorted(set(globals()) | set(__all__))
