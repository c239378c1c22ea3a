"""Settings of the LMS: every mistake named at once, no secret with a default."""

from __future__ import annotations

import pytest

from tests.xblock_impact.course import SETTINGS
from xblock_impact.delivery.server_settings import missing_settings, read_delivery, read_pseudonym_key
from xblock_impact.errors import ServerSettingsMissing


def test_complete_settings_are_read() -> None:
    delivery = read_delivery({**SETTINGS, "SERVICE_URL": "https://evaluation.example.org/impact/"})

    assert delivery.service_url == "https://evaluation.example.org/impact"
    assert (delivery.key_id, delivery.timeout) == ("course-1", 2.0)


def test_everything_that_is_missing_is_named_at_once() -> None:
    problems = missing_settings({}, pseudonyms=True)

    assert [problem.split()[0] for problem in problems] == ["SERVICE_URL", "KEY_ID", "KEY", "PSEUDONYM_KEY"]


def test_no_pseudonym_key_is_asked_for_where_there_are_no_pseudonyms() -> None:
    assert missing_settings({**SETTINGS, "PSEUDONYM_KEY": ""}, pseudonyms=False) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SERVICE_URL", "evaluation.example.org"),
        ("SERVICE_URL", "ftp://evaluation.example.org"),
        ("SERVICE_URL", "http://[broken"),
        ("SERVICE_URL", "https://evaluation.example.org/?key=1"),
        ("KEY", "short"),
        ("KEY_ID", None),
        ("TIMEOUT_SECONDS", "soon"),
        ("TIMEOUT_SECONDS", 0),
        ("TIMEOUT_SECONDS", "nan"),
        ("TIMEOUT_SECONDS", 3600),
    ],
)
def test_an_unusable_setting_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ServerSettingsMissing) as refused:
        read_delivery({**SETTINGS, name: value})

    assert name in str(refused.value)


def test_neither_messages_nor_reprs_hold_a_key() -> None:
    key = "too short but secret"
    with pytest.raises(ServerSettingsMissing) as refused:
        read_pseudonym_key({"PSEUDONYM_KEY": key})

    assert key not in str(refused.value)
    assert SETTINGS["KEY"] not in repr(read_delivery(SETTINGS))
