"""Mapping files: which column of a foreign file answers which question (documented in
``docs/import-mapping.md``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError

from evaluation.errors import MappingInvalid
from evaluation.imports.mapping_schema import MappingSchema
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


@dataclass(frozen=True, slots=True)
class Source:
    """The column that answers one question; ``codes`` gives the option meant by each text in it."""

    question: Question
    column: str
    codes: Mapping[str, str]


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
        return frozenset({str(name) for name in single} | {source.column for source in self.sources})


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
        unanswered=frozenset(normal_text(text) for text in data["unanswered"]) | {""},
        ignored=frozenset(normal_text(name) for name in data["ignored"]),
        sources=tuple(
            Source(survey.questions[name], normal_text(source["column"]), _codes(survey.questions[name], source, data))
            for name, source in data["questions"].items()
        ),
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
        path = f"questions.{name}"
        question = survey.questions.get(name)
        if question is None:
            yield Problem(path, "The definition has no such question.")
            continue
        options = source.get("options", {})
        if isinstance(options, str) and options not in data["options"]:
            yield Problem(f"{path}.options", f"There is no set of options called {options}.")
        elif options and not question.options:
            yield Problem(f"{path}.options", f"A question of type {question.type} has no options.")
        else:
            for code in sorted(set(_option_texts(source, data).values()) - question.codes):
                yield Problem(f"{path}.options", f"The question has no option {code}.")


def _option_texts(source: Mapping[str, Any], data: Mapping[str, Any]) -> Mapping[str, str]:
    options = source.get("options", {})
    texts: Mapping[str, str] = data["options"].get(options, {}) if isinstance(options, str) else options
    return texts


def _codes(question: Question, source: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, str]:
    """Return the option that each text in the column means: its own code or words, and what the mapping
    adds."""
    codes = {normal_text(text): option.code for option in question.options for text in _own_texts(option)}
    return codes | {normal_text(text): code for text, code in _option_texts(source, data).items()}


def _own_texts(option: Option) -> Iterator[str]:
    yield from option.text.values()
    yield option.code
