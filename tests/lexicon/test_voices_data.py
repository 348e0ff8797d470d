"""The vocabularies of voices, persons and objects keep their promises: fields, closed lists, real verb forms."""

from __future__ import annotations

import pathlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from mazini import conjugate

DATA = pathlib.Path(__file__).parents[2] / "src" / "rawi" / "lexicon" / "data"
Row = dict[str, Any]

KINDS = {
    "official", "military", "security_source", "diplomatic_source", "local_source", "witness", "medical", "rescue",
    "monitor", "un", "ngo", "media", "social_media", "analyst", "relative", "document", "unnamed", "other",
}  # fmt: skip
STRENGTHS = {"neutral", "presupposes", "doubting", "hedging", "denying", "commanding"}
FORMS = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "Iq"}
PERSON_CLASSES = {
    "civilian", "armed", "official", "leader", "child", "woman", "medic", "journalist", "aid_worker", "prisoner",
    "displaced", "student", "worker", "family", "group", "generic", "casualty",
}  # fmt: skip
OBJECT_CLASSES = {
    "building", "house", "medical", "school", "worship", "market", "vehicle", "military_vehicle", "weapon",
    "ammunition", "base", "checkpoint", "infrastructure", "service", "farm", "convoy", "aircraft", "boat", "goods",
    "money", "document", "camp", "road", "crossing",
}  # fmt: skip
MEANS_CLASSES = {"weapon", "ammunition", "vehicle", "military_vehicle", "convoy", "aircraft", "boat"}
WEAPON_TYPES = {"air", "artillery", "explosive", "smallarms", "blade", "armour", None}

# Vowel marks, dagger alef and the lengthening stroke: the files are written plainly.
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


def _plain(text: str) -> str:
    return _MARKS.sub("", text).replace("ى", "ي")


def _hamzaless(text: str) -> str:
    return re.sub("^[أإآٱ]", "ا", _plain(text))


@pytest.fixture(scope="module")
def voices() -> dict[str, list[Row]]:
    return _load("voices.yaml")


@pytest.fixture(scope="module")
def persons() -> dict[str, list[Row]]:
    return _load("persons.yaml")


@pytest.fixture(scope="module")
def objects() -> list[Row]:
    return _load("objects.yaml")["objects"]


def _load(name: str) -> dict[str, list[Row]]:
    data: dict[str, list[Row]] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return data


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _repeated(keys: list[Any]) -> list[Any]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _conjugated(verb: Row) -> Any:
    vowels = (verb["past"], verb["present"]) if verb["form"] == "I" else None
    return conjugate(verb["root"], verb["form"], vowels=vowels)


@pytest.mark.parametrize("name", ["voices.yaml", "persons.yaml", "objects.yaml"])
def test_a_header_explains_every_field_used(name: str) -> None:
    header = "".join(
        line for line in (DATA / name).read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")
    )
    fields = {field for rows in _load(name).values() for row in rows for field in row}
    assert {field for field in fields if not re.search(rf"\b{field}\b", header)} <= {
        # Plain enough to need no gloss: the words themselves, and the short participle forms glossed as a group.
        "text", "m", "f", "pl", "words", "stands_for", "effect", "only_if",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["voices.yaml", "persons.yaml", "objects.yaml"])
def test_arabic_is_written_plainly(name: str) -> None:
    strings = list(_strings(_load(name)))
    assert [text for text in strings if _MARKS.search(text)] == []
    assert [text for text in strings if text != " ".join(text.split())] == []
    mixed = [text for text in strings if re.search("[\u0621-\u064a]", text) and re.search("[a-zA-Z]", text)]
    assert [text for text in mixed if "{outlet}" not in text] == []


