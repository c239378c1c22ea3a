"""Whoever is erased is nowhere any more, and the figures stay what they were."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError

from evaluation.campaigns import catalogue
from evaluation.ledger import rebuilding
from evaluation.ledger.replaying import replay
from evaluation.storage.engine import writing
from evaluation.storage.tables import answers, erasures, facts, ledger, quarantine, submissions
from surveys.canonical import canonical_json, digest
from surveys.contract import FactKind, Participant, Receipt, Submission
from surveys.privacy import PrivacyMode
from tests.evaluation import follow_up
from tests.evaluation.sending import KEY_ID, NOW, House, definition_of, submission_to
from tests.evaluation.survey import FULL
from tests.evaluation.telling import everything, fact_about, tell

NAMED = (PrivacyMode.IDENTIFIED, PrivacyMode.CONFIDENTIAL)
NOOR = "noor-account-31415"
SAID = "Ask Noor about the whiteboard"


def retire(house: House, mode: PrivacyMode, person: str = NOOR, **changes: Any) -> Receipt:
    """Close the account of ``person``."""
    return tell(house, fact_about(person, FactKind.RETIRED, mode=mode, **changes))


def by_noor(mode: PrivacyMode, **changes: Any) -> Submission:
    """Return answers of one person, with all that her mode lets an LMS tell of her."""
    person = Participant(NOOR, "Noor Jansen", "noor@example.org") if mode is PrivacyMode.IDENTIFIED else None
    settings = {"participant": person or Participant(NOOR), "answers": {**FULL, "comment": SAID}, **changes}
    return submission_to(definition_of(mode=mode), **settings)


@pytest.fixture(params=NAMED)
def mode(request: pytest.FixtureRequest) -> PrivacyMode:
    """A mode in which a person is known."""
    found: PrivacyMode = request.param
    return found


@pytest.fixture
def noors(house: House, mode: PrivacyMode) -> Sequence[Submission]:
    """A campaign in which Noor answered two waves and changed one, and other people answered."""
    house.open_campaign(mode=mode)
    first = by_noor(mode, answered_at=NOW + timedelta(minutes=17, seconds=11))
    sent = [
        first,
        replace(first, revision=3, answers={**FULL, "pace": "too_fast", "comment": SAID}),
        replace(first, revision=2, answers={"comment": SAID}),  # stale
        replace(first, revision=3, answers={"comment": f"{SAID}!"}),  # conflict
        by_noor(mode, wave="later"),
    ]
    assert [house.put(one).status for one in sent] == ["accepted", "updated", "stale", "conflict", "accepted"]
    tell(house, fact_about(NOOR, FactKind.ENROLLED, mode=mode))
    tell(house, fact_about(NOOR, FactKind.COMPLETED, mode=mode, at=NOW + timedelta(minutes=3)))
    house.answer(definition_of(mode=mode), 11)
    return sent


def _figures(house: House) -> tuple[Any, ...]:
    with house.engine.connect() as conn:
        columns = [column for column in answers.columns if column.name != "text"]
        counted = conn.execute(select(*columns).order_by(*columns)).all()
        told = sorted(conn.scalars(select(facts.c.fact)))
    return house.cube(), house.progress(), counted, told


def test_nothing_that_names_the_person_is_left_in_any_table(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    fact_ids = _fact_ids(house)
    assert all(trace in everything(house.engine) for trace in _traces(mode))

    assert retire(house, mode).status == "accepted"

    kept = everything(house.engine)
    assert [trace for trace in _traces(mode) if trace in kept] == []
    assert [one for one in fact_ids if str(one) in kept] == []


def _traces(mode: PrivacyMode) -> tuple[str, ...]:
    named = ("Noor Jansen", "noor@example.org") if mode is PrivacyMode.IDENTIFIED else ()
    return (NOOR, SAID, "08:17:11", *named)


def _fact_ids(house: House) -> list[uuid.UUID]:
    with house.engine.connect() as conn:
        return list(conn.scalars(select(facts.c.fact_id).where(facts.c.participant == NOOR)))


def test_no_digest_is_left_that_would_tell_whether_a_guess_at_the_person_is_right(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    before = {digest(one.to_bytes()) for one in noors}

    retire(house, mode)

    with house.engine.connect() as conn:
        rows = conn.execute(select(ledger).where(ledger.c.erased)).all()
    assert len(rows) == len(noors)
    assert before.isdisjoint(row.digest for row in rows)
    assert all(row.digest == digest(row.body.encode()) for row in rows)
    assert {(row.submission_id, row.revision) for row in rows} == {(one.submission_id, one.revision) for one in noors}
    assert {(row.received_at.hour, row.received_at.minute) for row in rows} == {(0, 0)}


def test_the_figures_stay_what_they_were(house: House, mode: PrivacyMode, noors: Sequence[Submission]) -> None:
    before = _figures(house)
    assert before[0]

    retire(house, mode)

    assert _figures(house) == before


def test_a_rebuild_after_an_erasure_gives_the_same_figures(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    figures = _figures(house)
    retire(house, mode)
    derived = house.derived()

    with writing(house.engine) as conn:
        rebuilding.rebuild(conn, catalogue.find(conn, "pilot"))

    assert house.derived() == derived
    assert _figures(house) == figures


@pytest.mark.parametrize("rebuilt", [False, True])
def test_figures_go_on_as_if_nobody_had_been_erased(
    house: House, mode: PrivacyMode, noors: Sequence[Submission], rebuilt: bool
) -> None:
    retire(house, mode)
    if rebuilt:
        with writing(house.engine) as conn:
            rebuilding.rebuild(conn, catalogue.find(conn, "pilot"))

    house.answer(definition_of(mode=mode), 7)
    house.close()

    # 1 + 11 + 7 persons; Noor's two waves count each.
    assert house.progress().shown == 19
    assert house.counted("pace") == {"just_right": 19, "too_fast": 1}
    assert house.counted("comment") == {"answered": 20}


def test_both_waves_are_still_of_one_person(house: House, mode: PrivacyMode, noors: Sequence[Submission]) -> None:
    retire(house, mode)

    with house.engine.connect() as conn:
        ids = {noors[0].submission_id, noors[-1].submission_id}
        people = set(conn.scalars(select(submissions.c.participant).where(submissions.c.submission_id.in_(ids))))
        told = set(conn.scalars(select(facts.c.participant)))
    assert len(people) == 1
    assert people == told


def test_of_facts_the_month_stays_and_no_time_that_an_lms_knows_too(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    retire(house, mode)

    with house.engine.connect() as conn:
        rows = conn.execute(select(facts.c.fact, facts.c.at, facts.c.received_at).order_by(facts.c.fact)).all()
    month = NOW.replace(day=1, hour=0)
    assert rows == [("completed", month, NOW.replace(hour=0)), ("enrolled", month, NOW.replace(hour=0))]


def test_marks_of_one_person_in_two_campaigns_have_nothing_in_common(house: House, mode: PrivacyMode) -> None:
    for key in ("pilot", "other"):
        retire(house, mode, campaign=key)

    with house.engine.connect() as conn:
        assert len(set(conn.scalars(select(erasures.c.mark)))) == 2


def test_nobody_else_is_touched(house: House, mode: PrivacyMode, noors: Sequence[Submission]) -> None:
    tell(house, fact_about("somebody", mode=mode))
    others = select(ledger).where(ledger.c.submission_id.not_in({one.submission_id for one in noors}))
    with house.engine.connect() as conn:
        before = conn.execute(others).all(), conn.execute(select(facts).where(facts.c.participant == "somebody")).all()

    retire(house, mode)

    with house.engine.connect() as conn:
        after = conn.execute(others).all(), conn.execute(select(facts).where(facts.c.participant == "somebody")).all()
    assert after == before
    assert len(before[0]) == 11


def test_the_same_person_in_another_campaign_is_not_touched(house: House, mode: PrivacyMode) -> None:
    for key in ("pilot", "other"):
        house.open_campaign(key, mode)
        house.put(replace(by_noor(mode), campaign=key))
    retire(house, mode)

    assert SAID in everything(house.engine)
    retire(house, mode, campaign="other")
    assert SAID not in everything(house.engine)


def test_what_was_sent_before_and_arrives_again_is_a_duplicate_and_brings_nobody_back(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    retire(house, mode)
    before = everything(house.engine, but="used_tokens")

    receipts = [house.put(one) for one in noors]

    assert {receipt.status for receipt in receipts} == {"duplicate"}
    assert [receipt.digest for receipt in receipts] == [digest(one.to_bytes()) for one in noors]
    assert everything(house.engine, but="used_tokens") == before


@pytest.mark.parametrize("known", [True, False])
def test_answers_that_arrive_after_the_erasure_are_acknowledged_and_not_kept(
    house: House, mode: PrivacyMode, known: bool
) -> None:
    if known:
        house.open_campaign(mode=mode)
    retire(house, mode)

    receipt = house.put(by_noor(mode))
    house.open_campaign(mode=mode)

    assert (receipt.status, bool(receipt.reason)) == ("stale", True)
    assert house.ledger_rows() == []
    assert house.quarantined() == {}
    assert [trace for trace in _traces(mode) if trace in everything(house.engine)] == []


def test_a_later_revision_of_what_was_erased_is_not_kept_either(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    figures = _figures(house)
    retire(house, mode)

    receipt = house.put(replace(noors[0], revision=9, answers={"comment": SAID}))

    assert receipt.status == "stale"
    assert SAID not in everything(house.engine)
    assert _figures(house) == figures


def test_facts_that_arrive_after_the_erasure_are_acknowledged_and_not_kept(house: House, mode: PrivacyMode) -> None:
    house.open_campaign(mode=mode)
    passed = fact_about(NOOR, FactKind.PASSED, mode=mode)
    tell(house, passed)
    retire(house, mode)

    receipts = [tell(house, passed), tell(house, fact_about(NOOR, FactKind.CERTIFIED, mode=mode))]

    assert [receipt.status for receipt in receipts] == ["stale", "stale"]
    assert NOOR not in everything(house.engine)
    with house.engine.connect() as conn:
        assert list(conn.scalars(select(facts.c.fact))) == ["passed"]


def test_the_same_tombstone_again_is_a_duplicate(house: House, mode: PrivacyMode) -> None:
    house.open_campaign(mode=mode)
    tombstone = fact_about(NOOR, FactKind.RETIRED, mode=mode)

    assert [tell(house, tombstone).status for _ in range(3)] == ["accepted", "duplicate", "duplicate"]
    with house.engine.connect() as conn:
        assert len(conn.execute(select(erasures)).all()) == 1
    assert NOOR not in everything(house.engine)


def test_what_waits_in_quarantine_goes_and_a_definition_does_not_bring_it_back(house: House, mode: PrivacyMode) -> None:
    waiting = by_noor(mode)
    house.put(waiting)
    house.put(submission_to(definition_of(mode=mode)))
    assert len(house.quarantined()) == 2

    retire(house, mode)
    house.open_campaign(mode=mode)

    assert [trace for trace in _traces(mode) if trace in everything(house.engine)] == []
    assert house.quarantined() == {}
    assert len(house.ledger_rows()) == 1
    with house.engine.connect() as conn:
        left = conn.execute(select(quarantine).where(quarantine.c.submission_id == waiting.submission_id)).one()
    assert (left.cause, left.body, left.digest != digest(waiting.to_bytes())) == ("erased", b"", True)


def test_what_once_waited_in_quarantine_and_counts_now_goes_there_too(house: House, mode: PrivacyMode) -> None:
    house.put(by_noor(mode))
    house.open_campaign(mode=mode)
    assert house.quarantined() == {}

    retire(house, mode)

    assert SAID not in everything(house.engine)
    assert len(house.ledger_rows()) == 1


@pytest.mark.parametrize("spoilt", ["of a later contract", "not JSON"])
def test_what_could_not_be_read_goes_if_it_names_the_person(house: House, mode: PrivacyMode, spoilt: str) -> None:
    sent = by_noor(mode)
    later = canonical_json({**sent.to_wire(), "contract": 2})
    house.put_bytes(later if spoilt == "of a later contract" else later[:-1], sent.submission_id)
    house.put_bytes(b"somebody's", uuid.uuid4())

    retire(house, mode)

    assert SAID not in everything(house.engine)
    assert len(house.quarantined()) == 1


def test_what_cannot_be_read_yet_of_somebody_who_was_erased_is_not_kept(house: House, mode: PrivacyMode) -> None:
    sent = by_noor(mode)
    retire(house, mode)

    receipt = house.put_bytes(canonical_json({**sent.to_wire(), "contract": 2}), sent.submission_id)

    assert receipt.status == "stale"
    assert house.quarantined() == {}
    assert SAID not in everything(house.engine)


def test_an_entry_of_somebody_else_s_submission_that_names_the_person_goes_and_theirs_stays(
    house: House, mode: PrivacyMode
) -> None:
    definition = house.open_campaign(mode=mode)
    [theirs] = house.answer(definition, 1)
    assert house.put(by_noor(mode, submission_id=theirs.submission_id)).status == "conflict"

    retire(house, mode)

    assert SAID not in everything(house.engine)
    assert [row.erased for row in house.ledger_rows()] == [False, True]


def test_whoever_retires_is_erased_by_an_id_of_another_mode_too(house: House, mode: PrivacyMode) -> None:
    """As when an author changed the mode: what waits under the earlier one goes by the earlier id."""
    [other] = set(NAMED) - {mode}
    house.open_campaign(mode=other)
    assert house.put(by_noor(mode)).status == "quarantined"

    assert retire(house, mode).status == "accepted"

    assert [trace for trace in _traces(mode) if trace in everything(house.engine)] == []


def test_a_replay_of_what_waits_keeps_nothing_of_somebody_who_was_erased(house: House, mode: PrivacyMode) -> None:
    """As after an upgrade that can read what the release at the time of the erasure could not."""
    waiting = by_noor(mode)
    retire(house, mode)
    with writing(house.engine) as conn:
        conn.execute(quarantine.insert(), _unread(waiting))

    outcome = house.writer.write(lambda conn: replay(conn, NOW))

    assert dict(outcome) == {"stale": 1}
    assert house.quarantined() == {}
    assert SAID not in everything(house.engine)


def _unread(waiting: Submission) -> dict[str, Any]:
    body = waiting.to_bytes()
    return {
        "submission_id": waiting.submission_id,
        "digest": digest(body),
        "cause": "unreadable",
        "reason": "not yet",
        "key_id": KEY_ID,
        "received_at": NOW,
        "body": body,
    }


def test_other_people_s_answers_in_one_batch_with_hers_are_taken(house: House, mode: PrivacyMode) -> None:
    definition = house.open_campaign(mode=mode)
    retire(house, mode)
    from evaluation.ledger.arrivals import read_arrival

    batch = [submission_to(definition), by_noor(mode), submission_to(definition)]
    arrivals = [read_arrival(one.to_bytes(), one.submission_id, KEY_ID, NOW) for one in batch]

    receipts = house.intake.take_batch(arrivals, NOW)

    assert [(one.submission_id, one.status) for one in receipts] == [
        (batch[0].submission_id, "accepted"),
        (batch[1].submission_id, "stale"),
        (batch[2].submission_id, "accepted"),
    ]


def test_an_entry_that_was_erased_cannot_be_changed_any_more(
    house: House, mode: PrivacyMode, noors: Sequence[Submission]
) -> None:
    retire(house, mode)

    with pytest.raises(DBAPIError, match="append-only"), writing(house.engine) as conn:
        conn.execute(ledger.update().where(ledger.c.erased).values(body="{}"))


def test_erasing_may_not_change_what_an_entry_is(house: House, mode: PrivacyMode, noors: Sequence[Submission]) -> None:
    for column in ("revision", "submission_no", "number"):
        with pytest.raises(DBAPIError, match="append-only"), writing(house.engine) as conn:
            conn.execute(ledger.update().values({column: ledger.c[column] + 100, "erased": True}))


def test_dates_and_words_under_other_go_and_still_count(house: House, mode: PrivacyMode) -> None:
    definition = definition_of(mode=mode, survey=follow_up.SURVEY)
    house.register(definition)
    said = {**follow_up.FULL, "where_other": SAID, "first_use": "2026-10-30"}
    house.put(submission_to(definition, NOOR, answers=said, recalled={"goal": SAID}))
    house.answer(definition, 4, answers=follow_up.FULL)
    house.close()
    figures = house.cube()

    retire(house, mode)
    with writing(house.engine) as conn:
        rebuilding.rebuild(conn, catalogue.find(conn, "pilot"))

    assert [trace for trace in (NOOR, SAID, "2026-10-30") if trace in everything(house.engine)] == []
    assert house.cube() == figures
    assert (house.counted("where_other"), house.counted("first_use")) == ({"answered": 5}, {"2026-10": 5})


def _leave_deleted_content(connection: Any, _record: Any, _proxy: Any) -> None:
    connection.execute("PRAGMA secure_delete = OFF")


@pytest.mark.parametrize("overwritten", [True, False])
def test_sqlite_s_file_does_not_hold_the_person_either(sqlite_house: House, overwritten: bool) -> None:
    """Deleted content stays in a file until its place is needed, unless SQLite is told to overwrite it: as it is."""
    mode = PrivacyMode.IDENTIFIED
    if not overwritten:
        event.listen(sqlite_house.engine, "checkout", _leave_deleted_content)
    sqlite_house.open_campaign(mode=mode)
    for wave in range(40):
        sqlite_house.put(by_noor(mode, wave=f"wave-{wave}", answers={**FULL, "comment": SAID * 40}))
    path = sqlite_house.engine.url.database
    assert path is not None

    retire(sqlite_house, mode)
    with sqlite_house.engine.connect() as conn:
        conn.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    raw = Path(path).read_bytes()
    assert any(trace.encode() in raw for trace in _traces(mode)) is not overwritten
