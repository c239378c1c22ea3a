"""Beginning with an instrument of the library or with a file of another system."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import Any

import pytest

from surveys.instruments import catalogue, instrument_names, load_instrument
from surveys.interchange import write
from tests.xblock_impact.studio.authors import sent, studio
from xblock_impact.authoring.importing import MAX_FILE_BYTES
from xblock_impact.words import studio_words_in

PILOT = load_instrument("pilot")


def brought(name: str, data: bytes, **more: Any) -> Any:
    return sent("import_survey", {"name": name, "data": base64.b64encode(data).decode(), **more})


def test_the_library_is_listed_in_the_order_of_a_training_in_the_authors_language() -> None:
    listed = sent("list_instruments", {}, course=studio("nl")).document["instruments"]

    assert [one["name"] for one in listed] == [entry.name for entry in catalogue()]
    pilot = next(one for one in listed if one["name"] == "pilot")
    assert pilot["title"] == PILOT.title["nl"]
    assert pilot["moment"] == studio_words_in("nl")["moment_pilot"]
    assert (pilot["minutes"], pilot["languages"]) == (PILOT.minutes, ["nl", "en", "fr"])


@pytest.mark.parametrize("name", instrument_names())
def test_every_instrument_can_be_had(name: str) -> None:
    assert sent("read_instrument", {"name": name}).document["definition"] == load_instrument(name).data


@pytest.mark.parametrize("name", ["gone", "../pilot", "", None, 7, ["pilot"], {"name": "pilot"}])
def test_an_instrument_that_is_not_there_is_not_found(name: object) -> None:
    assert sent("read_instrument", {"name": name}).status == 404


@pytest.mark.parametrize(
    ("format_name", "name"),
    [
        ("impact", "survey.json"),
        ("surveyjs", "survey.json"),
        ("xlsform", "survey.xlsx"),
        ("limesurvey-tsv", "survey.txt"),
    ],
)
def test_a_file_becomes_a_survey_with_a_report(format_name: str, name: str) -> None:
    reply = brought(name, write(PILOT, format_name).data, level="work_behaviour", language="nl")

    assert reply.status == 200, reply.document
    texts = json.dumps(reply.document["definition"], ensure_ascii=False)
    assert PILOT.title["nl"] in texts
    report = reply.document["report"]
    assert 0 < report["carried"] <= report["in_file"]
    assert all(set(finding) == {"outcome", "path", "what", "why"} for finding in report["findings"])


def test_what_the_file_does_not_say_the_author_says() -> None:
    file = json.dumps({"pages": [{"elements": [{"type": "text", "name": "q", "title": "Waarom?"}]}]}).encode()

    reply = brought("survey.json", file, level="work_behaviour", language="nl", licence=" CC0-1.0 ")

    definition = reply.document["definition"]
    assert definition["licence"] == "CC0-1.0"
    assert definition["languages"] == ["nl"]
    assert definition["pages"][0]["questions"][0]["level"] == "work_behaviour"
    assert {finding["outcome"] for finding in reply.document["report"]["findings"]} >= {"assumed"}


@pytest.mark.parametrize(
    ("document", "status"),
    [
        ({}, 422),
        ({"name": "a.json"}, 422),
        ({"name": "a.json", "data": "not base64!"}, 422),
        ({"name": "a.json", "data": ""}, 422),
        ({"name": "", "data": "e30="}, 422),
        ({"name": "x" * 256, "data": "e30="}, 422),
        ({"name": 7, "data": "e30="}, 422),
        ({"name": "a.json", "data": ["e30="]}, 422),
        ({"name": "a.json", "data": "e30="}, 422),
        ({"name": "a.xlsx", "data": base64.b64encode(b"PK\x03\x04 no archive").decode()}, 422),
        ({"name": "a.lss", "data": base64.b64encode(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").decode()}, 422),
        ({"name": "a.json", "data": base64.b64encode(b" " * (MAX_FILE_BYTES + 1)).decode()}, 413),
        ({"name": "a.json", "data": "e30=", "level": "moon"}, 422),
        ({"name": "a.json", "data": "e30=", "level": ["competencies"]}, 422),
        ({"name": "a.json", "data": "e30=", "language": "tlh"}, 422),
        ({"name": "a.json", "data": "e30=", "language": ["nl"]}, 422),
        ({"name": "a.json", "data": "e30=", "licence": "x" * 201}, 422),
        ({"name": "a.json", "data": "e30=", "licence": {"a": 1}}, 422),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(document: dict[str, Any], status: int) -> None:
    reply = sent("import_survey", document)

    assert reply.status == status
    assert reply.document["detail"]


WITHOUT_LIBRARIES = """
import sys
for library in ("openpyxl", "defusedxml"):
    sys.modules[library] = None  # as if it were not installed
import base64, json
from tests.xblock_impact.studio.authors import sent
for name, data in json.load(sys.stdin):
    reply = sent("import_survey", {"name": name, "data": data})
    print("replied", json.dumps([reply.status, reply.document["detail"]]))
"""


def test_where_the_extra_is_missing_the_author_reads_whom_to_ask() -> None:
    files = {"a.xlsx": write(PILOT, "xlsform").data, "a.lss": b"<LimeSurveyDocType>"}
    given = json.dumps([[name, base64.b64encode(data).decode()] for name, data in files.items()])

    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARIES], check=True, capture_output=True, text=True, input=given
    )

    replies = [json.loads(line.removeprefix("replied")) for line in ran.stdout.splitlines() if "replied" in line]
    assert [status for status, _ in replies] == [422, 422]
    for _, detail in replies:
        assert detail.startswith(studio_words_in("en")["import_extra"].partition("{")[0])
        assert "impact-openedx[interchange]" in detail


def test_nothing_that_reads_files_is_loaded_with_the_block() -> None:
    """An LMS pays for it only when somebody brings a file."""
    program = "import sys, xblock_impact.block; print([n for n in sys.modules if n.startswith('surveys.interchange')])"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("name", "data"), [("form.json", b"{}"), ("notes", b"What?"), ("setup.exe", b"MZ")])
def test_a_file_of_an_unknown_kind_is_refused_in_the_authors_words(name: str, data: bytes) -> None:
    """There is nothing in the editor to name a format with."""
    reply = sent("import_survey", {"name": name, "data": base64.b64encode(data).decode()}, course=studio("nl"))

    assert (reply.status, reply.document["detail"]) == (422, studio_words_in("nl")["import_unknown"])
