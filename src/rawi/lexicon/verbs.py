"""All written forms of a verb, from the conjugator ``mazini``. Build time only: reading imports nothing of this."""

from __future__ import annotations

import re

import mazini

from rawi.errors import VocabularyError

_SLOTS = {
    "active_past": re.compile(r"past_(?!pass)"),
    "passive_past": re.compile(r"past_pass_"),
    "active_present": re.compile(r"(ind|sub|juss)_(?!pass)"),
    "passive_present": re.compile(r"(ind|sub|juss)_pass_"),
    "imperative": re.compile(r"imp_"),
}
# Intransitive verbs lack a passive in the conjugator unless it is asked for; news uses impersonal passives freely.


def verb_forms(root: str, form: str, past: str | None = None, present: str | None = None) -> dict[str, set[str]]:
    """Vocalised forms of a verb by tense and voice.

    root: three or four radicals, with or without spaces ("ق ص ف"; hamza as "ء"). form: "I" to "X", "Iq" or "IIq".
    past, present: stem vowels ("a", "i", "u"), needed for form I and refused for none other.
    The keys are active_past, passive_past, active_present, passive_present (indicative, subjunctive and jussive) and
    imperative. Raises VocabularyError where the conjugator knows no such verb.
    """
    radicals = "".join(root.split())
    try:
        if form == "I":
            conjugation = mazini.conjugate(radicals, "I", vowels=(past or "a", present or "u"), passive=True)
        else:
            conjugation = mazini.conjugate(radicals, form, passive=True)
    except mazini.MaziniError as error:
        raise VocabularyError(
            f"cannot be conjugated: {error}", subject=f"{root} {form}", advice="check root, form and vowels"
        ) from error
    found: dict[str, set[str]] = {name: set() for name in _SLOTS}
    for slot, forms in conjugation.slots.items():
        for name, pattern in _SLOTS.items():
            if pattern.match(slot):
                found[name] |= {item.form for item in forms if item.form != "?"}
    return found
