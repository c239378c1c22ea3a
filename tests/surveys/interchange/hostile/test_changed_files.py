"""Honest files, changed at random: whatever stands where, a reader gives a survey or says in its own words why not."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from surveys.definition import load_survey
from surveys.interchange import InterchangeError, read, write
from surveys.interchange.exchange import Assumptions
from tests.surveys.form.every_type import DOCUMENT
from tests.surveys.interchange.qualtrics.documents import block, choices, expression, logic, qsf, sq

FILES = Path(__file__).parents[1]
MOODLE = FILES / "moodle" / "files" / "every_item.xml"
MATRICES = FILES / "qualtrics" / "files" / "qsf_qualtricstools_matrix.qsf"
EVERY_TYPE = load_survey(DOCUMENT)
ASSUMPTIONS = Assumptions(licence="CC0-1.0")
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e15, 0.5, "", " ", "x", "1", "{q1}", "${q1}", "<b>", "\u202e", "=1+1", "nl"),
    *([], {}, [None], [[]], [{}], {"a": 1}, {"0": {}}, {"nl": "x"}, ["a", "b"], [1, 2]),
)


def survives(data: bytes, name: str, format_name: str) -> bool:
    """Read ``data``; return whether it made a survey whose report adds up. Anything but an error of ours fails."""
    try:
        reading = read(data, name, ASSUMPTIONS, format_name)
    except InterchangeError:
        return False
    assert 0 < reading.report.carried_questions <= reading.report.in_file
    return True


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a document, as container and key."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inner for place in ((value, key), *places_in(part))]


def changed_json(data: bytes, seed: int) -> bytes:
    """Return JSON in which one to three values are others, gone, or in each other's place."""
    made_up, document = random.Random(seed), json.loads(data)
    for _ in range(made_up.randint(1, 3)):
        container, key = made_up.choice(places_in(document))
        if made_up.random() < 0.15:
            del container[key]
        elif made_up.random() < 0.3:
            other, place = made_up.choice(places_in(document))
            container[key] = json.loads(json.dumps(other[place]))
        else:
            container[key] = made_up.choice(_VALUES)
    return json.dumps(document).encode()


def changed_xml(data: bytes, seed: int) -> bytes:
    """Return XML in which one to four elements say something else, are gone, or are there twice."""
    made_up, root = random.Random(seed), ET.fromstring(data)  # noqa: S314  # a file of these tests
    for _ in range(made_up.randint(1, 4)):
        child, parent = made_up.choice(
            [(child, parent) for parent in root.iter() for child in parent] or [(root, root)]
        )
        what = made_up.randrange(4)
        if what == 0 and child is not root:
            parent.remove(child)
        elif what == 1 and child is not root:
            parent.append(child)
        elif what == 2:
            child.tag = made_up.choice([element.tag for element in root.iter()])
        else:
            child.text = str(made_up.choice(_VALUES))
    return ET.tostring(root, "utf-8", xml_declaration=True)


def changed_bytes(data: bytes, seed: int) -> bytes:
    """Return ``data`` with some bytes changed, and a piece gone or there twice."""
    made_up, changed = random.Random(seed), bytearray(data)
    for _ in range(made_up.randint(1, 8)):
        changed[made_up.randrange(len(changed))] = made_up.randrange(256)
    start = made_up.randrange(len(changed))
    piece = changed[start : start + made_up.randrange(200)]
    changed[start : start + made_up.choice([0, len(piece)])] = piece * made_up.choice([0, 1, 2])
    return bytes(changed)


def changed_rows(data: bytes, seed: int) -> bytes:
    """Return rows in which some cells are others."""
    made_up = random.Random(seed)
    rows = [line.split("\t") for line in data.decode("utf-8-sig").splitlines()]
    for _ in range(made_up.randint(1, 5)):
        row = made_up.choice(rows)
        row[made_up.randrange(len(row))] = made_up.choice(
            [str(made_up.choice(_VALUES)), made_up.choice(made_up.choice(rows))]
        )
    return "\r\n".join("\t".join(row) for row in rows).encode()


