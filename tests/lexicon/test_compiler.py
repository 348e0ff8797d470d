"""The compiler: what a row of a vocabulary file becomes, and which rows it refuses.

That the committed file is what the vocabulary files give is held in tests/house/test_compiled.py.
"""

from __future__ import annotations

import pytest

pytest.importorskip("mazini", reason="the extra 'build' is not installed")

from rawi.errors import VocabularyError
from rawi.lexicon import compiler
from rawi.lexicon.builder import Builder
from rawi.lexicon.entries import Entry, Form
from rawi.lexicon.lexicon import Lexicon
from rawi.lexicon.verbs import verb_forms

EVENT = """
event: arrest
gloss: arrest
verbs:
  - {root: ع ق ل, form: VIII, lemma: اعتقل, weight: strong, object: target, also: [abduct], needs: [prison, roads]}
nouns:
  - {lemma: اعتقال, plurals: [اعتقالات], weight: medium}
  - {lemma: معتقل, kind: participle, weight: weak}
multiwords:
  - {pattern: "V(ل ق ي;IV) ... N(قبض) على", head: 3, weight: strong}
"""


@pytest.fixture
def data(tmp_path, monkeypatch):
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "arrest.yaml").write_text(EVENT, encoding="utf-8")
    monkeypatch.setattr(compiler, "DATA", tmp_path)
    return tmp_path


def _events() -> Lexicon:
    build = Builder()
    compiler.add_events(build)
    return Lexicon(build.compiled())


def test_a_row_becomes_an_entry_with_its_facts_as_tags(data):
    entries = {entry for entry, *_ in _events().word("اعتقلت").readings}

    assert entries == {
        Entry(
            "event", "arrest", "اعتقل", "verb",
            ("also=abduct", "needs=prison", "needs=roads", "object=target", "weight=strong"),
        )
    }  # fmt: skip
    entry = entries.pop()
    assert entry.values("needs") == ("prison", "roads")
    assert entry.value("weight") == "strong"
    assert entry.value("subject") == ""
    assert entry.values("unless") == ()


def test_nouns_participles_and_expressions_are_told_apart(data):
    lexicon = _events()

    kinds = {
        (m.entry.lemma, m.entry.pos, m.last - m.first)
        for m in lexicon.matches("اعتقالات المعتقلين القي القبض علي".split())
    }
    assert kinds == {("اعتقال", "noun", 1), ("معتقل", "participle", 1), ("V(ل ق ي;IV) ... N(قبض) على", "multiword", 3)}


def test_the_same_files_give_the_same_bytes(data, monkeypatch):
    monkeypatch.setattr(compiler, "BUILDERS", (compiler.add_events,))

    assert compiler.build() == compiler.build()


def test_broken_yaml_is_told_with_its_file(data):
    (data / "events" / "kill.yaml").write_text("event: [kill", encoding="utf-8")

    with pytest.raises(VocabularyError, match=r"kill\.yaml: is not valid YAML"):
        _events()


@pytest.mark.parametrize(("root", "form"), [("ق ص", "I"), ("ق ص ف", "XX"), ("q s f", "I"), ("", "II")])
def test_a_verb_that_cannot_be_is_refused(root: str, form: str):
    with pytest.raises(VocabularyError, match="check root, form and vowels"):
        verb_forms(root, form)


@pytest.mark.parametrize("head", [0, 4, -1])
def test_a_head_outside_the_expression_is_refused(head: int):
    with pytest.raises(VocabularyError, match=f"has no element {head}"):
        Builder().phrase("وقف إطلاق النار", 0, head)


def test_verb_forms_by_tense_and_voice():
    forms = verb_forms("ق ص ف", "I", "a", "i")

    assert set(forms) == {"active_past", "passive_past", "active_present", "passive_present", "imperative"}
    assert "قَصَفَتْ" in forms["active_past"]
    assert "قُصِفَ" in forms["passive_past"]
    assert "يُقْصَفُ" in forms["passive_present"]
    assert forms["active_past"].isdisjoint(forms["passive_past"])


def test_a_lexeme_is_numbered_once():
    build = Builder()

    assert build.verb("ق ص ف", "I", "a", "i") == build.verb("قصف", "I", "a", "i")
    assert build.noun("غارة") == build.noun("غارة", ["غارات"])
    assert build.noun("غارة") != build.noun("قصف")
    assert build.word("إلى") == build.word("الي")


def test_a_lemma_with_the_article_is_the_lemma_without_it():
    build = Builder()

    assert build.noun("المدينة") == build.noun("مدينة")
    assert build.noun("التزام") != build.noun("تزام")  # here the letters only look like the article


def test_news_spellings_of_a_plural_on_hamza():
    build = Builder()
    build.attach(build.verb("ل ج ء", "I", "a", "a"), build.entry("event", "displace", "لجأ", "verb"))
    lexicon = Lexicon(build.compiled())

    for written in ("لجووا", "لجاوا"):
        assert [form & Form.PAST for _, form, *_ in lexicon.word(written).readings] == [Form.PAST]
