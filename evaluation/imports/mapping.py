"""Mapping files: which column of a foreign file answers which question (documented in
``docs/import-mapping.md``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError

from evaluation.errors import MappingInvalid
from evaluation.imports.mapping_schema import MappingSchema
from evaluation.imports.source_problems import option_texts, problems_of_source
from evaluation.imports.sources import Source
from surveys.definition import Option, Question, Survey, load_survey
from surveys.definition.load import flatten
from surveys.errors import DefinitionInvalid, JSONRefused, Problem
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json

MAX_FILE_BYTES = 1024 * 1024
_SPACES = {"\u00a0": " ", "\u2007": " ", "\u202f": " "}
_NORMAL_SPACES = str.maketrans(_SPACES)


@dataclass(frozen=True, slots=True)
class AnsweredAt:
    """Where the time of an answer stands: a column with its format and time zone, or one instant for all."""

    column: str | None
    format: str
    time_zone: ZoneInfo
    fixed: datetime | None  # aware, UTC


@dataclass(frozen=True)
class ImportMapping:
    """A mapping file that was checked against its definition."""

    survey: Survey
    title: Mapping[str, str]  # of the campaign
    mode: PrivacyMode
    min_respondents: int | None
    close_when_done: bool
    language: str
    delimiter: str
    encoding: str
    answered_at: AnsweredAt
    participant: str | None  # column
    wave: str
    unanswered: frozenset[str]
    ignored: frozenset[str]  # columns
    sources: tuple[Source, ...]

    @property
    def columns(self) -> frozenset[str]:
        """The columns that the file must have."""
        single = {self.answered_at.column, self.participant} - {None}
        return frozenset({str(name) for name in single}).union(*(source.columns for source in self.sources))


def normal_text(text: str) -> str:
    """Return ``text`` composed (NFC), with ordinary spaces and none around it: two that look alike are
    alike."""
    return unicodedata.normalize("NFC", text).translate(_NORMAL_SPACES).strip()


def load_mapping(path: Path) -> ImportMapping:
    """Return the mapping in ``path`` with the definition it names, which lies beside it.

    Raises MappingInvalid with every problem.
    """
    try:
        data: dict[str, Any] = MappingSchema().load(_read_json(path))
    except ValidationError as error:
        raise MappingInvalid(list(flatten(error.messages))) from None
    survey = _load_definition(path.parent / data["definition"])
    problems = list(_problems(data, survey))
    if problems:
        raise MappingInvalid(problems)
    answered_at = data["answered_at"]
    return ImportMapping(
        survey=survey,
        title=dict(data["title"]),
        mode=data["mode"],
        min_respondents=data.get("min_respondents"),
        close_when_done=data["close_when_done"],
        language=data["language"],
        delimiter=data["delimiter"],
        encoding=data["encoding"],
        answered_at=AnsweredAt(
            column=answered_at.get("column"),
            format=answered_at.get("format", ""),
            time_zone=ZoneInfo(answered_at["time_zone"]),
            fixed=answered_at["value"].astimezone(UTC) if "value" in answered_at else None,
        ),
        participant=data.get("participant"),
        wave=data["wave"],
        unanswered=_texts(data["unanswered"]) | {""},
        ignored=_texts(data["ignored"]),
        sources=tuple(_source(survey.questions[name], source, data) for name, source in data["questions"].items()),
    )


def _read_json(path: Path) -> Any:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise MappingInvalid([Problem("", f"{path} cannot be read: {error.strerror}.")]) from None
    if len(raw) > MAX_FILE_BYTES:
        raise MappingInvalid([Problem("", f"{path} is larger than {MAX_FILE_BYTES:,} bytes.")])
    try:
        return parse_json(raw)
    except JSONRefused as error:
        raise MappingInvalid([Problem("", f"{path}: {error}")]) from None


def _load_definition(path: Path) -> Survey:
    try:
        return load_survey(_read_json(path))
    except DefinitionInvalid as error:
        problems = [Problem(f"{path.name}: {one.path}", one.message) for one in error.problems]
        raise MappingInvalid(problems) from None


def _problems(data: Mapping[str, Any], survey: Survey) -> Iterator[Problem]:
    """Yield what only shows between the mapping and its definition."""
    if (data["mode"] is PrivacyMode.ANONYMOUS) == ("participant" in data):
        yield Problem("participant", "Name the participants' column; in anonymous mode there is none.")
    for name, source in data["questions"].items():
        question = survey.questions.get(name)
        if question is None:
            yield Problem(f"questions.{name}", "The definition has no such question.")
            continue
        for member, message in problems_of_source(question, source, data["options"]):
            yield Problem(f"questions.{name}.{member}", message)


def _source(question: Question, source: Mapping[str, Any], data: Mapping[str, Any]) -> Source:
    column = source.get("column")
    return Source(
        question=question,
        column=None if column is None else normal_text(column),
        codes=_codes(question, source, data),
        separator=source.get("separator"),
        options={normal_text(name): code for name, code in source.get("columns", {}).items()},
        chosen=_texts(source.get("chosen", ())),
        not_chosen=_texts(source.get("not_chosen", ())),
        declined=_texts(source.get("declined", ())),
        format=source.get("format", ""),
    )


def _texts(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal_text, texts))


def _codes(question: Question, source: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, str]:
    """Return the option that each text in the column means: its own code or words, and what the mapping
    adds."""
    codes = {normal_text(text): option.code for option in question.options for text in _own_texts(option)}
    return codes | {normal_text(text): code for text, code in option_texts(source, data["options"]).items()}


def _own_texts(option: Option) -> Iterator[str]:
    yield from option.text.values()
    yield option.code
