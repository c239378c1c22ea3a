"""Questions of each type as elements of SurveyJS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition.question_types import MAX_COMMENT, MAX_SHORT_TEXT
from surveys.interchange.surveyjs import own
from surveys.interchange.surveyjs.conditions_out import fixed
from surveys.interchange.surveyjs.file_out import FileOut
from surveys.interchange.surveyjs.texts import written_text
from surveys.interchange.surveyjs.variables import REFUSED

Document = dict[str, Any]
DURATION, SCALE = "duration", "scale"
MINUTES = {"nl": "minuten", "en": "minutes", "fr": "minutes"}
"""What stands in the field of a duration."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way out, and its place in the definition."""

    out: FileOut
    question: Document
    path: str


def element_of(out: FileOut, question: Document, path: str) -> Document:
    """Return ``question``, which stands at ``path`` of the definition, as an element."""
    kept = own.of_question(question)
    common: Document = {"name": question["id"]}
    out.texts(question, {"text": "title", "help": "description"}, common, kept, path)
    out.condition(question, common, kept, path)
    if question.get("required"):
        common["eachRowRequired" if question["type"] == "battery" else "isRequired"] = True
    made = _ELEMENTS[question["type"]](_Asked(out, question, path))
    _decline(out, question, made, kept, path)
    made_own = made.pop(own.PROPERTY, {})
    if question["type"] != "battery":
        out.report.carried(path, question["id"])
    return {"type": made.pop("type"), **common, **made, own.PROPERTY: {**kept, **made_own}}


def _decline(out: FileOut, question: Document, made: Document, kept: Document, path: str) -> None:
    if not question.get("declinable"):
        return
    if question["type"] != "battery" and out.variables.known(question["id"]).refusable:
        made["showRefuseItem"] = True
        return
    kept["declinable"] = True
    must = " Since it is required, respondents have to answer it there." if question.get("required") else ""
    out.report.changed(path, "Prefer not to say", f"SurveyJS does not offer it for this type of question.{must}")


def _options(asked: _Asked, *, several: bool = False) -> list[Document]:
    options = asked.question["options"]
    written = []
    for index, option in enumerate(options):
        path = f"{asked.path}.options[{index}]"
        item: Document = {"value": option["code"]}
        kept = own.of_option(option)
        asked.out.texts(option, {"text": "text"}, item, kept, path)
        if option.get("other"):
            item["showCommentArea"] = True
        if several and (option.get("exclusive") or option.get("not_applicable")):
            item["isExclusive"] = True
        written.append({**item, own.PROPERTY: kept} if kept else item)
        _tell_alike(asked.out, [one["code"] for one in options[:index]], option["code"], path)
    return written


def _tell_alike(out: FileOut, others: list[str], code: str, path: str) -> None:
    for other in others:
        if _comparable(other) == _comparable(code):
            why = "Conditions of SurveyJS do not tell them apart. Give one of them another code."
            out.report.changed(path, f"Codes {other} and {code}", why)


def _comparable(code: str) -> object:
    """Return what SurveyJS compares a code by: capital letters do not count, and 01 is 1."""
    try:
        return float(code)
    except ValueError:
        return code.lower()


def _single_choice(asked: _Asked) -> Document:
    return {"type": "radiogroup", "choices": _options(asked)}


def _multiple_response(asked: _Asked) -> Document:
    made: Document = {"type": "checkbox", "choices": _options(asked, several=True)}
    least = int(asked.question.get("minimum", 0))
    if least and asked.question.get("required"):
        made["minSelectedChoices"] = least
    made |= _at_most(asked.question)
    if least and not asked.question.get("required"):
        made["validators"] = [_at_least(asked, least), *made.get("validators", ())]
    if asked.question.get("minimum") == 0:
        made[own.PROPERTY] = {"minimum": 0}
    return made


def _at_least(asked: _Asked, least: int) -> Document:
    """Return what checks that enough options are chosen, if any are: SurveyJS's own property takes none for too few."""
    options = asked.question["options"]
    alone = [option["code"] for option in options if option.get("exclusive") or option.get("not_applicable")]
    alone += [REFUSED] * asked.out.variables.known(asked.question["id"]).refusable
    name = asked.question["id"]
    expression = f"{{{name}}} empty or {{{name}.length}} >= {least}"
    if alone:
        expression += f" or {{{name}}} anyof [{', '.join(map(fixed, alone))}]"
    return {"type": "expression", "expression": expression, own.PROPERTY: {"minimum": least}}


def _at_most(question: Document) -> Document:
    """Return how many options can be chosen: what the form lets choose, and what is checked."""
    if "maximum" not in question:
        return {}
    most = int(question["maximum"])
    return {"maxSelectedChoices": most, "validators": [{"type": "answercount", "maxCount": most}]}


