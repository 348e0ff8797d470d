"""Cues: the reporting words of a sentence, each with the speaker that it brings in."""

from __future__ import annotations

from rawi.lexicon.lexicon import Match
from rawi.reading.analysis import CLAUSE_MARKS, FUNCTION_WORDS, PREPOSITIONS, Analysis
from rawi.reading.voice_found import Found
from rawi.reading.voice_speakers import Speakers
from rawi.reading.voice_subjects import Subjects, facts_of
from rawi.reading.voice_verbs import Verbs
from rawi.reading.voice_words import MELTING, NOUNS, OPENERS, OPENING, PASSED, PLAIN, verb_gender


class CueFinder:
    """Finds the speaker of each reporting word of a document."""

    def __init__(self, analysis: Analysis, speakers: Speakers) -> None:
        self._analysis = analysis
        self._doc = analysis.doc
        self._speakers = speakers
        self._subjects = Subjects(analysis, speakers)
        self._verbs = Verbs(analysis, speakers, self._subjects)
        # Verbs whose object stands before them: "figures that the ministry announced".
        self._objects = {match.first: match for match in analysis.voices if match.entry.key == "verb" and match.pronoun}

    def find(self, match: Match, start: int, end: int) -> Found | None:
        """The cue of a reporting word, or None where it reports nothing here. start, end: its sentence."""
        key = match.entry.key
        if key == "verb":
            return self._verbs.cue(match, start, end)
        if key == "participle":
            return self._participle(match, start, end)
        if key == "verbal_noun":
            return self._noun(match, end)
        return self._preposition(match, start, end)

    def _participle(self, match: Match, start: int, end: int) -> Found | None:
        """ "adding that": the same voice goes on."""
        words = self._doc.words
        if match.last < end and words[match.last].startswith("باسم"):
            return None  # one who speaks for others is a spokesman
        facts = facts_of(match.entry)
        opener = 0
        for token in range(match.last, min(end, match.last + 4)):
            if words[token] in OPENING or words[token] == '"' or words[token] in facts.preps:
                opener = token
                break
            if words[token] in {"،", "."}:
                break
        if not opener and "ب" in facts.preps and match.last < end and words[match.last][0] == "ب":
            opener = match.last
        word = words[match.first]
        if not opener and match.entry.lemma not in PLAIN:
            return None
        if (
            not opener
            and (match.first == start or words[match.first - 1] in PREPOSITIONS or word.endswith("ه"))
            and words[match.first - 1] not in {"،", '"', ","}
        ):
            return None
        gender = "p" if word.endswith("ين") else "f" if word.endswith("ه") else "m"
        return Found(
            match.first,
            match.last,
            (),
            False,
            facts.strength,
            "participle carries the voice on",
            opener,
            resumes=True,
            gender=gender,
        )

    def _noun(self, match: Match, end: int) -> Found | None:
        """ "the ministry's announcement of": a speaker right after the noun."""
        if match.particle not in {"", "ب", "ل"} or match.definite or match.pronoun or match.entry.lemma not in NOUNS:
            return None
        subject = self._speakers.read(match.last, end)
        if subject is None or subject.kind in {"other", "document"} or self._subjects.attached(match.last):
            return None
        until = (
            next((t for t in range(subject.last, end) if self._doc.words[t] in {"،", ","}), end)
            if match.entry.lemma == "اتهم"
            else 0
        )
        return Found(
            match.first,
            match.last,
            (subject,),
            False,
            facts_of(match.entry).strength,
            f"{match.entry.lemma} of a speaker",
            until=until,
        )

    def _preposition(self, match: Match, start: int, end: int) -> Found | None:
        """ "according to": the voice follows, at once or after a verb."""
        facts = facts_of(match.entry)
        words = self._doc.words
        at, last = match.first, match.last
        lemma = match.entry.lemma
        if facts.voice == "after":
            if last < end and words[last] in {"ما", "لما"}:
                return self._after_verb(match, last + 1, start, end)
            token = last
            # "وفقا لـ": the voice may carry the preposition itself.
            for first in (token, token - 1) if words[token - 1] not in FUNCTION_WORDS and token - 1 > at else (token,):
                links = self._subjects.coordinated(first, end, trust=False) or (
                    self._subjects.coordinated(first, end, trust=True)
                    if first == token and lemma not in MELTING
                    else ()
                )
                if links and links[0].kind == "document" and links[0].last < end and links[0].last in self._objects:
                    # "figures that the ministry announced": the ministry speaks
                    subject, _opener, addressee = self._subjects.after(self._objects[links[0].last], facts, end, False)
                    if subject is not None:
                        links = (subject,) if addressee is None else (subject, addressee)
                if links:
                    opens = words[at][0] == "و" and not lemma.startswith("و")
                    return Found(
                        at,
                        last,
                        links,
                        not opens,
                        facts.strength,
                        lemma,
                        carrier=lemma.startswith(("نقلا", "عن", "اقتباسا")),
                    )
            return None
        if facts.voice == "after_verb":
            if words[at] in {"كما", "وكما"} and at == start:
                return None
            return self._after_verb(match, last, start, end)
        if facts.voice == "pronoun":
            ending = words[last - 1]
            gender = (
                "f" if ending.endswith("ها") else "p" if ending.endswith("هم") else "m" if ending.endswith("ه") else ""
            )
            if gender:
                return Found(at, last, (), True, facts.strength, lemma, resumes=True, gender=gender)
            links = (
                self._subjects.coordinated(last, end, trust=True)
                if last < end and words[last] not in CLAUSE_MARKS
                else ()
            )
            return Found(at, last, links, True, facts.strength, lemma) if links else None
        if facts.voice == "before" and facts.strength in {"hedging", "doubting"}:
            return Found(at, last, (), True, facts.strength, lemma, impersonal=True)
        return None

    def _after_verb(self, match: Match, token: int, start: int, end: int) -> Found | None:
        """ "as the ministry announced": whole clause; without a subject the voice is one named before."""
        words = self._doc.words
        facts = facts_of(match.entry)
        verb = next((self._subjects.verbs[t] for t in (token, token + 1, token - 1) if t in self._subjects.verbs), None)
        if verb is None or verb.entry.lemma not in PLAIN | PASSED | {"جاء", "ورد"}:
            return None
        own = facts_of(verb.entry)
        strength = own.strength if own.strength != "neutral" else facts.strength
        rule = f"{match.entry.lemma} {verb.entry.lemma}"
        subject, opener, addressee = self._subjects.after(
            verb, own._replace(preps=own.preps if own.speaker == "after_prep" else frozenset()), end, False
        )
        if words[match.first] in {"كما", "وكما"} and (
            verb.entry.lemma not in PLAIN or own.event or (opener and words[opener] in OPENERS)
        ):
            return None
        if own.speaker == "after_prep":
            links = self._verbs.passed_on(verb, own, subject, end)
            if links:
                return Found(match.first, verb.last, links, True, strength, rule, opener)
        if subject is None:
            name = verb.last < end and (
                words[verb.last] == '"'
                or words[verb.last].startswith("ال")
                or not self._analysis.words[verb.last].readings
            )
            links = self._subjects.coordinated(verb.last, end, trust=name) if verb.last < end else ()
        else:
            links = (
                (subject, *self._subjects.coordinated(subject.last, end, trust=False))
                if subject.last < end and words[subject.last][0] == "و"
                else (subject,)
            )
        if links:
            links = links if addressee is None or addressee in links else (*links, addressee)
            return Found(match.first, verb.last, links, True, strength, rule, opener)
        return Found(
            match.first,
            verb.last,
            (),
            True,
            strength,
            rule,
            opener,
            resumes=True,
            gender=verb_gender(words[verb.first][verb.skip :], verb),
        )
