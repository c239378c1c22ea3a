"""Elements of SurveyJS that offer options."""

from __future__ import annotations

from typing import Any

from surveys.interchange.surveyjs import own
from surveys.interchange.surveyjs.file_in import Document, NotCarried
from surveys.interchange.surveyjs.made import Element, Made
from surveys.interchange.surveyjs.options_in import (
    Item,
    Options,
    add_special,
    items_in,
    options_of,
    refuse_few,
    value_text,
    words_for,
)
from surveys.interchange.surveyjs.validators_in import whole_limits
from surveys.limits import MAX_OPTIONS

_SPECIAL = (
    "showNoneItem", "hasNone", "noneText", "showOtherItem", "hasOther", "otherText", "showDontKnowItem", "dontKnowText",
    "showRefuseItem", "refuseText",
)  # fmt: skip
_CHOICES = ("choices", "choicesMin", "choicesMax", "choicesStep", *_SPECIAL)
_LIMITS = ("minSelectedChoices", "maxSelectedChoices", "validators")
_DRAWN = "Options are words. Describe the images in the options' texts."


def single_choice(element: Element) -> Made:
    """Read a radiogroup, dropdown, or image picker for one image."""
    options = _choices(element, several=False)
    is_scale = element.own.get("type") == "scale" and not options.asks_for_words
    return _declinable(
        element, Made("scale" if is_scale else "single_choice", _members(options), options.codes, _CHOICES)
    )


def multiple_response(element: Element) -> Made:
    """Read a checkbox or tag box."""
    options = _choices(element, several=True)
    limits = whole_limits(element, most=len(options.documents))
    return _declinable(
        element, Made("multiple_response", {**_members(options), **limits}, options.codes, (*_CHOICES, *_LIMITS))
    )


def image_picker(element: Element) -> Made:
    """Read an image picker as a question with words for options."""
    element.file.report.changed(element.at("choices"), "Images", _DRAWN)
    made = multiple_response(element) if element.data.get("multiSelect") is True else single_choice(element)
    made.used = (*made.used, "multiSelect")
    return made


def ranking(element: Element) -> Made:
    """Read a ranking. In SurveyJS all options have a place once one is moved, unless they are selected first."""
    options = _choices(element, several=False, special=False)
    limits = whole_limits(element, most=len(options.documents))
    if limits.pop("minimum", 0) > 1:
        why = "A ranking has no least number of places here."
        element.file.report.left_out(element.at("minSelectedChoices"), "Least number of options", why)
    if element.data.get("selectToRankEnabled") is not True:
        why = "Here respondents may give a place to some of the options only."
        element.file.report.changed(element.at("type"), "Ranking of all options", why)
    return Made("ranking", {**_members(options), **limits}, options.codes, ("choices", "selectToRankEnabled", *_LIMITS))


def boolean(element: Element) -> Made:
    """Read yes or no as a choice of two options, yes first."""
    values = [
        value_text(element.data.get(name, default)) for name, default in (("valueTrue", True), ("valueFalse", False))
    ]
    items = [Item(value, value, {}, element.path) for value in values]
    options = options_of(element.file, items)
    for option, name, word in zip(options.documents, ("labelTrue", "labelFalse"), ("true", "false"), strict=True):
        option["text"] = element.file.text(element.data.get(name), element.at(name)) or words_for(element.file, word)
    if not {"labelTrue", "labelFalse"} <= element.data.keys():
        element.file.report.assumed(element.path, "Words for yes and no", "They are not in the file.")
    return Made(
        "single_choice", _members(options), options.codes, ("valueTrue", "valueFalse", "labelTrue", "labelFalse")
    )


_RATING = ("rateValues", "rateMin", "rateMax", "rateStep", "rateCount", "autoGenerate")
_FROM_0_TO_10 = [str(point) for point in range(11)]
_ENDS = ("minRateDescription", "maxRateDescription")


def rating(element: Element) -> Made:
    """Read a rating: from 0 to 10 as a recommendation, everything else as a scale."""
    items = items_in(element.data.get("rateValues"), element.at("rateValues"))
    if not items:
        items = _points(element)
        if [item.value for item in items] == _FROM_0_TO_10:
            return _recommendation(element)
    options = options_of(element.file, items, flags=False)
    refuse_few(options)
    for option, name in zip((options.documents[0], options.documents[-1]), _ENDS, strict=True):
        _describe(element, option, name)
    return Made("scale", _members(options), options.codes, (*_RATING, *_ENDS))


def _points(element: Element) -> list[Item]:
    low, step, count = (_whole(element, *one) for one in (("rateMin", 1), ("rateStep", 1), ("rateCount", 5)))
    high = _whole(element, "rateMax", low + (count - 1) * step)
    return _numbered(element, low, high, step)


def _whole(element: Element, name: str, default: int) -> int:
    value = element.data.get(name, default)
    if type(value) is not int:
        raise NotCarried(f"Its {name} is not a whole number.")
    return value


def _recommendation(element: Element) -> Made:
    names = zip(_ENDS, (own.LOW, own.HIGH), strict=True)
    low, high = (element.file.own_text(element.data, *name, element.path, places=False) for name in names)
    ends = {"ends": [low, high]} if low and high else {}
    for name, text in zip(_ENDS, (low, high), strict=True):
        if text and not ends:
            element.file.report.left_out(element.at(name), "Text at one end", "Both ends have a text here, or none.")
    return Made("recommendation", ends, used=(*_RATING, *_ENDS))


def _describe(element: Element, option: Document, name: str) -> None:
    """Add what an end of the scale means to its text."""
    meaning = element.file.text(element.data.get(name), element.at(name))
    if meaning:
        point = option["text"]
        option["text"] = {
            language: f"{point.get(language, point[element.file.first])} – {said}" for language, said in meaning.items()
        }
        element.file.report.changed(element.at(name), "Text at an end", "It stands with the option itself.")


def _choices(element: Element, *, several: bool, special: bool = True) -> Options:
    data = element.data
    items = items_in(data.get("choices"), element.at("choices")) or _counted(element)
    for name in ("choicesByUrl", "choicesFromQuestion"):
        if data.get(name) and not items:
            raise NotCarried("Its options do not stand in the file. Write them there, as choices.")
    options = options_of(element.file, items, several=several)
    if special:
        add_special(element.file, options, data, element.path, several=several)
    refuse_few(options)
    return options


def _counted(element: Element) -> list[Item]:
    names = (("choicesMin", None), ("choicesMax", None), ("choicesStep", 1))
    given = [element.data.get(name, default) for name, default in names]
    whole = [number for number in given if type(number) is int]
    return _numbered(element, *whole) if len(whole) == len(given) else []


def _numbered(element: Element, low: int, high: int, step: int) -> list[Item]:
    if step < 1 or not low < high or (high - low) // step >= MAX_OPTIONS:
        raise NotCarried("Its points are not a few numbers that rise.")
    return [Item(str(point), str(point), {}, element.path) for point in range(low, high + 1, step)]


def _declinable(element: Element, made: Made) -> Made:
    if element.data.get("showRefuseItem") is True:
        made.members["declinable"] = True
        made.refusable = True
        if not own.own_of(element.data):
            why = 'Conditions here take "prefer not to say" as no answer.'
            element.file.report.changed(element.at("showRefuseItem"), "Prefer not to say", why)
    return made


def _members(options: Options) -> dict[str, Any]:
    return {"options": options.documents}
