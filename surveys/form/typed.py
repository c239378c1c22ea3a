"""What was typed or chosen, or stored, as the inputs of a form show it again: right or wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from surveys.answers.numbers import MAX_NUMBER_TEXT
from surveys.answers.parts import DECLINED_PART
from surveys.answers.times import DAY, HOURS, MINUTES, MONTH, YEAR
from surveys.answers.values import DECLINED, Parts
from surveys.answers.wording import MINUTES_IN_HOUR
from surveys.definition.model import Question, QuestionType


@dataclass(frozen=True, slots=True)
class Typed:
    """The raw answer to one question, as it was sent or as it is stored; ``Parts`` where it came in parts."""

    question: Question
    raw: object = ""

    @property
    def value(self) -> str:
        """What stands in the one input, or the chosen code."""
        if isinstance(self.raw, Parts):
            return _as_text(self.raw.get(""))
        return "" if self.declined else _as_text(self.raw)

    @property
    def declined(self) -> bool:
        """Whether "prefer not to say" is chosen."""
        if isinstance(self.raw, Parts):
            return bool(_as_text(self.raw.get(DECLINED_PART)))
        return self.question.declinable and (self.raw is None or self.raw in (DECLINED, [DECLINED]))

    def chosen(self, code: str) -> bool:
        """Tell whether the option ``code`` is chosen."""
        return code in self.raw if isinstance(self.raw, list) else self.value == code

    def place(self, code: str) -> str:
        """Return the place of an option in a ranking; "" for none."""
        if isinstance(self.raw, Parts):
            return _as_text(self.raw.get(code))
        ranked = [self.raw] if isinstance(self.raw, str) else self.raw
        return str(ranked.index(code) + 1) if isinstance(ranked, list) and code in ranked else ""

    def part(self, name: str) -> str:
        """Return what stands in one part of a duration or a date."""
        if isinstance(self.raw, Parts):
            return _as_text(self.raw.get(name))
        return _parts_of(self.question, self.raw).get(name, "")


def _parts_of(question: Question, raw: object) -> dict[str, str]:
    if question.type is QuestionType.DURATION:
        total = _minutes(raw)
        hours, minutes = divmod(total or 0, MINUTES_IN_HOUR)
        return {} if total is None else {HOURS: str(hours), MINUTES: str(minutes)}
    if question.type is QuestionType.DATE and isinstance(raw, str) and raw.count("-") == 2:
        year, month, day = raw.split("-")
        return {YEAR: year, MONTH: month.lstrip("0"), DAY: day.lstrip("0")}
    return {}


def _minutes(raw: object) -> int | None:
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= MAX_NUMBER_TEXT:
        return int(raw)  # it travelled in a hidden input
    return raw if type(raw) is int else None


def _as_text(raw: object) -> str:
    if isinstance(raw, float) and math.isfinite(raw):
        return f"{Decimal(repr(raw)):f}"  # 1e-07 would be no number to whoever reads it again
    return str(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""