def test_reporting_verbs_have_their_fields(voices: dict[str, list[Row]]) -> None:
    verbs = voices["reporting_verbs"]
    assert len(verbs) >= 70
    for verb in verbs:
        assert verb["form"] in FORMS, verb
        assert ("past" in verb) == ("present" in verb) == (verb["form"] == "I"), verb
        assert verb["strength"] in STRENGTHS, verb
        assert verb["speaker"] in {"subject", "after_prep", "none"}, verb
        assert set(verb["complement"]) <= {"أن", "إن", ":"}, verb
        assert verb.get("passive", "neutral") in STRENGTHS, verb
        assert verb["speaker"] != "after_prep" or verb["prep"], verb
    assert _repeated([(verb["lemma"], verb["form"]) for verb in verbs]) == []


def test_every_reporting_verb_conjugates_to_its_lemma(voices: dict[str, list[Row]]) -> None:
    wrong = []
    for verb in voices["reporting_verbs"]:
        made = {_hamzaless(form.form) for form in _conjugated(verb).lemma}
        if _hamzaless(verb["lemma"]) not in made:
            wrong.append((verb["lemma"], made))
    assert wrong == []


def test_a_verb_that_reports_in_the_passive_has_one(voices: dict[str, list[Row]]) -> None:
    assert [v["lemma"] for v in voices["reporting_verbs"] if "passive" in v and not _conjugated(v).has_passive] == []


def test_participles_are_the_active_participles_of_their_verbs(voices: dict[str, list[Row]]) -> None:
    wrong = []
    for row in voices["participles"]:
        stem = row["m"].removesuffix("ا")
        made = {
            _plain(form.form)
            for verb in voices["reporting_verbs"]
            if verb["lemma"] == row["lemma"] and row.get("form", verb["form"]) == verb["form"]
            for form in _conjugated(verb).slots["ap"]
        }
        # A participle ending in a weak letter drops it when indefinite: مدع, but مدعيا.
        if stem not in made and stem.removesuffix("ي") not in made:
            wrong.append((row["m"], made))
        assert row["f"] == stem + "ة", row
        assert row["pl"] in {stem + "ين", stem.removesuffix("ي") + "ين"}, row
    assert wrong == []


def test_words_point_to_verbs_that_exist(voices: dict[str, list[Row]]) -> None:
    lemmas = {verb["lemma"] for verb in voices["reporting_verbs"]}
    named = [row["lemma"] for section in ("participles", "verbal_nouns") for row in voices[section]]
    named += [lemma for row in voices["reporting_preps"] for lemma in row.get("verbs", [])]
    assert set(named) - lemmas == set()


def test_reporting_prepositions_say_where_the_voice_is(voices: dict[str, list[Row]]) -> None:
    rows = voices["reporting_preps"]
    for row in rows:
        assert row["strength"] in STRENGTHS, row
        assert row["voice"] in {"after", "after_verb", "before", "pronoun"}, row
        assert ("verbs" in row) == (row["voice"] == "after_verb"), row
    assert _repeated([(row["text"], row["voice"]) for row in rows]) == []


def test_sources_have_the_kinds_of_the_guidelines(voices: dict[str, list[Row]]) -> None:
    heads = voices["source_heads"]
    assert len(heads) >= 120
    for head in heads:
        assert head["kind"] in KINDS, head
        assert {modifier["kind"] for modifier in head["modifiers"]} <= KINDS, head
        assert all(modifier["words"] for modifier in head["modifiers"]), head
        assert head.get("sound") in {None, "m", "f"}, head
    assert {row["kind"] for row in voices["source_modifiers"]} <= KINDS
    assert {row["source_kind"] for row in voices["speech_nouns"]} <= KINDS | {"issuer"}
    assert {row["role"] for row in voices["self_reference"]} == {"outlet", "staff"}
    assert all(("kind" in row) == (row["role"] == "staff") for row in voices["self_reference"])
    assert {row["effect"] for row in voices["handovers"]} == {"outlet", "other", "same"}
    for section, key in (
        ("source_heads", "lemma"), ("speech_nouns", "lemma"), ("self_reference", "text"), ("handovers", "text"),
        ("pronoun_voices", "text"), ("verbal_nouns", "text"),
    ):  # fmt: skip
        assert _repeated([row[key] for row in voices[section]]) == [], section


