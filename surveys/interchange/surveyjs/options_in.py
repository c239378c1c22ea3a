"""Options of SurveyJS: choices, rate values, columns, and those that it adds by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.interchange.naming import codes_for
from surveys.interchange.surveyjs import own
from surveys.interchange.surveyjs.file_in import Document, FileIn, NotCarried
from surveys.interchange.surveyjs.variables import OTHER_VALUE
from surveys.limits import MAX_OPTIONS

_SEPARATOR = "|"  # between value and text of an item that is written as one text
_USED = ("value", "text", "showCommentArea", "isExclusive", "elements")
_ONE_ASKS = "Only one option of a choice can ask for words. Ask for them in a question of its own."
_OTHER_IS_OPTIONAL = 'SurveyJS does not take "other" without words; here the words may be left out.'


@dataclass(slots=True)
class Options:
    """Options as a definition holds them; ``codes``: ours by the file's values, as texts."""

    documents: list[Document] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def asks_for_words(self) -> bool:
        """Whether one of them is "other"."""
        return any(option.get("other") for option in self.documents)


@dataclass(frozen=True, slots=True)
class Item:
    """One value that a file offers, with its text as it stands there."""

    value: str
    text: object
    properties: Mapping[str, Any]
    path: str


def items_in(listed: object, path: str) -> list[Item]:
    """Return the items in ``listed``, which stands at ``path``. Raises NotCarried for what cannot be an option."""
    if not isinstance(listed, list):
        return []
    return [_item(item, f"{path}[{index}]") for index, item in enumerate(listed)]


def _item(item: object, path: str) -> Item:
    if isinstance(item, dict):
        value = value_text(item.get("value"))
        said = item.get("text")
        return Item(value, value if said in (None, "") else said, item, path)
    value = value_text(item)
    if isinstance(item, str) and _SEPARATOR in item:
        value, _, said = item.partition(_SEPARATOR)
        return Item(value, said, {}, path)
    return Item(value, value, {}, path)


def value_text(value: object) -> str:
    """Return ``value`` as a text: 1 for 1.0, ``true`` for true. Raises NotCarried for objects and nothing."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float) and value != "":
        return str(value)
    raise NotCarried("The value of an option is neither a text nor a number.")


def options_of(file: FileIn, items: list[Item], *, flags: bool = True, several: bool = False) -> Options:
    """Return ``items`` as options. ``flags``: whether an option may ask for words; ``several``: be exclusive.

    Raises NotCarried if there are too many, or two with one value.
    """
    if len(items) > MAX_OPTIONS:
        raise NotCarried(f"It has {len(items)} options; {MAX_OPTIONS} is the most.")
    if len({item.value for item in items}) < len(items):
        raise NotCarried("Two of its options have the same value.")
    codes = codes_for([item.value for item in items])
    options = Options(codes={item.value: code for item, code in zip(items, codes, strict=True)})
    for item, code in zip(items, codes, strict=True):
        said = {"text": item.text, own.PROPERTY: own.own_of(item.properties)}
        text = file.own_text(said, "text", "text", item.path, places=False) or {file.first: item.value}
        option: Document = {"code": code, "text": text}
        _flag(file, options, option, item, (flags, several))
        options.documents.append(option)
        file.leftovers.note(item.properties, item.path, _USED)
        _leave_out_nested(file, item)
    return options


def _leave_out_nested(file: FileIn, item: Item) -> None:
    nested = item.properties.get("elements")
    for index, element in enumerate(nested if isinstance(nested, list) else ()):
        name = element.get("name") if isinstance(element, dict) else None
        why = "It stands within an option. Ask it after the question, with a condition on the option."
        file.report.question_left_out(f"{item.path}.elements[{index}]", str(name)[:60], why)


def refuse_few(options: Options) -> None:
    """Raise NotCarried if there are fewer options than a question needs."""
    if len(options.documents) < 2:
        raise NotCarried("A question needs at least two options that stand in the file. Add one, or ask it otherwise.")


def _flag(file: FileIn, options: Options, option: Document, item: Item, allowed: tuple[bool, bool]) -> None:
    words, several = allowed
    if own.own_of(item.properties).get("not_applicable") is True:
        option["not_applicable"] = True
    elif several and item.properties.get("isExclusive") is True:
        option["exclusive"] = True
    elif item.properties.get("showCommentArea") is True:
        if not words or options.asks_for_words:
            file.report.left_out(f"{item.path}.showCommentArea", "Words for an option", _ONE_ASKS)
            return
        option["other"] = True
        if item.properties.get("isCommentRequired"):
            file.report.changed(f"{item.path}.isCommentRequired", "Words for an option", _OTHER_IS_OPTIONAL)


_WORDS: Mapping[str, Mapping[str, str]] = {
    "other": {"nl": "Anders, namelijk", "en": "Other, namely", "fr": "Autre, à savoir"},
    "none": {"nl": "Geen van deze", "en": "None of these", "fr": "Aucune de ces réponses"},
    "dontknow": {"nl": "Weet ik niet", "en": "I do not know", "fr": "Je ne sais pas"},
    "true": {"nl": "Ja", "en": "Yes", "fr": "Oui"},
    "false": {"nl": "Nee", "en": "No", "fr": "Non"},
}
"""What stands for SurveyJS's own words, which are not in the file, by the value that they stand for."""


def words_for(file: FileIn, value: str) -> Document:
    """Return words for an option that the file names by its value only, in the languages of the file."""
    known = _WORDS[value]
    return {language: known.get(language.partition("-")[0], known["en"]) for language in file.languages}


_ADDED = (
    (("showNoneItem", "hasNone"), "none", "noneText"),
    (("showDontKnowItem",), "dontknow", "dontKnowText"),
    (("showOtherItem", "hasOther"), OTHER_VALUE, "otherText"),
)
"""Flags of an element, the value of the option that SurveyJS adds for them, the name of its text."""


def add_special(file: FileIn, options: Options, element: Mapping[str, Any], path: str, *, several: bool) -> None:
    """Add to ``options`` those that SurveyJS adds by itself, when ``element`` asks for it."""
    for flags, value, text_name in _ADDED:
        flag = next((name for name in flags if element.get(name) is True), None)
        if flag is None or value in options.codes:
            continue
        text = file.text(element.get(text_name), f"{path}.{text_name}")
        if text is None:
            text = words_for(file, value)
            file.report.assumed(f"{path}.{flag}", f"Text of the option {value}", "It is not in the file.")
        code = codes_for([*options.codes.values(), value])[-1]
        options.codes[value] = code
        members = _members_of(file, options, value, f"{path}.{flag}", several=several)
        options.documents.append({"code": code, "text": text, **members})


def _members_of(file: FileIn, options: Options, value: str, path: str, *, several: bool) -> Document:
    if value == "none":
        return {"exclusive": True} if several else {}
    if value != OTHER_VALUE:
        return {"not_applicable": True}
    if options.asks_for_words:
        file.report.left_out(path, "Words for an option", _ONE_ASKS)
        return {}
    file.report.changed(path, "Words for other", _OTHER_IS_OPTIONAL)
    return {"other": True}
