"""Compiles the vocabulary files into one, and the plain word lists into another.

Run it with ``make lexicon``; it is never imported when reading. The results are committed, and a test rebuilds them and
compares every byte.
"""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

from rawi.errors import VocabularyError
from rawi.lexicon import stored, tables
from rawi.lexicon.builder import Builder
from rawi.lexicon.entries import Domain, Pos
from rawi.text.folding import fold_word

HERE = pathlib.Path(__file__).parent
DATA = HERE / "data"

Row = dict[str, Any]


def _read(path: pathlib.Path) -> Any:
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise VocabularyError(
            f"is not valid YAML: {error}", subject=path.name, advice="mend the line it names"
        ) from error


def _listed(row: Row, *names: str) -> Iterator[str]:
    """The optional fields of a row as tags."""
    for name in names:
        value = row.get(name)
        if value in (None, False, [], ""):
            continue
        for item in value if isinstance(value, list) else [value]:
            yield f"{name}={str(item).lower() if isinstance(item, bool) else item}"


def _verb(build: Builder, row: Row) -> int:
    return build.verb(row["root"], row["form"], row.get("past"), row.get("present"))


def _noun_or_phrase(build: Builder, row: Row, domain: Domain, key: str, *facts: str) -> None:
    """An entry for a noun with its plurals, or for an expression of several words and each of its plurals."""
    lemma = row["lemma"]
    plurals = list(row.get("plurals") or ())
    tags = list(_listed(row, *facts))
    if " " in lemma or any(" " in plural for plural in plurals):
        entry = build.entry(domain, key, lemma, "multiword", tags)
        for phrase in (lemma, *plurals):
            build.phrase(" ".join(f"N({part})" for part in phrase.split()), entry)
        return
    entry = build.entry(domain, key, lemma, "noun", tags)
    build.attach(build.noun(lemma, plurals, row.get("sound") or ""), entry)
    if row.get("feminine"):
        build.attach(build.noun(row["feminine"], sound="f"), entry)


def add_events(build: Builder) -> None:
    """Event words: data/events/*.yaml."""
    facts = ("weight", "also", "prep", "object", "subject", "needs", "unless")
    for path in sorted((DATA / "events").glob("*.yaml")):
        data = _read(path)
        event = data["event"]
        for row in data.get("verbs") or ():
            build.attach(_verb(build, row), build.entry("event", event, row["lemma"], "verb", _listed(row, *facts)))
        for row in data.get("nouns") or ():
            participle = row.get("kind") == "participle"
            lexeme = build.noun(row["lemma"], row.get("plurals") or (), row.get("sound") or "", participle=participle)
            pos: Pos = "participle" if participle else "noun"
            build.attach(lexeme, build.entry("event", event, row["lemma"], pos, _listed(row, *facts)))
        for row in data.get("multiwords") or ():
            entry = build.entry("event", row.get("event", event), row["pattern"], "multiword", _listed(row, *facts))
            build.phrase(row["pattern"], entry, row.get("head", 1))


def add_contexts(build: Builder) -> None:
    """Context classes: data/contexts.yaml."""
    for name, row in _read(DATA / "contexts.yaml").items():
        for word in row.get("words") or ():
            lemma = str(word).replace("_", " ")
            sound = "mf" if len(lemma) > 3 else ""
            if lemma.isalpha():
                build.attach(build.noun(lemma, sound=sound), build.entry("context", name, lemma, "noun"))
            else:
                build.phrase(lemma, build.entry("context", name, lemma, "multiword"))
        for text in row.get("multiwords") or ():
            pattern = " ".join(f"N({part})" for part in str(text).split())
            build.phrase(pattern, build.entry("context", name, str(text), "multiword"))


