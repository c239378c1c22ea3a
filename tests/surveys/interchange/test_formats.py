"""The registry: formats by name, ending and content; reading and writing any of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from surveys.instruments import load_instrument
from surveys.interchange import (
    FORMATS,
    Assumptions,
    ExtraMissing,
    FileRefused,
    FormatUnknown,
    format_called,
    format_of,
    format_to_write,
    formats,
    read,
    write,
)
from surveys.interchange.own_json import DefinitionRefused
from tests.surveys.documents import question_document, survey_document, survey_of
from tests.surveys.interchange.xlsform.workbooks import form, row

HERE = Path(__file__).parent
OWN = write(survey_of(), "impact").data

EXAMPLES = {
    "impact": OWN,
    "xlsform": form(row("text", "q")),
    "surveyjs": b'{"pages": [{"elements": [{"type": "text", "name": "q"}]}]}',
    "limesurvey": b'<?xml version="1.0"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType></document>',
    "limesurvey-tsv": b"\xef\xbb\xbfid\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\n",
    "qualtrics": b'{"SurveyEntry": {"SurveyID": "SV_1"}, "SurveyElements": []}',
    "moodle": b'<?xml version="1.0"?>\n<FEEDBACK VERSION="200701" COMMENT="XML-Importfile for mod/feedback"><ITEMS/>',
}


@pytest.mark.parametrize(("name", "data"), EXAMPLES.items())
@pytest.mark.parametrize("file", ["file", "file.json", "file.xml", "file.txt"])
def test_content_tells_the_format_whatever_the_file_is_called(name: str, data: bytes, file: str) -> None:
    assert format_of(data, file).name == name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.XLSX", "xlsform"),
        ("a.lss", "limesurvey"),
        ("a.lsq", "limesurvey"),
        ("a.qsf", "qualtrics"),
        ("a.tsv", "limesurvey-tsv"),
    ],
)
def test_the_ending_tells_it_where_the_content_does_not(file: str, name: str) -> None:
    assert format_of(b"?", file).name == name


def test_what_neither_tells_is_refused_with_the_names_to_choose_from() -> None:
    with pytest.raises(FormatUnknown, match="it could be impact, surveyjs"):
        format_of(b'{"title": "?"}', "a.json")
    with pytest.raises(FormatUnknown, match="it could be impact, xlsform, surveyjs, limesurvey"):
        format_of(b"?", "a")


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(FormatUnknown, match=r"'word' here\. There are: impact, xlsform"):
        format_called("word")


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.json", "impact"), ("a.xlsx", "xlsform"), ("a.csv", "codebook"), ("a.txt", "limesurvey-tsv")],
)
def test_the_ending_of_a_file_to_write_tells_its_usual_format(file: str, name: str) -> None:
    assert format_to_write(file).name == name


def test_an_ending_that_nothing_is_written_in_is_refused() -> None:
    with pytest.raises(FormatUnknown, match=r"like 'a\.docx'"):
        format_to_write("a.docx")


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_every_format_has_code_that_reads_or_writes_it(one: formats.Format) -> None:
    places = [place for place in (one.reader, one.writer) if place]
    assert places
    assert all(callable(formats._loaded(one, place)) for place in places)


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.reader and one.writer])
def test_what_is_written_is_read_again_by_its_content(name: str) -> None:
    survey = load_instrument("pilot")
    reading = read(write(survey, name).data, "file", Assumptions())
    assert reading.survey.questions.keys() == survey.questions.keys()


def test_our_own_definitions_are_written_for_people_and_read_without_a_change() -> None:
    survey = load_instrument("pilot")
    data = write(survey, "impact").data
    assert data.count(b"\n") > 100
    assert "é".encode() in data
    assert read(b"\xef\xbb\xbf" + data, "pilot.json").survey.digest == survey.digest


def test_a_definition_with_problems_is_refused_with_every_one() -> None:
    broken = survey_document(question_document(text=None, level="nowhere"), title=None)
    with pytest.raises(DefinitionRefused) as refused:
        read(json.dumps(broken).encode(), "broken.json", format_name="impact")
    assert {problem.path for problem in refused.value.invalid.problems} == {
        *("title", "pages[0].questions[0].text", "pages[0].questions[0].level"),
    }


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExtraMissing, match=r"openpyxl: pip install 'impact-openedx\[interchange\]'"):
        read(EXAMPLES["xlsform"], "a.xlsx")
    with pytest.raises(ExtraMissing, match="openpyxl"):
        write(survey_of(), "xlsform")


def test_a_missing_library_hinders_no_other_format(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("openpyxl", "xlrd", "pyxform", "defusedxml", "rich"):
        monkeypatch.setitem(sys.modules, name, None)
    assert read(OWN, "a.json").survey == survey_of()
    assert write(survey_of(), "codebook").data


@pytest.mark.parametrize("data", [b"x" * (17 * 1024 * 1024), b'{"format": "impact-survey/1"' + b" " * 4_000_000])
def test_files_larger_than_any_survey_are_refused(data: bytes) -> None:
    with pytest.raises(FileRefused, match="larger than"):
        read(data, "a.json", format_name="impact")
