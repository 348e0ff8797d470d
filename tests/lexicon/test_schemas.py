"""The vocabularies of events, contexts, place words, framing, time and number keep their promises.

What voices, persons, objects, parties, outlets and places promise is held in the tests beside this one.
"""

from __future__ import annotations

import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from rawi.lexicon.gazetteer import Level
from rawi.model.vocabulary import EVENT_TYPES, LoadedKind
from rawi.text.folding import fold_word
from rawi.text.tokens import tokenize

DATA = pathlib.Path(__file__).parents[2] / "src" / "rawi" / "lexicon" / "data"
EVENT_FILES = sorted((DATA / "events").glob("*.yaml"))
Row = dict[str, Any]

WEIGHTS = {"strong", "medium", "weak"}
VERB_FORMS = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "Iq", "IIq", "IVq"}
VOWELS = {"a", "i", "u"}
OBJECTS = {"target", "place", "quantity", "content", "none"}
SUBJECTS = {"target", "weapon"}
SENSES = {"needs", "unless", "also", "prep"}
HEDGE_SECTIONS = {
    "hedges", "doubted", "negation", "denied", "possible", "future_planned", "called_for", "attempted",
    "foiled", "ongoing",
}  # fmt: skip

_VERB = re.compile(r"V\((?P<root>[^;)]*);(?P<form>[^;)]*)(;(?P<past>[^;)]*);(?P<present>[^;)]*))?\)")
_NOUN = re.compile(r"N\((?P<lemma>[^()]+)\)")
_ELEMENT = re.compile(r"V\([^)]*\)|N\([^)]*\)|\S+")
_RADICAL = re.compile("[\u0621\u0628\u062a-\u063a\u0641-\u0648\u064a]")
# Plain spelling: no vowel marks, no lengthening stroke, no presentation forms, no other language's letters.
_PLAIN = re.compile('[\u0621-\u063a\u0641-\u064a0-9 ،./"%+…-]+')
_ARABIC = re.compile("[\u0621-\u064a]")


@cache
def _load(name: str) -> Any:
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _event(path: pathlib.Path) -> Row:
    row: Row = _load(f"events/{path.name}")
    return row


def _repeated(keys: list[Any]) -> list[Any]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _not_plain(words: Iterator[str] | list[str]) -> list[str]:
    return [word for word in words if not _PLAIN.fullmatch(word) or word != word.strip() or not _ARABIC.search(word)]


def _bad_verb(row: Row) -> str:
    """What is wrong with root, form and vowels of a verb, or an empty string."""
    radicals = row["root"].split()
    if not all(_RADICAL.fullmatch(radical) for radical in radicals):
        return "radicals are single letters, hamza is ء"
    if len(radicals) != (4 if row["form"].endswith("q") else 3):
        return "three radicals, or four for a form in q"
    if row["form"] not in VERB_FORMS:
        return "no such form"
    vowels = (row.get("past"), row.get("present"))
    if row["form"] == "I":
        return "" if set(vowels) <= VOWELS else "form I tells its vowels"
    return "" if vowels == (None, None) else "only form I has vowels"


def _bad_pattern(pattern: str) -> str:
    """What is wrong with an expression, or an empty string."""
    elements = _ELEMENT.findall(pattern)
    if elements[0] == "..." or elements[-1] == "..." or "... ..." in pattern:
        return "a gap lies between two words"
    for element in elements:
        if verb := _VERB.fullmatch(element):
            found = {name: value or None for name, value in verb.groupdict().items()}
            if problem := _bad_verb(found):
                return problem
        elif noun := _NOUN.fullmatch(element):
            if " " in noun["lemma"] or _not_plain([noun["lemma"]]):
                return "N() holds one plain word"
        elif element != "..." and ("(" in element or ")" in element or not _PLAIN.fullmatch(element)):
            return f"what is {element}?"
    return ""


# Events


