"""An author's requests, and surveys to send with them."""

from __future__ import annotations

from typing import Any

from tests.surveys.documents import a_text, question_document, survey_document
from tests.xblock_impact.course import Course, Person, Reply, StudioPermissions, call, make_course

AUTHOR = Person(id="author_1", language="en")
SETTINGS = {
    "display_name": "How was it?",
    "instrument": "",
    "campaign": "demo-pilot",
    "privacy_mode": "confidential",
    "min_respondents": 5,
}
USE = question_document("single_choice", id="use", text=a_text("Heb je het gebruikt?"))
WHERE = question_document("free_text", id="where", text=a_text("Waar?"), condition={"===": [{"var": "use"}, "yes"]})
SURVEY = survey_document(USE, WHERE)
PLAN = {
    "format": "impact-schedule/1",
    "time_zone": "Europe/Amsterdam",
    "calendar": "nl",
    "waves": [{"key": "day-30", "anchor": "completed", "delay_days": 30, "open_days": 21, "reminder_days": [4, 11]}],
}


def studio(language: str = "en", *, allowed: bool = True, **fields: Any) -> Course:
    """Return a course as Studio shows it to an author who reads ``language``."""
    author = Person(id="author_1", language=language)
    return make_course(author, services={"studio_user_permissions": StudioPermissions(allowed)}, **fields)


def sent(handler: str, document: object = None, *, course: Course | None = None, **options: Any) -> Reply:
    """Send ``document`` to a handler as the author of ``course``."""
    return call((course or studio()).block(), handler, document, **options)


def problems(document: Any, language: str = "en") -> dict[str, str]:
    """Return what checking says of ``document`` beside good settings, by path."""
    reply = sent("check_survey", {**SETTINGS, **document}, course=studio(language))
    assert reply.status == 200, reply.document
    return {one["path"]: one["message"] for one in reply.document["problems"]}
