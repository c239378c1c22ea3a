"""Made-up surveys, each of a seed: any types, flags, bounds, conditions on earlier questions, and awkward texts."""

from __future__ import annotations

from random import Random
from typing import Any

from surveys.definition import Survey, load_survey
from surveys.levels import Level

Document = dict[str, Any]
LANGUAGES = ("nl", "en", "ar")
PIECES = (
    "Hoe",
    "é",
    "=1",
    "+",
    "@",
    "-",
    "$",
    "${",
    "}",
    "{",
    "|",
    "'",
    '"',
    "<b>",
    "&",
    "\n",
    "  ",
    "🙂",
    "\\",
    "_x0041_",
)
CODES = ("a", "B", "_c", "d.e", "f-g", "1", "10", "yes", "none")
NAMES = (
    "q",
    "meta",
    "data",
    "long_name_2",
    "a__b",
    "end_",
    "x",
    "start",
    "today",
    "note",
    "other",
    "count",
    "if",
    "div",
)


class MadeUp:
    """One survey in the making."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.asked: list[Document] = []  # that conditions and texts may refer to
        self.names = [f"{name}{number or ''}" for number in range(3) for name in NAMES]
        self.random.shuffle(self.names)

    def survey(self) -> Survey:
        """Return the survey."""
        languages = self.random.sample(LANGUAGES, self.random.randint(1, 3))
        self.languages = languages
        document = {
            "format": "impact-survey/1",
            "id": "made_up",
            "version": self.random.randint(1, 1_000_000),
            "title": self.text(),
            "purpose": self.text(),
            "minutes": self.random.randint(1, 240),
            "languages": languages,
            "licence": "CC0-1.0",
            "source": "-made up",
            "scales": [{"id": "skill", "title": self.text()}],
            "pages": [self._page(f"page_{number}") for number in range(self.random.randint(1, 3))],
        }
        return load_survey(document)

    def text(self, *, piped: bool = False) -> Document:
        """Return a text, with answers in it if it may have them (``piped``)."""
        return {
            tag: self._words(piped) for tag in self.languages if tag == self.languages[0] or self.random.random() < 0.7
        }

    def _words(self, piped: bool) -> str:
        pieces = ["X", *self.random.choices(PIECES, k=self.random.randint(0, 5))]
        if piped and self.asked and self.random.random() < 0.3:
            name = self.random.choice(self.asked)["id"]
            pieces.append(self.random.choice((f"{{{name}}}", f"{{{name}|}}", f"{{{name}|zonder}}")))
        self.random.shuffle(pieces)
        return "".join(pieces)

    def _page(self, name: str) -> Document:
        page: Document = {"id": name, "title": self.text(piped=True), **self._sometimes(text=self.text(piped=True))}
        page |= self._condition()
        return {**page, "questions": [self._question() for _ in range(self.random.randint(1, 5))]}

    def _question(self) -> Document:
        kind = self.random.choice(tuple(_MEMBERS))
        question: Document = {
            "id": self.names.pop(),
            "version": self.random.randint(1, 9),
            "type": kind,
            "level": self.random.choice(list(Level)).value,
            "text": self.text(piped=True),
            **self._sometimes(
                help=self.text(piped=True), required=True, declinable=True, node="n.1", privacy="sensitive"
            ),
            **self._condition(),
            **_MEMBERS[kind](self),
        }
        self.asked += question.get("items", [question])
        return question

    def _sometimes(self, **members: Any) -> Document:
        return {name: value for name, value in members.items() if self.random.random() < 0.3}

    def _condition(self) -> Document:
        if not self.asked or self.random.random() < 0.6:
            return {}
        parts = [self._part() for _ in range(self.random.randint(1, 3))]
        return {"condition": parts[0] if len(parts) == 1 else {self.random.choice(("and", "or")): parts}}

    def _part(self) -> Document:
        variable = {"var": self.random.choice(self.asked)["id"]}
        choices: tuple[Document, ...] = (
            {"answered": variable},
            {"!": {"answered": [variable]}},
            {">": [{"count": variable}, 0]},
        )
        return self.random.choice(choices)

    def options(self, *flags: str) -> list[Document]:
        """Return options, some of them with one of ``flags``, "other" at most once."""
        options = [{"code": code, "text": self.text()} for code in self.random.sample(CODES, self.random.randint(3, 6))]
        for option, flag in zip(options[2:], flags, strict=False):
            if self.random.random() < 0.5:
                option[flag] = True
        return options


def _battery(made: MadeUp) -> Document:
    items = [
        {
            "id": made.names.pop(),
            "version": 1,
            "text": made.text(),
            **made._sometimes(reversed=True, level="indicators"),
        }
        for _ in range(made.random.randint(1, 4))
    ]
    return {"options": made.options("not_applicable"), "items": items, **made._sometimes(grid=True, scale="skill")}


_MEMBERS: dict[str, Any] = {
    "single_choice": lambda made: {"options": made.options("other", "not_applicable")},
    "multiple_response": lambda made: {
        "options": made.options("exclusive", "other", "not_applicable"),
        **made._sometimes(minimum=1, maximum=2),
    },
    "scale": lambda made: {"options": made.options("not_applicable"), **made._sometimes(scale="skill", reversed=True)},
    "battery": _battery,
    "recommendation": lambda made: made._sometimes(ends=[made.text(), made.text()]),
    "number": lambda made: {"unit": made.text(), **made._sometimes(minimum=-2.5, maximum=1e15, whole=False)},
    "duration": lambda made: made._sometimes(minimum=0, maximum=90),
    "date": lambda made: made._sometimes(earliest="2026-01-01", latest="2026-12-31"),
    "ranking": lambda made: {"options": made.options(), **made._sometimes(maximum=2)},
    "short_text": lambda made: made._sometimes(maximum=20),
    "free_text": lambda made: {"maximum": made.random.randint(1, 1_000)},
}