def test_every_event_type_has_its_file():
    assert sorted(_event(path)["event"] for path in EVENT_FILES) == sorted(EVENT_TYPES)
    assert len(EVENT_TYPES) == 41
    assert all(path.stem == _event(path)["event"] for path in EVENT_FILES)


@pytest.fixture(params=EVENT_FILES, ids=lambda path: path.stem)
def event(request: pytest.FixtureRequest) -> Row:
    return _event(request.param)


def test_event_file_tells_what_it_covers(event: Row):
    assert set(event) == {"event", "gloss", "verbs", "nouns", "multiwords"}
    assert event["gloss"]
    assert event["verbs"] or event["nouns"]


def test_event_rows_have_the_fields_they_may_have(event: Row):
    common = {"weight", "object", "subject", *SENSES}
    for row in event["verbs"]:
        assert (
            {"root", "form", "lemma", "weight", "object"}
            <= set(row)
            <= {"root", "form", "past", "present", "lemma", *common}
        )
    for row in event["nouns"]:
        assert {"lemma", "weight"} <= set(row) <= {"lemma", "plurals", "sound", "kind", *common}
        assert row.get("kind", "participle") == "participle"
    for row in event["multiwords"]:
        assert {"pattern", "head", "weight"} <= set(row) <= {"pattern", "head", "event", *common}


def test_event_rows_use_the_closed_lists(event: Row):
    classes = set(_load("contexts.yaml"))
    for row in [*event["verbs"], *event["nouns"], *event["multiwords"]]:
        assert row["weight"] in WEIGHTS, row
        assert row.get("object", "none") in OBJECTS, row
        assert row.get("subject", "target") in SUBJECTS, row
        assert row.get("event", "kill") in EVENT_TYPES, row
        assert set(row.get("also", ())) <= set(EVENT_TYPES) - {event["event"]}, row
        assert set(row.get("needs", ())) <= classes, row
        assert set(row.get("unless", ())) <= classes, row
        assert not set(row.get("needs", ())) & set(row.get("unless", ())), row
        for name in SENSES & set(row):
            assert isinstance(row[name], list), row
            assert row[name], row
            assert not _repeated(row[name]), row


def test_event_verbs_can_be_conjugated(event: Row):
    assert [(row["lemma"], problem) for row in event["verbs"] if (problem := _bad_verb(row))] == []


def test_event_expressions_are_well_formed_and_their_head_is_a_word(event: Row):
    for row in event["multiwords"]:
        elements = _ELEMENT.findall(row["pattern"])
        assert not _bad_pattern(row["pattern"]), (row["pattern"], _bad_pattern(row["pattern"]))
        assert 1 <= row["head"] <= len(elements), row
        assert elements[row["head"] - 1] != "...", row


def test_event_words_are_written_plainly(event: Row):
    words = [row["lemma"] for row in event["verbs"] + event["nouns"]]
    words += [plural for row in event["nouns"] for plural in row.get("plurals", ())]
    words += [prep for row in event["verbs"] + event["nouns"] + event["multiwords"] for prep in row.get("prep", ())]

    assert _not_plain(words) == []


def test_event_words_stand_once(event: Row):
    verbs = [("".join(r["root"].split()), r["form"], r.get("past"), r.get("present")) for r in event["verbs"]]

    assert _repeated(verbs) == []
    assert _repeated([(row["lemma"], row.get("kind")) for row in event["nouns"]]) == []
    assert _repeated([row["pattern"] for row in event["multiwords"]]) == []


def test_a_verb_has_one_dictionary_form_in_all_files():
    lemmas = defaultdict(set)
    for path in EVENT_FILES:
        for row in _event(path)["verbs"]:
            lemmas["".join(row["root"].split()), row["form"], row.get("past"), row.get("present")].add(row["lemma"])

    assert {verb: found for verb, found in lemmas.items() if len(found) > 1} == {}


# Contexts