def _kind(voices: dict[str, list[Row]], phrase: str) -> str | None:
    """The kind the file gives a phrase, read as its header says: longest head, its modifiers, then the common ones."""
    bare = " ".join(word.removeprefix("ال") if len(word) > 4 else word for word in phrase.split())
    fitting = []
    for head in voices["source_heads"]:
        lemma = head["lemma"]
        shapes = [lemma, *head["plurals"]]
        if head.get("sound") == "m":
            shapes += [lemma + "ون", lemma + "ين", lemma + "و", lemma + "ي"]
        if head.get("sound") == "f":
            shapes.append(lemma.removesuffix("ة") + "ات")
        shapes += [shape.removeprefix("ال") for shape in shapes]
        fitting += [
            (len(s), head) for s in shapes if f"{bare} ".startswith(f"{s} ") or f"{phrase} ".startswith(f"{s} ")
        ]
    if not fitting:
        return None
    head = max(fitting, key=lambda item: item[0])[1]
    rules = head["modifiers"] + (voices["source_modifiers"] if head["takes_modifiers"] else [])
    for rule in rules:
        if any(f" {word} " in f" {phrase} " for word in rule["words"]):
            return str(rule["kind"])
    return str(head["kind"])


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("مصادر", "unnamed"),
        ("مصادر محلية", "local_source"),
        ("مصدر أمني", "security_source"),
        ("مصدر عسكري في الجيش", "military"),
        ("مصادر طبية", "medical"),
        ("مصادر إعلام محلية", "media"),
        ("مصادر رسمية", "official"),
        ("متحدث باسم وزارة الصحة", "official"),
        ("متحدث باسم الجيش", "military"),
        ("متحدث باسم الشرطة", "security_source"),
        ("متحدث باسم الأمم المتحدة", "un"),
        ("مسؤول في وزارة النقل", "official"),
        ("مسؤولون أمنيون", "security_source"),
        ("ضابط في الشرطة", "security_source"),
        ("ضابط برتبة عقيد", "military"),
        ("شهود عيان", "witness"),
        ("شاهد عيان", "witness"),
        ("مراسل الوكالة", "media"),
        ("فرق الدفاع المدني", "rescue"),
        ("الدفاع المدني", "rescue"),
        ("منظمة حقوقية", "monitor"),
        ("منظمة إغاثية", "ngo"),
        ("ذوو المفقود", "relative"),
        ("تقرير للأمم المتحدة", "document"),
        ("تقرير لوكالة أنباء", "media"),
        ("مواقع التواصل الاجتماعي", "social_media"),
        ("خبراء عسكريون", "analyst"),
        ("وزارة الدفاع", "official"),
        ("قيادة الجيش", "military"),
        ("مركز دراسات", "analyst"),
    ],
)
def test_a_source_phrase_has_the_kind_a_reader_gives_it(voices: dict[str, list[Row]], phrase: str, kind: str) -> None:
    assert _kind(voices, phrase) == kind


@pytest.mark.parametrize(
    ("lemma", "strength", "prep"),
    [
        ("قال", "neutral", None), ("أشار", "neutral", "إلى"), ("كشف", "presupposes", "عن"), ("أقر", "presupposes", "ب"),
        ("زعم", "doubting", None), ("ادعى", "doubting", None), ("رجح", "hedging", None), ("نفى", "denying", None),
        ("دعا", "commanding", "إلى"), ("نقل", "neutral", "عن"),
    ],
)  # fmt: skip
def test_the_strength_of_well_known_verbs(
    voices: dict[str, list[Row]], lemma: str, strength: str, prep: str | None
) -> None:
    verb = next(row for row in voices["reporting_verbs"] if row["lemma"] == lemma)
    assert verb["strength"] == strength
    assert prep is None or prep in verb["prep"]


def test_quoting_puts_the_voice_after_the_preposition(voices: dict[str, list[Row]]) -> None:
    speaker = {row["lemma"]: row["speaker"] for row in voices["reporting_verbs"]}
    assert (speaker["نقل"], speaker["علم"], speaker["قال"], speaker["تبين"]) == (
        "after_prep", "after_prep", "subject", "none",
    )  # fmt: skip


