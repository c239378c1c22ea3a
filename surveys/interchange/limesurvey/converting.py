"""One question of LimeSurvey as the questions of ours that it stands for, with a line of the report for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from surveys.interchange.limesurvey.arrays import array, dual_array, fixed_array, rows_of
from surveys.interchange.limesurvey.choices import five_points, gender, list_question, multiple_choice, ranking, yes_no
from surveys.interchange.limesurvey.entries import date_question, number_question, numbers, short_texts, text_question
from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.settings import report_settings
from surveys.interchange.limesurvey.source import SourceQuestion
from surveys.interchange.not_carried import NotCarried

_BUILDERS: Mapping[str, Callable[[Making, SourceQuestion], list[Document]]] = {
    **dict.fromkeys("L!O", list_question),
    "5": five_points,
    "Y": yes_no,
    "G": gender,
    **dict.fromkeys("MP", multiple_choice),
    "R": ranking,
    **dict.fromkeys("FH", array),
    **dict.fromkeys("ABCE", fixed_array),
    "1": dual_array,
    **dict.fromkeys("STU", text_question),
    "Q": short_texts,
    "N": number_question,
    "K": numbers,
    "D": date_question,
}
_NO_COUNTERPART: Mapping[str, str] = {
    "I": "The form lets everybody choose a language; that is no question.",
    "|": "Files are not collected in a survey here. Ask for them another way.",
    "*": "Nothing is asked: it is worked out from answers. Scores are worked out from scales.",
    ":": "A table of numbers has no counterpart. Ask each number as a question of its own.",
    ";": "A table of texts has no counterpart. Ask each text as a question of its own.",
    "X": "It asks nothing and does not stand before the questions of its page. Put it into a question's help.",
}
_ROW_BY_ROW = frozenset("FHABCE1:;QK")
_HIDDEN = "It is hidden: nobody is asked. What is known of a person beforehand is a recall here."


def converted(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the documents that ``question`` stands for, none if it cannot be carried; the report says which."""
    asked = making.conditions.when_asked(question.path, question.relevance, question.conditions)
    try:
        if question.attribute("hidden") in {"1", "Y"}:
            raise NotCarried(_HIDDEN)
        documents = _builder(question)(making, question)
    except NotCarried as error:
        for path, name in lines_of(question):
            making.report.question_left_out(path, name, str(error))
        return []
    finally:
        making.variables.close(question)
    making.report.findings.extend(asked.findings)
    report_settings(making.report, question)
    for path, name in lines_of(question):
        making.report.carried(path, name)
    if asked.condition is not None:
        for document in documents:
            document["condition"] = asked.condition
    _report_name(making, question)
    return documents


def _builder(question: SourceQuestion) -> Callable[[Making, SourceQuestion], list[Document]]:
    if question.type in _NO_COUNTERPART:
        raise NotCarried(_NO_COUNTERPART[question.type])
    builder = _BUILDERS.get(question.type)
    if builder is None:
        raise NotCarried(f"The type {question.type[:20]!r} of LimeSurvey is not known here.")
    return builder


def lines_of(question: SourceQuestion) -> Iterator[tuple[str, str]]:
    """Yield (path, name) of all that is answered under ``question`` one by one: it or its subquestions."""
    rows = rows_of(question) if question.type in _ROW_BY_ROW else ()
    if not rows:
        yield question.path, question.code
    for part in rows:
        name = f"{question.code}_{part.code}"
        if question.type == "1":
            yield f"{part.path} scale 1", f"{name}_0"
            yield f"{part.path} scale 2", f"{name}_1"
        else:
            yield part.path, name


def _report_name(making: Making, question: SourceQuestion) -> None:
    if question.code in making.codes_met:
        making.report.changed(
            question.path,
            f"The name {question.code[:60]!r}",
            "Another question has it. Conditions and texts look at the first; this one has an id of its own.",
        )
    making.codes_met.add(question.code)
