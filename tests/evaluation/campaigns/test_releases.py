"""The figures of a campaign move by at least k persons at a time, and nothing is lost at the close."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from evaluation.campaigns import catalogue
from evaluation.ledger import rebuilding
from evaluation.storage.engine import writing
from evaluation.storage.tables import ledger, releases, submissions
from surveys.contract import Submission
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import House, submission_to

K = 5


@pytest.mark.parametrize(
    ("persons", "shown", "next_update_at", "shown_when_closed"),
    [(4, 0, 10, 0), (6, 0, 10, 6), (12, 5, 15, 12), (15, 10, 20, 15)],
)
def test_figures_move_by_k_and_the_close_shows_all(
    persons: int, shown: int, next_update_at: int, shown_when_closed: int, house: House
) -> None:
    house.answer(house.open_campaign(), persons)
    progress = house.progress()
    assert (progress.answered, progress.shown, progress.next_update_at) == (persons, shown, next_update_at)
    assert sum(house.counted("pace").values()) == shown
    house.close()
    assert house.progress().shown == sum(house.counted("pace").values()) == shown_when_closed


def test_an_identified_campaign_shows_each_answer_at_once(house: House) -> None:
    definition = house.open_campaign(mode=PrivacyMode.IDENTIFIED)
    for number in range(1, 4):
        house.answer(definition, 1)
        assert (house.progress().shown, house.counted("pace")) == (number, {"just_right": number})
    assert house.progress().next_update_at is None


def test_late_answers_to_a_closed_campaign_wait_for_k_of_them(house: House) -> None:
    definition = house.open_campaign()
    house.answer(definition, 6)
    house.close()
    house.answer(definition, 4)
    waiting = house.progress()
    house.answer(definition, 1)
    assert (waiting.answered, waiting.shown, waiting.next_update_at) == (10, 6, 11)
    assert (house.progress().shown, house.progress().next_update_at) == (11, None)


def test_a_campaign_that_closed_with_too_few_shows_them_once_they_are_enough(house: House) -> None:
    definition = house.open_campaign()
    house.answer(definition, 4)
    house.close()
    assert house.cube() == {}
    house.answer(definition, 1)
    assert house.counted("pace") == {"just_right": 5}


def test_a_changed_answer_moves_with_the_next_release(house: House) -> None:
    definition = house.open_campaign()
    first = house.answer(definition, 10)[0]
    house.put(_revised(first, pace="too_fast"))
    before = house.counted("pace")
    house.answer(definition, 4)
    still = house.counted("pace")
    house.answer(definition, 1)
    after = house.counted("pace")
    # Nine are new and one has changed: the tenth new one completes the group, and the change goes with it.
    assert before == still == {"just_right": 5}
    assert after == {"just_right": 9, "too_fast": 1}
    house.close()
    assert house.counted("pace") == {"just_right": 14, "too_fast": 1}
    assert house.progress().shown == 15


def test_a_cell_that_nobody_is_in_any_more_disappears(house: House) -> None:
    definition = house.open_campaign(mode=PrivacyMode.IDENTIFIED)
    [only] = house.answer(definition, 1)
    house.put(_revised(only, pace="too_fast"))
    assert house.counted("pace") == {"too_fast": 1}


def test_numbers_count_as_written_and_free_texts_as_answered(house: House) -> None:
    definition = house.open_campaign(mode=PrivacyMode.IDENTIFIED)
    for minutes, comment in ((45, "Fine."), ("45,0", "Too long."), (12, "")):
        house.answer(definition, 1, answers={"minutes": minutes, "comment": comment})
    assert house.counted("minutes") == {"45": 2, "12": 1}
    assert house.counted("comment") == {"answered": 2}


def test_quarantined_submissions_are_counted_apart(house: House) -> None:
    definition = house.open_campaign()
    house.answer(definition, 2)
    house.put(submission_to(definition, answers={"pace": "breakneck"}))
    assert (house.progress().answered, house.progress().quarantined) == (2, 1)


def _revised(submission: Submission, **answers: Any) -> Submission:
    fields = {name: getattr(submission, name) for name in Submission.__dataclass_fields__}
    return Submission(**{**fields, "revision": submission.revision + 1, "answers": {**submission.answers, **answers}})


@dataclass
class _Life:
    """A campaign to which things happen, and what may never be."""

    house: House
    key: str
    mode: PrivacyMode
    sent: list[Submission] = field(default_factory=list)
    seen_releases: int = 0

    def __post_init__(self) -> None:
        self.definition = self.house.open_campaign(self.key, self.mode)

    def happen(self, action: str, choice: int) -> None:
        if action == "close":
            self.house.close(self.key)
        elif action == "rebuild":
            self.rebuild()
        elif action == "update" and self.sent:
            place = choice % len(self.sent)
            self.sent[place] = _revised(self.sent[place], minutes=choice)
            self.house.put(self.sent[place])
        elif action == "wave" and self.sent and self.mode is not PrivacyMode.ANONYMOUS:
            person = self.sent[choice % len(self.sent)].participant
            assert person is not None
            again = submission_to(self.definition, person.id, wave=f"wave-{len(self.sent)}")
            self.house.put(again)
            self.sent.append(again)
        else:
            self.sent += self.house.answer(self.definition, 1 + choice % 4, answers={"minutes": choice})

    def rebuild(self) -> None:
        before = self.house.derived()
        with writing(self.house.engine) as conn:
            rebuilding.rebuild(conn, catalogue.find(conn, self.key))
        assert self.house.derived() == before

    def check(self) -> None:
        with self.house.engine.connect() as conn:
            campaign = catalogue.find(conn, self.key)
            of_campaign = releases.c.campaign_id == campaign.id
            released = conn.execute(select(releases).where(of_campaign).order_by(releases.c.release_no)).all()
            known = conn.execute(select(submissions).where(submissions.c.campaign_id == campaign.id)).all()
            bodies = {
                (row.submission_id, row.revision): json.loads(row.body)
                for row in conn.execute(select(ledger).where(ledger.c.campaign_id == campaign.id))
            }
        people = {row.submission_id: row.participant or row.submission_id for row in known}
        pending = {people[row.submission_id] for row in known if row.released_revision is None}
        persons_of = defaultdict(set)
        shown: dict[uuid.UUID, int] = {}
        for row in released:
            if row.submission_id not in shown:  # a change of what was shown does not make up a group
                persons_of[row.release_no].add(people[row.submission_id])
            shown[row.submission_id] = bodies[row.submission_id, row.revision]["answers"]["minutes"]
        if self.mode is not PrivacyMode.IDENTIFIED:
            assert all(len(persons) >= K for persons in persons_of.values())
        assert self.house.counted("minutes", self.key) == Counter(map(str, shown.values()))
        assert len(set(people.values())) == self.house.progress(self.key).answered
        may_wait = 1 if self.mode is PrivacyMode.IDENTIFIED else K if campaign.closed else 2 * K
        assert len(pending) < may_wait
        event(f"releases: {min(len(persons_of), 3)}")

    def close_at_last(self) -> None:
        """Whoever answered before a first close is shown after it, if they are k."""
        with self.house.engine.connect() as conn:
            if catalogue.find(conn, self.key).closed:
                return
        waiting = self.house.progress(self.key)
        pending = waiting.answered - waiting.shown
        self.house.close(self.key)
        if pending >= K:
            assert self.house.progress(self.key).shown == waiting.answered
            newest = Counter(str(one.answers["minutes"]) for one in self.sent if "minutes" in one.answers)
            assert self.house.counted("minutes", self.key) == newest


_ACTIONS = st.tuples(
    st.sampled_from(["answer", "answer", "answer", "update", "update", "wave", "close", "rebuild"]), st.integers(0, 99)
)


@given(actions=st.lists(_ACTIONS, min_size=3, max_size=25), mode=st.sampled_from(PrivacyMode))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_releases_are_of_k_figures_are_a_recount_and_nothing_is_lost(
    actions: list[tuple[str, int]], mode: PrivacyMode, house: House
) -> None:
    life = _Life(house, f"c-{uuid.uuid4().hex}", mode)
    for action, choice in actions:
        life.happen(action, choice)
        life.check()
    life.close_at_last()
    life.check()
    life.rebuild()
