"""One honest file of each format: the same four questions, and what makes a text, a code or a logic in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from openpyxl import load_workbook

from surveys.definition import load_survey
from surveys.interchange import write
from tests.surveys.documents import options, question_document, survey_document
from tests.surveys.interchange.moodle import documents as moodle
from tests.surveys.interchange.qualtrics import documents as qualtrics

TEXT = "Hoe vaak één keer?"
Row = Mapping[str, str]


def impact_document(text: str = TEXT, **changes: Any) -> dict[str, Any]:
    """Return a definition of four questions, the first with ``text``."""
    choice = question_document("scale", id="eerste", text={"nl": text})
    several = question_document(
        "scale", id="tweede", type="multiple_response", options=options("a", "b", "c"), required=True
    )
    words = question_document("free_text", id="derde", condition={"===": [{"var": "eerste"}, "low"]})
    return survey_document(choice, several, question_document("number", id="vierde"), words, **changes)


@cache
def _written(format_name: str) -> bytes:
    return write(load_survey(impact_document()), format_name).data


def impact(text: str = TEXT) -> bytes:
    """Return a definition of Impact."""
    return json.dumps(impact_document(text), ensure_ascii=False).encode()


def surveyjs(text: str = TEXT) -> bytes:
    """Return SurveyJS JSON."""
    return json.dumps(_with(text, json.loads(_written("surveyjs"))), ensure_ascii=False).encode()


def rows(text: str = TEXT) -> bytes:
    """Return LimeSurvey's tab-separated structure."""
    written = csv.reader(io.StringIO(_written("limesurvey-tsv").decode("utf-8-sig"), newline=""), delimiter="\t")
    result = io.StringIO(newline="")
    csv.writer(result, delimiter="\t").writerows([_with(text, row) for row in written])
    return result.getvalue().encode()


def workbook(text: str = TEXT) -> bytes:
    """Return an XLSForm in .xlsx."""
    book = load_workbook(io.BytesIO(_written("xlsform")))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == TEXT):
            cell.value = text
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _with(text: str, value: Any) -> Any:
    """Return ``value`` with ``text`` wherever TEXT stood."""
    if isinstance(value, list):
        return [_with(text, inner) for inner in value]
    if isinstance(value, dict):
        return {name: _with(text, inner) for name, inner in value.items()}
    return text if value == TEXT else value


def qsf(text: str = TEXT) -> bytes:
    """Return a survey of Qualtrics."""
    asked = [qualtrics.sq("QID1", QuestionText=text), qualtrics.sq("QID2", selector="MAVR"), qualtrics.sq("QID3", "TE")]
    document = json.loads(qualtrics.qsf(asked))
    return json.dumps(document, ensure_ascii=False).encode()


def feedback(text: str = TEXT) -> bytes:
    """Return a feedback of Moodle."""
    return moodle.feedback(
        moodle.item("multichoice", "r>>>>>Ja|Nee", text=text, label="eerste"),
        moodle.item("textarea", number="2", depends=("1", "Ja")),
    )


def table(name: str, *records: Row) -> str:
    """Return a table of LimeSurvey's database as its XML exports hold it."""
    cells = ("".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in record.items()) for record in records)
    return f"<{name}><rows>{''.join(f'<row>{row}</row>' for row in cells)}</rows></{name}>"


def lss(*tables: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """Return an export of a LimeSurvey survey with ``tables``."""
    inner = "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>366</DBVersion>"
    return f"{head}<document>{inner}<languages><language>nl</language></languages>{''.join(tables)}</document>".encode()


def lime_question(number: int, text: str = "Vraag", kind: str = "T", **more: str) -> Row:
    """Return a row of the table questions, of version 3."""
    return {
        "qid": str(number),
        "parent_qid": "0",
        "sid": "1",
        "gid": "1",
        "type": kind,
        "title": f"Q{number}",
        "question": text,
        "language": "nl",
        "question_order": str(number),
        "relevance": "1",
        **more,
    }


def lime_tables(*questions: Row) -> tuple[str, ...]:
    """Return the tables of a survey with one group of ``questions``."""
    return (
        table("surveys", {"sid": "1", "language": "nl"}),
        table("surveys_languagesettings", {"surveyls_language": "nl", "surveyls_title": "Evaluatie"}),
        table("groups", {"gid": "1", "sid": "1", "group_name": "Groep", "group_order": "1", "language": "nl"}),
        table("questions", *questions),
    )


def lime_xml(text: str = TEXT) -> bytes:
    """Return an export of a LimeSurvey survey."""
    return lss(*lime_tables(lime_question(1, text), lime_question(2, kind="Y", relevance='Q1 == "x"')))


HONEST: Mapping[str, Callable[..., bytes]] = {
    "impact": impact,
    "surveyjs": surveyjs,
    "qualtrics": qsf,
    "moodle": feedback,
    "limesurvey": lime_xml,
    "limesurvey-tsv": rows,
    "xlsform": workbook,
}
"""An honest file of each format, with a text of its own if one is given."""


def many(format_name: str, text: str, questions: int) -> bytes:
    """Return a file of a format with ``questions`` questions, each with ``text``."""
    return _MANY[format_name](text, range(1, questions + 1))


def _many_rows(text: str, numbers: range) -> bytes:
    header = "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\r\nG\tG0\tGroep\t1\t\t\tnl\r\n"
    cell = text.replace('"', '""')
    return (header + "".join(f'Q\tT\tq{number}\t1\t"{cell}"\t\tnl\r\n' for number in numbers)).encode()


def _many_in_a_workbook(text: str, numbers: range) -> bytes:
    book = load_workbook(io.BytesIO(_written("xlsform")))
    sheet = book["survey"]
    columns = {str(cell.value).partition(":")[0]: cell.column for cell in sheet[1]}
    for number in numbers:
        row = sheet.max_row + 1
        for column, value in (("type", "text"), ("name", f"x{number}"), ("label", text)):
            sheet.cell(row, columns[column], value)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _many_of_impact(text: str, numbers: range) -> bytes:
    questions = (question_document("scale", id=f"q{number}", text={"nl": text}) for number in numbers)
    return json.dumps(survey_document(*questions)).encode()


_MANY: Mapping[str, Callable[[str, range], bytes]] = {
    "impact": _many_of_impact,
    "surveyjs": lambda text, numbers: json.dumps(
        {"elements": [{"type": "text", "name": f"q{number}", "title": text} for number in numbers]}
    ).encode(),
    "qualtrics": lambda text, numbers: qualtrics.qsf([qualtrics.sq(f"QID{n}", QuestionText=text) for n in numbers]),
    "moodle": lambda text, numbers: moodle.feedback(*(moodle.item(text=text, number=str(n)) for n in numbers)),
    "limesurvey": lambda text, numbers: lss(*lime_tables(*(lime_question(number, text) for number in numbers))),
    "limesurvey-tsv": _many_rows,
    "xlsform": _many_in_a_workbook,
}
