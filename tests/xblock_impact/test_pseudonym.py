"""Who a submission says it is from."""

from __future__ import annotations

from surveys.contract import Participant
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.pseudonym import participant_of, pseudonym
from xblock_impact.runtime.learner import Learner

KEY = b"a pseudonym key of thirty-two bytes"
LOTTE = Learner("42", 42, "Lotte de Vries", "lotte@example.org", is_staff=False, language="nl")


def test_a_pseudonym_is_the_hmac_of_campaign_and_account() -> None:
    """Reference: printf 'demo-pilot\\00042' | openssl dgst -sha256 -hmac 'a pseudonym key of thirty-two bytes'."""
    expected = "dd9181e758275dc01d369ced9a110486cf448563bd7b78c912d0a5172469ef77"

    assert pseudonym(KEY, "demo-pilot", "42") == expected


def test_a_pseudonym_differs_by_campaign_account_and_key() -> None:
    codes = {
        pseudonym(KEY, "demo-pilot", "42"),
        pseudonym(KEY, "demo-pilot", "43"),
        pseudonym(KEY, "other-pilot", "42"),
        pseudonym(KEY + b"!", "demo-pilot", "42"),
    }

    assert len(codes) == 4


def test_each_mode_carries_what_it_says_and_no_more() -> None:
    assert participant_of(PrivacyMode.ANONYMOUS, LOTTE, "demo-pilot", KEY) is None
    assert participant_of(PrivacyMode.CONFIDENTIAL, LOTTE, "demo-pilot", KEY) == Participant(
        pseudonym(KEY, "demo-pilot", "42")
    )
    assert participant_of(PrivacyMode.IDENTIFIED, LOTTE, "demo-pilot", None) == Participant(
        "42", "Lotte de Vries", "lotte@example.org"
    )


def test_what_is_longer_than_the_contract_allows_does_not_stop_a_submission() -> None:
    long = Learner("42", 42, "x" * 400, "y" * 300, is_staff=False, language=None)

    assert participant_of(PrivacyMode.IDENTIFIED, long, "demo-pilot", None) == Participant("42", "x" * 255, None)
