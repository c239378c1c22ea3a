"""Files of LimeSurvey for tests: as small as they can be, in the way of version 4 and later unless a test says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from surveys.definition import Survey
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.limesurvey import read_tab_separated, read_xml
from surveys.interchange.report import Report

Rows = Sequence[Mapping[str, object]]
SID, GID = 77, 5
FIRST_QID = 10


@dataclass(frozen=True)
class Asked:
    """A question to be written into a file. ``parts``: subquestions, ``answers``: options, both code → text."""

    code: str
    type: str
    text: str = "Question?"
    parts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    second_answers: Mapping[str, str] = field(default_factory=dict)  # of the second scale
    attributes: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)  # relevance, mandatory, other, preg, help
    conditions: Rows = ()


def xml(tables: Mapping[str, Rows], kind: str = "Survey", languages: Iterable[str] = ("en",)) -> bytes:
    """Return an XML export with ``tables``."""
    named = "".join(f"<language>{tag}</language>" for tag in languages)
    body = "".join(f"<{name}><rows>{''.join(map(_row, rows))}</rows></{name}>" for name, rows in tables.items())
    head = f"<LimeSurveyDocType>{kind}</LimeSurveyDocType><DBVersion>641</DBVersion><languages>{named}</languages>"
    return f'<?xml version="1.0" encoding="UTF-8"?><document>{head}{body}</document>'.encode()


def _row(row: Mapping[str, object]) -> str:
    return f"<row>{''.join(f'<{name}>{escape(str(value))}</{name}>' for name, value in row.items())}</row>"


def tables_of(*questions: Asked, **group: str) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a survey of one group, in English."""
    tables: dict[str, list[dict[str, object]]] = {
        "surveys": [{"sid": SID, "language": "en", "additional_languages": ""}],
        "surveys_languagesettings": [
            {"surveyls_language": "en", "surveyls_title": "A survey", "surveyls_description": "To test"}
        ],
        "groups": [{"gid": GID, "sid": SID, "group_order": 1, **group}],
        "group_l10ns": [{"gid": GID, "group_name": "A group", "description": "", "language": "en"}],
    }
    for name in ("questions", "subquestions", "answers", "question_attributes", "conditions"):
        tables[name] = []
    tables["question_l10ns"], tables["answer_l10ns"] = [], []
    for place, question in enumerate(questions):
        _add(tables, question, FIRST_QID + place * 100, place)
    return tables


def _add(tables: dict[str, list[dict[str, object]]], asked: Asked, qid: int, place: int) -> None:
    columns = {name: value for name, value in asked.columns.items() if name != "help"}
    row = {"qid": qid, "parent_qid": 0, "sid": SID, "gid": GID, "type": asked.type, "title": asked.code}
    tables["questions"].append({**row, "question_order": place, "relevance": "1", **columns})
    said = {"qid": qid, "question": asked.text, "help": asked.columns.get("help", ""), "language": "en"}
    tables["question_l10ns"].append(dict(said))
    for number, (code, text) in enumerate(asked.parts.items(), qid + 1):
        sub = {"qid": number, "parent_qid": qid, "sid": SID, "gid": GID, "title": code, "question_order": number}
        tables["subquestions"].append({**sub, "relevance": "1", "scale_id": 0})
        tables["question_l10ns"].append({"qid": number, "question": text, "language": "en"})
    for scale, answers in enumerate((asked.answers, asked.second_answers)):
        for order, (code, text) in enumerate(answers.items()):
            aid = f"{qid}{scale}{order}"
            tables["answers"].append({"aid": aid, "qid": qid, "code": code, "sortorder": order, "scale_id": scale})
            tables["answer_l10ns"].append({"aid": aid, "answer": text, "language": "en"})
    for name, value in asked.attributes.items():
        tables["question_attributes"].append({"qid": qid, "attribute": name, "value": value, "language": ""})
    tables["conditions"] += [{"qid": qid, **condition} for condition in asked.conditions]


def field_of(place: int, part: str = "") -> str:
    """Return the name of the field for the answer to the question at ``place``, counted from 0."""
    return f"{SID}X{GID}X{FIRST_QID + place * 100}{part}"


def reading_of(*questions: Asked, **group: str) -> Reading:
    """Return what comes of a survey of ``questions`` in one group."""
    return read_xml(xml(tables_of(*questions, **group)), "a_survey.lss", Assumptions())


def only_question(reading: Reading) -> dict[str, Any]:
    """Return the document of the one question (or battery) that was read."""
    (question,) = questions_of(reading.survey)
    return question


def questions_of(survey: Survey) -> list[dict[str, Any]]:
    """Return the documents of all questions."""
    return [question for page in survey.data["pages"] for question in page["questions"]]


def rows(*lines: Mapping[str, str]) -> bytes:
    """Return a tab-separated structure with ``lines``, the cells of each by column."""
    columns = list(dict.fromkeys(["class", "type/scale", "name", "text", *(name for line in lines for name in line)]))
    table = ["\t".join(columns), *("\t".join(line.get(name, "") for name in columns) for line in lines)]
    return "\n".join(table).encode()


def structure(*lines: Mapping[str, str]) -> bytes:
    """Return a tab-separated structure in English with one group, in which ``lines`` stand."""
    head = [
        {"class": "S", "name": "language", "text": "en"},
        {"class": "SL", "name": "surveyls_title", "text": "A survey", "language": "en"},
        {"class": "G", "name": "A group", "language": "en"},
    ]
    return rows(*head, *lines)


def read_rows(data: bytes) -> Reading:
    """Return what comes of a tab-separated structure."""
    return read_tab_separated(data, "a_survey.txt", Assumptions())


def told(report: Report, path: str) -> list[str]:
    """Return what the report says of ``path``: ``outcome: what``."""
    return [f"{finding.outcome.value}: {finding.what}" for finding in report.findings if finding.path == path]


def fates(report: Report) -> dict[str, str]:
    """Return what became of each question, by its name."""
    return {fate.name: fate.outcome.value for fate in report.questions}