def test_persons_have_their_fields(persons: dict[str, list[Row]]) -> None:
    rows = persons["persons"]
    assert len(rows) >= 220
    for row in rows:
        assert row["class"] in PERSON_CLASSES, row
        assert row.get("sound") in {None, "m", "f"}, row
        assert row.get("rank", True) is True, row
        assert "sound" not in row or " " not in row["lemma"], row
    assert {row["class"] for row in rows} == PERSON_CLASSES
    assert {row["class"] for row in persons["groups"]} == {"force", "crowd"}
    assert all(isinstance(row["of"], bool) for row in persons["groups"])
    for section in persons.values():
        assert _repeated([row["lemma"] for row in section]) == []


@pytest.mark.parametrize(
    ("lemma", "plural", "which"),
    [
        ("طفل", "أطفال", "child"), ("جندي", "جنود", "armed"), ("طبيب", "أطباء", "medic"), ("أسير", "أسرى", "prisoner"),
        ("جريح", "جرحى", "casualty"), ("قائد", "قادة", "leader"), ("وزير", "وزراء", "official"),
    ],
)  # fmt: skip
def test_well_known_persons(persons: dict[str, list[Row]], lemma: str, plural: str, which: str) -> None:
    row = next(row for row in persons["persons"] if row["lemma"] == lemma)
    assert plural in row["plurals"]
    assert row["class"] == which


def test_military_titles_are_ranks(persons: dict[str, list[Row]]) -> None:
    ranks = {row["lemma"] for row in persons["persons"] if row.get("rank")}
    assert {"عميد", "عقيد", "لواء", "رائد", "نقيب", "ملازم", "وزير", "شيخ", "دكتور", "أمير"} <= ranks
    assert not {"جندي", "مدني", "طفل"} & ranks


def test_objects_have_their_fields(objects: list[Row]) -> None:
    assert len(objects) >= 300
    for row in objects:
        assert row["class"] in OBJECT_CLASSES, row
        assert row.get("sound") in {None, "m", "f"}, row
        # A rule of one word cannot inflect an expression of several.
        assert "sound" not in row or " " not in row["lemma"], row
    assert {row["class"] for row in objects} == OBJECT_CLASSES
    assert _repeated([row["lemma"] for row in objects]) == []


def test_means_of_violence_say_which_violence(objects: list[Row]) -> None:
    assert [row["lemma"] for row in objects if ("weapon_type" in row) != (row["class"] in MEANS_CLASSES)] == []
    assert {row["weapon_type"] for row in objects if "weapon_type" in row} == WEAPON_TYPES
    known = {row["lemma"]: row.get("weapon_type") for row in objects}
    assert known["دبابة"] == "armour"
    assert known["قذيفة هاون"] == "artillery"
    assert known["سيارة مفخخة"] == known["عبوة ناسفة"] == "explosive"
    assert known["طائرة مسيرة"] == known["برميل متفجر"] == "air"
    assert known["بندقية"] == "smallarms"
    assert known["سيارة"] is None


@pytest.mark.parametrize(
    ("lemma", "plural", "which"),
    [
        ("منزل", "منازل", "house"), ("جسر", "جسور", "infrastructure"), ("ناقلة جند", "ناقلات جند", "military_vehicle"),
        ("راجمة صواريخ", "راجمات صواريخ", "weapon"), ("محطة وقود", "محطات وقود", "infrastructure"),
        ("معبر", "معابر", "crossing"), ("مخيم نازحين", "مخيمات نازحين", "camp"), ("حاجز", "حواجز", "checkpoint"),
    ],
)  # fmt: skip
def test_well_known_objects(objects: list[Row], lemma: str, plural: str, which: str) -> None:
    row = next(row for row in objects if row["lemma"] == lemma)
    assert plural in row["plurals"]
    assert row["class"] == which
