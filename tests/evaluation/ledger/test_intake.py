"""Taking submissions in: what is signed is kept, what can be understood counts, and each counts once."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from evaluation.campaigns import catalogue
from evaluation.errors import StorageUnavailable, TokenReplayed
from evaluation.ledger.arrivals import read_arrival
from evaluation.storage.engine import writing
from evaluation.storage.tables import answers, used_tokens
from surveys.canonical import canonical_json, digest
from surveys.contract import Participant, ReceiptStatus, Submission
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import KEY_ID, NOW, House, submission_to
from tests.evaluation.storage.disk import full_disk
from tests.evaluation.survey import FULL


def _revised(submission: Submission, revision: int, **answers: Any) -> Submission:
    changed = {name: getattr(submission, name) for name in Submission.__dataclass_fields__}
    return Submission(**{**changed, "revision": revision, "answers": {**FULL, **answers}})


def test_a_submission_is_in_the_ledger_exactly_as_it_came(house: House) -> None:
    sent = submission_to(house.open_campaign())
    receipt = house.put(sent)
    [row] = house.ledger_rows()
    assert (receipt.status, receipt.digest, receipt.received_at) == ("accepted", digest(sent.to_bytes()), NOW)
    assert (row.body.encode(), row.submission_id, row.key_id) == (sent.to_bytes(), sent.submission_id, KEY_ID)


def test_every_answer_is_stored_once_with_what_it_counts_as(house: House) -> None:
    house.put(submission_to(house.open_campaign()))
    with house.engine.connect() as conn:
        found = {row.question_id: row for row in conn.execute(select(answers))}
    assert {name: row.option for name, row in found.items()} == {
        "pace": "just_right",
        "minutes": "45",
        "recommend": "9",
        "comment": "answered",
        "recognise": "often",
    }
    assert {name: row.text for name, row in found.items() if row.text} == {"comment": FULL["comment"]}
    assert {(row.level.value, row.month) for row in found.values()} == {
        ("interventions", 202611),
        ("work_behaviour", 202611),
    }


def test_the_same_submission_again_is_a_duplicate(house: House) -> None:
    sent = submission_to(house.open_campaign())
    receipts = [house.put(sent) for _ in range(3)]
    assert [receipt.status for receipt in receipts] == ["accepted", "duplicate", "duplicate"]
    assert len({receipt.digest for receipt in receipts}) == 1
    assert len(house.ledger_rows()) == 1


def test_a_higher_revision_replaces_the_answers(house: House) -> None:
    first = submission_to(house.open_campaign())
    house.put(first)
    second = _revised(first, 2, pace="too_slow", comment="")
    assert house.put(second).status == "updated"
    with house.engine.connect() as conn:
        found = {row.question_id: row.option for row in conn.execute(select(answers))}
    assert found == {"pace": "too_slow", "minutes": "45", "recommend": "9", "recognise": "often"}


def test_a_lower_revision_is_kept_and_does_not_count(house: House) -> None:
    first = submission_to(house.open_campaign())
    house.put(_revised(first, 2, pace="too_slow"))
    assert house.put(first).status == "stale"
    with house.engine.connect() as conn:
        pace = conn.scalar(select(answers.c.option).where(answers.c.question_id == "pace"))
    assert (pace, len(house.ledger_rows())) == ("too_slow", 2)


def test_other_content_for_a_revision_is_a_conflict_that_keeps_both(house: House) -> None:
    first = submission_to(house.open_campaign())
    house.put(first)
    other = _revised(first, 1, pace="too_slow")
    receipts = [house.put(other), house.put(other)]
    assert [receipt.status for receipt in receipts] == ["conflict", "conflict"]
    assert receipts[0].reason is not None
    with house.engine.connect() as conn:
        pace = conn.scalar(select(answers.c.option).where(answers.c.question_id == "pace"))
    assert (pace, len(house.ledger_rows())) == ("just_right", 2)


def _unreadable(submission: Submission, **changes: Any) -> bytes:
    return canonical_json({**submission.to_wire(), **changes})


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"contract": 2}, "unknown_version"),
        ({"contract": "one"}, "unreadable"),
        ({"surprise": True}, "unreadable"),
        ({"answers": [1, 2]}, "unreadable"),
        ({"submission_id": str(uuid.uuid4())}, "other_address"),
        ({"campaign": "elsewhere"}, "unknown_campaign"),
        ({"definition": "0" * 64}, "unknown_definition"),
        ({"mode": "anonymous", "participant": None}, "unreadable"),
        ({"mode": "identified"}, "other_mode"),
        ({"answers": {"pace": "breakneck"}}, "unfit_answers"),
        ({"answers": {"surprise": "yes"}}, "unfit_answers"),
        ({"answers": {"minutes": -5}}, "unfit_answers"),
    ],
)
def test_what_cannot_be_counted_is_quarantined_with_its_bytes_and_the_reason(
    changes: dict[str, Any], cause: str, sqlite_house: House
) -> None:
    sent = submission_to(sqlite_house.open_campaign())
    body = _unreadable(sent, **changes)
    receipts = [sqlite_house.put_bytes(body, sent.submission_id) for _ in range(2)]
    assert [receipt.status for receipt in receipts] == ["quarantined", "quarantined"]
    assert all(receipt.reason for receipt in receipts)
    assert receipts[0].digest == digest(body)
    assert sqlite_house.quarantined() == {sent.submission_id: cause}
    assert sqlite_house.ledger_rows() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"not json",
        b"[1]",
        b'{"contract": NaN}',
        b'{"contract": 1, "contract": 1}',
        b'{"contract": ' + b"9" * 5_000 + b"}",
        b'{"answers": "\\u0000"}',
        b'{"answers": "\\ud800"}',
        b"[" * 100 + b"]" * 100,
        b'{"campaign": "' + b"x" * 200_000 + b'"}',
        b"\x00" * 1_000,
    ],
)
def test_hostile_bytes_are_quarantined(body: bytes, house: House) -> None:
    submission_id = uuid.uuid4()
    receipt = house.put_bytes(body, submission_id)
    assert (receipt.status, receipt.digest) == ("quarantined", digest(body))
    assert house.quarantined() == {submission_id: "unreadable"}


def test_hostile_bytes_do_not_disturb_those_who_come_with_them(house: House) -> None:
    definition = house.open_campaign()
    good = [submission_to(definition) for _ in range(5)]
    bad = [read_arrival(b"\x00", uuid.uuid4(), KEY_ID, NOW) for _ in range(5)]
    both = [*(read_arrival(one.to_bytes(), one.submission_id, KEY_ID, NOW) for one in good), *bad]
    receipts = house.intake.take_batch(both, NOW)
    assert [receipt.status for receipt in receipts] == ["accepted"] * 5 + ["quarantined"] * 5


def test_a_second_submission_of_one_person_in_one_wave_is_quarantined(house: House) -> None:
    definition = house.open_campaign()
    first, second = (submission_to(definition, "person") for _ in range(2))
    assert house.put(first).status == "accepted"
    assert house.put(second).status == "quarantined"
    assert house.quarantined() == {second.submission_id: "second_submission"}
    assert house.progress().answered == 1


def test_a_second_submission_that_comes_with_the_first_is_quarantined_too(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    definition = house.open_campaign()
    first, second = (submission_to(definition, "person") for _ in range(2))
    both = [read_arrival(one.to_bytes(), one.submission_id, KEY_ID, NOW) for one in (first, second)]
    assert [receipt.status for receipt in house.intake.take_batch(both, NOW)] == ["accepted", "quarantined"]
    assert caplog.text == ""  # seen before the database had to refuse it


def test_one_person_may_answer_each_wave(house: House) -> None:
    definition = house.open_campaign()
    statuses = [house.put(submission_to(definition, "person", wave=wave)).status for wave in ("day-30", "day-90")]
    assert statuses == ["accepted", "accepted"]
    assert house.progress().answered == 1


@pytest.mark.parametrize("change", [{"participant": Participant("somebody-else")}, {"wave": "day-90"}])
def test_a_revision_that_names_another_person_or_wave_is_quarantined(change: dict[str, Any], house: House) -> None:
    first = submission_to(house.open_campaign(), "person")
    house.put(first)
    changed = {name: getattr(first, name) for name in Submission.__dataclass_fields__} | {"revision": 2} | change
    assert house.put(Submission(**changed)).status == "quarantined"
    assert house.quarantined() == {first.submission_id: "other_person"}


def test_an_anonymous_campaign_knows_no_persons(house: House) -> None:
    definition = house.open_campaign(mode=PrivacyMode.ANONYMOUS)
    house.answer(definition, 3)
    assert house.progress().answered == 3


def test_a_token_is_good_for_one_use(house: House) -> None:
    definition = house.open_campaign()
    expires = NOW + timedelta(seconds=45)
    first, second = submission_to(definition), submission_to(definition)
    house.intake.take_in(first.to_bytes(), first.submission_id, KEY_ID, "token", expires, NOW)
    with pytest.raises(TokenReplayed):
        house.intake.take_in(second.to_bytes(), second.submission_id, KEY_ID, "token", expires, NOW)
    other_key = house.intake.take_in(second.to_bytes(), second.submission_id, "other", "token", expires, NOW)
    assert other_key.status == "accepted"
    assert len(house.ledger_rows()) == 2


def test_a_replayed_token_brings_nothing_into_quarantine_either(house: House) -> None:
    expires = NOW + timedelta(seconds=45)
    house.intake.take_in(b"garbage", uuid.uuid4(), KEY_ID, "token", expires, NOW)
    with pytest.raises(TokenReplayed):
        house.intake.take_in(b"other garbage", uuid.uuid4(), KEY_ID, "token", expires, NOW)
    assert len(house.quarantined()) == 1


@pytest.mark.parametrize("token_id", ["x" * 10_000, "\x00", "\ud800", ""])
def test_any_token_id_is_remembered(token_id: str, house: House) -> None:
    expires = NOW + timedelta(seconds=45)
    house.intake.take_in(b"garbage", uuid.uuid4(), KEY_ID, token_id, expires, NOW)
    with pytest.raises(TokenReplayed):
        house.intake.take_in(b"garbage", uuid.uuid4(), KEY_ID, token_id, expires, NOW)


def test_tokens_that_expired_are_forgotten(house: House) -> None:
    definition = house.open_campaign()
    for minutes in (0, 2, 4):
        house.put(submission_to(definition), NOW + timedelta(minutes=minutes))
    with house.engine.connect() as conn:
        assert len(conn.scalars(select(used_tokens.c.token_id)).all()) == 1


def test_twenty_at_once_with_one_submission_are_one(house: House) -> None:
    sent = submission_to(house.open_campaign())
    with ThreadPoolExecutor(20) as browsers:
        statuses = [receipt.status for receipt in browsers.map(house.put, [sent] * 20)]
    assert sorted(statuses) == ["accepted"] + ["duplicate"] * 19
    assert len(house.ledger_rows()) == 1


def test_twenty_threads_with_many_submissions_lose_none(house: House) -> None:
    definition = house.open_campaign()
    sent = [submission_to(definition) for _ in range(200)]
    with ThreadPoolExecutor(20) as browsers:
        statuses = {receipt.status for receipt in browsers.map(house.put, sent)}
    assert statuses == {ReceiptStatus.ACCEPTED}
    assert {row.submission_id for row in house.ledger_rows()} == {one.submission_id for one in sent}
    assert [row.number for row in house.ledger_rows()] == list(range(1, 201))
    assert house.progress().answered == 200


def test_the_way_in_never_reads_a_whole_campaign(sqlite_house: House) -> None:
    """What one batch costs must not grow with the answers that are there. SQLite says how it would find the rows."""
    definition = sqlite_house.open_campaign()
    sqlite_house.answer(definition, 3)
    statements: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and "max(" not in statement:
            statements.append((statement, parameters))

    event.listen(sqlite_house.engine, "before_cursor_execute", note)
    first = sqlite_house.answer(definition, 8)[0]
    sqlite_house.put(_revised(first, 2))
    event.remove(sqlite_house.engine, "before_cursor_execute", note)
    with sqlite_house.engine.connect() as conn:
        plans = [
            (row.detail, statement)
            for statement, parameters in statements
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    # The end of an index answers max(); all else names more than the campaign, or an index of what waits.
    of_answers = [plan for plan in plans if any(f" {name} " in plan[0] for name in _GROWING)]
    assert of_answers
    assert [plan for plan in of_answers if "(campaign_id=?)" in plan[0] or plan[0].startswith("SCAN")] == []


_GROWING = ("ledger", "submissions", "answers", "releases")
_REFUSE = {
    "sqlite": [
        """CREATE TRIGGER refuse BEFORE INSERT ON ledger WHEN NEW.body LIKE '%poison%'
        BEGIN SELECT RAISE(ABORT, 'no poison here'); END"""
    ],
    "postgresql": [
        """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.body LIKE '%poison%' THEN RAISE EXCEPTION 'no poison here'; END IF; RETURN NEW; END $$""",
        "CREATE TRIGGER refuse BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}


def test_what_the_database_refuses_is_quarantined_and_takes_no_other_with_it(house: House) -> None:
    """A trigger stands for whatever a database may one day find wrong with one submission of a batch."""
    definition = house.open_campaign()
    with writing(house.engine) as conn:
        for statement in _REFUSE[house.engine.dialect.name]:
            conn.execute(text(statement))
    sent = [submission_to(definition) for _ in range(5)]
    poison = submission_to(definition, answers={"comment": "poison"})
    arrivals = [read_arrival(one.to_bytes(), one.submission_id, KEY_ID, NOW) for one in [*sent, poison]]
    receipts = house.intake.take_batch(arrivals, NOW)
    assert [receipt.status for receipt in receipts] == ["accepted"] * 5 + ["quarantined"]
    assert house.quarantined() == {poison.submission_id: "unstorable"}
    assert [row.number for row in house.ledger_rows()] == [1, 2, 3, 4, 5]


def test_what_fails_is_logged_without_answers(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """PostgreSQL shows the whole row when a rule of a table is broken."""
    sent = submission_to(house.open_campaign(), answers={"comment": "a secret"})
    arrival = read_arrival(sent.to_bytes(), sent.submission_id, None, NOW)  # type: ignore[arg-type]  # NOT NULL
    with pytest.raises(IntegrityError):
        house.intake.take_batch([arrival], NOW)
    assert "one by one" in caplog.text
    assert "a secret" not in caplog.text


def test_a_full_disk_is_told_and_nothing_is_lost_after_it(sqlite_house: House) -> None:
    definition = sqlite_house.open_campaign()
    before = sqlite_house.answer(definition, 3)
    late = [submission_to(definition, answers={**FULL, "comment": "x" * 3_900}) for _ in range(10)]
    with full_disk(sqlite_house.engine):
        for one in late:
            with pytest.raises(StorageUnavailable):
                sqlite_house.put(one)
        assert sqlite_house.progress().answered == 3  # reading goes on
    assert {sqlite_house.put(one).status for one in late} == {ReceiptStatus.ACCEPTED}
    assert {row.submission_id for row in sqlite_house.ledger_rows()} == {one.submission_id for one in [*before, *late]}


@st.composite
def _deliveries(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Revisions of a few submissions, each sent at least once, in any order, some again and again."""
    revisions = [(person, revision) for person in range(3) for revision in range(1, draw(st.integers(2, 5)))]
    again = draw(st.lists(st.sampled_from(revisions), max_size=8))
    return draw(st.permutations([*revisions, *again]))


