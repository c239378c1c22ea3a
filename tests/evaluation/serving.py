"""A service in this process, with an LMS that signs and people who sign in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from evaluation.accounts.access import Role
from evaluation.accounts.users import add_user
from evaluation.app import create_app
from evaluation.campaigns import catalogue
from evaluation.config import Config
from evaluation.storage.engine import writing
from surveys.canonical import canonical_json
from surveys.contract import Definition, Participant, Submission
from surveys.delivery import token_claims
from surveys.privacy import PrivacyMode
from tests.evaluation.survey import SURVEY

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
KEY_ID, KEY = "lms", b"a key of at least thirty-two bytes"
PASSWORD = "correct horse battery staple"
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


def config(**changes: Any) -> Config:
    """Return a configuration that runs."""
    settings: dict[str, Any] = {
        "secret_key": "the key that signs the cookies of tests",
        "delivery_keys": {KEY_ID: KEY},
        "public_url": "http://localhost",
        "database_url": "sqlite:////nowhere/not-used.db",
    }
    return Config(**{**settings, **changes})


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass
class Service:
    """The application on one database, seen from outside."""

    engine: Engine
    clock: Clock = field(default_factory=Clock)
    settings: Config = field(default_factory=config)
    intake: Any = None
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.app = create_app(self.settings, engine=self.engine, intake=self.intake, clock=self.clock)

    def client(self) -> FlaskClient:
        """Return a browser in which nobody is signed in."""
        return self.app.test_client()

    def signed_in(self, role: Role = Role.REVIEWER, language: str = "en") -> FlaskClient:
        """Return a browser in which somebody of ``role`` is signed in."""
        with writing(self.engine) as connection:
            name = f"{role.value}-{uuid.uuid4().hex[:8]}"
            add_user(connection, name, PASSWORD, role, NOW)
        client = self.client()
        reply = post_form(client, f"/sign-in?lang={language}", name=name, password=PASSWORD)
        assert reply.status_code == 303, reply.text
        return client

    def token(self, path: str, body: bytes, *, method: str = "PUT", **claims: Any) -> str:
        """Return a token for one request; ``claims`` replace or, being None, remove those of an honest LMS."""
        honest = token_claims(method, path, body, uuid.uuid4().hex, self.clock())
        chosen = {name: value for name, value in {**honest, **claims}.items() if value is not None}
        return jwt.encode(chosen, KEY, "HS256", headers={"kid": KEY_ID})

    def put(self, path: str, body: bytes, token: str | None = None) -> TestResponse:
        """Deliver ``body`` as an LMS does, or with another ``token``."""
        headers = {"Authorization": f"Bearer {token or self.token(path, body)}"}
        return self.client().put(path, data=body, headers=headers, content_type="application/json")

    def publish(
        self,
        key: str = "pilot",
        mode: PrivacyMode = PrivacyMode.CONFIDENTIAL,
        survey: Mapping[str, Any] = SURVEY,
        **more: Any,
    ) -> Definition:
        """Make ``survey`` known as campaign ``key``."""
        definition = Definition(key, {"nl": "Proef", "en": "Trial"}, mode, survey, **more)
        reply = self.put(f"/api/v1/definitions/{definition.digest}", definition.to_bytes())
        assert reply.status_code in {200, 201}, reply.text
        return definition

    def answer(self, definition: Definition, *answers: Mapping[str, Any]) -> None:
        """Deliver one submission for each of ``answers``, each of another person."""
        for one in answers:
            submission = submission_of(definition, one)
            reply = self.deliver(submission)
            assert reply.status_code == 201, reply.text
            assert reply.json is not None
            assert reply.json["status"] == "accepted", reply.json

    def deliver(self, submission: Submission) -> TestResponse:
        """Deliver ``submission``."""
        return self.put(f"/api/v1/submissions/{submission.submission_id}", submission.to_bytes())

    def close(self, key: str = "pilot") -> None:
        """Close the campaign ``key``."""
        with writing(self.engine) as connection:
            catalogue.close(connection, key, self.clock())


def submission_of(published: Definition, answers: Mapping[str, Any], **changes: Any) -> Submission:
    """Return ``answers`` of a new person."""
    anonymous = published.mode is PrivacyMode.ANONYMOUS
    settings: dict[str, Any] = {
        "submission_id": uuid.uuid4(),
        "revision": 1,
        "campaign": published.campaign,
        "definition": published.digest,
        "mode": published.mode,
        "language": "nl",
        "answered_at": NOW,
        "answers": answers,
        "participant": None if anonymous else Participant(uuid.uuid4().hex),
    }
    return Submission(**{**settings, **changes})


def canonical(document: Any) -> bytes:
    """Return ``document`` as an LMS writes it."""
    return canonical_json(document)


def post_form(client: FlaskClient, path: str, form_of: str | None = None, **fields: str) -> TestResponse:
    """Fill in the form that ``form_of`` (else ``path``) shows and send it to ``path``, as a browser does."""
    page = client.get(form_of or path)
    found = _CSRF.search(page.text)
    assert found, f"There is no form on {form_of or path}: {page.status}"
    return client.post(path, data={"csrf_token": found[1], **fields})
