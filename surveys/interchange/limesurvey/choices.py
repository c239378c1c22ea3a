"""Questions of LimeSurvey with options: lists, points, yes and no, multiple choice, ranking."""

from __future__ import annotations

from surveys.conditions import ValueType
from surveys.definition.making import other_id
from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.options import Labels, Options, codes_as_they_are, fixed_options, options_of, points
from surveys.interchange.limesurvey.own import said_by
from surveys.interchange.limesurvey.source import SourceQuestion
from surveys.interchange.limesurvey.variables import OTHER_VALUE, answer, chosen
from surveys.interchange.not_carried import NotCarried

_YES_NO: Labels = {"Y": {"en": "Yes", "nl": "Ja", "fr": "Oui"}, "N": {"en": "No", "nl": "Nee", "fr": "Non"}}
_GENDER: Labels = {
    "F": {"en": "Female", "nl": "Vrouw", "fr": "Féminin"},
    "M": {"en": "Male", "nl": "Man", "fr": "Masculin"},
}
_FIGURES = 11  # of a recommendation: 0 to 10
END_SEPARATOR = " – "
"""Between the figure and the words at both ends of a recommendation."""


def list_question(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the choice, scale or recommendation that a list (``L``, ``!``, ``O``) is."""
    own_type = said_by(question, "type")
    if question.type == "O":
        making.report.left_out(
            question.path, "The comment beside the list", "Choices have no comment here. Add a text question after it."
        )
    if own_type == "recommendation" and len(question.answers) == _FIGURES:
        return [_recommendation(making, question)]
    kind = "scale" if own_type == "scale" and not question.offers_other else "single_choice"
    document, options = _begin(making, question, kind)
    codes = dict(options.codes)
    if options.other:
        codes[OTHER_VALUE] = options.other
        making.variables.add(question, answer(other_id(document["id"]), ValueType.TEXT), "other")
    making.variables.add(question, answer(document["id"], ValueType.CODE, codes))
    return [document]


def _begin(making: Making, question: SourceQuestion, kind: str) -> tuple[Document, Options]:
    options = options_of(making, question, question.subquestions if kind == "multiple_response" else question.answers)
    question_id = making.ids.give(question.code, said_by(question, "id"), with_other=bool(options.other))
    return {**making.begin(question, kind, question_id), "options": options.documents}, options


def _recommendation(making: Making, question: SourceQuestion) -> Document:
    """Return the recommendation that this package wrote as a list from 0 to 10, the ends in words after the figure."""
    document = making.begin(question, "recommendation", making.ids.give(question.code, said_by(question, "id")))
    ends = []
    for figure, part in ((0, question.answers[0]), (10, question.answers[-1])):
        text = making.texts.needed(part.text, part.path, part.code)
        ends.append({tag: said.removeprefix(f"{figure}{END_SEPARATOR}") for tag, said in text.items()})
    if all(said != str(figure) for figure, end in zip((0, 10), ends, strict=True) for said in end.values()):
        document["ends"] = ends
    making.variables.add(question, answer(document["id"], ValueType.NUMBER))
    return document


def five_points(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the scale that five points without words (``5``) are."""
    return [_fixed(making, question, "scale", points(making, 5))]


def yes_no(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the choice that yes or no (``Y``) is."""
    return [_fixed(making, question, "single_choice", fixed_options(making, question.path, _YES_NO))]


def gender(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the choice that gender (``G``) is."""
    return [_fixed(making, question, "single_choice", fixed_options(making, question.path, _GENDER))]


def _fixed(making: Making, question: SourceQuestion, kind: str, options: list[Document]) -> Document:
    document = making.begin(question, kind, making.ids.give(question.code, said_by(question, "id")))
    document["options"] = options
    making.variables.add(question, answer(document["id"], ValueType.CODE, codes_as_they_are(options)))
    return document


def multiple_choice(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the multiple response that a multiple choice (``M``, ``P``) is."""
    document, options = _begin(making, question, "multiple_response")
    _mark_exclusive(making, question, document, options)
    _limit(making, question, document, "min_answers", "minimum")
    _limit(making, question, document, "max_answers", "maximum")
    if question.type == "P":
        making.report.left_out(
            question.path,
            "The comments beside the options",
            "Options have no comments here. Add a text question after it.",
        )
    question_id, all_codes = (
        document["id"],
        {**options.codes, **({OTHER_VALUE: options.other} if options.other else {})},
    )
    for value, code in options.codes.items():
        making.variables.add(question, chosen(question_id, all_codes, code), value)
    if options.other:
        making.variables.add(question, chosen(question_id, all_codes, options.other, words=True), "other")
    making.variables.add(question, answer(question_id, ValueType.CODES, all_codes))
    return [document]


def _mark_exclusive(making: Making, question: SourceQuestion, document: Document, options: Options) -> None:
    said = question.attribute("exclude_all_others")
    by_code = {option["code"]: option for option in document["options"]}
    for value in filter(None, (value.strip() for value in said.split(";"))):
        option = by_code.get(options.codes.get(value, options.other if value == "other" else ""))
        if option is None or option.get("other") or option.get("not_applicable"):
            making.report.left_out(
                f"{question.path}.exclude_all_others",
                f"{value[:60]} as exclusive option",
                "It is no option that can be.",
            )
        else:
            option["exclusive"] = True


def _limit(making: Making, question: SourceQuestion, document: Document, attribute: str, member: str) -> None:
    said, most = question.attribute(attribute), len(document["options"])
    if not said:
        return
    limit = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 0
    if 1 <= limit <= most and limit >= document.get("minimum", 0):
        document[member] = limit
    else:
        why = f"Here stands a fixed number from 1 to {most}, the minimum not above the maximum."
        making.report.left_out(f"{question.path}.{attribute}", f"The limit {said[:60]!r}", why)


def ranking(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the ranking that a ranking (``R``) is."""
    document, options = _begin(making, question, "ranking")
    if any(option.pop("not_applicable", False) for option in document["options"]):
        raise NotCarried("What is ranked has no option that is set apart.")
    _limit(making, question, document, "max_answers", "maximum")
    making.variables.add(question, answer(document["id"], ValueType.CODES, dict(options.codes)))
    making.variables.add_places(question, document.get("maximum", len(document["options"])))
    return [document]
