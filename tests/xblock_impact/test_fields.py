"""Where the block keeps what."""

from __future__ import annotations

from xblock.fields import Scope

from tests.xblock_impact.course import Course, make_course
from xblock_impact.block import ImpactBlock
from xblock_impact.configuration.reading import SETTINGS, TITLE_LANGUAGE
from xblock_impact.runtime.user_state import USER_STATE

OWN = {name: field for name, field in ImpactBlock.fields.items() if name not in {"name", "tags", "parent"}}

# Fields and attributes that edx-platform's mixins and the workbench put on every block.
PLATFORM = {
    "start", "due", "graded", "format", "graceperiod", "group_access", "visible_to_staff_only", "hide_from_toc",
    "max_attempts", "showanswer", "rerandomize", "weight", "user_partitions", "self_paced", "category", "location",
    "course_id", "edited_by", "edited_on", "published_by", "published_on", "subtree_edited_by", "xml_attributes",
    "upstream", "upstream_version", "downstream_customized", "data", "markdown", "children", "relative_weeks_due",
}  # fmt: skip


def test_the_authors_settings_belong_to_the_block_and_the_answers_to_one_learner() -> None:
    expected = (
        dict.fromkeys((*SETTINGS, TITLE_LANGUAGE, "waves"), Scope.settings)
        | {"definition": Scope.content}
        | dict.fromkeys(USER_STATE, Scope.user_state)
    )

    assert {name: field.scope for name, field in OWN.items()} == expected


def test_nothing_is_shared_by_all_learners() -> None:
    assert Scope.user_state_summary not in {field.scope for field in ImpactBlock.fields.values()}


def test_no_field_takes_a_name_that_the_platform_gives_to_something_else() -> None:
    assert not PLATFORM & (OWN.keys() | vars(ImpactBlock).keys())


def test_the_blocks_name_in_a_log_tells_nothing_of_the_learner() -> None:
    block = make_course().block(draft={"comment": "secret"}, receipt="ABCD-EFGH")

    assert repr(block) == "<ImpactBlock course.impact.usage>"


def test_every_service_but_translation_may_be_absent() -> None:
    names = ("user", "settings", "completion", "enrollments", "studio_user_permissions")
    course = Course(services=dict.fromkeys(names))
    block = course.block(campaign="demo-pilot")

    for view in ("student_view", "public_view", "author_view", "studio_view"):
        assert getattr(block, view)().content
