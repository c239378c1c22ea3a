"""Texts with answers in them: ours by language, and SurveyJS's localised strings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from surveys.definition.fields import language_tag
from surveys.interchange.expressions import Untranslatable
from surveys.interchange.report import Report
from surveys.interchange.surveyjs.variables import Variables
from surveys.interchange.texts_read import TextsRead
from surveys.placeholders import ELLIPSIS, pieces

Document = dict[str, Any]
DEFAULT = "default"
"""The language of a localised string that SurveyJS falls back on."""

_PLACE = re.compile(r"\{([^{}\n]{1,200})\}")
_START, _END = "\ue000", "\ue001"  # around an id while mark-up is taken off; of private use, so no text needs them
_KEPT = {"\ue002": "\u00a0", "\ue003": "\u202f"}  # spaces of French, which are more than white space
_BEFORE = str.maketrans(
    {_START: "", _END: "", **dict.fromkeys(_KEPT, ""), **{there: to for to, there in _KEPT.items()}}
)
_AFTER = str.maketrans({_START: "{", _END: "}", **_KEPT})
_OF_SURVEYJS = re.compile(
    r"(?:panel|row|item|prevPanel|nextPanel|totalRow)\.|pageno\Z|pagecount\Z|locale\Z", re.IGNORECASE
)


def written_text(text: Mapping[str, str], variables: Variables, first: str) -> str | Document:
    """Return ``text`` as SurveyJS holds it: a string if it is only in ``first``, the language to fall back on."""
    written = {language: _written(said, variables) for language, said in text.items()}
    fallback = written.pop(first)
    return {DEFAULT: fallback, **written} if written else fallback


def _written(text: str, variables: Variables) -> str:
    return "".join(
        piece.text if piece.name is None else _place(piece.name, piece.without, variables)
        for piece in pieces(text, lambda _: None)
    )


def _place(our_id: str, without: str, variables: Variables) -> str:
    try:
        return f"{{{variables.name_of(our_id)}}}"
    except Untranslatable:
        return without


def has_words_for_no_answer(text: Mapping[str, str]) -> bool:
    """Tell whether ``text`` says what stands in a place without an answer, which SurveyJS leaves empty."""
    places = (piece for said in text.values() for piece in pieces(said, lambda _: None) if piece.name is not None)
    return any(piece.without != ELLIPSIS for piece in places)


class TextsIn:
    """Reads the localised strings of one file. ``languages`` gathers the languages met, in their order."""

    def __init__(self, default: str, variables: Variables, report: Report, names: Collection[str]) -> None:
        self.languages = [default]
        self._default = default
        self._variables = variables
        self._report = report
        self._plain = TextsRead(report)
        self._names = names

    def read(self, value: object, path: str, *, places: bool = True) -> Document | None:
        """Return the text in ``value``, which stands at ``path``; None if there is none.

        ``places``: whether ``{name}`` may stand for an answer there.
        """
        text: Document = {}
        for language, said in self._by_language(value, path).items():
            if plain := self._said(said, path, places=places):
                text[language] = plain
                if language not in self.languages:
                    self.languages.append(language)
        if text and self._default not in text:
            other = next(iter(text))
            text = {self._default: text[other], **text}
            self._report.changed(
                path, "Text", f"It is not in {self._default}: the one in {other} stands there as well."
            )
        return text or None

    def note_markup(self) -> None:
        """Say once, for all texts, that mark-up was taken off."""
        self._plain.note_markup()

    def _by_language(self, value: object, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            return {self._default: str(value)} if isinstance(value, str | int | float) else {}
        found: dict[str, Any] = {}
        for key, said in value.items():
            language = self._default if key == DEFAULT else key.lower().replace("_", "-")
            if not is_language(language):
                self._report.left_out(path, f"Text in {key[:40]!r}", "This is not a language tag such as nl or pt-br.")
            elif key == DEFAULT or language not in found:
                found[language] = said
        return found

    def _said(self, said: object, path: str, *, places: bool) -> str:
        if not isinstance(said, str):
            return ""
        marked = _PLACE.sub(lambda match: self._mark(match, path, places=places), said.translate(_BEFORE))
        return self._plain.plain(marked, path).translate(_AFTER).strip()

    def _mark(self, match: re.Match[str], path: str, *, places: bool) -> str:
        name = match[1].strip()
        known = self._variables.named(name)
        if known is not None and places:
            return f"{_START}{known.id}{_END}"
        if known is None and name.lower() not in self._names and not _OF_SURVEYJS.match(name):
            return match[0]  # just braces
        why = "Only what is asked before, and only in titles, descriptions and texts of pages, can be repeated."
        self._report.left_out(path, f"{{{name[:60]}}} in the text", why)
        return ELLIPSIS


def is_language(tag: str) -> bool:
    """Tell whether ``tag`` can be a language of a definition."""
    from marshmallow import ValidationError

    try:
        language_tag(tag)
    except ValidationError:
        return False
    return True
