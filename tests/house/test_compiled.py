"""The compiled vocabulary and gazetteer are what their sources give, byte for byte."""

import pytest

pytest.importorskip("mazini", reason="the extra 'build' is not installed")


def test_vocabulary_is_that_of_its_sources():
    from rawi.lexicon import compiler, stored

    assert compiler.build() == stored.COMPILED.read_bytes(), "run make lexicon and commit the file"


def test_word_lists_are_those_of_their_sources():
    from rawi.lexicon import compiler, tables

    assert compiler.build_tables() == tables.COMPILED.read_bytes(), "run make lexicon and commit the file"


def test_gazetteer_is_that_of_its_sources():
    from rawi.lexicon import build_gazetteer
    from rawi.lexicon.gazetteer import encode

    compiled, _ = build_gazetteer.compile_gazetteer()
    assert encode(compiled) == build_gazetteer.COMPILED.read_bytes(), "run make gazetteer and commit the file"
