"""Time that passes for one persona at the press of a button. For trying out only: in a course, what learners do and
the calendar see to it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from surveys.answers.wording import day_in_words
from surveys.contract import FactKind
from surveys.schedule import Anchor
from xblock_impact.workbench.enrolling import NO_COURSE
from xblock_impact.workbench.personas import kind_of
from xblock_impact.workbench.scenes import FOLLOW_UP

DAYS_AGO = (0, 35, 100)


def completed_at(persona: str) -> datetime | None:
    """Return when the persona completed the course, as the LMS app knows it."""
    from xblock_impact.lms.facts.learner_facts import facts_of

    return facts_of(persona, NO_COURSE).events.get(Anchor.COMPLETED)


@require_POST  # type: ignore[untyped-decorator]
def complete(request: HttpRequest, persona: str) -> HttpResponse:
    """Take note that the persona completed the course so many days ago, and show the survey again."""
    from xblock_impact.lms.facts.learner_facts import note_fact

    days = request.POST.get("days", "")
    if kind_of(persona) != "learner" or days not in map(str, DAYS_AGO):
        raise Http404
    note_fact(persona, NO_COURSE, FactKind.COMPLETED, datetime.now(UTC) - timedelta(days=int(days)))
    return redirect(f"{reverse('workbench_show_scenario', args=[FOLLOW_UP.key])}?student={persona}")


def passing_time(request: HttpRequest) -> dict[str, Any]:
    """Give the page of the follow-up what it offers: how long ago the course can have been completed. Only the first
    time counts, so that only earlier ones are left to choose.
    """
    match, persona = request.resolver_match, request.GET.get("student", "")
    if match is None or match.kwargs.get("scenario_id") != FOLLOW_UP.key or kind_of(persona) != "learner":
        return {}
    at = completed_at(persona)
    passed = -1 if at is None else (datetime.now(UTC) - at).days
    return {
        "completed": {
            "persona": persona,
            "on": day_in_words(at.date().isoformat(), get_language() or "en") if at else "",
            "days_ago": [days for days in DAYS_AGO if days > passed],
        }
    }