def _scale(asked: _Asked) -> Document:
    options = _options(asked)
    if not is_rating(asked.question):
        why = "As one of its options is set apart, it is a plain choice in SurveyJS."
        asked.out.report.changed(asked.path, "Scale", why)
        return {"type": "radiogroup", "choices": options, own.PROPERTY: {"type": SCALE}}
    return {"type": "rating", "rateValues": options}


def is_rating(scale: Document) -> bool:
    """Tell whether a scale is a rating in SurveyJS, which has no place for an option that is set apart."""
    return not any(option.get("not_applicable") for option in scale["options"])


def _battery(asked: _Asked) -> Document:
    items = asked.question["items"]
    rows = [_row(asked, item, f"{asked.path}.items[{index}]") for index, item in enumerate(items)]
    made: Document = {"type": "matrix", "columns": _options(asked), "rows": rows}
    return made if asked.question.get("grid") else {**made, "displayMode": "list"}


def _row(asked: _Asked, item: Document, path: str) -> Document:
    kept = own.of_item(item)
    written: Document = {"value": item["id"]}
    asked.out.texts(item, {"text": "text"}, written, kept, path)
    asked.out.report.carried(path, f"{asked.question['id']}.{item['id']}")
    return {**written, own.PROPERTY: kept}


def _recommendation(asked: _Asked) -> Document:
    made: Document = {"type": "rating", "rateMin": 0, "rateMax": 10}
    kept: Document = {}
    if "ends" in asked.question:
        ends = dict(zip((own.LOW, own.HIGH), asked.question["ends"], strict=True))
        names = {own.LOW: "minRateDescription", own.HIGH: "maxRateDescription"}
        asked.out.texts(ends, names, made, kept, f"{asked.path}.ends")
    return {**made, own.PROPERTY: kept}


def _number(asked: _Asked) -> Document:
    made: Document = {"type": "text", "inputType": "number"}
    kept: Document = {}
    asked.out.texts(asked.question, {"unit": "placeholder"}, made, kept, asked.path)
    why = "SurveyJS shows it in the field, and only as long as that is empty."
    asked.out.report.changed(f"{asked.path}.unit", "Unit", why)
    if asked.question.get("whole", True):
        made["step"] = 1
    return {**made, **_bounds(asked.question, "minimum", "maximum"), own.PROPERTY: kept}


def _bounds(question: Document, low: str, high: str) -> Document:
    return {theirs: question[ours] for ours, theirs in ((low, "min"), (high, "max")) if ours in question}


def _duration(asked: _Asked) -> Document:
    asked.out.report.changed(asked.path, "Duration", "SurveyJS asks for it in minutes only.")
    words = {language: MINUTES[language] for language in asked.question["text"] if language in MINUTES}
    made: Document = {"type": "text", "inputType": "number", "min": 0, "step": 1}
    made["placeholder"] = written_text({asked.out.first: "min", **words}, asked.out.variables, asked.out.first)
    kept = {"minimum": 0} if asked.question.get("minimum") == 0 else {}
    return {**made, **_bounds(asked.question, "minimum", "maximum"), own.PROPERTY: {"type": DURATION, **kept}}


def _date(asked: _Asked) -> Document:
    return {"type": "text", "inputType": "date", **_bounds(asked.question, "earliest", "latest")}


def _ranking(asked: _Asked) -> Document:
    made: Document = {"type": "ranking", "choices": _options(asked), "selectToRankEnabled": True}
    return {**made, **_at_most(asked.question)}


def _short_text(asked: _Asked) -> Document:
    return {"type": "text", **_longest(asked.question, MAX_SHORT_TEXT)}


def _free_text(asked: _Asked) -> Document:
    return {"type": "comment", **_longest(asked.question, MAX_COMMENT)}


def _longest(question: Document, default: int) -> Document:
    """Return how many characters can be typed: what the form lets type, and what is checked."""
    most = int(question.get("maximum", default))
    kept = {own.PROPERTY: {"maximum": most}} if question.get("maximum") == default else {}
    return {"maxLength": most, "validators": [{"type": "text", "maxLength": most}], **kept}


_ELEMENTS: Mapping[str, Callable[[_Asked], Document]] = {
    "single_choice": _single_choice,
    "multiple_response": _multiple_response,
    "scale": _scale,
    "battery": _battery,
    "recommendation": _recommendation,
    "number": _number,
    "duration": _duration,
    "date": _date,
    "ranking": _ranking,
    "short_text": _short_text,
    "free_text": _free_text,
}
