"""Text that two articles share: the passages, which of the two gave it to the other, and why one may think so."""

from __future__ import annotations

from typing import Literal

import msgspec

from rawi.model.article import Article
from rawi.model.claim import LoadedWord
from rawi.model.span import Quote

Direction = Literal["a→b", "b→a", "undetermined"]
EvidenceKind = Literal[
    "names_outlet", "wire_mark", "published", "framed", "same_source", "same_outlet", "same_family", "shared_detail",
]  # fmt: skip


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one article that stands in another, perhaps with words changed, dropped or put in.

    a, b: half-open ranges of code points of the two stored texts. text: the words in ``a``. words: how many words are
    the same in both. quoted: in both articles the passage is what somebody is quoted to have said, in quotation marks;
    then the speaker, and not one of the outlets, may be its source.
    """

    a: tuple[int, int]
    b: tuple[int, int]
    text: str
    words: int
    quoted: bool = False


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One reason. toward: the direction it speaks for, or None where it tells of a common origin or of nothing more
    than that both tell of one thing.

    kind: ``names_outlet`` one article names the outlet of the other; ``wire_mark`` it bears the mark of the other as
    of an agency; ``published`` one was published before the other; ``framed`` one tells the passage of the
    other as what "the newspaper" or "the agency" said; ``same_source`` both name the same third outlet as their
    source; ``same_outlet``, ``same_family`` publisher of both; ``shared_detail`` a rare detail that both tell.
    detail: what was found, in words or as a name. a, b: where it stands in each article, if it stands there.
    """

    kind: EvidenceKind
    toward: Direction | None = None
    detail: str = ""
    a: tuple[int, int] | None = None
    b: tuple[int, int] | None = None


class CopyPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles that share text. a, b: their ids, in alphabetical order; names in the passages follow that.

    containment: the part of the six-word shingles of the shorter body that stand in the other, 0 to 1.
    level: ``article`` where the shorter of the two is mostly in the other, ``passage`` where parts of it are.
    direction: who gave the text to whom; ``undetermined`` where nothing tells, or the evidence contradicts itself.
    """

    a: str
    b: str
    containment: float
    level: Literal["article", "passage"]
    passages: tuple[Passage, ...]
    direction: Direction = "undetermined"
    evidence: tuple[Evidence, ...] = ()


EditKind = Literal["same", "reworded", "dropped", "added"]


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a passage, as the step from the first article to the second.

    same, reworded: words in both; dropped: ``a`` alone has them; added: ``b`` alone. loaded_a, loaded_b: the loaded
    words in it, where the other article has not the same.
    """

    kind: EditKind
    a: Quote | None = None
    b: Quote | None = None
    loaded_a: tuple[LoadedWord, ...] = ()
    loaded_b: tuple[LoadedWord, ...] = ()


class ComparedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage in both articles with the edits that lead from one to the other, in reading order."""

    a: Quote
    b: Quote
    words: int
    edits: tuple[Edit, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles side by side. Which is ``a`` is the caller's choice, other than in a CopyPair.

    copy: whether one counts as a copy of the other; templated items that share a frame are shown but do not count.
    only_a, only_b: what stands in no passage, a quote for each piece of a paragraph, site furniture left out.
    """

    a: Article
    b: Article
    copy: bool
    containment: float
    direction: Direction
    evidence: tuple[Evidence, ...]
    passages: tuple[ComparedPassage, ...]
    only_a: tuple[Quote, ...]
    only_b: tuple[Quote, ...]

    @property
    def loaded(self) -> tuple[Edit, ...]:
        """The edits in which loaded words were put in, taken out or changed."""
        return tuple(edit for passage in self.passages for edit in passage.edits if edit.loaded_a or edit.loaded_b)