@given(deliveries=_deliveries(), batch=st.integers(1, 6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_and_any_batches_the_highest_revision_of_each_counts(
    deliveries: list[tuple[int, int]], batch: int, house: House
) -> None:
    key = f"c-{uuid.uuid4().hex}"
    definition = house.open_campaign(key)
    ids = [uuid.uuid4() for _ in range(3)]
    arrivals = []
    for person, revision in deliveries:
        sent = submission_to(
            definition,
            f"person-{person}",
            submission_id=ids[person],
            revision=revision,
            answers={"minutes": 100 * person + revision},
        )
        arrivals.append(read_arrival(sent.to_bytes(), sent.submission_id, KEY_ID, NOW))
    for start in range(0, len(arrivals), batch):
        house.intake.take_batch(arrivals[start : start + batch], NOW)
    highest = {person: max(revision for who, revision in deliveries if who == person) for person in range(3)}
    with house.engine.connect() as conn:
        bodies = {json.loads(row.body)["campaign"] for row in house.ledger_rows()}
        options = conn.scalars(select(answers.c.option).where(answers.c.campaign_id == _campaign_id(house, key))).all()
    assert key in bodies
    assert sorted(options) == sorted(str(100 * person + revision) for person, revision in highest.items())
    assert house.progress(key).answered == 3


def _campaign_id(house: House, key: str) -> int:
    with house.engine.connect() as conn:
        return catalogue.find(conn, key).id
