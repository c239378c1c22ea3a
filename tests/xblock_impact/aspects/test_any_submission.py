"""Whatever is asked and answered: statements are valid, named once, told alike again, and hold no words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.privacy import PrivacyClass
from tests.xblock_impact.aspects.lms import LEARNER, Lms, Sent
from tests.xblock_impact.aspects.made_up import MadeUpSubmissions
from xblock_impact.aspects.closed_questions import closed_questions

Statement = dict[str, Any]
LEARNERS, SUBMISSIONS = range(100, 150), 1_000
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)


def many_submissions(draw: random.Random) -> Iterable[Sent]:
    """Yield SUBMISSIONS of a few learners to a few blocks: in waves, changed, and started anew after a reset."""
    made_up = MadeUpSubmissions(draw, "woorden")
    surveys = [made_up.survey() for _ in range(40)]
    made = 0
    while made < SUBMISSIONS:
        number = draw.randrange(len(surveys))
        block = f"block-v1:Impact+Talk+2026+type@impact+block@{number:02x}"
        wave = draw.choice(["main", "month-3"])
        first = made_up.sent(surveys[number], user_id=draw.choice(LEARNERS), block=block, wave=wave)
        for revision in range(1, draw.randint(1, 3) + 1):
            yield first.again(revision=revision, answers=made_up.answers(first.survey))
            made += 1


def test_ids_are_unique_over_a_thousand_submissions(
    lms: Lms, schema_problems: Callable[[list[Statement]], list[str]]
) -> None:
    """With every type of question; all at the same moment, which makes nothing easier."""
    seen: set[str] = set()
    types: set[str] = set()
    statements = submissions = 0
    for sent in many_submissions(random.Random(20261122)):
        told = lms.told(sent)
        assert schema_problems(told) == []
        submissions += 1
        statements += len(told)
        seen |= {statement["id"] for statement in told}
        types |= {statement["object"]["definition"].get("interactionType") for statement in told}

    assert submissions >= SUBMISSIONS
    assert len(seen) == statements
    assert statements > 3 * submissions
    assert types == {None, "likert", "choice", "sequencing", "numeric", "other"}


def test_an_event_that_is_told_again_becomes_the_same_statements(lms: Lms) -> None:
    made_up = MadeUpSubmissions(random.Random(7), "woorden")
    for _ in range(50):
        sent = made_up.sent(made_up.survey())
        told = lms.told(sent)
        again = sent.event()
        again["timestamp"] = "2026-11-22 14:03:07.482913+00:00"  # a log of events writes it in another way
        again |= {"event": again["data"], "time": again["timestamp"]}

        assert told
        assert lms.statements([again]) == told


def test_the_same_question_of_the_same_block_is_the_same_activity_whoever_answers_it_and_when(lms: Lms) -> None:
    made_up = MadeUpSubmissions(random.Random(3), "woorden")
    survey = made_up.survey()
    told = [
        statement["object"]
        for learner in LEARNERS
        for statement in lms.told(made_up.sent(survey, user_id=learner, wave="month-3"))
    ]

    by_id = {activity["id"]: activity for activity in told}
    assert all(by_id[activity["id"]] == activity for activity in told)
    assert len(by_id) == len(closed_questions(survey)) + 1


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.randoms(use_true_random=False), written=words)
def test_no_words_and_nothing_sensitive_ever_leaves(lms: Lms, draw: random.Random, written: str) -> None:
    marker = f"‹{written}›"  # in no text of a survey
    made_up = MadeUpSubmissions(draw, marker)
    survey = made_up.survey()
    lms.forget()  # ids of submissions come again from one example to the next
    told = lms.told(made_up.sent(survey, user_id=LEARNER))

    everything = json.dumps(told, ensure_ascii=False)
    assert told
    assert marker not in everything
    assert json.dumps(marker)[1:-1] not in everything
    about = {statement["object"]["id"].partition("#")[2] for statement in told[1:]}
    assert all(survey.questions[name].privacy is PrivacyClass.STANDARD for name in about)
    assert not any(marker in message for message in lms.logged())
