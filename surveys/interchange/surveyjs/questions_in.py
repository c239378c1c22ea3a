"""Elements of SurveyJS as questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from surveys.conditions import Kind, ValueType
from surveys.definition.making import other_id
from surveys.interchange.expressions.folding import all_of
from surveys.interchange.surveyjs import batteries_in, choices_in, fields_in, own
from surveys.interchange.surveyjs.file_in import Condition, Document, NotCarried
from surveys.interchange.surveyjs.made import Element, Made
from surveys.interchange.surveyjs.variables import COMMENT, Known

_COMMON = ("title", "description", "isRequired", "visibleIf", "visible")
_READERS: Mapping[str, Callable[[Element], Made]] = {
    "radiogroup": choices_in.single_choice,
    "dropdown": choices_in.single_choice,
    "buttongroup": choices_in.single_choice,
    "imagepicker": choices_in.image_picker,
    "checkbox": choices_in.multiple_response,
    "tagbox": choices_in.multiple_response,
    "ranking": choices_in.ranking,
    "boolean": choices_in.boolean,
    "rating": choices_in.rating,
    "text": fields_in.text,
    "comment": fields_in.comment,
    "slider": fields_in.slider,
}
_NO_COUNTERPART: Mapping[str, str] = {
    "matrixdropdown": "Its columns are questions of different types. Ask each column in a battery of its own.",
    "matrixdynamic": "Respondents add rows to it. Ask for a fixed number, each in a question of its own.",
    "paneldynamic": "Respondents repeat it. Ask for a fixed number, each in questions of their own.",
    "file": "Files are not answers here. Let the course collect them.",
    "signaturepad": "Drawings are not answers here.",
    "imagemap": "Places on an image are not answers here. Ask with words.",
}


def questions_of(element: Element, around: Condition) -> list[Document]:
    """Return the questions that ``element`` is; ``around`` is the condition of the panels that it stands in.

    Raises NotCarried, with what has been reported until then, if it cannot be one.
    """
    kind = element.data.get("type", "text")
    if element.data.get("visible") is False and not element.data.get("visibleIf"):
        raise NotCarried("It is never visible.")
    if not isinstance(kind, str):
        raise NotCarried("Its type is no text.")
    if kind in _NO_COUNTERPART:
        raise NotCarried(_NO_COUNTERPART[kind])
    if kind == "matrix":
        return [batteries_in.battery(element, lambda: shared_by(element, around))]
    if kind == "multipletext":
        return batteries_in.several_texts(element, lambda: shared_by(element, around), question_of)
    reader = _READERS.get(kind)
    if reader is None:
        raise NotCarried(f"There is no type of question like {kind[:40]!r}.")
    made = reader(element)
    return [question_of(element, made, shared_by(element, around), element.name)]


def shared_by(element: Element, around: Condition) -> Document:
    """Return the members that questions of every type have: level, texts, condition and what is kept of ours."""
    file = element.file
    title = file.own_text(element.data, "title", "text", element.path)
    document: Document = {"text": title or {file.first: element.name[:200]}}
    if title is None:
        file.report.assumed(element.at("title"), "Text of the question", "It has none, so its name stands there.")
    document.update(own.of_question(element.own))
    if "scale" in document and document["scale"] not in file.scales:
        why = "The survey's own property impact, which says what it is, is gone."
        file.report.left_out(f"{element.path}.impact.scale", f"Scale {document.pop('scale')[:60]}", why)
    document.setdefault("version", 1)
    if "level" not in document:
        document["level"] = file.assumptions.level.value
        file.without_level.append(element.path)
    if help_text := file.own_text(element.data, "description", "help", element.path):
        document["help"] = help_text
    if element.data.get("isRequired") is True:
        document["required"] = True
    if element.own.get("declinable") is True:
        document["declinable"] = True
    own_condition = file.condition(element.data, element.path)
    conditions = [condition for condition in (around, own_condition) if condition is not None]
    if conditions:
        document["condition"] = all_of(conditions) if len(conditions) > 1 else conditions[0]
    return document


def question_of(element: Element, made: Made, shared: Document, name: str) -> Document:
    """Return the question, and note it under ``name`` as what later ones can look at."""
    file = element.file
    question_id = file.id_for(element.name, with_other=made.asks_for_words)
    file.leftovers.note(element.data, element.path, (*_COMMON, *made.used))
    file.report.carried(element.path, name)
    file.paths[question_id] = element.path
    if file.variables.named(name) is not None:
        why = "In SurveyJS, questions of one name share their answer. Here each has its own."
        file.report.changed(element.at("name"), f"Name {name[:60]}", why)
    ordered = made.type == "ranking"
    file.variables.add(Known(question_id, name, made.kind, made.codes, refusable=made.refusable, ordered=ordered))
    if made.asks_for_words:
        file.variables.add(Known(other_id(question_id), name + COMMENT, Kind(ValueType.TEXT)))
    shared = {**shared}
    if made.type != "scale":
        for only_scale in ("scale", "reversed"):
            shared.pop(only_scale, None)
    return {"id": question_id, "type": made.type, **shared, **made.members}
