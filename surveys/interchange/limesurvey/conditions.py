"""When a question is asked: relevance equations, and condition rows of the old kind, as conditions of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from surveys.conditions import ValueType
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.meaning import Answer
from surveys.interchange.expressions.translate import Translation
from surveys.interchange.limesurvey.expression_script import condition_from, is_trivial
from surveys.interchange.limesurvey.source import ConditionRow
from surveys.interchange.limesurvey.variables import CHOSEN_VALUE, Variables
from surveys.interchange.report import Finding, Outcome

_OPERATORS = frozenset({"==", "!=", "<", "<=", ">", ">="})
MAX_EQUATIONS = 100_000  # characters of all relevance equations of a file: 500 of 200
_SHOWN = 200  # characters of an equation in a report
_TO_EVERYBODY = "It is asked of everybody now."


@dataclass(frozen=True, slots=True)
class Asked:
    """When something is asked: ``condition`` is None for always. ``findings``: what of it could not be carried."""

    condition: Any = None
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Conditions:
    """Reads the conditions of one file, given all that was asked before."""

    variables: Variables
    _characters: int = 0  # of all equations so far

    def when_asked(self, path: str, relevance: str, rows: Iterable[ConditionRow] = ()) -> Asked:
        """Return when the question or group at ``path`` is asked.

        LimeSurvey goes by the relevance equation, which it makes of the rows; so they only count where it says
        nothing.
        """
        from_rows = equation_from(rows, self.variables)
        equation = relevance if not is_trivial(relevance) else from_rows
        if is_trivial(equation):
            return Asked()
        place = f"{path}.relevance"
        try:
            read = self._read(equation)
        except Untranslatable as error:
            what = f"The condition {equation[:_SHOWN]}"
            return Asked(findings=(Finding(Outcome.LEFT_OUT, place, what, f"{error.reason} {_TO_EVERYBODY}"),))
        findings = [Finding(Outcome.CHANGED, place, f"The condition {equation[:_SHOWN]}", note) for note in read.notes]
        if from_rows and from_rows != equation and self._says_else(from_rows, read.document):
            why = "The file has an equation as well, which LimeSurvey goes by; it was read."
            findings.append(Finding(Outcome.LEFT_OUT, f"{path}.conditions", "The condition rows", why))
        return Asked(None if read.document is True else read.document, tuple(findings))

    def _read(self, equation: str) -> Translation:
        self._characters += len(equation)
        if self._characters > MAX_EQUATIONS:
            raise Untranslatable(f"Only {MAX_EQUATIONS:,} characters of all conditions of a file are read.")
        return condition_from(equation, self.variables)

    def _says_else(self, equation: str, condition: Any) -> bool:
        try:
            return bool(self._read(equation).document != condition)
        except Untranslatable:
            return False


def equation_from(rows: Iterable[ConditionRow], variables: Variables) -> str:
    """Return the relevance equation that LimeSurvey makes of condition rows, "" for none.

    Rows about one question are alternatives, all questions of a scenario have to agree, and scenarios are
    alternatives again.
    """
    scenarios: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        about = row.question or row.field_name
        scenarios.setdefault(row.scenario, {}).setdefault(about, []).append(_comparison(row, variables))
    return _joined(
        " or ",
        [_joined(" and ", [_joined(" or ", one) for one in scenario.values()]) for scenario in scenarios.values()],
    )


def _joined(operator: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({operator.join(parts)})" if parts else ""


def _comparison(row: ConditionRow, variables: Variables) -> str:
    field, value = row.field_name.strip(), row.value
    operator = row.method or "=="
    if field.startswith("+"):
        field = field[1:]
    elif value.strip() and _has_several(field, variables):
        field, value = f"{field}{value}", CHOSEN_VALUE
    if not value.strip() and operator in {"==", "!="}:
        return f"{'!' if operator == '!=' else ''}is_empty({field}.NAOK)"
    if value.startswith("@") and value.endswith("@") and len(value) > 2:
        return f"{field}.NAOK {operator} {value.strip('@')}.NAOK"
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    if operator not in _OPERATORS:
        return f'regexMatch("{quoted}", {field}.NAOK)'
    return f'{field}.NAOK {operator} "{quoted}"'


def _has_several(field: str, variables: Variables) -> bool:
    try:
        meaning = variables.for_condition(field)
    except Untranslatable:
        return False
    return isinstance(meaning, Answer) and meaning.kind.type is ValueType.CODES