def test_context_classes():
    for name, row in _load("contexts.yaml").items():
        assert {"gloss", "words"} <= set(row) <= {"gloss", "words", "multiwords"}, name
        assert row["gloss"], name
        assert _not_plain([str(word) for word in row["words"]]) == [], name
        assert _not_plain([str(text) for text in row.get("multiwords", ())]) == [], name
        assert _repeated(row["words"]) == [], name
        assert _repeated(row.get("multiwords", [])) == [], name
        assert all(" " not in word for word in row["words"]), name


def test_every_context_class_is_used():
    used = {
        name
        for path in EVENT_FILES
        for section in ("verbs", "nouns", "multiwords")
        for row in _event(path)[section]
        for name in [*row.get("needs", ()), *row.get("unless", ())]
    }

    assert used == set(_load("contexts.yaml"))


# Places


def test_place_heads():
    data = _load("place_words.yaml")
    levels = set(Level.__args__)

    for row in data["heads"]:
        assert {"lemma", "plurals", "level"} <= set(row) <= {"lemma", "plurals", "level", "around", "precision_m"}, row
        assert row["level"] in levels, row
        assert row.get("around", True) is True, row
        assert 500 <= row.get("precision_m", 500) <= 400_000, row
    lemmas = [row["lemma"] for row in data["heads"]]
    plurals = [plural for row in data["heads"] for plural in row["plurals"]]
    assert _not_plain([*lemmas, *plurals]) == []
    assert _repeated(lemmas) == []


def test_generic_place_words_are_heads_or_their_plurals():
    data = _load("place_words.yaml")
    known = {word for row in data["heads"] for word in (row["lemma"], *row["plurals"])}

    assert set(data["generic"]) <= known
    assert _repeated(data["generic"]) == []


def test_compass_words():
    data = _load("place_words.yaml")

    bearings = [row["bearing"] for row in data["directions"]]
    assert bearings == [0, 90, 180, 270, None]
    words = [word for row in data["directions"] for word in row["words"]]
    assert _repeated(words) == []
    assert _not_plain(words) == []


def test_relations_connectors_and_adjectives_of_places():
    data = _load("place_words.yaml")

    assert set(data) == {"heads", "generic", "directions", "relations", "connectors", "adjectives"}
    for row in data["relations"]:
        assert set(row) == {"text", "precision_m"}
        assert 0 <= row["precision_m"] <= 20_000
    for words in (data["connectors"], data["adjectives"], [row["text"] for row in data["relations"]]):
        assert _repeated(words) == []
        assert _not_plain(words) == []


# Framing and certainty


def test_loaded_words():
    rows = _load("loaded.yaml")

    for row in rows:
        required = {"text", "kind", "needs_target"}
        assert required <= set(row) <= {*required, "forms", "plurals", "toward", "definite"}, row
        assert row["kind"] in LoadedKind.__args__, row
        assert isinstance(row["needs_target"], bool), row
        assert row.get("definite", True) is True, row
        assert row.get("toward", "x"), row
        written = [row["text"], *row.get("forms", ()), *row.get("plurals", ())]
        assert _not_plain(written) == [], row
        assert _repeated(written) == [], row


def test_a_loaded_wording_is_of_one_kind():
    kinds = defaultdict(set)
    for row in _load("loaded.yaml"):
        for text in (row["text"], *row.get("forms", ()), *row.get("plurals", ())):
            if row["kind"] != "scare_quotes":  # the same words may be loaded in quotation marks and outside
                kinds[text].add(row["kind"])

    assert {text: found for text, found in kinds.items() if len(found) > 1} == {}


def test_a_loaded_wording_stands_once():
    assert _repeated([(row["text"], row["kind"]) for row in _load("loaded.yaml")]) == []


def test_every_kind_of_loaded_word_is_known():
    assert {row["kind"] for row in _load("loaded.yaml")} == set(LoadedKind.__args__)


