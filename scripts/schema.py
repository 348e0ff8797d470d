"""The JSON Schema of what ``rawi read --format jsonl`` writes, and its tables, made from the types of rawi.model."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

import msgspec

from rawi.model.reading import Failure, Reading

Node = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Node:
    """One line of JSON Lines: a reading or a failure."""
    (reading, failure), parts = msgspec.json.schema_components((Reading, Failure), ref_template="#/$defs/{name}")
    # Python strips the indent of docstrings since 3.13; earlier versions do not.
    parts = {
        name: part | {"description": inspect.cleandoc(part["description"])} if "description" in part else part
        for name, part in sorted(parts.items())
    }
    return {
        "$schema": DIALECT,
        "title": "A line of Rawi's output",
        "description": "A reading, or the reason why an article could not be read. Offsets are half-open and count "
        "Unicode code points of article.text; every quote satisfies text[start:end] == quote.text.",
        "oneOf": [reading, failure],
        "$defs": parts,
    }


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def fields_markdown() -> str:
    """A table for each type, in the order in which a reader meets them."""
    parts: dict[str, Node] = schema()["$defs"]
    lines: list[str] = []
    for name in _order(parts, ["Reading", "Failure"]):
        part = parts[name]
        if "properties" not in part:
            continue
        lines += [f"### {name}", ""]
        lines += [_prose(part.get("description", "")), ""]
        lines += ["| field | type | default |", "|---|---|---|"]
        for field, node in part["properties"].items():
            default = json.dumps(node["default"], ensure_ascii=False) if "default" in node else "none: always there"
            lines.append(f"| `{field}` | {_type(node)} | {default} |")
        lines.append("")
    return "\n".join(lines)


def _order(parts: dict[str, Node], names: list[str]) -> list[str]:
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            text = json.dumps(parts[name])
            waiting += sorted(
                (other for other in parts if f'"#/$defs/{other}"' in text), key=lambda o: text.index(f'"#/$defs/{o}"')
            )
    return found


def _prose(text: str) -> str:
    """A docstring as Markdown: the lines ``name: meaning`` become a list."""
    lines: list[str] = []
    listing = False
    for line in text.replace("``", "`").splitlines():
        head, colon, _ = line.partition(": ")
        names = head.split(", ")
        if colon and all(name.isidentifier() and name.islower() for name in names):
            if not listing:
                lines.append("")
            listing = True
            told = ", ".join(f"`{name}`" for name in names)
            lines.append(f"- {told}{line[len(head) :]}")
        elif listing and line.startswith(" "):
            lines.append("  " + line.strip())
        else:
            if listing:
                lines.append("")
            listing = False
            lines.append(line)
    return (
        re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().replace(":class:`~rawi.model.reading.Reading`", "`Reading`")
    )


def _type(node: Node) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in node:
        return " or ".join(_type(option) for option in node["anyOf"])
    if "enum" in node:
        return "one of " + ", ".join(f"`{value}`" for value in node["enum"])
    if node.get("type") == "array":
        return f"list of {_type(node['items'])}"
    return f"{node.get('type', 'any')}" + (f" ({node['format']})" if "format" in node else "")
