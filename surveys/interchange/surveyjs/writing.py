"""A survey as SurveyJS JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from surveys.conditions import Kind, ValueType
from surveys.definition import Question, QuestionType, Survey
from surveys.definition.making import other_id
from surveys.definition.question_types import VALUE_TYPES
from surveys.interchange.exchange import Writing
from surveys.interchange.report import Report
from surveys.interchange.surveyjs import own
from surveys.interchange.surveyjs.file_out import FileOut
from surveys.interchange.surveyjs.questions_out import element_of
from surveys.interchange.surveyjs.variables import COMMENT, OTHER_VALUE, REFUSED, Known, Variables

Document = dict[str, Any]

_CHOICES = frozenset({QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_RESPONSE})
_KEPT = (
    "SurveyJS has no such properties. They stand in the property impact, which it passes over, and come back when the "
    "file is read here; editors of SurveyJS may drop them."
)


def write(survey: Survey) -> Writing:
    """Return ``survey`` as SurveyJS JSON for survey-core 3, and all that SurveyJS will not know of it."""
    document = survey.data
    out = FileOut(variables_of(survey), survey.languages[0], Report())
    pages = [_page(out, page, f"pages[{index}]") for index, page in enumerate(document["pages"])]
    written: Document = {"locale": survey.languages[0]}
    kept = own.of_survey(document)
    out.texts(document, {"title": "title", "purpose": "description"}, written, kept, "")
    written["clearInvisibleValues"] = "onHidden"  # what is not asked is not answered, in conditions as well
    written |= {"pages": pages, own.PROPERTY: kept}
    _tell(survey, out.report)
    return Writing(json.dumps(written, ensure_ascii=False, indent=2).encode() + b"\n", out.report)


def _page(out: FileOut, page: Document, path: str) -> Document:
    written: Document = {"name": page["id"]}
    kept: Document = {}
    out.texts(page, {"title": "title", "text": "description"}, written, kept, path)
    out.condition(page, written, kept, path)
    written["elements"] = [
        element_of(out, question, f"{path}.questions[{index}]") for index, question in enumerate(page["questions"])
    ]
    return {**written, own.PROPERTY: kept} if kept else written


def _tell(survey: Survey, report: Report) -> None:
    """Say once what of the whole survey SurveyJS does not know."""
    names = ["level", "version", "privacy class"]
    names += ["node"] * any(question.node for question in survey)
    names += ["scale and key"] * any(question.scale for question in survey)
    report.left_out("", f"{', '.join(names)} of questions; licence, source, minutes", _KEPT)
    if survey.recalls:
        ids = ", ".join(recall.id for recall in survey.recalls)
        why = "SurveyJS knows answers to earlier surveys only as variables: whoever shows the survey has to set them."
        report.changed("recalls", ids, why)


def variables_of(survey: Survey) -> Variables:
    """Return the name in SurveyJS, and the kind, of everything that ``survey`` asks or recalls."""
    variables = Variables()
    for recall in survey.recalls:
        variables.add(Known(recall.id, recall.id, Kind(ValueType.TEXT)))
    for question in survey:
        for known in _known(question):
            variables.add(known)
    return variables


def _known(question: Question) -> Iterator[Known]:
    """Yield a question and the words for its option "other"; these do not come as a question of their own."""
    if question.specifies is not None:
        return
    kind = Kind(VALUE_TYPES[question.type], tuple(option.code for option in question.options))
    name = f"{question.battery.id}.{question.id}" if question.battery else question.id
    ranks = question.type is QuestionType.RANKING
    yield Known(question.id, name, kind, refusable=_refusable(question, kind), ordered=ranks)
    if question.other is not None:
        # With another code, SurveyJS keeps the words of several answers within the answer itself.
        reachable = kind.type is ValueType.CODE or question.other.code == OTHER_VALUE
        words = f"{question.id}{COMMENT}" if reachable else None
        yield Known(other_id(question.id), words, Kind(ValueType.TEXT))


def _refusable(question: Question, kind: Kind) -> bool:
    """Tell whether SurveyJS has an option of its own for "prefer not to say" there, and its value is free."""
    set_apart = len(question.points) < len(question.options)
    plain_scale = question.type is QuestionType.SCALE and question.battery is None and set_apart
    is_choice = question.type in _CHOICES or plain_scale
    return question.declinable and is_choice and REFUSED not in map(str.lower, kind.codes)
