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
        ("campaign", " \n", "setting_campaign_missing"),
        ("campaign", "pilot 2026", "setting_campaign"),
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


def test_spaces_around_a_campaign_key_do_not_count() -> None:
    course = studio()

    assert call(course.block(), "save_settings", {**SETTINGS, "campaign": " pilot-2026\t"}).status == 200
    assert course.block().campaign == "pilot-2026"


@pytest.mark.parametrize("campaign", ["demo-pilot", " demo-pilot "])
def test_a_campaign_keeps_the_privacy_mode_it_was_saved_with(campaign: str) -> None:
    """Learners may have read its promise; and the service would quarantine what comes in another mode."""
    course = studio()

    reply = call(course.block(), "save_settings", {**SETTINGS, "campaign": campaign})

    assert reply.status == 422
    assert reply.document["errors"] == [{"path": "privacy_mode", "message": words_in("en")["setting_mode_fixed"]}]
    assert (course.block().privacy_mode, course.store.writes) == ("confidential", 0)


@pytest.mark.parametrize("stored", [{"campaign": ""}, {"privacy_mode": "secret"}, {"campaign": "other"}])
def test_a_mode_may_be_chosen_for_a_new_key_and_where_none_was_saved(stored: dict[str, str]) -> None:
    course = studio()
    course.block(**stored)

    assert call(course.block(), "save_settings", {**SETTINGS, "campaign": "demo-pilot"}).status == 200
    assert course.block().privacy_mode == "anonymous"


def test_everything_but_the_mode_may_change_under_the_same_key() -> None:
    course = studio()
    settings = {**SETTINGS, "campaign": "demo-pilot", "privacy_mode": "confidential"}

    assert call(course.block(), "save_settings", settings).status == 200
    assert (course.block().display_name, course.block().min_respondents) == ("Pilot", 7)


def test_a_title_is_in_the_language_of_the_author_who_wrote_it() -> None:
    course = studio()
    call(course.block(), "save_settings", SETTINGS)

    call(course.block(Person(id="author_2", language="fr")), "save_settings", {**SETTINGS, "min_respondents": 8})
    unchanged = course.block().configuration().definition.title
    call(course.block(Person(id="author_2", language="fr")), "save_settings", {**SETTINGS, "display_name": "Essai"})

    assert unchanged == {"en": "Pilot"}
    assert course.block().configuration().definition.title == {"fr": "Essai"}


@pytest.mark.parametrize("stored", ["", "de", "nl; drop", "NL"])
def test_a_title_of_unknown_language_is_taken_for_the_surveys_first(stored: str) -> None:
    course = studio()

    assert course.block(title_language=stored).configuration().definition.title == {"nl": "How was it?"}
