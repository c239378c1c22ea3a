"""Saying a survey's texts and the form's own words in one language, and marking those that are in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from surveys.placeholders import Piece, pieces
from surveys.texts import Text, preferred_language
from surveys.words import language_of_words, words_in

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Return the value of ``dir`` for ``language``."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _no_answer(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Voice:
    """One language for a whole form: the survey's where it can, with the form's own words as near as they
    come.
    """

    language: str
    words: Mapping[str, str]
    words_language: str
    answer_to: Callable[[str], str | None] = _no_answer  # what was answered to a question, in words

    @classmethod
    def for_reader(
        cls, wanted: str, offered: tuple[str, ...], answer_to: Callable[[str], str | None] = _no_answer
    ) -> Voice:
        """Return the voice for a reader of ``wanted`` among the languages that a survey is ``offered`` in."""
        language = preferred_language(wanted, offered)
        return cls(language, words_in(language), language_of_words(language), answer_to)

    @property
    def direction(self) -> str:
        """Value of ``dir`` for the form."""
        return direction(self.language)

    @property
    def own_words(self) -> Markup:
        """Attributes of an element that a script fills with the form's own words, which may be in another language."""
        if self.words_language == self.language:
            return Markup("")
        return Markup(' lang="{}" dir="{}"').format(self.words_language, direction(self.words_language))

    def say(self, text: Text) -> Markup:
        """Return ``text`` escaped; what is only there in another language says so (WCAG 2.2, 3.1.2)."""
        return self._marked(escape(text.in_language(self.language)), text.language_for(self.language))

    def repeat(self, text: Text) -> Markup:
        """Return ``text`` as ``say`` does, with the respondent's answers in their places.

        Each stands in an element of its own, so that it neither turns the text's direction nor is taken for part of
        it; a script can follow the answer while it is changed.
        """
        said = Markup("").join(map(self._piece, pieces(text.in_language(self.language), self.answer_to)))
        return self._marked(said, text.language_for(self.language))

    def read(self, text: Text) -> str:
        """Return ``text`` as ``repeat`` does, neither escaped nor marked."""
        return "".join(piece.text for piece in pieces(text.in_language(self.language), self.answer_to))

    def _piece(self, piece: Piece) -> Markup:
        if piece.name is None:
            return escape(piece.text)
        return Markup('<bdi data-impact-repeats="{}" data-impact-without="{}">{}</bdi>').format(
            piece.name, piece.without, piece.text
        )

    def tell(self, key: str, **facts: object) -> Markup:
        """Return the form's own words for ``key``, filled with ``facts``, escaped and marked likewise."""
        return self.own(self._filled(key, facts))

    def tell_all(self, keys: Iterable[tuple[str, Mapping[str, object]]]) -> Markup:
        """Return the sentences for all ``keys``, each with its facts, as one text: in the direction of its language."""
        return self.own(" ".join(self._filled(key, facts) for key, facts in keys))

    def own(self, text: str) -> Markup:
        """Return ``text``, which is in the language of the form's own words, escaped and marked likewise."""
        return self._marked(escape(text), self.words_language)

    def _filled(self, key: str, facts: Mapping[str, object]) -> str:
        said = {
            name: fact.in_language(self.language) if isinstance(fact, Text) else fact for name, fact in facts.items()
        }
        return self.words[key].format(**said)

    def _marked(self, text: Markup, language: str) -> Markup:
        if language == self.language:
            return text
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), text)