def changed_workbook(data: bytes, seed: int) -> bytes:
    """Return a workbook in which some cells are others."""
    made_up, book = random.Random(seed), load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    for _ in range(made_up.randint(1, 6)):
        value = made_up.choice(_VALUES)
        made_up.choice(cells).value = made_up.choice([made_up.choice(cells).value, str(value) if value else None])
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def a_survey_of_qualtrics() -> bytes:
    """Return a file with a question of most types, logic, branches and translations."""
    other = choices("Yes", "No", "Other")
    other["3"]["TextEntry"] = "true"
    yes = logic([expression("q://QID1/SelectableChoice/1")])
    asked = [
        sq("QID1", Choices=other, Language={"NL": {"QuestionText": "Vraag"}}),
        sq("QID2", selector="MAVR", DisplayLogic=yes),
        sq("QID3", "TE", "FORM", Choices=choices("a", "b")),
        sq("QID4", "Slider", "HBAR", Choices=choices("a"), Configuration={"CSSliderMin": 0, "CSSliderMax": 9}),
        sq(
            "QID5", "Matrix", "Likert", SubSelector="SingleAnswer", Choices=choices("a", "b"), Answers=choices("c", "d")
        ),
        sq("QID6", "RO", "DND"),
        sq("QID7", "DB", "TB", QuestionText="${q://QID1/ChoiceGroup/SelectedChoices}"),
        sq("QID8", "TE", "ML"),
    ]
    flow = [
        {"Type": "Block", "ID": "BL_One", "FlowID": "FL_2"},
        {"Type": "Branch", "FlowID": "FL_3", "BranchLogic": yes, "Flow": [{"Type": "Block", "ID": "BL_Two"}]},
    ]
    blocks = [block("One", "QID1", "QID2", "QID3", "QID4"), block("Two", "QID5", "Page Break", "QID6", "QID7", "QID8")]
    return qsf(asked, blocks=blocks, flow=flow)


def written(format_name: str) -> Callable[[], bytes]:
    """Return what writes a survey with a question of every type."""
    return lambda: write(EVERY_TYPE, format_name).data


CASES = {
    "impact": ("impact", lambda: json.dumps(DOCUMENT).encode(), changed_json, 100),
    "surveyjs": ("surveyjs", written("surveyjs"), changed_json, 250),
    "qualtrics, matrices": ("qualtrics", MATRICES.read_bytes, changed_json, 200),
    "qualtrics": ("qualtrics", a_survey_of_qualtrics, changed_json, 300),
    "moodle": ("moodle", MOODLE.read_bytes, changed_xml, 300),
    "moodle, bytes": ("moodle", MOODLE.read_bytes, changed_bytes, 100),
    "limesurvey-tsv": ("limesurvey-tsv", written("limesurvey-tsv"), changed_rows, 200),
    "limesurvey-tsv, bytes": ("limesurvey-tsv", written("limesurvey-tsv"), changed_bytes, 100),
    "xlsform": ("xlsform", written("xlsform"), changed_workbook, 25),
    "xlsform, bytes": ("xlsform", written("xlsform"), changed_bytes, 60),
}


@pytest.mark.parametrize("case", CASES)
def test_changed_files_are_read_or_refused(case: str) -> None:
    format_name, honest, change, times = CASES[case]
    data = honest()

    survived = [survives(change(data, seed), "file", format_name) for seed in range(times)]

    assert survives(data, "file", format_name)
    assert len(survived) == times


@pytest.mark.parametrize("file", sorted((FILES / "limesurvey" / "files").glob("*.ls?")), ids=lambda path: path.name)
def test_changed_exports_of_limesurvey_are_read_or_refused(file: Path) -> None:
    data = file.read_bytes()

    survived = [survives(changed_xml(data, seed), file.name, "limesurvey") for seed in range(100)]

    assert any(survived)
