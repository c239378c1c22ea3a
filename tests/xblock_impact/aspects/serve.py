"""The LMS that the tests talk to: calls and answers are lines of JSON.

``{"call", "given", "named"}`` → ``{"result"}`` or ``{"error"}``
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from typing import Any
from uuid import UUID

import django
from celery import Celery
from django.conf import settings

from surveys.canonical import canonical_json
from surveys.contract import Definition
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.parcel import Parcel

celery = Celery("lms")
celery.config_from_object("django.conf:settings", namespace="CELERY")
celery.set_default()


def prepare() -> None:
    """Start Django and make its tables."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, run_syncdb=True)
    logging.getLogger().addHandler(_Collecting())
    logging.getLogger().setLevel(logging.INFO)


class _Collecting(logging.Handler):
    messages: list[str] = []  # noqa: RUF012  # of this process

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name} {record.levelname} {record.getMessage()} {record.exc_info or ''}")


def people(user_ids: list[int]) -> None:
    """Make accounts with these ids."""
    from django.contrib.auth.models import User

    for user_id in user_ids:
        User.objects.get_or_create(
            id=user_id, defaults={"username": f"account_{user_id}", "email": f"{user_id}@example.org"}
        )


def switch(modes: Any, identifier: str = "external_id") -> None:
    """Set in which modes statements are made, and what actors are known by."""
    settings.XBLOCK_SETTINGS = {"ImpactBlock": {"XAPI_MODES": modes}}
    settings.XAPI_AGENT_IFI_TYPE = identifier


def keep(usage_key: str, user_id: int, document: dict[str, Any], sent: dict[str, Any]) -> None:
    """Keep the submission ``sent``, which answers the survey of ``document``, as the outbox does."""
    from xblock_impact.lms.models import StoredParcel
    from xblock_impact.lms.outbox.stored_parcels import Owner, insert, keep_definition

    submission_id, revision = UUID(sent["submission_id"]), sent["revision"]
    if StoredParcel.objects.filter(submission_id=submission_id, revision=revision).exists():
        return
    mode = PrivacyMode(sent["mode"])
    parcel = Parcel(
        submission_id=submission_id,
        campaign=sent["campaign"],
        mode=mode,
        survey_digest=sent["definition"],
        body=canonical_json(sent),
        definition=Definition(sent["campaign"], {"nl": "Gesprekken"}, mode, document).to_bytes(),
        receipt="K7QF-2M5X",
        revision=revision,
        wave=sent["wave"],
        sealed=mode is PrivacyMode.ANONYMOUS or "participant" in sent,
    )
    keep_definition(parcel)
    insert(parcel, Owner(str(user_id), usage_key, "course-v1:Impact+Talk+2026"))


def answer_in_block(user_id: int, mode: str, form: dict[str, Any]) -> list[Any]:
    """Send ``form`` to the block as a browser does, and emit what the block publishes as the platform does.

    Returns the handler's status and what was published.
    """
    from tests.xblock_impact.course import Course, Person, call

    course = Course(Person(id=user_id))  # type: ignore[arg-type]  # the platform's ids are numbers
    block = course.block(campaign="demo-pilot", privacy_mode=mode)
    status = call(block, "submit", form).status
    usage_key = str(block.scope_ids.usage_id)
    context = {"user_id": user_id, "course_id": "course-v1:Impact+Talk+2026", "module": {"usage_key": usage_key}}
    for name, data in course.events:
        emit(name, data, context)
    return [status, course.events]


def overwrite(submission_id: str, **columns: Any) -> None:
    """Put something else into columns of what is kept of a submission."""
    from xblock_impact.lms.models import StoredParcel

    kept = {name: value.encode() if name == "body" else value for name, value in columns.items()}
    StoredParcel.objects.filter(submission_id=submission_id).update(**kept)


def forget() -> None:
    """Keep nothing any more."""
    from xblock_impact.lms.models import StoredParcel

    StoredParcel.objects.all().delete()


def statements(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the statements that events become, as they would be sent."""
    from event_routing_backends.processors.xapi.transformer_processor import XApiProcessor

    found: list[dict[str, Any]] = XApiProcessor()(events)
    return found


def emit(name: str, data: dict[str, Any], context: dict[str, Any]) -> None:
    """Emit an event as the platform does."""
    from eventtracking import tracker

    with tracker.get_tracker().context("edx.course.server", context):
        tracker.emit(name=name, data=data)


def send_to(url: str) -> None:
    """Send all statements to the store at ``url``."""
    from event_routing_backends.models import RouterConfiguration

    RouterConfiguration.objects.create(
        backend_name=RouterConfiguration.XAPI_BACKEND, enabled=True, route_url=url, auth_scheme="", configurations={}
    )


def check() -> list[list[str]]:
    """Return what ``manage.py check`` says about statements, as id and sentence."""
    from django.core.checks import run_checks

    return [[one.id, f"{one.msg} {one.hint}"] for one in run_checks() if one.id.startswith("impact_aspects")]


def logged() -> list[str]:
    """Return what was logged since the last time, and forget it."""
    messages, _Collecting.messages[:] = list(_Collecting.messages), []
    return messages


CALLS = {
    one.__name__: one
    for one in (people, switch, keep, answer_in_block, overwrite, forget, statements, emit, send_to, check, logged)
}


def main() -> None:
    """Answer calls until the input ends."""
    prepare()
    out, sys.stdout = sys.stdout, sys.stderr  # nobody else writes between the answers
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            reply = {"result": CALLS[asked["call"]](*asked["given"], **asked["named"])}
        except Exception:  # noqa: BLE001  # the test sees it
            reply = {"error": traceback.format_exc()}
        out.write(json.dumps(reply, default=str) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
