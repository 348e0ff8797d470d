"""Writes everything in the repository that is made by a program: ``python -m scripts.generated``.

A file is generated as a whole, or only between a pair of marks ``<!-- generated: NAME -->`` and ``<!-- end -->``.
The tests make every text again and compare.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scripts import cli_reference, readme_example, schema, scores

ROOT = Path(__file__).parents[1]


class Generated(NamedTuple):
    """path: below the root. mark: name of the part, or "" for the whole file. make: gives its text."""

    path: str
    mark: str
    make: Callable[[], str]


TARGETS = (
    Generated("docs/reference/reading.schema.json", "", schema.schema_text),
    Generated("docs/reference/data-format.md", "fields", schema.fields_markdown),
    Generated("docs/reference/cli.md", "commands", cli_reference.markdown),
    Generated("docs/quality.md", "scores", scores.markdown),
    Generated("README.md", "example", readme_example.fenced),
    Generated("docs/index.md", "example", readme_example.fenced),
)


def committed(target: Generated) -> str:
    """What stands in the repository now."""
    text = (ROOT / target.path).read_text(encoding="utf-8")
    return _part(target).search(text)[2] if target.mark else text  # type: ignore[index]


def write(target: Generated) -> bool:
    """Write one text; True where it differed."""
    path = ROOT / target.path
    new = made(target)
    if path.exists() and committed(target) == new:
        return False
    if target.mark:
        before = path.read_text(encoding="utf-8")
        new = _part(target).sub(lambda found: found[1] + new + found[3], before)
    path.write_text(new, encoding="utf-8")
    return True


def made(target: Generated) -> str:
    """The text as it should stand."""
    return f"\n\n{target.make().strip()}\n\n" if target.mark else target.make()


def _part(target: Generated) -> re.Pattern[str]:
    return re.compile(rf"(<!-- generated: {target.mark} -->)(.*?)(<!-- end -->)", re.S)


def main() -> int:
    for target in TARGETS:
        if write(target):
            print(f"{target.path}: written anew", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