def test_words_of_certainty():
    data = _load("hedges.yaml")

    assert set(data) == HEDGE_SECTIONS
    for section, rows in data.items():
        for row in rows:
            if "verb" in row:
                assert {"verb", "lemma"} <= set(row) <= {"verb", "lemma", "note"}, row
                assert {"root", "form"} <= set(row["verb"]) <= {"root", "form", "past", "present"}, row
                assert not _bad_verb(row["verb"]), (row, _bad_verb(row["verb"]))
                assert _ARABIC.search(row["lemma"]), row
            else:
                assert {"text"} <= set(row) <= {"text", "note"}, row
                assert not _bad_pattern(row["text"]), (row, _bad_pattern(row["text"]))
        assert _repeated([row["text"] for row in rows if "text" in row]) == [], section
        assert _repeated([tuple(row["verb"].values()) for row in rows if "verb" in row]) == [], section


# Common verbs


def test_common_verbs():
    data = _load("verbs.yaml")

    assert set(data) == {"not_verbs", "verbs"}
    for row in data["verbs"]:
        assert {"root", "form", "lemma"} <= set(row) <= {"root", "form", "past", "present", "lemma", "homograph"}, row
        assert not _bad_verb(row), (row, _bad_verb(row))
        assert row.get("homograph", True) is True, row
    assert _not_plain([row["lemma"] for row in data["verbs"]]) == []
    assert (
        _repeated([("".join(r["root"].split()), r["form"], r.get("past"), r.get("present")) for r in data["verbs"]])
        == []
    )
    assert _repeated(data["not_verbs"]) == []
    assert [word for word in data["not_verbs"] if word != fold_word(word)] == []


# Time and number


def test_months():
    numbers = defaultdict(set)
    for system, row in _load("months.yaml").items():
        assert set(row) == {"calendar", "used_in", "months"}, system
        assert row["calendar"] in {"gregorian", "hijri"}, system
        assert list(row["months"]) == list(range(1, 13)), system
        for number, names in row["months"].items():
            for name in names:
                numbers[fold_word(name).lower()].add((row["calendar"], number))

    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("field", "numbers"), [("relative_days", range(-2, 3)), ("weekdays", range(7)), ("directions", (-1, 0, 1))]
)
def test_words_of_days_are_told_apart(field: str, numbers: range):
    table = _load("times.yaml")[field]

    assert sorted(table) == list(numbers)
    words = [(number, fold_word(word)) for number, found in table.items() for word in found]
    assert _repeated([word for _, word in set(words)]) == []  # no spelling stands for two of them


def test_units_of_time():
    units = _load("times.yaml")["units"]

    for name, row in units.items():
        assert set(row) == {"one", "two", "many"}, name
        assert _not_plain([word for words in row.values() for word in words]) == []
    words = {(name, fold_word(word)) for name, row in units.items() for words in row.values() for word in words}
    # "ليل" and "ليلة" are nights; every other word is of one unit.
    assert _repeated([word for _, word in words]) == []


def test_number_words():
    data = _load("numerals.yaml")

    assert list(data["units"]) == list(range(1, 10))
    assert list(data["tens"]) == list(range(20, 100, 10))
    assert list(data["hundreds"]) == list(range(200, 1000, 100))
    values = {
        (value, fold_word(word))
        for table in ("units", "tens", "hundreds", "magnitudes")
        for value, words in data[table].items()
        for word in words
    }
    assert _repeated([word for _, word in values]) == []


# All files


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_opens_with_an_explanation(path: pathlib.Path):
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_arabic_is_written_without_lengthening_and_presentation_forms(path: pathlib.Path):
    text = path.read_text(encoding="utf-8")

    # The stroke in "الـ48" joins the article to a number and belongs to the spelling.
    found = sorted(
        set(re.findall("\u0640(?!\\d)|[\ufb50-\ufdff\ufe70-\ufefc\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text))
    )
    assert found == []


def test_an_expression_is_made_of_the_tokens_a_text_is_cut_into():
    # A text is cut at full stops and dashes; an N() that holds one would never be met.
    for path in EVENT_FILES:
        for row in _event(path)["multiwords"]:
            for element in _ELEMENT.findall(row["pattern"]):
                if noun := _NOUN.fullmatch(element):
                    assert len(tokenize(fold_word(noun["lemma"])).words) == 1, row
