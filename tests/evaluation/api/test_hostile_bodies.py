"""Whatever is sent: a problem or quarantine, never a failure, and the ledger holds what it held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from evaluation.storage.tables import answers, facts, ledger, rollup, submissions
from surveys.contract import MAX_DEFINITION_BYTES, MAX_FACT_BYTES, MAX_SUBMISSION_BYTES
from tests.evaluation import follow_up
from tests.evaluation.serving import Service, submission_of
from tests.evaluation.survey import FULL, SURVEY
from tests.evaluation.telling import fact_about

COUNTED = (ledger, submissions, answers, rollup)
JUNK: dict[str, str] = {
    "null": "null",
    "true": "true",
    "a number": "7",
    "a text": '"x"',
    "an empty text": '""',
    "a list": "[]",
    "an object": "{}",
    "5,000 digits": "9" * 5_000,
    "a huge exponent": "1e999999",
    "NaN": "NaN",
    "infinity": "-Infinity",
    "NUL": '"\\u0000"',
    "half a surrogate pair": '"\\ud800"',
    "100 levels": "[" * 100 + "]" * 100,
    "a long text": json.dumps("x" * 30_000),
}


HONEST = {("answers", "an object"), ("revision", "a number"), ("wave", "a text")}
"""Replacements after which a submission is as honest as before."""
HONEST_FACTS = {("course", "a text"), ("course", "an empty text"), ("campaign", "a text")}


def _replaced(document: dict[str, Any], name: str, raw: str) -> bytes:
    """Return ``document`` with ``raw`` JSON as the value of ``name``."""
    marked = json.dumps({**document, name: "@@"})
    return marked.replace('"@@"', raw).encode()


def _without(document: dict[str, Any], name: str) -> bytes:
    return json.dumps({key: value for key, value in document.items() if key != name}).encode()


def _whole_bodies(honest: bytes) -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "white space", b" \n"
    yield "not JSON", b"answers=7"
    yield "half a document", honest[: len(honest) // 2]
    yield "two documents", honest + honest
    yield "not UTF-8", b'{"contract": "\xff"}'
    yield "UTF-16", honest.decode().encode("utf-16")
    yield "a byte order mark", b"\xef\xbb\xbf" + honest
    yield "raw NUL", honest.replace(b'"pilot"', b'"pi\x00lot"')
    yield "100,000 levels", b"[" * 100_000
    yield "100 levels of objects", b'{"a":' * 100 + b"1" + b"}" * 100
    yield "a name twice", b'{"contract": 1, "contract": 1}'
    yield "just below the limit", b'"' + b"x" * (MAX_SUBMISSION_BYTES - 2) + b'"'
    yield "compressed", b"\x1f\x8b\x08\x00" + honest
    yield "a form", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--"
    for name, raw in JUNK.items():
        yield f"only {name}", raw.encode()


def _submissions(document: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    honest = json.dumps(document).encode()
    yield from _whole_bodies(honest)
    for member in document:
        yield f"without {member}", _without(document, member)
        for name, raw in JUNK.items():
            if (member, name) not in HONEST:
                yield f"{member} is {name}", _replaced(document, member, raw)
    for version in ("0", "2", "99", "1.5", '"1"'):
        yield f"version {version}", _replaced(document, "contract", version)
    yield "a member more", json.dumps({**document, "extra": 1}).encode()
    yield "another mode", _replaced(document, "mode", '"identified"')
    yield "an unknown campaign", _replaced(document, "campaign", '"unknown"')
    yield "an unknown question", _replaced(document, "answers", '{"unknown": 1}')
    yield "an unknown option", _replaced(document, "answers", '{"pace": "sideways"}')
    for name, raw in JUNK.items():
        if name not in {"null", "a number", "an empty text"}:
            yield f"the answer is {name}", _replaced(document, "answers", f'{{"minutes": {raw}}}')
    for name, raw in JUNK.items():
        yield f"an answer in the list is {name}", _replaced(document, "answers", f'{{"pace": ["too_slow", {raw}]}}')


def _definitions(document: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield from _whole_bodies(json.dumps(document).encode())
    for member in document:
        yield f"without {member}", _without(document, member)
        for name, raw in JUNK.items():
            yield f"{member} is {name}", _replaced(document, member, raw)
    for member in SURVEY:
        for name, raw in JUNK.items():
            survey = _replaced(dict(SURVEY), member, raw).decode()
            yield f"survey.{member} is {name}", _replaced(document, "survey", survey)


def _facts(document: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name, body in _whole_bodies(json.dumps(document).encode()):
        yield name, body[:MAX_FACT_BYTES]
    for member in document:
        yield f"without {member}", _without(document, member)
        for name, raw in JUNK.items():
            if (member, name) not in HONEST_FACTS and len(raw) < MAX_FACT_BYTES - 500:
                yield f"{member} is {name}", _replaced(document, member, raw)
    for name, raw in JUNK.items():
        if name != "a text" and len(raw) < MAX_FACT_BYTES - 500:
            yield f"the participant is {name}", _replaced(document, "participant", f'{{"id": {raw}}}')
    yield "a name more", _replaced(document, "participant", '{"id": "p", "name": "Noor"}')
    yield "a long id", _replaced(document, "participant", json.dumps({"id": "x" * 129}))
    yield "a long course", _replaced(document, "course", json.dumps("x" * 256))
    yield "another day", _replaced(document, "at", '"2026-02-30T00:00:00Z"')
    yield "another id", _replaced(document, "fact_id", f'"{uuid4()}"')
    yield "another mode", _replaced(document, "mode", '"identified"')
    yield "a member more", json.dumps({**document, "extra": 1}).encode()


def _held(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in COUNTED]


def test_200_hostile_submissions_are_quarantined_or_refused_and_change_nothing_counted(service: Service) -> None:
    definition = service.publish()
    service.answer(definition, *[FULL] * 6)
    held = _held(service.engine)
    document = submission_of(definition, FULL).to_wire()
    bodies = list(_submissions(document))
    assert len(bodies) >= 200

    for name, body in bodies:
        reply = service.put(f"/api/v1/submissions/{document['submission_id']}", body)

        assert reply.status_code == 202, (name, reply.status_code, reply.text)
        assert reply.json["status"] == "quarantined", name
    assert _held(service.engine) == held


def test_hostile_definitions_are_problems(service: Service) -> None:
    definition = service.publish()
    document = definition.to_wire()

    for name, body in _definitions(document):
        reply = service.put(f"/api/v1/definitions/{definition.digest}", body)

        assert reply.content_type == "application/problem+json", (name, reply.status_code, reply.text)
        assert reply.status_code in {409, 422}, name


def test_hostile_facts_are_problems_and_nothing_is_kept(service: Service) -> None:
    service.publish()
    document = fact_about("p").to_wire()
    bodies = list(_facts(document))
    assert len(bodies) >= 120

    for name, body in bodies:
        reply = service.put(f"/api/v1/facts/{document['fact_id']}", body)

        assert reply.content_type == "application/problem+json", (name, reply.status_code, reply.text)
        assert reply.status_code == 422, name
    with service.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(facts)) == 0


@pytest.mark.parametrize("raw", JUNK.values(), ids=JUNK)
def test_earlier_answers_that_are_none_are_quarantined_or_ignored(service: Service, raw: str) -> None:
    definition = service.publish(survey=follow_up.SURVEY)
    document = submission_of(definition, follow_up.FULL).to_wire()

    for recalled in (
        raw,
        f'{{"goal": {raw}}}',
        f'{{"goal": [{raw}]}}',
        f'{{"{{}}": {raw}}}',
        f'{{"elsewhere": {raw}}}',
    ):
        body = _replaced(document, "recalled", recalled)

        reply = service.put(f"/api/v1/submissions/{document['submission_id']}", body)

        assert reply.status_code in {200, 201, 202, 409}, (recalled[:50], reply.text)


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/v1/submissions/0b9a5a52-6f3c-4a6d-9d39-1f1f2f3c4d5e", MAX_SUBMISSION_BYTES),
        (f"/api/v1/definitions/{'0' * 64}", MAX_DEFINITION_BYTES),
        ("/api/v1/facts/0b9a5a52-6f3c-4a6d-9d39-1f1f2f3c4d5e", MAX_FACT_BYTES),
    ],
)
@pytest.mark.parametrize("excess", [1, 10_000_000])
def test_a_body_above_the_limit_is_413(service: Service, path: str, limit: int, excess: int) -> None:
    reply = service.put(path, b"x" * (limit + excess))

    assert (reply.status_code, reply.content_type) == (413, "application/problem+json")


def test_a_body_above_the_limit_is_413_also_when_it_names_no_length(service: Service) -> None:
    path, body = f"/api/v1/submissions/{uuid4()}", b"x" * (MAX_SUBMISSION_BYTES + 1)
    builder = EnvironBuilder(path, method="PUT", input_stream=BytesIO(body))
    environ = builder.get_environ()
    environ |= {"wsgi.input_terminated": True, "HTTP_AUTHORIZATION": f"Bearer {service.token(path, body)}"}

    _, status, _ = run_wsgi_app(service.app, environ)

    assert status.startswith("413")


@pytest.mark.parametrize(
    "submission_id", ["1", "x" * 36, "00000000-0000-0000-0000-00000000000g", "%00", "..%2f..", "é"]
)
def test_an_address_without_a_submission_id_is_404(service: Service, submission_id: str) -> None:
    reply = service.client().put(f"/api/v1/submissions/{submission_id}", data=b"{}")

    assert (reply.status_code, reply.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize("digest", ["1", "x" * 5_000, "%00", "%ed%a0%80", "é", "' OR 1=1 --"])
def test_a_definition_under_no_digest_is_a_problem(service: Service, digest: str) -> None:
    definition = service.publish()

    reply = service.client().put(f"/api/v1/definitions/{digest}", data=definition.to_bytes())

    assert reply.content_type == "application/problem+json"
    assert 400 <= reply.status_code < 500
