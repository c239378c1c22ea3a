"""What the names in LimeSurvey's expressions stand for, as far as the file has been read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from surveys.conditions import Kind, ValueType
from surveys.definition.making import other_id
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.meaning import Answer, Chosen, Meaning
from surveys.interchange.limesurvey.places import Place
from surveys.interchange.limesurvey.source import SourceQuestion

CHOSEN_VALUE = "Y"
"""What a ticked option of a multiple choice holds; one that is not ticked holds nothing."""

OTHER_VALUE = "-oth-"
"""What a list holds when "other" was chosen."""

_NAME = re.compile(r"(?:that\.)?(TOKEN:\w+|[A-Za-z0-9_]+(?:#\d)?)(?:\.([A-Za-z]+))?")
_AS_CODE = frozenset({None, "NAOK", "code"})
_AS_SHOWN = frozenset({*_AS_CODE, "shown"})


class Variables:
    """Knows each question, by its name and by its field, once it has been asked."""

    def __init__(self, questions: Iterable[SourceQuestion]) -> None:
        self._asked_later = {name for question in questions for name in (question.code, question.field_name)}
        self._known: dict[str, Meaning] = {}
        self._places: dict[str, Place] = {}

    def add(self, question: SourceQuestion, meaning: Meaning, part: str = "") -> None:
        """Make an answer known; ``part`` is the code of its subquestion, ``other`` or what else follows the name."""
        name = f"{question.code}_{part}" if part else question.code
        self._known.setdefault(name, meaning)
        self._known.setdefault(f"{question.field_name}{part}", meaning)

    def add_places(self, question: SourceQuestion, places: int) -> None:
        """Make the places of a ranking known."""
        for place in range(1, places + 1):
            for name in (f"{question.code}_{place}", f"{question.field_name}{place}"):
                self._places.setdefault(name, Place(question.code, place, places))

    def place(self, name: str) -> Place | None:
        """Return the place of a ranking that ``name`` is, None if it is none."""
        parsed = _NAME.fullmatch(name)
        return self._places.get(parsed[1]) if parsed and parsed[2] in _AS_CODE else None

    def add_recall(self, number: int, recall: str) -> None:
        """Make a recall known: a participant's attribute, by its number in the file."""
        self._known[attribute_name(number)] = answer(recall, ValueType.TEXT)

    def close(self, question: SourceQuestion) -> None:
        """Note that everything of ``question`` that can be referred to is known by now."""
        self._asked_later -= {question.code, question.field_name}

    def for_condition(self, name: str) -> Meaning:
        """Return what ``name`` means within a condition. Raises Untranslatable."""
        return self._meaning(name, _AS_CODE)

    def for_text(self, name: str) -> tuple[Answer, bool]:
        """Return the answer that ``name`` shows within a text, and whether as its code. Raises Untranslatable."""
        meaning = self._meaning(name, _AS_SHOWN)
        if not isinstance(meaning, Answer):
            raise Untranslatable(f"{name[:60]} is one option of a question. Only whole answers can be repeated.")
        return meaning, meaning.kind.type is ValueType.CODE and not name.endswith(".shown")

    def _meaning(self, name: str, suffixes: frozenset[str | None]) -> Meaning:
        parsed = _NAME.fullmatch(name)
        if parsed is None or parsed[2] not in suffixes:
            raise Untranslatable(f"{name[:60]} has no counterpart here.")
        meaning = self._known.get(parsed[1])
        if meaning is not None:
            return meaning
        if self._asked_later & {parsed[1], parsed[1].partition("_")[0]}:
            raise Untranslatable(f"{parsed[1][:60]} is asked later. Only what is asked before can be looked at.")
        raise Untranslatable(f"No question called {parsed[1][:60]} was carried over.")


def attribute_name(number: int) -> str:
    """Return the participant's attribute that holds the recall number ``number``."""
    return f"TOKEN:ATTRIBUTE_{number}"


def answer(question_id: str, kind: ValueType, codes: dict[str, str] | None = None) -> Answer:
    """Return the meaning of a whole answer; ``codes``: LimeSurvey's code of each option → ours."""
    by_value = codes or {}
    return Answer(question_id, Kind(kind, tuple(by_value.values())), by_value, ordered=False)


def chosen(question_id: str, codes: dict[str, str], code: str, *, words: bool = False) -> Chosen:
    """Return the meaning of one option of a multiple choice; ``words``: it holds what was typed at "other"."""
    yes = frozenset() if words else frozenset({CHOSEN_VALUE})
    kind = Kind(ValueType.CODES, tuple(codes.values()))
    return Chosen(question_id, kind, code, yes, frozenset({"", "N"}), other_id(question_id) if words else "")
