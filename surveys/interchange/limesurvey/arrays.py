"""Arrays of LimeSurvey as batteries: one scale, several items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from surveys.conditions import ValueType
from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.options import Labels, Options, codes_as_they_are, fixed_options, options_of, points
from surveys.interchange.limesurvey.own import COLUMN, members_of, said_by
from surveys.interchange.limesurvey.source import Part, SourceQuestion
from surveys.interchange.limesurvey.variables import answer
from surveys.interchange.not_carried import NotCarried

_NO_UNCERTAIN_YES: Labels = {
    "N": {"en": "No", "nl": "Nee", "fr": "Non"},
    "U": {"en": "Uncertain", "nl": "Onzeker", "fr": "Incertain"},
    "Y": {"en": "Yes", "nl": "Ja", "fr": "Oui"},
}
_LESS_SAME_MORE: Labels = {
    "D": {"en": "Decrease", "nl": "Afname", "fr": "Diminution"},
    "S": {"en": "Same", "nl": "Gelijk", "fr": "Sans changement"},
    "I": {"en": "Increase", "nl": "Toename", "fr": "Augmentation"},
}
_MAX_ITEMS = 100
"""Of a battery, as the definition's schema has it."""

_ITEM_MEMBERS = ("version", "level", "node", "reversed")


def array(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the battery that an array (``F``, ``H``) is."""
    options = options_of(making, question, question.on_scale(0))
    if not said_by(question, "type"):
        making.report.assumed(
            question.path, "The order of the scale", "Its options are read from low to high. Check it."
        )
    if question.type == "H":
        making.report.changed(
            question.path, "The array by column", "Items stand below each other, each with the scale."
        )
    return [_battery(making, question, options)]


def fixed_array(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the battery that an array with LimeSurvey's own scale (``A``, ``B``, ``C``, ``E``) is."""
    documents = _FIXED[question.type](making, question.path)
    return [_battery(making, question, Options(documents, codes_as_they_are(documents)))]


_FIXED: Mapping[str, Callable[[Making, str], list[Document]]] = {
    "A": lambda making, _: points(making, 5),
    "B": lambda making, _: points(making, 10),
    "C": lambda making, path: fixed_options(making, path, _NO_UNCERTAIN_YES),
    "E": lambda making, path: fixed_options(making, path, _LESS_SAME_MORE),
}


def dual_array(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the two batteries that an array with two scales (``1``) is."""
    making.report.changed(question.path, "The array with two scales", "Each scale is a battery of its own here.")
    batteries = []
    both = [options_of(making, question, question.on_scale(scale)) for scale in (0, 1)]
    for scale, (options, header) in enumerate(zip(both, ("dualscale_headerA", "dualscale_headerB"), strict=True)):
        battery = _battery(making, question, options, suffix=str(scale))
        head = making.texts.optional(question.attributes.get(header, {}), f"{question.path}.{header}")
        if head:
            battery["text"] = {tag: _below(text, head.get(tag)) for tag, text in battery["text"].items()}
        batteries.append(battery)
    return batteries


def _below(text: str, head: str | None) -> str:
    return f"{text}\n{head}" if head else text


def _battery(making: Making, question: SourceQuestion, options: Options, suffix: str = "") -> Document:
    rows = [part for part in question.subquestions if part.scale == 0]
    if not 1 <= len(rows) <= _MAX_ITEMS:
        raise NotCarried(f"It has {len(rows)} subquestions; a battery has 1 to {_MAX_ITEMS} items. Split it.")
    said_id = said_by(question, "id")
    battery_id = making.ids.give(f"{question.code}_{suffix}" if suffix else question.code, said_id)
    document = making.begin(question, "battery", battery_id)
    document["options"] = options.documents
    document["items"] = items = [_item(making, question, part, suffix) for part in rows]
    for part, item in zip(rows, items, strict=True):
        name = f"{part.code}_{suffix}" if suffix else part.code
        making.variables.add(question, answer(item["id"], ValueType.CODE, dict(options.codes)), name)
        if suffix:
            making.variables.add(
                question, answer(item["id"], ValueType.CODE, dict(options.codes)), f"{part.code}#{suffix}"
            )
    return document


def _item(making: Making, question: SourceQuestion, part: Part, suffix: str) -> Document:
    said = {name.removeprefix(COLUMN): value for name, value in part.extras.items()}
    name = f"{question.code}_{part.code}" + (f"_{suffix}" if suffix else "")
    item: Document = {"id": making.ids.give(name, said.get("id", "")), "version": 1}
    item["text"] = making.texts.needed(part.text, f"{part.path}.text", part.code, piped=True)
    members = members_of(said, making.scales)
    return {**item, **{name: members[name] for name in _ITEM_MEMBERS if name in members}}


def rows_of(question: SourceQuestion) -> Sequence[Part]:
    """Return the subquestions that are answered one by one."""
    return [part for part in question.subquestions if part.scale == 0]
