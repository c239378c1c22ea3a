"""Random changes to options, points and items of batteries."""

from __future__ import annotations

import random

from surveys.levels import Level
from tests.surveys.versions.picking import Document, a_question, pick, reword

WITH_OPTIONS = ("single_choice", "multiple_response", "scale", "battery", "ranking")


def _options(document: Document, draw: random.Random) -> list[Document]:
    options: list[Document] = a_question(document, draw, *WITH_OPTIONS)["options"]
    return options


def add_option(document: Document, draw: random.Random) -> None:
    """An option comes."""
    options = _options(document, draw)
    flag = draw.choice([None, None, "not_applicable", "exclusive", "other"])
    name = f"new_{draw.randrange(1000)}"
    option = {"code": name, "text": {"en": name}, **({flag: True} if flag else {})}
    options.insert(draw.randrange(len(options) + 1), option)


def remove_option(document: Document, draw: random.Random) -> None:
    """An option goes."""
    options = _options(document, draw)
    options.remove(draw.choice(options))


def shuffle_options(document: Document, draw: random.Random) -> None:
    """Options stand in another order."""
    draw.shuffle(_options(document, draw))


def relabel(document: Document, draw: random.Random) -> None:
    """A label reads differently."""
    reword(draw.choice(_options(document, draw))["text"], draw)


def swap_labels(document: Document, draw: random.Random) -> None:
    """Two options change labels."""
    one, other = draw.sample(_options(document, draw), 2)
    one["text"], other["text"] = other["text"], one["text"]


def rename_code(document: Document, draw: random.Random) -> None:
    """A code is called otherwise, and maybe labelled so."""
    option = draw.choice(_options(document, draw))
    option["code"] = f"renamed_{draw.randrange(1000)}"
    if draw.random() < 0.5:
        option["text"] = {"en": option["code"]}


def flag_option(document: Document, draw: random.Random) -> None:
    """A flag is put on an option or taken off it."""
    option = draw.choice(_options(document, draw))
    flag = draw.choice(["not_applicable", "exclusive", "other"])
    option[flag] = not option.get(flag, False)


def points_of_another_length(document: Document, draw: random.Random) -> None:
    """A scale gets more or fewer points between its ends."""
    question = a_question(document, draw, "scale", "battery")
    points = [option for option in question["options"] if not option.get("not_applicable")]
    between = [{"code": f"p{number}", "text": {"en": f"Point {number}"}} for number in range(draw.randint(0, 5))]
    question["options"] = [points[0], *between, points[-1]]


def _items(document: Document, draw: random.Random) -> list[Document]:
    items: list[Document] = a_question(document, draw, "battery")["items"]
    return items


def change_item(document: Document, draw: random.Random) -> None:
    """An item of a battery changes."""
    battery = a_question(document, draw, "battery")
    item = draw.choice(battery["items"])
    name = draw.choice(["version", "text", "level", "node", "reversed"])
    if name == "version":
        item["version"] += 1
    elif name == "text":
        reword(item["text"], draw)
    else:
        levels = [level.value for level in Level if level.value != battery["level"]]
        other = {"level": draw.choice(levels), "node": f"n{draw.randrange(9)}", "reversed": True}
        item[name] = other[name]


def add_item(document: Document, draw: random.Random) -> None:
    """An item comes."""
    items, name = _items(document, draw), f"item_{draw.randrange(1000)}"
    items.insert(draw.randrange(len(items) + 1), {"id": name, "version": 1, "text": {"en": name}})


def remove_item(document: Document, draw: random.Random) -> None:
    """An item goes."""
    items = _items(document, draw)
    items.remove(draw.choice(items))


def shuffle_items(document: Document, draw: random.Random) -> None:
    """Items stand in another order."""
    draw.shuffle(_items(document, draw))


def out_of_battery(document: Document, draw: random.Random) -> None:
    """The first item of a battery is asked by itself, with the same options."""
    page = pick([page for page in document["pages"] if any("items" in one for one in page["questions"])], draw)
    battery = next(one for one in page["questions"] if "items" in one)
    kept = {name: battery[name] for name in ("level", "options", "scale") if name in battery}
    page["questions"].insert(0, {**kept, **battery["items"].pop(0), "type": "scale"})
