"""Random changes to a definition: each changes one thing, and says in which questions that has to show."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid
from surveys.levels import Level
from tests.bench.forty_questions import forty_questions

Document = dict[str, Any]

_KEPT = frozenset(
    {
        "role", "experience", "finished", "spent", "relevance", "difficulty", "device", "recommend", "used", "where",
        "how_often", "times", "barriers", "result", "example", "map", "share",
    }
)  # fmt: skip


def a_survey() -> Survey:
    """Return a survey with every type, conditions, scales, recalls and options of every sort, and no more."""
    document: Document = copy.deepcopy(dict(forty_questions().data))
    for page in document["pages"]:
        page["questions"] = [question for question in page["questions"] if question["id"] in _KEPT]
    document["recalls"] = [{"id": f"goal_{place}", "survey": "baseline", "question": "goal"} for place in (1, 2)]
    return load_survey(document)


@dataclass(slots=True)
class Mutator:
    """Makes changed copies of a document that still load."""

    draw: random.Random

    def changed(self, survey: Survey, times: int = 1) -> tuple[Survey, list[str]]:
        """Return ``survey`` after so many changes, and what each of them was."""
        names: list[str] = []
        while len(names) < times:
            name, change = self.draw.choice(CHANGES)
            changed = self.once(survey, change)
            if changed is not None:
                survey = changed
                names.append(name)
        return survey, names

    def once(self, survey: Survey, change: Change) -> Survey | None:
        """Return ``survey`` after one change, None if it came to nothing or to nothing that loads."""
        document: Document = copy.deepcopy(dict(survey.data))
        if change(document, self.draw) is False:
            return None
        try:
            changed = load_survey(document)
        except DefinitionInvalid:
            return None  # such as without an option that a condition looks for
        return None if changed.digest == survey.digest else changed


Change = Callable[[Document, random.Random], bool | None]
"""Changes a document; False where it has nothing that could be changed so."""


def _questions(document: Document) -> Iterator[Document]:
    return (question for page in document["pages"] for question in page["questions"])


def _some(parts: list[Document], draw: random.Random) -> Document:
    return draw.choice(parts) if parts else {}


def _question(document: Document, draw: random.Random, *types: str) -> Document:
    """Return a question of one of ``types``, of any if none is named; an empty one if there is none."""
    return _some([one for one in _questions(document) if not types or one["type"] in types], draw)


def _toggle(name: str, *types: str, off: object = False, on: object = True) -> Change:
    def change(document: Document, draw: random.Random) -> bool | None:
        question = _question(document, draw, *types)
        question[name] = on if question.get(name, off) == off else off
        return bool(question) or False

    return change


def _set(name: str, values: list[Any], *types: str) -> Change:
    """Set a member of a question to one of ``values``, or leave it out for None."""

    def change(document: Document, draw: random.Random) -> bool | None:
        question, value = _question(document, draw, *types), draw.choice(values)
        question[name] = copy.deepcopy(value)
        if value is None:
            del question[name]
        return None

    return change


def _reword(text: Document, draw: random.Random) -> None:
    """Change a text in one language, add one or drop one."""
    language = draw.choice(["en", "en", "nl"])
    if language in text and language != "en" and draw.random() < 0.5:
        del text[language]
    else:
        text[language] = f"Words {draw.randrange(10_000)}"


def _text_of(name: str, *types: str) -> Change:
    def change(document: Document, draw: random.Random) -> bool | None:
        question = _question(document, draw, *types)
        if not question:
            return False
        if name == "help" and name in question and draw.random() < 0.3:
            del question[name]
            return None
        _reword(question.setdefault(name, {}), draw)
        question[name].setdefault("en", "Words")
        return None

    return change


def _raise_version(document: Document, draw: random.Random) -> None:
    _question(document, draw)["version"] += 1


WITH_OPTIONS = ("single_choice", "multiple_response", "scale", "battery", "ranking")


def _options(document: Document, draw: random.Random) -> tuple[Document, list[Document]]:
    question = _question(document, draw, *WITH_OPTIONS)
    return question, question.get("options", [])


def _add_option(document: Document, draw: random.Random) -> None:
    _, options = _options(document, draw)
    flag = draw.choice([None, None, "not_applicable", "exclusive", "other"])
    name = f"new_{draw.randrange(1000)}"
    option = {"code": name, "text": {"en": name}, **({flag: True} if flag else {})}
    options.insert(draw.randrange(len(options) + 1), option)


def _remove_option(document: Document, draw: random.Random) -> None:
    _, options = _options(document, draw)
    options.remove(draw.choice(options))


def _shuffle_options(document: Document, draw: random.Random) -> None:
    draw.shuffle(_options(document, draw)[1])


def _relabel(document: Document, draw: random.Random) -> None:
    _reword(draw.choice(_options(document, draw)[1])["text"], draw)


def _swap_labels(document: Document, draw: random.Random) -> None:
    one, other = draw.sample(_options(document, draw)[1], 2)
    one["text"], other["text"] = other["text"], one["text"]


def _rename_code(document: Document, draw: random.Random) -> None:
    option = draw.choice(_options(document, draw)[1])
    option["code"] = f"renamed_{draw.randrange(1000)}"
    if draw.random() < 0.5:
        option["text"] = {"en": option["code"]}


def _flag_option(document: Document, draw: random.Random) -> None:
    option = draw.choice(_options(document, draw)[1])
    flag = draw.choice(["not_applicable", "exclusive", "other"])
    option[flag] = not option.get(flag, False)


def _battery(document: Document, draw: random.Random) -> list[Document]:
    items: list[Document] = _question(document, draw, "battery").get("items", [])
    return items


def _change_item(document: Document, draw: random.Random) -> bool | None:
    battery = _question(document, draw, "battery")
    item = _some(battery.get("items", []), draw)
    name = draw.choice(["version", "text", "level", "node", "reversed"])
    if not item:
        return False
    if name == "version":
        item["version"] += 1
    elif name == "text":
        _reword(item["text"], draw)
    else:
        levels = [level.value for level in Level if level.value != battery["level"]]
        other = {"level": draw.choice(levels), "node": f"n{draw.randrange(9)}", "reversed": True}
        item[name] = other[name]
    return None


def _add_item(document: Document, draw: random.Random) -> None:
    items, name = _battery(document, draw), f"item_{draw.randrange(1000)}"
    items.insert(draw.randrange(len(items) + 1), {"id": name, "version": 1, "text": {"en": name}})


def _remove_item(document: Document, draw: random.Random) -> None:
    items = _battery(document, draw)
    items.remove(_some(items, draw))


def _shuffle_items(document: Document, draw: random.Random) -> None:
    draw.shuffle(_battery(document, draw))


def _move_question(document: Document, draw: random.Random) -> None:
    page = draw.choice(document["pages"])
    question = page["questions"].pop(draw.randrange(len(page["questions"])))
    onto = draw.choice(document["pages"])["questions"]
    onto.insert(draw.randrange(len(onto) + 1), question)


def _add_question(document: Document, draw: random.Random) -> None:
    questions, name = draw.choice(document["pages"])["questions"], f"added_{draw.randrange(1000)}"
    question = {"id": name, "version": 1, "type": "date", "level": "indicators", "text": {"en": name}}
    questions.insert(draw.randrange(len(questions) + 1), question)


def _remove_question(document: Document, draw: random.Random) -> None:
    questions = draw.choice(document["pages"])["questions"]
    questions.remove(draw.choice(questions))


def _out_of_battery(document: Document, draw: random.Random) -> None:
    """Ask the first item of a battery by itself, with the same options."""
    page = draw.choice([page for page in document["pages"] if any("items" in one for one in page["questions"])])
    battery = next(one for one in page["questions"] if "items" in one)
    kept = {name: battery[name] for name in ("level", "options", "scale") if name in battery}
    page["questions"].insert(0, {**kept, **battery["items"].pop(0), "type": "scale"})


def _change_type(document: Document, draw: random.Random) -> None:
    question = _question(document, draw, "single_choice", "scale", "short_text", "free_text", "multiple_response")
    pairs = {"single_choice": "scale", "scale": "single_choice", "short_text": "free_text", "free_text": "short_text"}
    question["type"] = pairs.get(question["type"], "single_choice")


def _condition(document: Document, draw: random.Random) -> None:
    first = document["pages"][0]["questions"][0]["id"]
    part = draw.choice([_question(document, draw), draw.choice(document["pages"])])
    value = draw.choice([None, {"answered": {"var": first}}, {"!": {"answered": {"var": first}}}])
    part["condition"] = value
    if value is None:
        del part["condition"]


def _page(document: Document, draw: random.Random) -> None:
    page = draw.choice(document["pages"])
    name = draw.choice(["title", "text", "id", "no text"])
    if name == "id":
        page["id"] = f"page_{draw.randrange(1000)}"
    elif name == "no text":
        page.pop("text", None)
    else:
        page.setdefault(name, {}).update(en=f"Words {draw.randrange(10_000)}")


def _shuffle(name: str) -> Change:
    return lambda document, draw: draw.shuffle(document.get(name, []))


def _add_page(document: Document, draw: random.Random) -> None:
    name = f"added_{draw.randrange(1000)}"
    question = {"id": f"on_{name}", "version": 1, "type": "date", "level": "indicators", "text": {"en": name}}
    document["pages"].append({"id": name, "title": {"en": name}, "questions": [question]})


def _head(document: Document, draw: random.Random) -> None:
    name = draw.choice(["id", "version", "title", "purpose", "minutes", "licence", "source", "languages"])
    number = draw.randint(1, 200)
    values: Document = {
        "id": f"survey_{number}", "version": number, "minutes": number, "licence": f"Licence {number}",
        "source": f"Source {number}",
        "languages": draw.choice([["en"], ["en", "nl"], ["nl", "en"], ["en", "fr", "nl"]]),
    }  # fmt: skip
    if name in values:
        document[name] = values[name]
    else:
        _reword(document[name], draw)


def _scales(document: Document, draw: random.Random) -> None:
    scales = document.setdefault("scales", [])
    if scales and draw.random() < 0.6:
        _reword(draw.choice(scales)["title"], draw)
    else:
        scales.append({"id": f"scale_{draw.randrange(1000)}", "title": {"en": "A scale"}})


def _recalls(document: Document, draw: random.Random) -> None:
    recalls = document.setdefault("recalls", [])
    what = draw.choice(["add", "question", "text", "remove"])
    if what == "add" or not recalls:
        recalls.append({"id": f"recall_{draw.randrange(1000)}", "survey": "baseline", "question": "goal"})
    elif what == "remove":
        recalls.pop()
        if not recalls:
            del document["recalls"]
    elif what == "question":
        draw.choice(recalls)["question"] = f"goal_{draw.randrange(1000)}"
    else:
        draw.choice(recalls).setdefault("text", {}).update(en=f"Words {draw.randrange(1000)}")


def _spell_out_defaults(document: Document, draw: random.Random) -> None:
    """Write what is so anyway."""
    part, member = draw.choice(
        [
            (_question(document, draw), ("required", False)),
            (_question(document, draw, "battery"), ("grid", False)),
            (_question(document, draw, "number"), ("whole", True)),
            (document, ("recalls", [])),
        ]
    )
    part.setdefault(*member)


def _points_of_another_length(document: Document, draw: random.Random) -> None:
    question = _question(document, draw, "scale", "battery")
    ends = [question["options"][0], *[one for one in question["options"] if not one.get("not_applicable")][-1:]]
    between = [{"code": f"p{number}", "text": {"en": f"Point {number}"}} for number in range(draw.randint(0, 5))]
    question["options"] = [ends[0], *between, ends[-1]]


_AMOUNTS = [None, 0, 1, 5, 5.0, 40, 100]

CHANGES: list[tuple[str, Change]] = [
    ("text", _text_of("text")),
    ("help", _text_of("help")),
    ("unit", _text_of("unit", "number")),
    ("version", _raise_version),
    ("type", _change_type),
    ("required", _toggle("required")),
    ("declinable", _toggle("declinable")),
    ("privacy", _set("privacy", ["standard", "sensitive"])),
    ("level", _set("level", [level.value for level in Level])),
    ("node", _set("node", [None, "a_node", "another"])),
    ("condition", _condition),
    ("an option is added", _add_option),
    ("an option is removed", _remove_option),
    ("options are reordered", _shuffle_options),
    ("an option is relabelled", _relabel),
    ("two labels are swapped", _swap_labels),
    ("a code is renamed", _rename_code),
    ("a flag of an option", _flag_option),
    ("other points", _points_of_another_length),
    ("minimum", _set("minimum", _AMOUNTS, "number", "duration")),
    ("maximum", _set("maximum", _AMOUNTS, "number", "duration", "short_text", "free_text")),
    ("options to choose", _set("maximum", [None, 1, 2, 3, 4], "multiple_response", "ranking")),
    ("fewest to choose", _set("minimum", [None, 0, 1, 2], "multiple_response")),
    ("whole", _set("whole", [None, True, False], "number")),
    ("earliest", _set("earliest", [None, "2026-01-01", "2026-06-30"], "date")),
    ("latest", _set("latest", [None, "2026-12-31", "2026-06-30"], "date")),
    ("ends", _set("ends", [None, [{"en": "No"}, {"en": "Yes"}], [{"en": "Never"}, {"en": "Yes"}]], "recommendation")),
    ("scale", _set("scale", [None, "content", "support"], "scale", "battery")),
    ("reversed", _toggle("reversed", "scale")),
    ("grid", _toggle("grid", "battery")),
    ("an item", _change_item),
    ("an item is added", _add_item),
    ("an item is removed", _remove_item),
    ("items are reordered", _shuffle_items),
    ("an item leaves its battery", _out_of_battery),
    ("a question is moved", _move_question),
    ("a question is added", _add_question),
    ("a question is removed", _remove_question),
    ("a page", _page),
    ("pages are reordered", _shuffle("pages")),
    ("a page is added", _add_page),
    ("the head", _head),
    ("scales", _scales),
    ("scales are reordered", _shuffle("scales")),
    ("recalls", _recalls),
    ("recalls are reordered", _shuffle("recalls")),
    ("defaults are spelt out", _spell_out_defaults),
]
