"""Where LimeSurvey asks differently from the form here, or keeps a thing without a use for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from surveys.interchange.limesurvey.names_out import Document
from surveys.interchange.limesurvey.own import COLUMN
from surveys.interchange.report import Report

_KEPT = "LimeSurvey has no use for it. The file keeps it {where}, so that it comes back when it is read here."
_MEMBERS: Mapping[str, str] = {
    "grid": "Whether a battery is drawn as a grid: LimeSurvey always does",
    "level": "The level of the impact map",
    "node": "The node of the impact map",
    "privacy": "The privacy class",
    "reversed": "Whether a high answer means little",
    "scale": "The scale that a question belongs to",
    "version": "The version of a question",
}
_SHOWN_AS: Mapping[str, str] = {
    "duration": "LimeSurvey asks for one number of minutes, not for hours and minutes.",
    "recommendation": "LimeSurvey asks it as a list from 0 to 10.",
}


def report_unlike(document: Document, report: Report) -> None:
    """Report what a file for LimeSurvey keeps in our own columns and rows, and what respondents meet differently."""
    where = f"in rows of the class {COLUMN.strip('_').upper()}"
    report.changed("survey", "Id, version, minutes, licence, source, scales, recalls", _KEPT.format(where=where))
    found: Counter[str] = Counter()
    for path, question in _questions(document):
        found.update(name for name in _MEMBERS if name in question)
        for item in question.get("items", []):
            found.update(name for name in _MEMBERS if name in item)
        _differently(question, path, report)
    for name, times in sorted(found.items()):
        where = f"in the column {COLUMN}{name}"
        report.changed(f"{COLUMN}{name}", f"{_MEMBERS[name]} ({times} times)", _KEPT.format(where=where))


def _questions(document: Document) -> Iterator[tuple[str, Document]]:
    for page_index, page in enumerate(document["pages"]):
        for index, question in enumerate(page["questions"]):
            yield f"pages[{page_index}].questions[{index}]", question


def _differently(question: Document, path: str, report: Report) -> None:
    kind = question["type"]
    if kind in _SHOWN_AS:
        report.changed(f"{path}.type", f"{question['id']}: a {kind}", _SHOWN_AS[kind])
    if question.get("declinable"):
        why = "LimeSurvey offers nothing like it, other than no answer at all. Add an option there if it is needed."
        report.changed(f"{path}.declinable", f"{question['id']}: prefer not to say", why)
    options: list[Document] = question.get("options", [])
    for index, option in enumerate(options):
        place = f"{path}.options[{index}]"
        if option.get("not_applicable"):
            why = "LimeSurvey counts it like every other option. Leave it out of averages there."
            report.changed(f"{place}.not_applicable", f"{question['id']}: {option['code']} is set apart", why)
        if option.get("other") and index < len(options) - 1:
            report.changed(
                f"{place}.other", f"{question['id']}: the place of {option['code']}", "LimeSurvey puts it last."
            )
