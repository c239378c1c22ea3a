"""Version 1 of the contract, byte for byte: what one release writes, every other one reads.

A golden file never changes. What cannot be written as it stands there is a new version.
"""

from __future__ import annotations

import pytest

from surveys.answers import check_answers
from surveys.canonical import canonical_json, digest
from surveys.contract import Definition, FactKind, Holdings, ParticipantFact, Receipt, Submission
from surveys.contract_reading import (
    read_definition,
    read_holdings,
    read_participant_fact,
    read_receipt,
    read_submission,
)
from surveys.definition import QuestionType, load_survey
from tests.contract.documents import DEFINITIONS, FACTS, GOLDEN, HOLDINGS, RECEIPTS, SUBMISSIONS, golden

# SHA-256 of the files: they cannot be made to fit the code by accident.
DIGESTS = {
    "definition": "0abc35a42e1a86ddb5bb77c30a11fd4da9a7ddf7a85436b4d7dca14604e890e9",
    "definition_follow_up": "61282f238d59fad54c1610215d2395cbcc717260a9886426ab3165fada3facea",
    "holdings": "84341438410f27a0bb60e6065d601dd93411e6b6182fc692b787ff601674ea10",
    "holdings_anonymous": "f116f420b2e4033f82cf3ae1172059b728f9b79eba4c5e9388dda800fbd9e132",
    "participant_fact": "55c8d7028198fbbf071e05c6e64c90f39f53f67648b31e2e55e618a6d0949782",
    "participant_fact_retired": "c31e41d09ea19a01ad4694eda601de910bd4883718e9e2e1e066c91861aabefd",
    "receipt": "5768bd8208b66cf28679f4bb9e8b7c7d2669021f0084a3b9d5f726f662b69f82",
    "receipt_quarantined": "75a32772a24edae616f9ab105297f6ebc7e9cbfcadac24d54799a655802bb5a9",
    "submission_anonymous": "f6b7ba726c054d9783715d97d0d2944ee73879cba0e3820f51ae2a8bb7221b70",
    "submission_confidential": "9fbef1ed0d7f8510e603dce6ef261a1d670a72b5c6be71c188397a377c951a5f",
    "submission_declined": "369e777f69da9e5fabb6be0d44e23ee21fa12abeb05ea7c35964bd9f11fab0d6",
    "submission_identified": "b36192ca2d7cd6f887a11d45937acf86462cbd309e4c8fa8f162da282e0c9259",
    "submission_lists": "cd424821989192cd316bc25ee4f8cd1826658bc10e3d186b7ad0da28aec6f6bb",
    "submission_recalled": "2919a9c9123ddc73592f738a67102662053a96f16e595a4e1be3d32dcc5292ab",
    "survey": "bc747d9420d8150d41553263921f159260dc1e04e7836127a37a94fcb548ffb7",
    "survey_follow_up": "2021fc500a37f354ac928f402d566f3b619aa530484fa95bb505ae7d9dfa35b3",
}


def test_no_golden_document_has_changed() -> None:
    assert {path.stem: digest(golden(path.stem)) for path in GOLDEN.glob("*.json")} == DIGESTS


@pytest.mark.parametrize(("name", "definition"), [(name, one) for name, (_, one) in DEFINITIONS.items()])
def test_a_definition_is_written_and_read_as_in_the_golden_document(name: str, definition: Definition) -> None:
    assert definition.to_bytes() == golden(name)
    assert read_definition(golden(name)) == definition
    assert read_definition(golden(name)).to_bytes() == golden(name)


@pytest.mark.parametrize(("name", "survey"), [(name, survey) for name, (survey, _) in DEFINITIONS.items()])
def test_the_survey_of_a_golden_definition_loads_under_its_digest(name: str, survey: str) -> None:
    definition = read_definition(golden(name))
    assert load_survey(definition.survey).digest == definition.digest == digest(golden(survey))


def test_the_golden_definitions_have_every_type_of_question_between_them() -> None:
    surveys = [load_survey(read_definition(golden(name)).survey) for name in DEFINITIONS]
    assert {question.type for survey in surveys for question in survey} == set(QuestionType)


@pytest.mark.parametrize(("name", "submission"), SUBMISSIONS.items(), ids=SUBMISSIONS)
def test_a_submission_is_written_and_read_as_in_the_golden_document(name: str, submission: Submission) -> None:
    assert submission.to_bytes() == golden(name)
    assert read_submission(golden(name)) == submission
    assert read_submission(golden(name)).to_bytes() == golden(name)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_golden_submission_answers_its_golden_survey(name: str) -> None:
    submission = read_submission(golden(name))
    survey = next(load_survey(one.survey) for _, one in DEFINITIONS.values() if one.digest == submission.definition)
    checked = check_answers(survey, submission.answers, "nl", recalled=submission.recalled)
    assert checked.problems == ()
    assert checked.values == submission.answers
    assert submission.recalled.keys() <= {recall.id for recall in survey.recalls}


@pytest.mark.parametrize(("name", "receipt"), RECEIPTS.items(), ids=RECEIPTS)
def test_a_receipt_is_written_and_read_as_in_the_golden_document(name: str, receipt: Receipt) -> None:
    assert canonical_json(receipt.to_wire()) == golden(name)
    assert read_receipt(golden(name)) == receipt


@pytest.mark.parametrize(("name", "fact"), FACTS.items(), ids=FACTS)
def test_a_fact_is_written_and_read_as_in_the_golden_document(name: str, fact: ParticipantFact) -> None:
    assert fact.to_bytes() == golden(name)
    assert read_participant_fact(golden(name)) == fact
    assert read_participant_fact(golden(name)).to_bytes() == golden(name)


def test_the_kinds_of_facts_are_those_of_the_first_release() -> None:
    assert [kind.value for kind in FactKind] == [
        "enrolled",
        "first_visit",
        "completed",
        "passed",
        "certified",
        "unenrolled",
        "retired",
    ]


@pytest.mark.parametrize(("name", "holdings"), HOLDINGS.items(), ids=HOLDINGS)
def test_holdings_are_written_and_read_as_in_the_golden_document(name: str, holdings: Holdings) -> None:
    assert canonical_json(holdings.to_wire()) == golden(name)
    assert read_holdings(golden(name)) == holdings
