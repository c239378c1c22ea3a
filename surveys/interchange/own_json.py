"""Definitions of Impact itself as a format among others."""

from __future__ import annotations

import json

from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Reading, Writing
from surveys.interchange.report import Report
from surveys.interchange.safe_json import read_json
from surveys.limits import MAX_SURVEY_BYTES

MAX_BYTES = 4 * MAX_SURVEY_BYTES  # of a file, which may be indented and escaped
_SAID = 5  # problems in the message


class DefinitionRefused(FileRefused):
    """A definition with problems; ``invalid`` lists every one, the message the first."""

    def __init__(self, invalid: DefinitionInvalid) -> None:
        self.invalid = invalid
        said = "; ".join(str(problem) for problem in invalid.problems[:_SAID])
        more = f"; and {len(invalid.problems) - _SAID} more" if len(invalid.problems) > _SAID else ""
        super().__init__(f"The definition cannot be used. {said}{more}")


def read(data: bytes, name: str, assumptions: Assumptions) -> Reading:  # noqa: ARG001  # a Reader takes all three
    """Return the survey in ``data``. Raises FileRefused; DefinitionRefused for JSON that is no sound definition."""
    document = read_json(data, max_bytes=MAX_BYTES)
    try:
        survey = load_survey(document)
    except DefinitionInvalid as invalid:
        raise DefinitionRefused(invalid) from None
    return Reading(survey, _all_carried(survey))


def write(survey: Survey) -> Writing:
    """Return ``survey`` as a definition that people can read and compare line by line."""
    text = json.dumps(survey.data, ensure_ascii=False, allow_nan=False, indent=2)
    return Writing(f"{text}\n".encode(), _all_carried(survey))


def _all_carried(survey: Survey) -> Report:
    report = Report()
    for page_number, page in enumerate(survey.data["pages"]):
        for number, question in enumerate(page["questions"]):
            path = f"pages[{page_number}].questions[{number}]"
            items = question.get("items")
            for place, item in enumerate(items or ()):
                report.carried(f"{path}.items[{place}]", item["id"])
            if items is None:
                report.carried(path, question["id"])
    return report
