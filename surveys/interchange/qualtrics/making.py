"""What makers of questions share: names, texts, and what a question became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from surveys.definition.fields import MAX_TEXT
from surveys.definition.making import other_id
from surveys.interchange.exchange import Document
from surveys.interchange.naming import MAX_ID, Names
from surveys.interchange.qualtrics.known import Known
from surveys.interchange.qualtrics.source import SourceQuestion, is_on, words
from surveys.interchange.qualtrics.wording import Wording
from surveys.interchange.report import Report
from surveys.levels import Level

_ROOM_FOR_OTHER = len(other_id(""))
_SOFT = "Qualtrics asks once more and then goes on. Here it is optional."


@dataclass(frozen=True, slots=True)
class Made:
    """What a question became: documents, each question or item in them by path and name in the file, what is known."""

    documents: list[Document]
    counted: list[tuple[str, str]]
    known: Known


@dataclass(frozen=True, slots=True)
class Making:
    """What every maker needs."""

    level: Level
    wording: Wording
    report: Report
    names: Names = field(default_factory=Names)
    _tags: set[str] = field(default_factory=set)

    def id_for(self, tag: str, path: str) -> str:
        """Return a new id for what is called ``tag`` in exported data; ``<id>_other`` is free as well."""
        if tag in self._tags:
            self.report.changed(
                path, f"Export tag {tag[:80]}", "Another question has it too. The id here is a new one."
            )
        self._tags.add(tag)
        while True:
            new = self.names.id_for(tag[: MAX_ID - _ROOM_FOR_OTHER])
            if len(new) + _ROOM_FOR_OTHER > MAX_ID or self.names.id_for(other_id(new)) == other_id(new):
                return new

    def question(self, source: SourceQuestion, question_id: str, text: dict[str, str] | None = None) -> Document:
        """Return the members that every question has; ``text`` if it is not that of the question."""
        said = self.text_of(source) if text is None else text
        document: Document = {"id": question_id, "version": 1, "level": self.level.value, "text": said}
        if is_on(source.settings.get("ForceResponse")):
            if words(source.settings.get("ForceResponseType")) == "RequestResponse":
                self.report.changed(source.path, "An answer is requested", _SOFT)
            else:
                document["required"] = True
        return document

    def text_of(self, source: SourceQuestion) -> dict[str, str]:
        """Return the text of a question of several parts, for ``together``."""
        return self.wording.of(source, ("QuestionText",), source.tag)

    def together(
        self, source: SourceQuestion, said: dict[str, str], place: Sequence[str], fallback: str
    ) -> dict[str, str]:
        """Return the text of a question, ``said``, and that of one of its parts as one."""
        part = self.wording.of(source, place, fallback)
        joined = {tag: f"{text}: {part.get(tag, part[self.wording.first])}" for tag, text in said.items()}
        if any(len(text) > MAX_TEXT for text in joined.values()):
            self.report.changed(source.path, "Text", f"It was cut: a text has {MAX_TEXT:,} characters at most.")
        return {tag: text[:MAX_TEXT] for tag, text in joined.items()}
