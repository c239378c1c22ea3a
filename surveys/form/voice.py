"""Saying a survey's texts and the form's own words in one language, and marking those that are in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from surveys.texts import Text, preferred_language
from surveys.words import language_of_words, words_in

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Return the value of ``dir`` for ``language``."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Voice:
    """One language for a whole form: the survey's where it can, with the form's own words as near as they
    come.
    """

    language: str
    words: Mapping[str, str]
    words_language: str

    @classmethod
    def for_reader(cls, wanted: str, offered: tuple[str, ...]) -> Voice:
        """Return the voice for a reader of ``wanted`` among the languages that a survey is ``offered`` in."""
        language = preferred_language(wanted, offered)
        return cls(language, words_in(language), language_of_words(language))

    @property
    def direction(self) -> str:
        """Value of ``dir`` for the form."""
        return direction(self.language)

    def say(self, text: Text) -> Markup:
        """Return ``text`` escaped; what is only there in another language says so (WCAG 2.2, 3.1.2)."""
        return self._marked(text.in_language(self.language), text.language_for(self.language))

    def tell(self, key: str, **facts: object) -> Markup:
        """Return the form's own words for ``key``, filled with ``facts``, escaped and marked likewise."""
        return self._marked(self.words[key].format(**facts), self.words_language)

    def _marked(self, text: str, language: str) -> Markup:
        if language == self.language:
            return escape(text)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), text)
