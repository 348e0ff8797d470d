"""Reporting verbs: whether one reports here, and who speaks."""

from __future__ import annotations

from rawi.lexicon.lexicon import Match
from rawi.reading.analysis import PREPOSITIONS, Analysis
from rawi.reading.voice_found import Found
from rawi.reading.voice_speakers import Link, Speakers
from rawi.reading.voice_subjects import REACH, Subjects, VerbFacts, facts_of
from rawi.reading.voice_words import (
    ACTIVE,
    AND_THEN,
    ANONYMOUS,
    BELIEF,
    CLAUSAL,
    DENYING,
    FUTURE,
    KUNYAS,
    LIGHT,
    MENTAL,
    NAMING,
    NEEDS_OPENER,
    NEGATIONS,
    OPENERS,
    OPENING,
    PASSED,
    PASSIVE_PRESENT,
    PAST,
    PLAIN,
    PRESENT,
    SHOWING,
    SHOWN,
    SPEECH,
    VERBAL,
    agree,
    verb_gender,
)  # fmt: skip


class Verbs:
    """Reads the reporting verbs of a document."""

    def __init__(self, analysis: Analysis, speakers: Speakers, subjects: Subjects) -> None:
        self._analysis = analysis
        self._doc = analysis.doc
        self._speakers = speakers
        self._subjects = subjects
        self._impersonal = {
            match.first
            for match in analysis.voices
            if match.entry.key == "verb" and facts_of(match.entry).speaker == "none"
        }
        self._named = {t for party in analysis.parties if party.how != "nisba" for t in range(party.first, party.last)}

    def cue(self, match: Match, start: int, end: int) -> Found | None:
        """The cue of a reporting verb, or None where the word reports nothing here. start, end: its sentence."""
        words = self._doc.words
        at = match.first
        lemma = match.entry.lemma
        facts = facts_of(match.entry)
        before = words[at - 1] if at > start else ""
        word = words[at]
        joined = word[0] in "وف" and match.skip > 0
        if word.startswith("ال") or (
            word[-1] == "ن" and lemma[-1] != "ن" and not match.form & PRESENT and not match.pronoun
        ):
            return None
        if (
            (match.pronoun and lemma not in PASSED)
            or (word.endswith("ا") and not word.endswith(("وا", "تا")) and lemma[-1] not in "اى")
            or (word[match.skip :].removeprefix("س").startswith("ن") and not match.form & PAST)
        ):
            return None
        if not match.form & VERBAL or at in self._named or (before in NEGATIONS and lemma not in DENYING):
            return None
        if (
            (before in PREPOSITIONS and before not in AND_THEN)
            or before in LIGHT
            or before in KUNYAS
            or (match.particle == "س" and word[match.skip : match.skip + 1] not in FUTURE)
            or self._anonymous(at, end)
            or (word[match.skip] == "ا" and match.form & PRESENT and not match.form & PAST)
            or word[match.skip :] in {"يجب", "تجب", "يقل", "تقل"}  # of وجب and قل, not of أجاب and قال
            or (before in OPENERS and not match.form & PRESENT)  # a noun follows: "that the number of"
            or (lemma == "حمل" and not any("مسوولي" in w for w in words[at : at + 12]))
            or (lemma in MENTAL and not joined and at != start)
            or (word[0] == "ل" and match.skip)
        ):
            return None
        if at + 1 >= end:
            return None
        # "the ministry's statement has it that"
        quoted = lemma in {"جاء", "ورد"} and words[match.last] == "في" and not SPEECH.isdisjoint(words[at + 2 : at + 3])
        strict = (lemma in NEEDS_OPENER and not quoted) or word in PREPOSITIONS
        gender = verb_gender(word[match.skip :], match)
        if words[match.last] in {"عدم", "الكشف", "بعدم"}:
            return None
        if (
            strict
            and not joined
            and at != start
            and lemma not in SHOWING
            and not match.pronoun
            and OPENING.isdisjoint(words[at + 1 : min(end, at + REACH)])
        ):
            return None
        subject, opener, addressee = self._subjects.after(match, facts, end, strict)
        passive_only = not match.form & ACTIVE
        early = None
        if not joined and at > start:
            early = self._subjects.before(match, start, end)
            if early is not None and before in {"،", ","} and early.first > start + 1:
                early = None
            if early is not None and early.kind == "other" and not early.head and words[early.first].startswith("ال"):
                early = None  # "the first traces show that"
            if early is not None and (agree(gender, early.gender) or before == "قد"):
                subject = early
            else:
                early = None
        if match.pronoun:
            # "أعلنته الوزارة": the object stands before; only a speaker after it makes this a report.
            if subject is None or subject.first != match.last or not agree(gender, subject.gender):
                return None
            return Found(
                at,
                subject.last,
                (subject,),
                before == "ما",
                facts.strength,
                f"speaker of {lemma}",
                opener,
                gender=gender,
                relative=before != "ما",
            )
        if strict and not self._well_opened(match, subject, opener, end):
            if (
                subject is not None
                and early is None
                and not match.pronoun
                and (at == start or joined)
                and subject.kind not in {"other", "document"}
                and agree(gender, subject.gender)
            ):
                return Found(at, match.last, (subject,), False, "", "", silent=True)
            return None
        if (
            facts.speaker == "after_prep"
            and not (opener and (words[opener] in OPENING or words[opener] == '"'))
            and not any(words[t] in facts.preps for t in range(at, min(end, at + 14)))
        ):
            return None
        links: tuple[Link, ...] = ()
        if word[match.skip :] in {"يدعي", "تدعي", "يبلغ", "تبلغ"} and not 0 < opener <= match.last + 3:
            return None
        if facts.speaker == "none":
            return (
                Found(
                    at,
                    match.last,
                    (),
                    False,
                    facts.strength or "neutral",
                    f"impersonal {lemma}",
                    opener,
                    impersonal=True,
                )
                if opener
                else None
            )
        if facts.speaker == "after_prep":
            links = self.passed_on(match, facts, subject, end)
            if links:
                pronoun = next(
                    (words[t] for t in (match.last, match.last + 1) if t < end and words[t] in {"عنه", "عنها", "عنهم"}),
                    "",
                )
                gender = {"عنه": "m", "عنها": "f", "عنهم": "p"}.get(pronoun, gender)
                return Found(
                    at,
                    match.last,
                    links,
                    False,
                    facts.strength,
                    f"{lemma} passes a voice on",
                    opener,
                    pronoun=bool(pronoun),
                    gender=gender,
                    joined=joined,
                    clausal=lemma in CLAUSAL,
                )
        own = bool(opener) and (words[opener] in OPENING or words[opener] == '"')
        if passive_only and facts.passive and opener and (subject is None or subject.first < at):
            return Found(at, match.last, (), False, facts.passive, f"impersonal {lemma}", opener, impersonal=True)
        if subject is None or not agree(gender, subject.gender):
            earlier = None if early is not None else self._subjects.before(match, start, end)
            if earlier is not None and (own or opener or lemma in PLAIN or facts.event):
                subject = earlier if agree(gender, earlier.gender) or words[at - 1] == "قد" else None
            elif subject is not None and not own:
                subject = None
        if subject is not None and (opener or lemma in PLAIN or strict):
            if lemma in {"تداول", "تناقل"} and subject.kind in {"local_source", "other"}:
                subject = subject._replace(kind="social_media")
            links = self._subjects.beside(subject, end)
            links = links if addressee is None or addressee in links else (*links, addressee)
            return Found(
                at,
                match.last,
                links,
                self._closing(at, subject, opener, start, end),
                facts.strength,
                f"speaker of {lemma} {word}",
                opener,
                gender=gender,
                joined=joined,
                clausal=lemma in CLAUSAL,
            )
        if lemma == "ذكر" and at == start and word[match.skip :] == "يذكر":
            return Found(at, match.last, (), False, "", "the outlet recalls", opener)
        if lemma in BELIEF and match.form & PASSIVE_PRESENT and facts.passive and opener:
            return Found(at, match.last, (), False, facts.passive, f"impersonal {lemma}", opener, impersonal=True)
        if at in self._impersonal and opener:
            return Found(at, match.last, (), False, "neutral", f"impersonal {lemma}", opener, impersonal=True)
        clause = at == start or joined or before in AND_THEN or before in {"الذي", "التي", "قد", '"', "،", "وقد"}
        if clause and (
            opener or (facts.event and joined) or (lemma in PLAIN and (at == start or joined) and not strict)
        ):
            return Found(
                at,
                match.last,
                (addressee,) if addressee is not None else (),
                False,
                facts.strength,
                f"{lemma} with the voice named before",
                opener,
                resumes=True,
                gender=gender,
                joined=joined,
                topic=self._subjects.topic(start, end),
                clausal=lemma in CLAUSAL,
            )
        return None

    def _anonymous(self, token: int, end: int) -> bool:
        """Whether only the speaker's name is kept back ("who would not give his name")."""
        words = self._doc.words
        near = words[token + 1 : min(token + 5, end)]
        named = next((i for i, word in enumerate(near) if word in ANONYMOUS), len(near))
        return named < len(near) and all(word in NAMING or word == "عن" for word in near[:named])

    def _well_opened(self, match: Match, subject: Link | None, opener: int, end: int) -> bool:
        """Whether a word that is seldom a reporting verb is one here: what is said opens right after its speaker."""
        words = self._doc.words
        at = match.first
        if words[at] in PREPOSITIONS and self._doc.bounds[self._doc.sentence[at]][0] != at:
            return False
        if (
            subject is not None
            and match.entry.lemma in SHOWING
            and subject.last < len(words)
            and (
                any(words[t].removeprefix("ال") in SHOWN for t in range(subject.last, min(subject.last + 5, end)))
                or subject.kind in {"social_media", "document"}
            )
        ):
            return True
        if not opener:
            return False
        near = opener - (subject.last if subject is not None and subject.first >= at else match.last) <= 6
        return near and words[opener] in OPENING

    def _closing(self, verb: int, subject: Link, opener: int, start: int, end: int) -> bool:
        """Whether the speaker is named after what was said (``"...", قال فلان``)."""
        words = self._doc.words
        if opener or verb == start or subject.first < verb:
            return False
        after = words[subject.last] if subject.last < end else "."
        return after in {".", "!", "؟"} and words[verb - 1] in {"،", ",", '"'}

    def passed_on(self, match: Match, facts: VerbFacts, subject: Link | None, end: int) -> tuple[Link, ...]:
        """ "The agency quoted the doctor as saying": (doctor, agency)."""
        words = self._doc.words
        carrier = subject
        for token in range(match.last, min(end, match.last + 14)):
            word = words[token]
            if word in facts.preps and token + 1 < end:
                voices = self._subjects.coordinated(token + 1, end, trust=word == "عن" and match.entry.lemma == "نقل")
                if not voices:
                    continue
                if carrier is None:
                    carrier = self._speakers.read(match.last, token)
                if carrier is not None and carrier.first < token:
                    return (*voices, carrier)
                return voices
            if word[:2] == "عن" and word in {"عنه", "عنها", "عنهم"} and carrier is not None:
                return (carrier,)
            if word in OPENERS:
                break
        return ()
