"""SurveyJS JSON as a survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from surveys.definition.schema import FORMAT
from surveys.interchange.assembling import minutes_for, reading_of
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.naming import Names
from surveys.interchange.report import Outcome, Report
from surveys.interchange.safe_json import read_json
from surveys.interchange.surveyjs import own
from surveys.interchange.surveyjs.file_in import Document, FileIn, elements_in, names_in
from surveys.interchange.surveyjs.languages_in import first_language
from surveys.interchange.surveyjs.pages_in import pages_of

MAX_ELEMENTS = 2_000  # questions, panels and pages; the most that a survey can ask is far fewer
_PAGES = ("pages", "elements", "questions")
_USED = ("pages", "elements", "questions", "title", "description", "locale", "clearInvisibleValues")
_CLEARS = ("onHidden", "onHiddenContainer")
_SHOWN = 3  # reasons why nothing can be carried
_ONLY_WHEN_SENT = (
    "In SurveyJS, answers to questions that are hidden again still count in conditions until the survey is sent. Here "
    "a question that is not asked is not answered."
)


def read(data: bytes, name: str, assumptions: Assumptions) -> Reading:
    """Return the survey in ``data``, SurveyJS JSON from a file called ``name``. Raises FileRefused."""
    content = _content(data)
    report = Report()
    kept = own.own_of(content)
    if (elements := elements_in(content)) > MAX_ELEMENTS:
        raise FileRefused(f"The file has {elements:,} elements; {MAX_ELEMENTS:,} is the most.")
    first = first_language(content, kept, assumptions, report)
    file = FileIn(report, assumptions, first, frozenset(names_in(content)))
    document = _frame(file, content, kept, name)
    document["pages"] = pages_of(file, _listed_pages(content), document["title"])
    if not document["pages"]:
        raise FileRefused("No question of the file can be carried: " + _why_none(report))
    document["languages"] = _languages(file, kept)
    document.setdefault("minutes", minutes_for(report.carried_questions))
    file.leftovers.note(content, "", _USED)
    _tell(file, content, kept, document)
    return reading_of(document, report, file.paths)


def _content(data: bytes) -> Mapping[str, Any]:
    content = read_json(data, "Save the survey as JSON once more and try again.")
    if not isinstance(content, dict) or not any(isinstance(content.get(part), list) for part in _PAGES):
        raise FileRefused("This is no survey of SurveyJS: it has no pages and no elements.")
    return content


def _listed_pages(content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the pages, each with its place; questions outside pages are a page of their own."""
    pages = content.get("pages")
    listed = [(f"pages[{index}]", page) for index, page in enumerate(pages)] if isinstance(pages, list) else []
    loose = {part: content[part] for part in _PAGES[1:] if isinstance(content.get(part), list)}
    return [*listed, ("", loose)] if loose else listed


def _frame(file: FileIn, content: Mapping[str, Any], kept: Mapping[str, Any], name: str) -> Document:
    """Return everything of the definition but its pages and what depends on them."""
    stem = PurePath(name).stem or "survey"
    title = file.own_text(content, "title", "title", "", places=False)
    purpose = file.own_text(content, "description", "purpose", "", places=False)
    if title is None:
        title = {file.first: stem[:200]}
        file.report.assumed("title", "Title", "The file has none, so the file's name stands there.")
    if purpose is None:
        purpose = dict(title)
        file.report.assumed("description", "Purpose", "The file has no description, so the title stands there.")
    document = {name: kept[name] for name in _KEPT if name in kept}
    if own.is_ours(kept):
        recalls = kept.get("recalls")
        for recall in recalls if isinstance(recalls, list) else ():
            file.recall(recall)
        file.scales.update(_ids(kept.get("scales")))
    else:
        document = {}
        file.report.assumed("", "Licence", f"The file names none: it is {file.assumptions.licence}.")
    return {
        "format": FORMAT,
        "id": Names().id_for(stem, "survey"),
        "version": 1,
        "licence": file.assumptions.licence,
        "source": file.assumptions.source or name or stem,
        **document,
        "title": title,
        "purpose": purpose,
    }


def _ids(scales: object) -> Iterator[str]:
    for scale in scales if isinstance(scales, list) else ():
        if isinstance(scale, dict) and isinstance(scale.get("id"), str):
            yield scale["id"]


_KEPT = ("id", "version", "minutes", "licence", "source", "scales", "recalls")


def _languages(file: FileIn, kept: Mapping[str, Any]) -> list[str]:
    stated = kept.get("languages") if own.is_ours(kept) else None
    if isinstance(stated, list) and stated[:1] == [file.first] and set(file.languages) <= set(map(str, stated)):
        return stated
    return file.languages


def _tell(file: FileIn, content: Mapping[str, Any], kept: Mapping[str, Any], document: Document) -> None:
    """Report what concerns the whole survey."""
    file.note_markup()
    file.leftovers.tell(file.report)
    if file.without_level:
        level = file.assumptions.level.value
        what = f"Level of questions ({len(file.without_level)})"
        file.report.assumed(file.without_level[0], what, f"SurveyJS has none: it is {level}. Look at each of them.")
    if not own.is_ours(kept):
        file.report.assumed("", "Minutes to answer", f"Counted from the questions: {document['minutes']}.")
    if content.get("clearInvisibleValues") not in _CLEARS and any(_conditions_of(document)):
        file.report.changed("clearInvisibleValues", "Answers to hidden questions", _ONLY_WHEN_SENT)


def _conditions_of(document: Document) -> Iterator[Any]:
    for page in document["pages"]:
        for part in (page, *page["questions"]):
            if "condition" in part:
                yield part["condition"]


def _why_none(report: Report) -> str:
    lost = [f"{finding.path}: {finding.why}" for finding in report.of(Outcome.LEFT_OUT)]
    return " ".join(lost[:_SHOWN]) or "it asks none."
