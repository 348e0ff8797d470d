"""Every error Rawi raises on purpose.

    RawiError
    ├── InputError            something a user handed over cannot be read
    │   ├── EmptyPageError    there is no article in it
    │   └── NotArabicError    it is not written in Arabic
    ├── GroundingError        a field points at words that are not in the article
    └── VocabularyError       a vocabulary file breaks its schema

Each carries what happened, to what, and what to do about it; the command line prints them as one line.
"""

from __future__ import annotations


class RawiError(Exception):
    """What happened, to what, and what to do."""

    def __init__(self, what: str, *, subject: str = "", advice: str = "") -> None:
        self.what = what
        self.subject = subject
        self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        """One line: ``subject: what; advice``."""
        head = f"{self.subject}: {self.what}" if self.subject else self.what
        return f"{head}; {self.advice}" if self.advice else head


class InputError(RawiError):
    """Something a user handed over cannot be read."""


class EmptyPageError(InputError):
    """There is no article text in the page."""


class NotArabicError(InputError):
    """The text is not Arabic; Rawi reads nothing from it rather than guess."""


class GroundingError(RawiError):
    """A field points at words that do not stand at that place of the article."""


class VocabularyError(RawiError):
    """A vocabulary file breaks its schema."""