def add_place_words(build: Builder) -> None:
    """Words that make place phrases: data/place_words.yaml."""
    data = _read(DATA / "place_words.yaml")
    for row in data["heads"]:
        tags = [
            *_listed(row, "level", "around", "precision_m"),
            *(["generic=true"] if row["lemma"] in data["generic"] else []),
        ]
        entry = build.entry("placeword", "head", row["lemma"], "noun", tags)
        build.attach(build.noun(row["lemma"], row.get("plurals") or ()), entry)
    for row in data["directions"]:
        tags = [] if row["bearing"] is None else [f"bearing={row['bearing']}"]
        for word in row["words"]:
            build.attach(build.word(word), build.entry("placeword", "direction", word, "word", tags))
    for row in data["relations"]:
        first, *rest = row["text"].split()
        # The reader follows the words after the first one itself.
        if not rest or rest == ["من"]:
            entry = build.entry("placeword", "relation", row["text"], "word", [f"precision_m={row['precision_m']}"])
            build.attach(build.word(first), entry)
    for word in data["adjectives"]:
        build.attach(build.word(word), build.entry("placeword", "adjective", word, "word"))


def add_persons(build: Builder) -> None:
    """Persons, groups and objects: data/persons.yaml and data/objects.yaml."""
    persons = _read(DATA / "persons.yaml")
    for row in persons["persons"]:
        _noun_or_phrase(build, row, "person", row["class"], "rank", "adjective")
    for row in persons["groups"]:
        _noun_or_phrase(build, row, "person", row["class"], "of")
    for row in _read(DATA / "objects.yaml")["objects"]:
        _noun_or_phrase(build, row, "object", row["class"], "weapon_type", "unit", "weak")


def add_voices(build: Builder) -> None:
    """Who speaks and how: data/voices.yaml."""
    data = _read(DATA / "voices.yaml")
    for row in data["reporting_verbs"]:
        tags = [*_listed(row, "strength", "prep", "speaker", "complement", "event", "passive")]
        build.attach(_verb(build, row), build.entry("voice", "verb", row["lemma"], "verb", tags))
    strength = {row["lemma"]: row["strength"] for row in data["reporting_verbs"]}
    for row in data["participles"]:
        tags = [*_listed(row, "prep"), f"strength={strength[row['lemma']]}"]
        for gender in ("m", "f", "pl"):
            entry = build.entry("voice", "participle", row["lemma"], "participle", tags)
            build.attach(build.word(row[gender]), entry)
    for row in data["verbal_nouns"]:
        tags = [f"strength={strength[row['lemma']]}"]
        entry = build.entry("voice", "verbal_noun", row["lemma"], "noun", tags)
        build.attach(build.noun(row["text"], row.get("plurals") or ()), entry)
    for row in data["reporting_preps"]:
        build.phrase(row["text"], build.entry("voice", "prep", row["text"], "word", _listed(row, "strength", "voice")))
    for row in data["speech_nouns"]:
        tags = [*_listed(row, "kind", "source_kind")]
        build.attach(
            build.noun(row["lemma"], row.get("plurals") or ()),
            build.entry("voice", "speech", row["lemma"], "noun", tags),
        )
    for order, row in enumerate(data["source_modifiers"]):
        for word in row["words"]:
            build.phrase(
                word, build.entry("speaker", "modifier", word, "word", [f"kind={row['kind']}", f"order={order:02}"])
            )
    for row in data["source_heads"]:
        modifiers = [
            f"modifier={m['kind']}:{fold_word(word)}" for m in row.get("modifiers") or () for word in m["words"]
        ]
        if row.get("fixed") or " " in row["lemma"]:
            entry = build.entry(
                "speaker", row["kind"], row["lemma"], "multiword", [*_listed(row, "takes_modifiers"), *modifiers]
            )
            for name in (row["lemma"], *(row.get("plurals") or ())):
                build.phrase(name, entry)
        else:
            entry = build.entry(
                "speaker", row["kind"], row["lemma"], "noun", [*_listed(row, "takes_modifiers"), *modifiers]
            )
            build.attach(build.noun(row["lemma"], row.get("plurals") or (), row.get("sound") or ""), entry)
    for row in data["self_reference"]:
        if "{" not in row["text"]:
            build.phrase(row["text"], build.entry("voice", "self", row["text"], "word", _listed(row, "role", "kind")))
    for row in data["pronoun_voices"]:
        build.phrase(row["text"], build.entry("voice", "pronoun", row["text"], "word"))
    for row in data["handovers"]:
        build.phrase(row["text"], build.entry("voice", "handover", row["text"], "word", _listed(row, "effect")))


