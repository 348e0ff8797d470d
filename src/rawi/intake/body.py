"""Which part of a page is the article: one extractor's answer, checked against the title, and others after it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rawi.intake.dom import text_of
from rawi.text.folding import fold_word

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Pages whose pruned tree has more letters than this go to the block scorer alone: extractors keep several copies.
MOST_FOR_EXTRACTOR = 2_000_000
# An answer is suspect when it has under this share of the words of the title and summary that another answer has.
_SHARE = 0.6
# Letters by which a lead is recognised.
_LEAD = 40

_WORD = re.compile(r"\w{3,}")
_PARAGRAPHS = frozenset(["p", "blockquote", "h2", "h3", "h4", "h5", "h6", "li", "pre", "td"])
_CONTAINERS = frozenset(["div", "article", "main", "section", "td", "body"])


def body_text(tree: HtmlElement, about_words: str, summary: str, record_body: str | None) -> str:
    """The text of the article in a pruned tree, a paragraph a line; empty if there is none.

    about_words: the title and summary in all their wordings. summary: the description that the head of the page gives.

    The extractor comes first. It is overruled when its answer speaks of something else than the title does, as a
    related-story teaser would on a page of two sentences, or when it lost most of what the other readings agree on.
    """
    blocks = by_blocks(tree)
    answers: list[str] = []
    if sum(map(len, tree.itertext())) <= MOST_FOR_EXTRACTOR:
        answers.append(_by_trafilatura(tree))
    answers.append(blocks)
    wanted = set(_stems(about_words))
    first = answers[0]
    if first and not _suspect(first, blocks, wanted):
        return _with_lead(tree, first, summary)
    from lxml.etree import tostring

    if len(answers) > 1:
        answers.append(_by_resiliparse(tostring(tree, encoding="unicode", method="html")))
    if record_body and len(record_body) > 80:
        answers.append(_lines(record_body))
    # The longest of those that speak most of the title; ties keep the order above.
    best = max((_overlap(a, wanted) for a in answers), default=0)
    longest = max((a for a in answers if _overlap(a, wanted) >= _SHARE * best), key=len, default="")
    return _with_lead(tree, longest, summary)


def _with_lead(tree: HtmlElement, text: str, summary: str) -> str:
    """The text with the lead before it, where the lead stands in a box of its own and so was lost.

    It is known by the summary of the page, which on most sites is its beginning.
    """
    start = _key(summary)[:_LEAD]
    if len(start) < _LEAD or not text or start in _key(text):
        return text
    for element in tree.iter("p", "div", "h2", "h3", "strong"):
        own = element.text or ""
        if len(own) >= _LEAD and _key(own[: 3 * _LEAD]).startswith(start):
            return "\n".join((" ".join(text_of(element).split()), text))
    return text


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_word(text)))


def _suspect(first: str, blocks: str, wanted: set[str]) -> bool:
    if not wanted:
        return 3 * len(first) < len(blocks)
    ours, theirs = _overlap(first, wanted), _overlap(blocks, wanted)
    return ours < _SHARE * theirs or ours == 0 or (3 * len(first) < len(blocks) and ours <= theirs)


def _stems(text: str) -> list[str]:
    """Folded words of three letters and more, without article and one-letter clitics: enough to compare two texts."""
    out = []
    for word in _WORD.findall(fold_word(text)):
        for prefix in ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف"):
            if word.startswith(prefix) and len(word) - len(prefix) >= 3:
                word = word[len(prefix) :]
                break
        out.append(word)
    return out


def _overlap(text: str, wanted: set[str]) -> int:
    return len(wanted.intersection(_stems(text[:20_000])))


_RUNNING_WORDS = 8  # fewer are a heading, a counter or a caption of a layout table


def _lines(text: str) -> str:
    return "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split())))


def _by_trafilatura(tree: HtmlElement) -> str:
    import logging
    from copy import deepcopy

    from trafilatura import extract

    # What it could not read is told by our own errors.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())

    # fast: without its own fallbacks, which take quadratic time on long pages; ours come after it.
    text = extract(deepcopy(tree), fast=True, include_comments=False, include_tables=True, deduplicate=False)
    return _lines("\n".join(_uncelled(line) for line in re.sub(r"(?m)^- ", "", text or "").splitlines()))


def _uncelled(line: str) -> str:
    """A row of one cell is layout, not data: its running text without the bars, or nothing where it is a label."""
    if not line.lstrip().startswith("|"):
        return line
    cells = [cell for cell in (part.strip() for part in line.split("|")) if cell.strip("- ")]
    if len(cells) > 1:
        return line
    return cells[0] if cells and len(cells[0].split()) >= _RUNNING_WORDS else ""


def _by_resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return _lines(extract_plain_text(html, main_content=True, alt_texts=False, links=False, form_fields=False))


def by_blocks(tree: HtmlElement) -> str:
    """The paragraphs of the container whose own paragraphs hold the most running text. Linear in the page.

    A paragraph counts for its parent, and for half to its grandparent, since sites wrap paragraphs one by one.
    """
    scores: Counter[HtmlElement] = Counter()
    for element in tree.iter(*_PARAGRAPHS, "div"):
        size = _running_text(element)
        if size < 40 or element.tag in ("li", "td", "h2", "h3", "h4", "h5", "h6"):
            continue
        parent = element if element.tag == "div" else element.getparent()
        if parent is None:
            continue
        scores[parent] += size
        grandparent = parent.getparent()
        if grandparent is not None and grandparent.tag in _CONTAINERS:
            scores[grandparent] += size // 2
    if not scores:
        return _lines(text_of(tree)) if tree.tag != "html" else ""
    best = max(scores, key=lambda e: scores[e])
    return _lines("\n".join(_paragraphs(best)))


def _running_text(element: HtmlElement) -> int:
    """Letters of an element's own text, with its inline children but without links and blocks."""
    size = len((element.text or "").strip())
    for child in element:
        if child.tag in ("a", "br") or child.tag in _CONTAINERS or child.tag in _PARAGRAPHS:
            size += len((child.tail or "").strip())
        else:
            size += len((child.text or "").strip()) + len((child.tail or "").strip())
    return size


def _paragraphs(container: HtmlElement) -> list[str]:
    """The text of a container, broken where a block or a line break stands."""
    parts: list[str] = []
    for event, element in _walk(container):
        if event == "start":
            if element.tag in _PARAGRAPHS or element.tag in _CONTAINERS or element.tag in ("br", "tr", "ul", "ol"):
                parts.append("\n")
            parts.append(" ".join((element.text or "").split("\n")))
        else:
            if element.tag in _PARAGRAPHS or element.tag in _CONTAINERS:
                parts.append("\n")
            if element is not container:
                parts.append(" ".join((element.tail or "").split("\n")))
    return "".join(parts).splitlines()


def _walk(container: HtmlElement) -> list[tuple[str, HtmlElement]]:
    from lxml.etree import iterwalk

    return list(iterwalk(container, events=("start", "end")))
