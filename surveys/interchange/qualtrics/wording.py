"""Texts of a Qualtrics survey, by language, with places for earlier answers.

A translation stands in the question itself, under Language and the name of the language, in the same structure. An
answer is repeated by ``${q://QID1/ChoiceGroup/SelectedChoices}`` and the like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveys.interchange.frame import language_tag
from surveys.interchange.qualtrics.known import Known, locator
from surveys.interchange.qualtrics.source import Members, SourceQuestion, members
from surveys.interchange.report import Report
from surveys.interchange.texts_read import TextsRead
from surveys.placeholders import ELLIPSIS

_PIPED = re.compile(r"\$\{([^{}]{1,300})\}")
_BEGIN, _END = "\ue000", "\ue001"  # of private use: they mark places while mark-up is taken off
_MARKED = re.compile(f"{_BEGIN}([a-z][a-z0-9_]*)?{_END}")
_REPEATED = frozenset(
    {"ChoiceGroup/SelectedChoices", "ChoiceTextEntryValue", "ChoiceNumericEntryValue", "ChoiceGroup/SelectedAnswers"}
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Makes texts by language, the first of ``languages`` always among them."""

    languages: Mapping[str, str]  # our tags by Qualtrics' names; the survey's own first
    texts: TextsRead
    report: Report
    known: dict[str, Known] = field(default_factory=dict)  # questions read so far, by their ids in the file

    @property
    def first(self) -> str:
        """The language to fall back on."""
        return next(iter(self.languages.values()))

    def of(self, question: SourceQuestion, place: Sequence[str], fallback: str) -> dict[str, str]:
        """Return the text that stands at ``place`` in ``question`` and in its translations.

        Without any in the first language, ``fallback`` stands there, and the report says so.
        """
        said = {self.first: self.plain(_inside(question.payload, place), question.path)}
        for name, translation in members(question.payload.get("Language")).items():
            tag = self.languages.get(name, self.first)
            if tag != self.first:
                said[tag] = self.plain(_inside(members(translation), place), question.path)
        if not said[self.first]:
            self.report.assumed(question.path, "Text", f"{'.'.join(place)} is empty: “{fallback[:80]}” stands there.")
            said[self.first] = fallback
        return {tag: text for tag, text in said.items() if text}

    def plain(self, text: object, path: str) -> str:
        """Return ``text`` as plain text with places for answers."""
        if not isinstance(text, str):
            return self.texts.plain(text, path)
        bare = text.replace(_BEGIN, "").replace(_END, "")
        marked = _PIPED.sub(lambda match: f"{_BEGIN}{self._repeated(match[1], path)}{_END}", bare)
        said = self.texts.plain(marked, path)
        placed = _MARKED.sub(lambda match: f"{{{match[1]}}}" if match[1] else ELLIPSIS, said)
        return placed.split(_BEGIN)[0]  # a text that was cut may end within a mark

    def _repeated(self, piped: str, path: str) -> str:
        """Return the id of the question whose answer is repeated, empty where it cannot be."""
        place = locator(piped)
        known = self.known.get(place.question) if place and place.part in _REPEATED else None
        if place and known:
            key = place.keys[0] if place.keys else ""
            if found := known.words.get(key) or known.ids.get(key):
                return found
        why = f"It is no answer to a question asked before. {ELLIPSIS} stands there."
        self.report.left_out(path, f"Piped text {piped[:120]}", why)
        return ""


def languages_of(own: object, questions: Sequence[SourceQuestion], fallback: str) -> dict[str, str]:
    """Return the languages of a survey, our tags by Qualtrics' names; its ``own`` first, then those of translations."""
    names = [str(own), *(name for question in questions for name in members(question.payload.get("Language")))]
    tags = {name: tag for name in dict.fromkeys(names) if (tag := language_tag(name)) and not name.isdecimal()}
    if str(own) not in tags:
        tags = {"": language_tag(fallback) or "en", **tags}
    once: dict[str, str] = {}
    for name, tag in tags.items():
        if tag not in once.values():
            once[name] = tag
    return dict(list(once.items())[:50])


def _inside(value: Members, place: Sequence[str]) -> object:
    inner: object = value
    for name in place:
        inner = members(inner).get(name)
    return inner