def add_parties(build: Builder) -> None:
    """Parties to conflicts: data/parties/*.yaml. Names are matched as they are written, labels too."""
    rows = [row for path in sorted((DATA / "parties").glob("*.yaml")) for row in _read(path)]
    kinds = {row["id"]: row["kind"] for row in rows}
    for row in rows:
        facts = list(_listed(row, "kind", "country"))
        if row["kind"] == "person" and row.get("parent") in kinds:
            facts.append(f"side={kinds[row['parent']]}")  # a person speaks for the side that he belongs to
        build.parties[row["id"]] = row["name_ar"]
        named = [("name", name) for name in dict.fromkeys([row["name_ar"], *(row.get("aliases") or ())])]
        named += [("name", name) for name in row.get("abbreviations") or () if name.isascii()]
        named += [("ambiguous", name) for name in row.get("ambiguous_aliases") or ()]
        for how, name in named:
            build.phrase(name, build.entry("party", row["id"], name, "word", [*facts, f"as={how}"]))
        for label in row.get("labels") or ():
            tags = [*facts, "as=label", f"label={label['kind']}"]
            build.phrase(label["text"], build.entry("party", row["id"], label["text"], "word", tags))
        for name in row.get("members") or ():
            entry = build.entry("party", row["id"], name, "noun", [*facts, "as=member"])
            build.phrase(name, entry)
            if name.endswith("ون"):
                build.phrase(name[:-2] + "ين", entry)
        for name in row.get("nisba") or ():
            entry = build.entry("party", row["id"], name, "participle", [*facts, "as=nisba"])
            build.attach(build.noun(name, participle=True), entry)


def add_framing(build: Builder) -> None:
    """Loaded words and the words of certainty: data/loaded.yaml and data/hedges.yaml."""
    for row in _read(DATA / "loaded.yaml"):
        tags = [*_listed(row, "toward", "needs_target", "definite"), f"kind={row['kind']}"]
        pos: Pos = "multiword" if " " in row["text"] else "noun"
        entry = build.entry("loaded", row["kind"], row["text"], pos, tags)
        for form in dict.fromkeys([row["text"], *(row.get("forms") or ()), *(row.get("plurals") or ())]):
            if " " in form:
                build.phrase(" ".join(f"N({part})" for part in form.split()), entry)
            else:
                build.attach(build.noun(form), entry)
    for section, rows in _read(DATA / "hedges.yaml").items():
        for row in rows:
            if "verb" in row:
                verb = row["verb"]
                lemma = row.get("lemma") or row.get("note") or "".join(verb["root"].split())
                build.attach(_verb(build, verb), build.entry("hedge", section, lemma, "verb"))
            else:
                build.phrase(row["text"], build.entry("hedge", section, row["text"], "word"))


def add_verbs(build: Builder) -> None:
    """Common verbs that name no event, speech or doubt: data/verbs.yaml."""
    data = _read(DATA / "verbs.yaml")
    never = frozenset(fold_word(written) for written in data["not_verbs"])
    for row in data["verbs"]:
        bare = fold_word(row["lemma"])
        without = never | {bare, bare + "ا"} if row.get("homograph") else never
        lexeme = build.verb(row["root"], row["form"], row.get("past"), row.get("present"), without=without)
        build.attach(lexeme, build.entry("verb", "common", row["lemma"], "verb", _listed(row, "homograph")))


BUILDERS = (add_events, add_contexts, add_place_words, add_persons, add_voices, add_parties, add_framing, add_verbs)


def build() -> bytes:
    """The compiled vocabulary as bytes; the same files give the same bytes."""
    builder = Builder()
    for add in BUILDERS:
        add(builder)
    return stored.encode(builder.compiled())


def build_tables() -> bytes:
    """The word lists that are used as they are written, as bytes."""
    return msgspec.msgpack.encode({name: _read(DATA / f"{name}.yaml") for name in tables.NAMES})


if __name__ == "__main__":
    stored.COMPILED.parent.mkdir(exist_ok=True)
    for path, data in ((stored.COMPILED, build()), (tables.COMPILED, build_tables())):
        path.write_bytes(data)
        sys.stderr.write(f"{path.name}: {len(data):,} bytes\n")
