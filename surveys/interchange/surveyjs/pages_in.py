"""Pages and panels of SurveyJS: a panel's questions become questions of its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.interchange.expressions.folding import all_of
from surveys.interchange.naming import Names
from surveys.interchange.surveyjs.file_in import Condition, Document, FileIn, NotCarried
from surveys.interchange.surveyjs.made import Element
from surveys.interchange.surveyjs.questions_in import questions_of

_NO_QUESTIONS: Mapping[str, str] = {
    "html": "Texts stand before the questions of a page, or in a question's help. Move it there.",
    "image": "Pages hold no images. Put it on the course's page.",
    "expression": "Nothing is calculated here.",
}
_PAGE = ("title", "description", "visibleIf", "visible", "elements", "questions")
_PANEL = ("visibleIf", "visible", "elements", "title", "description")
_NUMBERED: Mapping[str, str] = {"nl": "Pagina {}", "en": "Page {}", "fr": "Page {}"}
_WHY_NO_PANEL = "Questions are not grouped within a page here. Say it in the page's text or in the questions."


def pages_of(file: FileIn, listed: list[tuple[str, Any]], title: Document) -> list[Document]:
    """Return the pages in ``listed`` (place, page) that ask something. ``title``: of the survey."""
    ids = Names()
    pages = []
    for path, page in listed:
        if not isinstance(page, dict):
            file.report.left_out(path, "Page", "It is not an object.")
        elif page.get("visible") is False and not page.get("visibleIf"):
            _leave_out(file, page, path, "Its page is never visible.")
        elif (made := _page(file, page, path, ids)) is not None:
            pages.append(made)
    _name(file, pages, title)
    return pages


def _page(file: FileIn, page: Mapping[str, Any], path: str, ids: Names) -> Document | None:
    name = page.get("name")
    document: Document = {"id": ids.id_for(name if isinstance(name, str) else "page", "page")}
    if title := file.own_text(page, "title", "title", path):
        document["title"] = title
    text = file.own_text(page, "description", "text", path)
    condition = file.condition(page, path, page=True)
    if condition is not None:
        document["condition"] = condition
    elements = list(_elements(page, path))
    while elements and _opens(elements[0][1]):
        place, opening = elements.pop(0)
        text = _after(text, file.text(opening.get("html"), f"{place}.html", places=True))
    if text:
        document["text"] = text
    file.paths.setdefault(document["id"], path)
    file.leftovers.note(page, path, _PAGE)
    questions = list(_questions(file, elements, None))
    if not questions:
        file.report.left_out(path, "Page", "Nothing on it is a question that can be carried.")
        return None
    return {**document, "questions": questions}


def _elements(container: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands in a page or panel, each with its place."""
    for part in ("elements", "questions"):
        listed = container.get(part)
        for index, element in enumerate(listed if isinstance(listed, list) else ()):
            yield f"{path}.{part}[{index}]".removeprefix("."), element


def _opens(element: Any) -> bool:
    """Tell whether an element is a text that everyone sees before the first question."""
    if not isinstance(element, dict) or element.get("type") != "html":
        return False
    return not element.get("visibleIf") and element.get("visible") is not False


def _after(text: Document | None, further: Document | None) -> Document | None:
    if text is None or further is None:
        return text or further
    return {
        language: f"{said}\n\n{further[language]}" if language in further else said for language, said in text.items()
    }


def _questions(file: FileIn, elements: list[tuple[str, Any]], around: Condition) -> Iterator[Document]:
    for path, element in elements:
        if not isinstance(element, dict):
            file.report.left_out(path, "Element", "It is not an object.")
        elif element.get("type") == "panel":
            yield from _panel(file, element, path, around)
        elif str(element.get("type")) in _NO_QUESTIONS:
            file.report.left_out(
                path, f"{element['type']} {str(element.get('name', ''))[:60]}", _NO_QUESTIONS[element["type"]]
            )
        else:
            part = Element(file, element, path)
            try:
                yield from questions_of(part, around)
            except NotCarried as error:
                file.report.question_left_out(path, part.name, str(error))


def _panel(file: FileIn, panel: Mapping[str, Any], path: str, around: Condition) -> Iterator[Document]:
    if panel.get("visible") is False and not panel.get("visibleIf"):
        _leave_out(file, panel, path, "Its panel is never visible.")
        return
    for name in ("title", "description"):
        if panel.get(name):
            file.report.left_out(f"{path}.{name}", f"{name.capitalize()} of a panel", _WHY_NO_PANEL)
    own_condition = file.condition(panel, path, page=True)
    conditions = [condition for condition in (around, own_condition) if condition is not None]
    file.leftovers.note(panel, path, _PANEL)
    yield from _questions(file, list(_elements(panel, path)), all_of(conditions) if conditions else None)


def _leave_out(file: FileIn, container: Mapping[str, Any], path: str, why: str) -> None:
    for place, element in _elements(container, path):
        if isinstance(element, dict) and element.get("type") == "panel":
            _leave_out(file, element, place, why)
        elif isinstance(element, dict) and str(element.get("type")) not in _NO_QUESTIONS:
            file.report.question_left_out(place, Element(file, element, place).name, why)


def _name(file: FileIn, pages: list[Document], title: Document) -> None:
    """Give a title to each of ``pages`` that has none."""
    without = [place for place, page in enumerate(pages, 1) if "title" not in page]
    for place in without:
        page = pages[place - 1]
        words = _NUMBERED.get(file.first.partition("-")[0], _NUMBERED["en"])
        page["title"] = dict(title) if len(pages) == 1 else {file.first: words.format(place)}
    if without:
        file.report.assumed("pages", f"Titles of pages ({len(without)})", "Every page has one here; they are numbered.")
