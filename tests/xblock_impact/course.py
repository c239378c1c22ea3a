"""A course in memory: a runtime with the platform's services as fakes, and blocks bound to its learners."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import webob
from xblock.fields import ScopeIds
from xblock.reference.user_service import XBlockUser
from xblock.runtime import KeyValueStore, KvsFieldData, NullI18nService
from xblock.test.tools import TestRuntime

from xblock_impact.block import ImpactBlock
from xblock_impact.delivery.field_outbox import FieldDeliveries
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.runtime.progress import ONLY_WAVE, WaveProgress, read_progress

SETTINGS = {
    "SERVICE_URL": "http://127.0.0.1:9",
    "KEY_ID": "course-1",
    "KEY": "a delivery key of thirty-two bytes",
    "PSEUDONYM_KEY": "a pseudonym key of thirty-two bytes",
    "TIMEOUT_SECONDS": 2,
}
CONFIGURED = {"display_name": "How was it?", "campaign": "demo-pilot"}


NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def pending(block: Any) -> tuple[Parcel, ...]:
    """Return what waits in the learner's fields."""
    return FieldDeliveries(block).pending(NOW)


def wave_of(block: Any, wave: str = ONLY_WAVE) -> WaveProgress:
    """Return what the learner's fields hold of one wave."""
    return read_progress(block).wave(wave)


class BlobStore(KeyValueStore):
    """Field data as an LMS keeps it: one JSON document per scope, learner and block, written without a lock."""

    def __init__(self) -> None:
        self.blobs: dict[tuple[Any, ...], str] = {}
        self.writes = 0
        self.fails = False
        self.forgets = False  # says it wrote, and did not
        self.between = lambda: None  # runs between reading a document and writing it back

    def get(self, key: Any) -> Any:
        return self._read(key)[key.field_name]

    def has(self, key: Any) -> bool:
        return key.field_name in self._read(key)

    def set(self, key: Any, value: Any) -> None:
        self.writes += 1
        if self.fails:
            raise OSError("disk full")
        document = self._read(key)
        self.between()
        document[key.field_name] = value
        if not self.forgets:
            self.blobs[self._place(key)] = json.dumps(document)

    def delete(self, key: Any) -> None:
        document = self._read(key)
        del document[key.field_name]
        self.blobs[self._place(key)] = json.dumps(document)

    def of_learner(self, student: str) -> str:
        """Return everything that is stored of one learner, as text."""
        return "".join(blob for place, blob in self.blobs.items() if place[1] == student)

    def _read(self, key: Any) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.blobs.get(self._place(key), "{}"))
        return document

    @staticmethod
    def _place(key: Any) -> tuple[Any, ...]:
        return (str(key.scope), key.user_id, key.block_scope_id)


@dataclass
class Person:
    """One account of the platform, as its user service describes it."""

    id: str | None = "learner_1"
    signed_in: bool = True
    staff: bool = False
    enrolled: bool = True
    language: str | None = "en"
    name: str | None = "Lotte de Vries"
    email: str | None = "lotte@example.org"


@dataclass
class Course:
    """Everything that outlives a request. ``block()`` is the block as one request sees it."""

    person: Person = field(default_factory=Person)
    settings: dict[str, Any] | None = field(default_factory=lambda: dict(SETTINGS))
    services: dict[str, Any] = field(default_factory=dict)
    store: BlobStore = field(default_factory=BlobStore)
    events: list[tuple[str, Any]] = field(default_factory=list)
    author_mode: bool = False
    usage_id: Any = "course.impact.usage"

    def block(self, person: Person | None = None, **fields: object) -> Any:
        """Return the block for a new request of ``person``, after an author has set ``fields``."""
        runtime = _Runtime(self, person or self.person)
        ids = ScopeIds((person or self.person).id, "impact", "definition", self.usage_id)
        block = runtime.construct_xblock_from_class(ImpactBlock, ids)
        for name, value in fields.items():
            setattr(block, name, value)
        block.save()
        return block


class _Runtime(TestRuntime):
    def __init__(self, course: Course, person: Person) -> None:
        services: dict[str, Any] = {
            "field-data": KvsFieldData(course.store),
            "i18n": NullI18nService(),
            "user": _Users(person),
            "enrollments": _Enrollments(person),
            "settings": _Settings(course.settings),
            **course.services,
        }
        super().__init__(services={name: service for name, service in services.items() if service is not None})
        self.course = course
        self.is_author_mode = course.author_mode

    def local_resource_url(self, block: Any, uri: str) -> str:
        return f"/resource/{uri}"

    def handler_url(self, block: Any, handler_name: str, *arguments: Any, **options: Any) -> str:
        return f"/handler/{handler_name}"

    def publish(self, block: Any, event_type: str, event_data: Any) -> None:
        self.course.events.append((event_type, event_data))


class _Users:
    def __init__(self, person: Person) -> None:
        self._person = person

    def get_current_user(self) -> XBlockUser:
        person = self._person
        user = XBlockUser(True, [person.email] if person.email else [], person.name)
        user.opt_attrs = {
            "edx-platform.is_authenticated": person.signed_in,
            "edx-platform.user_is_staff": person.staff,
            "edx-platform.user_id": person.id,
            "edx-platform.user_preferences": {"pref-lang": person.language},
        }
        return user


class _Enrollments:
    def __init__(self, person: Person) -> None:
        self._person = person

    def get_active_enrollments_by_course_and_user(self, course_id: object, user_id: object) -> object:
        return object() if self._person.enrolled else None


class _Settings:
    def __init__(self, bucket: dict[str, Any] | None) -> None:
        self._bucket = bucket

    def get_settings_bucket(self, block: Any) -> dict[str, Any] | None:
        return self._bucket


class StudioPermissions:
    """Studio's permission service."""

    def __init__(self, allowed: bool) -> None:
        self._allowed = allowed

    def can_write(self, course_key: object) -> bool:
        return self._allowed


def make_course(person: Person | None = None, *, services: dict[str, Any] | None = None, **fields: object) -> Course:
    """Return a course whose block is set up with ``fields`` beside CONFIGURED."""
    course = Course(person or Person(), services=services or {})
    course.block(**{**CONFIGURED, **fields})
    course.store.writes = 0
    return course


@dataclass
class Reply:
    """What a handler answered."""

    status: int
    document: Any
    headers: Any


def call(block: Any, handler: str, document: object = None, **options: Any) -> Reply:
    """Send ``document`` (or raw ``body`` bytes) to a handler as a browser would, and let the runtime save."""
    body = options.pop("body", None)
    request = webob.Request.blank(f"/handler/{handler}", method=options.pop("method", "POST"))
    request.content_type = options.pop("content_type", "application/json")
    request.body = body if body is not None else json.dumps(document).encode()
    response = block.runtime.handle(block, handler, request)
    is_json = "json" in (response.content_type or "")
    return Reply(response.status_code, json.loads(response.body) if is_json else response.body, response.headers)


def at_once(count: int, work: Any) -> list[Any]:
    """Run ``work(number)`` in ``count`` threads that start together, and return what they returned."""
    start = threading.Barrier(count)

    def run(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
