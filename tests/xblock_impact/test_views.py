"""What learners, authors and strangers see."""

from __future__ import annotations

import re
from typing import Any

import pytest

from surveys.contract import ReceiptStatus
from surveys.form import privacy_notice
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import Person, StudioPermissions, call, make_course, pending
from tests.xblock_impact.pilot import ID, SURVEY, TERMS, good_answers
from xblock_impact.block import ImpactBlock
from xblock_impact.delivery.field_outbox import FieldDeliveries
from xblock_impact.words import words_in

FREE_TEXT = list(SURVEY.questions)[-1]


def shown(block: Any, view: str = "student_view") -> str:
    return str(block.runtime.render(block, view).content)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_form_speaks_the_learners_language(language: str) -> None:
    page = shown(make_course(Person(language=language)).block())

    assert SURVEY.title[language] in page
    assert f'lang="{language}"' in page


def test_without_a_preference_the_page_decides() -> None:
    class Translation:
        """The i18n service of an LMS, which is Django's translation module."""

        def get_language(self) -> str:
            return "fr"

    page = shown(make_course(Person(language=None), services={"i18n": Translation()}).block())

    assert SURVEY.title["fr"] in page


def test_a_reader_of_another_language_gets_the_surveys_first() -> None:
    page = shown(make_course(Person(language="de")).block())

    assert SURVEY.title[SURVEY.languages[0]] in page


def test_a_regional_preference_is_understood() -> None:
    assert SURVEY.title["nl"] in shown(make_course(Person(language="nl-be")).block())


def test_a_draft_is_shown_again_as_it_was_typed() -> None:
    course = make_course()
    call(course.block(), "save_draft", {"answers": {FREE_TEXT: "half a <b>sentence"}})

    assert "half a &lt;b&gt;sentence" in shown(course.block())


def test_the_notice_says_who_sees_what_and_from_how_many_persons() -> None:
    page = shown(make_course(min_respondents=8).block())

    assert privacy_notice(PrivacyMode.CONFIDENTIAL, "en", 8) in page


def test_the_thanks_survive_a_reload_and_show_the_receipt() -> None:
    course = make_course()
    receipt = call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()}).document[
        "receipt"
    ]

    page = shown(course.block())

    assert receipt in page
    assert "<form" not in page


def test_an_answer_that_still_waits_is_delivered_when_the_page_opens_again() -> None:
    course = make_course()
    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})

    fragment = course.block().student_view()

    assert fragment.json_init_args["pending"] is True


def test_an_unfinished_block_tells_learners_to_come_back_and_authors_what_to_mend() -> None:
    course = make_course(campaign="", min_respondents="many")
    course.services["studio_user_permissions"] = StudioPermissions(allowed=False)
    words = words_in("en")

    learner = shown(course.block())
    course.services["studio_user_permissions"] = StudioPermissions(allowed=True)
    author = shown(course.block())

    assert words["unfinished_learner"] in learner
    assert words["setting_campaign_missing"] not in learner
    assert words["setting_campaign_missing"] in author
    assert words["setting_min_whole"].format(minimum=5) in author


def test_a_receipt_is_shown_even_when_the_author_breaks_the_block_later() -> None:
    course = make_course()
    receipt = call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()}).document[
        "receipt"
    ]

    assert receipt in shown(course.block(campaign=""))


@pytest.mark.parametrize("view", ["student_view", "public_view"])
def test_who_is_not_signed_in_is_asked_to(view: str) -> None:
    page = shown(make_course(Person(id=None, signed_in=False)).block(), view)

    assert words_in("en")["sign_in_title"] in page
    assert "<form" not in page


def test_who_does_not_take_the_course_gets_no_form() -> None:
    page = shown(make_course(Person(enrolled=False)).block())

    assert words_in("en")["enroll_title"] in page
    assert "<form" not in page


def test_only_staff_read_that_the_server_is_not_set_up() -> None:
    course = make_course()
    course.settings = None

    for_learner = shown(course.block())
    for_staff = shown(course.block(Person(staff=True)))

    assert "PSEUDONYM_KEY" not in for_learner
    for name in ("SERVICE_URL", "KEY_ID", "KEY is missing", "PSEUDONYM_KEY"):
        assert name in for_staff


