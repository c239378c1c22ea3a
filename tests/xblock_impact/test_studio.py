"""Saving the settings: checked as a whole, by whom the platform trusts."""

from __future__ import annotations

import pytest

from tests.xblock_impact.course import Course, Person, StudioPermissions, call, make_course
from xblock_impact.words import words_in

SETTINGS = {
    "display_name": " Pilot ",
    "instrument": "pilot",
    "campaign": "pilot-2026",
    "privacy_mode": "anonymous",
    "min_respondents": "7",
}
AUTHOR = Person(id="author_1", language="en")


def studio(allowed: bool = True) -> Course:
    return make_course(AUTHOR, services={"studio_user_permissions": StudioPermissions(allowed)})


def test_an_author_saves_all_settings() -> None:
    course = studio()

    reply = call(course.block(), "save_settings", SETTINGS)

    block = course.block()
    assert reply.status == 200
    assert (block.display_name, block.campaign, block.privacy_mode) == ("Pilot", "pilot-2026", "anonymous")
    assert block.min_respondents == 7


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("display_name", "", "setting_title_missing"),
        ("display_name", "x" * 256, "setting_title_long"),
        ("display_name", 7, "setting_text"),
        ("instrument", "gone", "setting_instrument"),
        ("instrument", ["pilot"], "setting_instrument"),
        ("campaign", "", "setting_campaign_missing"),
        ("campaign", "Pilot 2026", "setting_campaign"),
        ("campaign", "-pilot", "setting_campaign"),
        ("campaign", "pilot\n", "setting_campaign"),
        ("campaign", "x" * 64, "setting_campaign"),
        ("privacy_mode", "public", "setting_mode"),
        ("privacy_mode", None, "setting_mode"),
        ("privacy_mode", {}, "setting_mode"),
        ("min_respondents", "4", "setting_min_range"),
        ("min_respondents", 1001, "setting_min_range"),
        ("min_respondents", "five", "setting_min_whole"),
        ("min_respondents", "", "setting_min_whole"),
        ("min_respondents", True, "setting_min_whole"),
        ("min_respondents", 5.5, "setting_min_whole"),
    ],
)
def test_a_wrong_setting_is_named_at_its_field_and_nothing_is_saved(name: str, value: object, sentence: str) -> None:
    course = studio()

    reply = call(course.block(), "save_settings", {**SETTINGS, name: value})

    facts = {"minimum": 5, "maximum": 255 if name == "display_name" else 1000}
    assert reply.status == 422
    assert reply.document["errors"] == [{"path": name, "message": words_in("en")[sentence].format(**facts)}]
    assert course.store.writes == 0


def test_all_wrong_settings_are_named_at_once() -> None:
    reply = call(studio().block(), "save_settings", {})

    assert {error["path"] for error in reply.document["errors"]} == SETTINGS.keys()


@pytest.mark.parametrize(
    ("course", "status"),
    [
        (studio(), 200),
        (studio(allowed=False), 403),
        (make_course(Person(staff=True)), 200),
        (make_course(Person()), 403),
        (make_course(Person(staff=True, signed_in=False)), 403),
        (make_course(Person(), services={"user": None}), 403),
    ],
    ids=["Studio, may write", "Studio, may not", "LMS, staff", "LMS, learner", "not signed in", "unknown"],
)
def test_only_whom_the_platform_trusts_may_save(course: Course, status: int) -> None:
    """In Studio its permission service decides, as nobody has the staff flag there. Elsewhere only staff may."""
    assert call(course.block(), "save_settings", SETTINGS).status == status
