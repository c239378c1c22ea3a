"""From a document to a ``Plan``, with every problem and its path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from marshmallow import ValidationError

from surveys.definition.load import flatten
from surveys.errors import PlanInvalid, Problem
from surveys.schedule.calendars import Calendar
from surveys.schedule.plan import Budget, Plan
from surveys.schedule.schema import PlanSchema
from surveys.schedule.sending_hours import QuietHours, SendingHours
from surveys.strict_json import problems_in

_SCHEMA = PlanSchema()


def load_plan(document: object) -> Plan:
    """Return the plan that ``document`` (parsed JSON) describes. Raises PlanInvalid with every problem."""
    if not isinstance(document, dict):
        raise PlanInvalid([Problem("", "A plan is a JSON object.")])
    problems = list(problems_in(document))
    if problems:  # nothing below could be trusted to end
        raise PlanInvalid(problems)
    loaded: dict[str, Any] = {}
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        problems.extend(flatten(error.messages))
    problems.extend(_keys_used_twice(document.get("waves")))
    if problems:
        raise PlanInvalid(problems)
    hours = SendingHours(
        zone=loaded["time_zone"],
        quiet=loaded.get("quiet_hours", QuietHours()),
        calendar=loaded.get("calendar", Calendar.WEEKDAYS),
        days_off=frozenset(loaded.get("days_off", ())),
    )
    return Plan(hours, tuple(loaded["waves"]), loaded.get("budget", Budget()))


def _keys_used_twice(waves: object) -> Iterator[Problem]:
    """Look at the raw document, so that a wave with another problem is compared too."""
    if not isinstance(waves, list):
        return
    keys = [wave.get("key") if isinstance(wave, dict) else None for wave in waves]
    count = Counter(key for key in keys if isinstance(key, str))
    for index, key in enumerate(keys):
        if isinstance(key, str) and count[key] > 1:
            yield Problem(f"waves[{index}].key", f"The key {key} is used more than once.")