@pytest.mark.parametrize("view", ["student_view", "public_view", "author_view", "studio_view"])
def test_no_view_writes(view: str) -> None:
    course = make_course()

    shown(course.block(), view)

    assert course.store.writes == 0


@pytest.mark.parametrize("view", ["student_view", "public_view", "author_view", "studio_view"])
def test_every_asset_is_a_file_that_the_block_may_serve_and_no_script_is_inline(view: str) -> None:
    block = make_course().block()
    fragment = getattr(block, view)()

    urls = [resource.data for resource in fragment.resources]

    for url in urls:
        with ImpactBlock.open_local_resource(url.removeprefix("/resource/")) as asset:
            assert asset.read()
    assert {resource.kind for resource in fragment.resources} == {"url"}
    assert not re.search(r"<script|\son\w+=|style=", fragment.content)


def test_two_blocks_on_a_page_share_no_element_id() -> None:
    course = make_course()
    first, second = course.block(), course.block()
    second.scope_ids = second.scope_ids._replace(usage_id="course.impact.other")

    def ids(page: str) -> set[str]:
        return set(re.findall(r'\bid="([^"]+)"', page))

    assert ids(shown(first))
    assert not ids(shown(first)) & ids(second.student_view().content)


def test_a_title_cannot_become_markup() -> None:
    title = '<img src=x onerror="alert(1)">'

    for view in ("author_view", "studio_view"):
        assert "<img" not in shown(make_course(display_name=title).block(), view)


def test_the_author_sees_questions_per_level_and_the_gaps() -> None:
    page = shown(make_course(Person(language="nl")).block(), "author_view")

    assert page.count('<tr class="impact-gap">') == sum(not SURVEY.on_level(level) for level in _levels())
    assert "demo-pilot" in page
    assert words_in("nl")["mode_confidential"] in page
    assert "Strategische doelen" in page


def test_the_author_of_an_unfinished_block_reads_what_to_mend() -> None:
    page = shown(make_course(campaign="", privacy_mode="secret").block(), "author_view")

    assert words_in("en")["setting_campaign_missing"] in page
    assert words_in("en")["setting_mode"] in page


def test_an_unfinished_block_tells_apps_and_search_its_title_only() -> None:
    block = make_course(campaign="").block()

    assert block.student_view_data() == {"display_name": "How was it?"}
    assert block.index_dictionary()["content"] == {"display_name": "How was it?"}


def test_apps_are_told_of_the_survey_and_nothing_of_the_learner() -> None:
    course = make_course()
    call(course.block(), "save_draft", {"answers": {FREE_TEXT: "secret"}})

    data = course.block().student_view_data()

    assert data["questions"] == len(SURVEY.questions)
    assert "secret" not in str(data)


def test_a_search_finds_the_questions() -> None:
    index = make_course().block().index_dictionary()

    assert index["content"]["display_name"] == "How was it?"
    assert SURVEY.questions[FREE_TEXT].text["en"] in index["content"]["questions"]


def _levels() -> Any:
    from surveys.levels import Level

    return Level


def test_the_form_can_only_be_sent_once_its_script_runs() -> None:
    """Without scripts the platform would answer a plain POST with an error, and what was typed would be gone."""
    page = shown(make_course().block())

    assert re.search(r'<div class="impact-foot" data-impact-foot hidden>', page)
    assert words_in("en")["no_script"] in page


@pytest.mark.parametrize(("person", "told"), [(Person(), None), (Person(staff=True), True)])
def test_only_the_course_team_reads_that_their_own_submission_is_not_counted(person: Person, told: bool | None) -> None:
    course = make_course(person)
    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})
    before = shown(course.block())
    (parcel,) = pending(course.block())
    FieldDeliveries(course.block()).acknowledge(parcel, ReceiptStatus.QUARANTINED)

    after = shown(course.block())

    hidden = re.compile(r"data-impact-quarantined hidden")
    assert (words_in("en")["quarantined"] in after) is bool(told)
    assert bool(hidden.search(before)) is bool(told)
    assert not hidden.search(after)
