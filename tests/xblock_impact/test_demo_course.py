"""The real workbench, its real threads and its real SQLite."""

from __future__ import annotations

import re
import uuid

import pytest
import requests

from tests.xblock_impact.course import at_once
from tests.xblock_impact.demo_course import DemoCourse
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.pilot import ID, SURVEY, TERMS, good_answers

SETTINGS = {
    "display_name": "Pilot",
    "instrument": "pilot",
    "campaign": "demo-pilot",
    "privacy_mode": "confidential",
    "min_respondents": "5",
}


def answers_under(submission_id: str) -> dict[str, object]:
    return {"submission_id": submission_id, "terms": TERMS, "answers": good_answers()}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_link_of_the_front_page_leads_somewhere(demo_course: DemoCourse, language: str) -> None:
    page = requests.get(demo_course.server.url, params={"lang": language}, timeout=60)

    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]+)"', page.text)}

    assert len([link for link in links if "learner_" in link]) == 20 + 5 + 5  # pilot, baseline, follow-up
    assert all(f"lang={language}" in link for link in links if "student=" in link)
    assert {requests.get(demo_course.server.url + link, timeout=60).status_code for link in links} == {200}


@pytest.mark.parametrize("opened_before", [True, False])
def test_twenty_submits_at_once_are_one_submission_and_twenty_receipts(
    demo_course: DemoCourse, course_service: EvaluationService, opened_before: bool
) -> None:
    """Also for a learner of whom the unlocked key-value store has no row yet, and while the page asks for delivery."""
    persona, submission_id = f"learner_{11 + opened_before}", str(uuid.uuid4())
    if opened_before:
        demo_course.page(persona)

    def work(number: int) -> requests.Response:
        reply = demo_course.send(persona, "submit", answers_under(submission_id))
        demo_course.send(persona, "relay", {})
        return reply

    replies = at_once(20, work)

    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.json()["receipt"] for reply in replies}) == 1
    parcel = demo_course.parcel(persona)
    assert parcel["submission_id"] == submission_id
    assert parcel["status"] in {"accepted", "duplicate"}
    assert submission_id in course_service.submissions


def test_twenty_learners_at_once_each_have_their_own(demo_course: DemoCourse) -> None:
    ids = [str(uuid.uuid4()) for _ in range(20)]

    replies = at_once(20, lambda number: demo_course.send(f"learner_9{number}", "submit", answers_under(ids[number])))

    assert {reply.status_code for reply in replies} == {200}
    assert [demo_course.parcel(f"learner_9{n}")["submission_id"] for n in range(20)] == ids


def test_drafts_while_submitting_lose_no_submission(demo_course: DemoCourse) -> None:
    def work(number: int) -> int:
        handler = "submit" if number == 10 else "save_draft"
        return demo_course.send("learner_13", handler, answers_under(ID)).status_code

    assert at_once(20, work)[10] == 200
    assert demo_course.parcel("learner_13")["submission_id"] == ID


def test_a_receipt_survives_a_restart_and_a_page_that_was_open_can_still_send(demo_course: DemoCourse) -> None:
    receipt = demo_course.send("learner_14", "submit", answers_under(str(uuid.uuid4()))).json()["receipt"]
    demo_course.server.stop()
    demo_course.server.start()

    assert demo_course.send("learner_15", "submit", answers_under(str(uuid.uuid4()))).status_code == 200
    assert receipt in demo_course.page("learner_14").text


@pytest.mark.parametrize(
    ("persona", "answers", "edits"),
    [
        ("learner_16", 200, 403),
        ("staff_1", 200, 200),
        ("author_1", 200, 200),
        ("stranger_1", 403, 403),
        ("none", 403, 403),
        ("", 403, 403),
    ],
)
def test_each_persona_may_do_what_its_role_allows(
    demo_course: DemoCourse, persona: str, answers: int, edits: int
) -> None:
    assert demo_course.send(persona, "submit", answers_under(str(uuid.uuid4()))).status_code == answers
    assert demo_course.send(persona, "save_settings", SETTINGS).status_code == edits


