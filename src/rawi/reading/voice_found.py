"""What a reporting word brings in, before it is known who speaks where it names nobody."""

from __future__ import annotations

from typing import NamedTuple

from rawi.reading.voice_speakers import Link


class Found(NamedTuple):
    """What a reporting word brings in.

    first, last: the reporting word in tokens; links: its own speakers, nearest the event first; whole: it governs the
    clause that it closes; strength: see data/voices.yaml; opener: token of the word that opens what is said, or 0.
    resumes: the speaker is one named before, ``links`` only the outlet spoken to; gender: of the verb, to find the
    speaker by; topic: the speaker that the sentence opens with. impersonal: nobody is named. joined: it follows و or ف
    directly. carrier: the voice before passes this one on. silent: only the speaker is worth remembering.
    pronoun: "quoting him": the one named before is nearer the event than ``links``. clausal: nothing before the opener
    is reported. relative: it only tells where something was said. until: token where its report ends, or 0.
    """

    first: int
    last: int
    links: tuple[Link, ...]
    whole: bool
    strength: str
    rule: str
    opener: int = 0
    resumes: bool = False
    impersonal: bool = False
    gender: str = ""
    joined: bool = False
    carrier: bool = False
    silent: bool = False
    pronoun: bool = False
    clausal: bool = False
    relative: bool = False
    topic: Link | None = None
    until: int = 0
