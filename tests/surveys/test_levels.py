"""The seven levels of the impact map."""

from __future__ import annotations

from surveys.levels import Level
from surveys.texts import LANGUAGES


def test_the_levels_go_from_who_learns_to_where_the_organisation_wants_to_go() -> None:
    """Requirements, "The impact map", table of levels."""
    assert [(level.number, level.value) for level in Level] == [
        (1, "target_group"),
        (2, "interventions"),
        (3, "competencies"),
        (4, "work_behaviour"),
        (5, "indicators"),
        (6, "operational_goals"),
        (7, "strategic_goals"),
    ]


def test_every_level_has_a_name_and_a_question_in_every_language() -> None:
    for level in Level:
        assert set(level.title) == set(LANGUAGES)
        assert set(level.guiding_question) == set(LANGUAGES)
        assert all(question.endswith("?") for question in level.guiding_question.values())


def test_no_two_levels_share_a_name_or_a_question() -> None:
    for language in LANGUAGES:
        assert len({level.title[language] for level in Level}) == 7
        assert len({level.guiding_question[language] for level in Level}) == 7
