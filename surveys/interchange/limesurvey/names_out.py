"""What LimeSurvey calls questions, items and options of ours: its names are short and have no underscore."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from surveys.conditions import ValueType
from surveys.definition.making import other_id
from surveys.definition.outline import parts_of
from surveys.definition.question_types import VALUE_TYPES
from surveys.interchange.limesurvey.variables import attribute_name

Document: TypeAlias = dict[str, Any]

MAX_NAME = 20  # characters of a question or subquestion
MAX_ANSWER = 5  # characters of an answer's code
_TAKEN = ("lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", "time", "other", "comment")

_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """What an answer is called. ``codes``: ours → LimeSurvey's. ``other``: our code of that option, "" for none."""

    variable: str
    type: ValueType
    codes: Mapping[str, str] = field(default_factory=dict)
    other: str = ""
    places: int = 0  # of a ranking

    @property
    def answer(self) -> str:
        """The variable in an expression; a hidden question's holds nothing, then."""
        return self.variable if ":" in self.variable else f"{self.variable}.NAOK"


class NamesOut:
    """The names of everything in one survey."""

    def __init__(self, document: Document) -> None:
        self._by_id: dict[str, Name] = {}
        for number, recall in enumerate(parts_of(document.get("recalls"), ""), 1):
            self._by_id[recall.document["id"]] = Name(attribute_name(number), ValueType.TEXT)
        questions = [question for page in document["pages"] for question in page["questions"]]
        self._titles: dict[str, str] = dict(zip((one["id"] for one in questions), titles_for(questions), strict=True))
        for question in questions:
            self._add(question, self._titles[question["id"]])

    def _add(self, question: Document, title: str) -> None:
        options: list[Document] = question.get("options", [])
        several = question["type"] == "multiple_response"
        codes = {option["code"]: code for option, code in zip(options, codes_for(options, several), strict=True)}
        other = next((option["code"] for option in options if option.get("other")), "")
        kind = VALUE_TYPES[question["type"]]
        for item, code in zip(question.get("items", []), item_codes(question), strict=True):
            self._by_id[item["id"]] = Name(f"{title}_{code}", kind, codes)
        if other:
            self._by_id[other_id(question["id"])] = Name(f"{title}_other", ValueType.TEXT)
        places = question.get("maximum", len(options)) if question["type"] == "ranking" else 0
        self._by_id[question["id"]] = Name(title, kind, codes, other, places)

    def title(self, question: Document) -> str:
        """Return what a question or battery is called."""
        return self._titles[question["id"]]

    def of(self, answered: str) -> Name:
        """Return the name of a question, an item, the words at "other", or a recall, by its id."""
        return self._by_id[answered]


def titles_for(questions: Iterable[Document]) -> list[str]:
    """Return a title for each of ``questions``: letters and digits, each once whatever the case of letters."""
    return _each_once((question["id"] for question in questions), MAX_NAME, "q", _TAKEN)


def item_codes(question: Document) -> list[str]:
    """Return the codes of the subquestions that the items of a battery are."""
    return _each_once((item["id"] for item in question.get("items", [])), MAX_NAME, "SQ", _TAKEN)


def codes_for(options: list[Document], as_subquestions: bool) -> list[str]:
    """Return the codes of ``options``; subquestions may have longer ones."""
    longest = MAX_NAME if as_subquestions else MAX_ANSWER
    fitting = [option["code"] for option in options if _is_plain(option["code"], longest)]
    taken = {code.lower() for code in fitting}
    if len(taken) == len(options) and not taken & set(_TAKEN):
        return fitting
    if as_subquestions:
        return _each_once((option["code"] for option in options), longest, "SQ", _TAKEN)
    return [f"A{place}" for place in range(1, len(options) + 1)]


def _is_plain(code: str, longest: int) -> bool:
    return code.isascii() and code.isalnum() and len(code) <= longest


def _each_once(names: Iterable[str], longest: int, prefix: str, taken: Iterable[str]) -> list[str]:
    met = set(taken)
    given = []
    for name in names:
        first, *others = _NO_NAME.sub(" ", name).split() or [prefix]
        joined = first + "".join(word[:1].upper() + word[1:] for word in others)
        base = joined if joined[0].isalpha() or prefix == "SQ" else f"{prefix}{joined}"
        candidate, number = base[:longest], 1
        while candidate.lower() in met:
            number += 1
            candidate = f"{base[: longest - len(str(number))]}{number}"
        met.add(candidate.lower())
        given.append(candidate)
    return given
