"""Reading documents of the contract: every problem with its path, nothing half understood."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.contract_reading import read_definition, read_receipt, read_submission
from surveys.errors import ContractInvalid, ContractUnknownVersion, JSONRefused, SurveyError
from tests.contract.documents import golden


def changed(name: str, **changes: Any) -> bytes:
    """Return a golden document with members changed; a change to None leaves one out."""
    document = {**json.loads(golden(name)), **changes}
    return json.dumps({member: value for member, value in document.items() if value is not None}).encode()


def paths(raw: bytes, read: Any = read_submission) -> list[str]:
    """Return the paths of what is wrong with a document."""
    with pytest.raises(ContractInvalid) as invalid:
        read(raw)
    return [problem.path for problem in invalid.value.problems]


MEMBERS = [*json.loads(golden("submission_anonymous"))]


@pytest.mark.parametrize("member", MEMBERS)
def test_every_member_of_a_submission_is_needed(member: str) -> None:
    assert paths(changed("submission_anonymous", **{member: None})) == [member]


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("value", [True, [], {"a": {}}, 1.5, "", "x" * 300, -1])
def test_every_member_of_a_submission_is_held_to_its_kind(member: str, value: Any) -> None:
    with pytest.raises(ContractInvalid) as invalid:
        read_submission(changed("submission_anonymous", **{member: value}))
    assert all(problem.path.startswith(member) for problem in invalid.value.problems)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("submission_id", "0A1B2C3D-4E5F-4A6B-8C7D-9E0F1A2B3C4D"),
        ("submission_id", "{0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d}"),
        ("submission_id", "0a1b2c3d4e5f4a6b8c7d9e0f1a2b3c4d"),
        ("revision", 0),
        ("revision", 1_000_001),
        ("revision", 1.0),
        ("revision", "1"),
        ("contract", True),
        ("contract", 1.0),
        ("kind", "definition"),
        ("campaign", "Sales"),
        ("campaign", "-sales"),
        ("campaign", "sales\n"),
        ("definition", "AB" * 32),
        ("mode", "secret"),
        ("language", "Dutch!"),
        ("language", "nl-BE"),
        ("answered_at", "2026-11-22T08:00:00+01:00"),
        ("answered_at", "2026-11-22T08:00:00.5Z"),
        ("answered_at", "2026-02-30T08:00:00Z"),
        ("answered_at", "2026-11-22T08:00:00Z\n"),
        ("colour", "red"),
    ],
)
def test_there_is_one_way_to_write_each_thing(member: str, value: object) -> None:
    assert paths(changed("submission_anonymous", **{member: value})) == [member]


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"Not an id": 1}, "answers.Not an id"),
        ({"q": True}, "answers.q"),
        ({"q": {"a": 1}}, "answers.q"),
        ({"q": []}, "answers.q"),
        ({"q": ["a", "a"]}, "answers.q"),
        ({"q": ["a", 1]}, "answers.q"),
        ({"q": ["x" * 65]}, "answers.q"),
        ({"q": [f"c{number}" for number in range(201)]}, "answers.q"),
        ({"q": 1e16}, "answers.q"),
        ({"q": "x" * 20_001}, "answers.q"),
        ({f"q{number}": 1 for number in range(501)}, "answers"),
        ([], "answers"),
    ],
)
def test_answers_are_texts_numbers_lists_of_codes_or_null_by_question(answers: Any, wrong: str) -> None:
    assert paths(changed("submission_anonymous", answers=answers)) == [wrong]


def test_all_that_is_wrong_is_told_at_once() -> None:
    raw = changed("submission_anonymous", revision=0, mode="secret", answers={"q": True, "r": []}, wave=None)
    assert sorted(paths(raw)) == ["answers.q", "answers.r", "mode", "revision", "wave"]


@pytest.mark.parametrize(
    ("name", "participant", "path"),
    [
        ("submission_anonymous", {"id": "p"}, "participant"),
        ("submission_confidential", None, "participant"),
        ("submission_confidential", {"id": "p", "name": "Noor"}, "participant"),
        ("submission_confidential", {"id": "p", "email": "noor@example.org"}, "participant"),
        ("submission_confidential", {"id": ""}, "participant.id"),
        ("submission_identified", None, "participant"),
        ("submission_identified", {"name": "Noor"}, "participant.id"),
        ("submission_identified", {"id": "42", "phone": "1"}, "participant.phone"),
    ],
)
def test_a_submission_says_of_a_person_what_its_mode_allows(
    name: str, participant: dict[str, str] | None, path: str
) -> None:
    assert paths(changed(name, participant=participant)) == [path]


def test_an_identified_submission_may_leave_out_name_and_address() -> None:
    submission = read_submission(changed("submission_identified", participant={"id": "42"}))
    assert submission.participant is not None
    assert (submission.participant.name, submission.participant.email) == (None, None)


@pytest.mark.parametrize("version", [0, 2, 99, -1])
@pytest.mark.parametrize(
    ("name", "read"),
    [("submission_anonymous", read_submission), ("definition", read_definition), ("receipt", read_receipt)],
)
def test_another_version_is_not_guessed_at(name: str, read: Any, version: int) -> None:
    with pytest.raises(ContractUnknownVersion, match=f"Version {version} is not known here"):
        read(changed(name, contract=version))


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"text"', b"1"])
def test_what_is_no_object_is_no_document(raw: bytes) -> None:
    assert paths(raw) == [""]


@pytest.mark.parametrize("raw", [b"", b"{", b"NaN", b"[" * 100])
def test_what_is_not_json_is_refused_as_such(raw: bytes) -> None:
    with pytest.raises(JSONRefused):
        read_submission(raw)


@pytest.mark.parametrize(
    ("campaign", "path"),
    [
        ({"key": "k", "title": {"nl": "T"}, "mode": "anonymous", "min_respondents": 4}, "campaign.min_respondents"),
        ({"key": "k", "title": {"nl": "T"}, "mode": "anonymous", "min_respondents": True}, "campaign.min_respondents"),
        ({"key": "k", "title": {}, "mode": "anonymous"}, "campaign.title"),
        ({"key": "k", "title": {"nl": "T"}}, "campaign.mode"),
        ({"key": "K", "title": {"nl": "T"}, "mode": "anonymous"}, "campaign.key"),
    ],
)
def test_a_definition_names_its_campaign(campaign: dict[str, Any], path: str) -> None:
    assert paths(changed("definition", campaign=campaign), read_definition) == [path]


def test_a_receipt_names_what_it_received() -> None:
    assert paths(changed("receipt", digest="x", status="lost"), read_receipt) == ["digest", "status"]


scalars = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(-1e20, 1e20) | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


@given(st.sampled_from(["submission_identified", "definition", "receipt"]), st.data())
def test_any_document_is_read_or_refused_and_what_was_read_is_written_the_same(name: str, data: st.DataObject) -> None:
    document = json.loads(golden(name))
    changes = data.draw(st.dictionaries(st.sampled_from([*document, "other"]), values, max_size=3))
    raw = json.dumps({**document, **changes}).encode()
    for read in (read_submission, read_definition, read_receipt):
        with suppress(SurveyError):
            assert read(raw).to_wire() == json.loads(raw)
