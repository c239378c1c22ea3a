"""Made-up ``.qsf`` files, in the structure that Qualtrics exports."""

from __future__ import annotations

import json
from typing import Any

from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.qualtrics import read

Members = dict[str, Any]
ASSUMPTIONS = Assumptions(licence="CC0-1.0", source="These tests")
PAGE_BREAK = "Page Break"


def choices(*words: str) -> Members:
    """Return choices with the keys 1, 2, …"""
    return {str(key): {"Display": said} for key, said in enumerate(words, 1)}


def sq(qid: str, kind: str = "MC", selector: str = "SAVR", **payload: Any) -> Members:
    """Return one question; QID1 is called Q1 in exported data."""
    usual: Members = {
        "QuestionText": f"Text of {qid}",
        "DataExportTag": qid.replace("QID", "Q"),
        "QuestionType": kind,
        "Selector": selector,
        "SubSelector": "TX",
        "Validation": {"Settings": {"ForceResponse": "OFF", "ForceResponseType": "ON", "Type": "None"}},
        "Language": [],
        "QuestionID": qid,
    }
    if kind in {"MC", "RO"} and selector != "NPS":
        usual |= {"Choices": choices("Yes", "No", "Perhaps"), "ChoiceOrder": ["1", "2", "3"]}
    return usual | payload


def settings(**changes: Any) -> Members:
    """Return a validation."""
    return {"Settings": {"ForceResponse": "OFF", "ForceResponseType": "ON", "Type": "None", **changes}}


def expression(left: str, operator: str = "Selected", right: str | None = None, join: str = "") -> Members:
    """Return one part of a logic."""
    said: Members = {"LogicType": "Question", "LeftOperand": left, "Operator": operator, "Type": "Expression"}
    if right is not None:
        said["RightOperand"] = right
    return said | ({"Conjuction": join} if join else {})


def logic(*groups: list[Members], types: tuple[str, ...] = ("If", "AndIf", "AndIf")) -> Members:
    """Return a logic of groups of expressions."""
    numbered = {
        str(place): {str(inner): part for inner, part in enumerate(group)} | {"Type": types[place]}
        for place, group in enumerate(groups)
    }
    return {**numbered, "Type": "BooleanExpression", "inPage": False}


def block(name: str, *elements: str, kind: str = "Standard", **more: Any) -> Members:
    """Return a block of questions, by their ids, and page breaks."""
    listed = [
        {"Type": PAGE_BREAK} if element == PAGE_BREAK else {"Type": "Question", "QuestionID": element}
        for element in elements
    ]
    return {"Type": kind, "Description": name, "ID": f"BL_{name}", "BlockElements": listed, **more}


def qsf(
    questions: list[Members],
    *,
    blocks: list[Members] | None = None,
    flow: list[Members] | None = None,
    entry: Members | None = None,
    others: list[Members] | None = None,
) -> bytes:
    """Return a file with ``questions``, in one block unless ``blocks`` are given."""
    in_blocks = blocks or [block("All", *(question["QuestionID"] for question in questions))]
    elements: list[Members] = [{"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": in_blocks}]
    if flow is not None:
        elements.append({"Element": "FL", "Payload": {"Type": "Root", "FlowID": "FL_1", "Flow": flow}})
    elements += others or []
    elements += [{"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in questions]
    about = {"SurveyName": "Course evaluation", "SurveyLanguage": "EN", "SurveyDescription": None, **(entry or {})}
    return json.dumps({"SurveyEntry": about, "SurveyElements": elements}).encode()


def reading_of(*questions: Members, **parts: Any) -> Reading:
    """Return what is read from a file with ``questions``."""
    return read(qsf(list(questions), **parts), "survey.qsf", ASSUMPTIONS)
