"""Random changes to questions, pages and the survey around them."""

from __future__ import annotations

import random

from tests.surveys.versions.picking import Document, a_question, reword


def raise_version(document: Document, draw: random.Random) -> None:
    """The meaning of a question changes."""
    a_question(document, draw)["version"] += 1


def change_type(document: Document, draw: random.Random) -> None:
    """A question becomes one of a related type, or a choice."""
    question = a_question(document, draw, "single_choice", "scale", "short_text", "free_text", "multiple_response")
    pairs = {"single_choice": "scale", "scale": "single_choice", "short_text": "free_text", "free_text": "short_text"}
    question["type"] = pairs.get(question["type"], "single_choice")


def move_question(document: Document, draw: random.Random) -> None:
    """A question goes elsewhere."""
    page = draw.choice(document["pages"])
    question = page["questions"].pop(draw.randrange(len(page["questions"])))
    onto = draw.choice(document["pages"])["questions"]
    onto.insert(draw.randrange(len(onto) + 1), question)


def add_question(document: Document, draw: random.Random) -> None:
    """A question comes."""
    questions, name = draw.choice(document["pages"])["questions"], f"added_{draw.randrange(1000)}"
    question = {"id": name, "version": 1, "type": "date", "level": "indicators", "text": {"en": name}}
    questions.insert(draw.randrange(len(questions) + 1), question)


def remove_question(document: Document, draw: random.Random) -> None:
    """A question goes."""
    questions = draw.choice(document["pages"])["questions"]
    questions.remove(draw.choice(questions))


def change_condition(document: Document, draw: random.Random) -> None:
    """A question or a page is asked of others."""
    first = document["pages"][0]["questions"][0]["id"]
    part = draw.choice([a_question(document, draw), draw.choice(document["pages"])])
    value = draw.choice([None, {"answered": {"var": first}}, {"!": {"answered": {"var": first}}}])
    part["condition"] = value
    if value is None:
        del part["condition"]


def change_page(document: Document, draw: random.Random) -> None:
    """A page reads differently or gets another id."""
    page = draw.choice(document["pages"])
    name = draw.choice(["title", "text", "id", "no text"])
    if name == "id":
        page["id"] = f"page_{draw.randrange(1000)}"
    elif name == "no text":
        page.pop("text", None)
    else:
        page.setdefault(name, {}).update(en=f"Words {draw.randrange(10_000)}")


def add_page(document: Document, draw: random.Random) -> None:
    """A page comes."""
    name = f"added_{draw.randrange(1000)}"
    question = {"id": f"on_{name}", "version": 1, "type": "date", "level": "indicators", "text": {"en": name}}
    document["pages"].append({"id": name, "title": {"en": name}, "questions": [question]})


def change_head(document: Document, draw: random.Random) -> None:
    """A member of the survey itself changes."""
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
        reword(document[name], draw)


def change_scales(document: Document, draw: random.Random) -> None:
    """A scale comes or reads differently."""
    scales = document.setdefault("scales", [])
    if scales and draw.random() < 0.6:
        reword(draw.choice(scales)["title"], draw)
    else:
        scales.append({"id": f"scale_{draw.randrange(1000)}", "title": {"en": "A scale"}})


def change_recalls(document: Document, draw: random.Random) -> None:
    """An earlier answer comes, goes, or is another one."""
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


def spell_out_defaults(document: Document, draw: random.Random) -> None:
    """Write what is so anyway."""
    part, member = draw.choice(
        [
            (a_question(document, draw), ("required", False)),
            (a_question(document, draw, "battery"), ("grid", False)),
            (a_question(document, draw, "number"), ("whole", True)),
            (document, ("recalls", [])),
        ]
    )
    part.setdefault(*member)