def test_an_address_for_others_without_a_login_gives_nothing(demo_course: DemoCourse) -> None:
    address = demo_course.server.url + "/unauth_handler/impact-pilot.impact.d0.u0/submit/"
    headers = {"X-CSRFToken": "a" * 32}

    reply = requests.post(address, json=answers_under(ID), headers=headers, cookies={"csrftoken": "a" * 32}, timeout=60)

    assert reply.status_code == 403


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_language_is_chosen_by_address_by_cookie_or_by_the_browser(demo_course: DemoCourse, language: str) -> None:
    title = SURVEY.title[language]
    browser = requests.Session()
    address = f"{demo_course.server.url}/scenario/impact.0/"

    assert title in browser.get(address, params={"student": "learner_17", "lang": language}, timeout=60).text
    assert title in browser.get(address, params={"student": "learner_17"}, timeout=60).text
    assert title in demo_course.page("learner_17", headers={"Accept-Language": language}).text


def test_without_any_wish_the_course_speaks_dutch(demo_course: DemoCourse) -> None:
    assert SURVEY.title["nl"] in demo_course.page("learner_17").text


def test_a_request_from_another_site_is_refused(demo_course: DemoCourse) -> None:
    reply = demo_course.send("learner_18", "submit", answers_under(ID), headers={"X-CSRFToken": "b" * 32})

    assert reply.status_code == 403
    assert not demo_course.parcel("learner_18")


@pytest.mark.parametrize(
    "handler", ["save_draft", "submit", "show", "check_receipt", "relay", "resend", "save_settings"]
)
@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"method": "GET"}, 405),
        ({"body": b""}, 400),
        ({"body": b"\xff\xfe"}, 400),
        ({"body": b"[" * 100_000}, 400),
        ({"body": b'{"a": ' + b"9" * 5000 + b"}"}, 400),
        ({"body": b"{}" + b" " * 10_000_000}, 413),
        ({"headers": {"Content-Type": "multipart/form-data; boundary=x"}, "body": b"--x--"}, 415),
        ({"headers": {"Content-Type": "application/x-www-form-urlencoded"}, "body": b"a=1"}, 415),
        ({"headers": {"Content-Type": "\udcff".encode("utf-8", "surrogateescape")}}, 415),
    ],
)  # fmt: skip
def test_a_hostile_request_is_answered_with_a_reason(
    demo_course: DemoCourse, handler: str, options: dict[str, object], status: int
) -> None:
    reply = demo_course.send("staff_2", handler, {}, **options)

    assert reply.status_code == status
    assert reply.json()["detail"]


def test_the_logs_hold_no_answers(demo_course: DemoCourse) -> None:
    text = list(SURVEY.questions)[-1]
    secret = f"secret {uuid.uuid4()}"
    document = {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": {**good_answers(), text: secret}}
    assert demo_course.send("learner_19", "save_draft", document).status_code == 200
    assert demo_course.send("learner_19", "submit", document).status_code == 200
    demo_course.page("learner_19")

    log = demo_course.server.log.read_text() + (demo_course.server.folder / "var" / "workbench.log").read_text()

    assert secret in str(demo_course.stored("learner_19"))
    assert secret not in log


def test_pages_name_an_icon_and_the_usual_address_of_one_leads_to_it(demo_course: DemoCourse) -> None:
    addresses = {"/favicon.ico"}
    for page in (demo_course.page("learner_1").text, requests.get(demo_course.server.url, timeout=60).text):
        addresses |= set(re.findall(r'<link rel="icon"[^>]* href="([^"]+)"', page))

    replies = [requests.get(demo_course.server.url + address, timeout=60) for address in addresses]

    assert len(replies) == 2
    assert {(reply.status_code, reply.headers["Content-Type"]) for reply in replies} == {(200, "image/svg+xml")}


def test_the_course_team_sees_how_many_of_the_learners_answered(demo_course: DemoCourse) -> None:
    before = demo_course.send("staff_1", "delivery_status", {}).json()["html"]
    for number in range(1, 8):
        assert demo_course.send(f"learner_{number}", "submit", answers_under(str(uuid.uuid4()))).status_code == 200

    after = demo_course.send("staff_1", "delivery_status", {}).json()["html"]

    assert " of 20 learners" in before  # fewer than 5, unless other tests have let some answer
    assert re.search(r"[3-7]\d% \(\d+ of 20 learners\)", after)
