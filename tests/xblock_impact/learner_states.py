"""Everything that a learner or the course team can meet in the block, as pages to look at and to check."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from typing import Any

from opaque_keys.edx.keys import UsageKey

from surveys.schedule import Facts
from tests.xblock_impact.course import CONFIGURED, Course, Person, call, make_course
from tests.xblock_impact.pilot import ID, OTHER_ID, good_answers, required, terms
from tests.xblock_impact.waves import (
    BETWEEN,
    DAY_30,
    FOLLOW_UP,
    Clock,
    KnownRecords,
    completed,
    course_with,
    installed,
    on,
    plan_of,
    responses,
)
from xblock_impact.delivery.records import Responses, Tally

COMMITMENTS = {
    "commitment_1": "In elk gesprek eerst drie open vragen stellen",
    "commitment_1_sign": "Mijn collega hoort me samenvatten",
}
USED = {"training_use": "used"}
ADDRESS = "http://course.test/"
SAYS_WHAT_WAS_TYPED = "Duidelijk, maar te snel."


@dataclass(frozen=True, slots=True)
class Showing:
    """A block's page, and what its handlers answer."""

    html: str
    values: Mapping[str, Any]
    assets: tuple[str, ...]
    replies: Mapping[str, Any]

    def page(self, language: str, replies: Mapping[str, Any] | None = None, *, starts: bool = True) -> str:
        """Return a whole page as a course has it. Handlers are answered with ``replies``; without ``starts`` the
        block's script waits for a call of ``start()``.
        """
        css = "".join(f"<style>{_asset(name)}</style>" for name in self.assets if name.endswith(".css"))
        scripts = "".join(f"<script>{_asset(name)}</script>" for name in self.assets if name.endswith(".js"))
        answers = json.dumps({**self.replies, **(replies or {})}).replace("<", "\\u003c")
        block = "ImpactBlock({handlerUrl: (_, name) => name}, document.getElementById('block'), VALUES)"
        start = f"window.start = () => {{ {block if 'impact.js' in self.assets else ''} }};"
        return (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Training</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<style>body { margin: 0; font-family: sans-serif; color-scheme: light dark }</style>"
            f"{css}</head><body><main><h1>Training</h1><div id='block'>{self.html}</div></main>{scripts}"
            f"<script>const REPLIES = {answers}; window.asked = [];"
            "fetch = async (name, {body}) => { asked.push([name, JSON.parse(body)]);"
            " const [status, reply] = REPLIES[name] || [200, {}];"
            " return {ok: status < 300, status, json: async () => reply}; };"
            f"const VALUES = {json.dumps(self.values)};"
            f"{start} {'start()' if starts else ''}</script></body></html>"
        )


def _asset(name: str) -> str:
    return (files("xblock_impact") / "public" / name).read_text("utf-8")


def shown(course: Course, view: str = "student_view", person: Person | None = None, **replies: Any) -> Showing:
    """Return what the block shows of itself."""
    fragment = getattr(course.block(person), view)()
    assets = tuple(resource.data.rpartition("/")[2] for resource in fragment.resources)
    return Showing(fragment.content, fragment.json_init_args or {}, assets, replies)


def after_sending(course: Course, document: Mapping[str, Any], handler: str = "submit") -> Showing:
    """Return the page once a handler has answered with HTML."""
    page = shown(course)
    html = call(course.block(), handler, document).document["html"]
    before, mark, _ = page.html.partition("<div data-impact-place>")
    return replace(page, html=f"{before}{mark}{html}</div></div>")


def _learner(language: str, **more: Any) -> Person:
    return Person(language=language, **more)


def _course(language: str, mode: str = "confidential", **fields: Any) -> Course:
    return make_course(_learner(language), privacy_mode=mode, **fields)


def _answered(language: str, mode: str = "confidential") -> Course:
    course = _course(language, mode)
    assert call(course.block(), "submit", _sending(mode)).status == 200
    return course


def _sending(mode: str = "confidential", **more: Any) -> dict[str, Any]:
    return {"submission_id": ID, "terms": terms(mode), "answers": good_answers(), **more}


def _follow_up(language: str, clock_at: Any = DAY_30, facts: Facts | None = None) -> tuple[Course, Clock, KnownRecords]:
    course, clock = course_with(FOLLOW_UP, _learner(language), instrument="follow_up")
    clock.at = clock_at
    keeper = KnownRecords(known=completed() if facts is None else facts, earlier=COMMITMENTS)
    return course, clock, keeper


def _follow_up_page(language: str, clock_at: Any = DAY_30, facts: Facts | None = None) -> Showing:
    course, _, keeper = _follow_up(language, clock_at, facts)
    with installed(keeper):
        return shown(course)


def _several_waves(language: str) -> Showing:
    """One answered, one missed, one open."""
    course, clock, keeper = _follow_up(language)
    with installed(keeper):
        sent = {"submission_id": ID, "terms": terms("confidential"), "wave": "day-30", "answers": USED}
        assert call(course.block(), "submit", sent).status == 200
        clock.pass_days(150)
        return shown(course)


def _one_wave(language: str, opens_on: str) -> Showing:
    course, _ = course_with(plan_of(on(opens_on)), _learner(language))
    return shown(course)


def _problems(language: str) -> Showing:
    return after_sending(_course(language), _sending(answers={**good_answers(), required(): ""}))


def _draft(language: str) -> Showing:
    course = _course(language)
    call(course.block(), "save_draft", {"answers": {"improve": SAYS_WHAT_WAS_TYPED}})
    return shown(course)


def _changing(language: str) -> Showing:
    return after_sending(_answered(language), {"change": True}, "show")


def _changed_elsewhere(language: str) -> Showing:
    course = _answered(language)
    assert (
        call(course.block(), "submit", _sending(revision=2, answers={**good_answers(), "improve": "x"})).status == 200
    )
    return after_sending(course, _sending(submission_id=OTHER_ID, revision=2))


def _closed(language: str) -> Showing:
    course, clock = course_with(plan_of(on("2026-10-30")), _learner(language))
    clock.pass_days(60)
    return after_sending(course, _sending())


def _terms_changed(language: str) -> Showing:
    return after_sending(_course(language), _sending("identified"))


def _changes_begun(language: str) -> Showing:
    course = _answered(language)
    call(course.block(), "save_draft", {"revision": 2, "answers": {"improve": SAYS_WHAT_WAS_TYPED}})
    return shown(course)


def _unreadable(language: str) -> Showing:
    course = _course(language)
    course.block(progress={"version": 99})
    return shown(course)


def _panel(
    language: str, tally: Tally | None, said: Responses | None = None, waves: Any = None, **settings: Any
) -> Showing:
    course = Course(_learner(language), usage_id=IN_A_COURSE)
    course.block(**CONFIGURED, privacy_mode="confidential", waves=waves)
    course.settings = {**(course.settings or {}), **settings}
    teacher = _learner(language, id="staff_1", staff=True)
    with installed(KnownRecords(counted=tally, responded=said)):
        reply = call(course.block(teacher), "delivery_status", {})
        assert reply.status == 200, reply.document
        return shown(course, person=teacher, delivery_status=[200, reply.document], resend=[200, reply.document])


IN_A_COURSE = UsageKey.from_string("block-v1:Impact+Talk+2026+type@impact+block@0f")
WAITING_TALLY = Tally(
    accepted=41,
    delivered=38,
    quarantined=1,
    pending=3,
    oldest_pending_at=DAY_30 - timedelta(days=2),
    last_failure="HTTP 503",
)
SEVERAL = responses((63, 41), (30, 3), (12, 12), (0, 0))

STATES: Mapping[str, Callable[[str], Showing]] = {
    "form": lambda language: shown(_course(language)),
    "form-identified": lambda language: shown(_course(language, "identified")),
    "form-anonymous": lambda language: shown(_course(language, "anonymous")),
    "form-draft": _draft,
    "form-problems": _problems,
    "form-terms-changed": _terms_changed,
    "form-closed": _closed,
    "form-changing": _changing,
    "form-changed-elsewhere": _changed_elsewhere,
    "form-wave": _follow_up_page,
    "form-several-waves": _several_waves,
    "thanks": lambda language: shown(_answered(language)),
    "thanks-anonymous": lambda language: shown(_answered(language, "anonymous")),
    "thanks-changes-begun": _changes_begun,
    "waiting-not-anchored": lambda language: _follow_up_page(language, facts=Facts()),
    "waiting-between": lambda language: _follow_up_page(language, BETWEEN),
    "waiting-upcoming": lambda language: _one_wave(language, "2026-12-07"),
    "waiting-missed": lambda language: _one_wave(language, "2026-09-07"),
    "waiting-withdrawn": lambda language: _follow_up_page(language, facts=completed(retired=True)),
    "message-sign-in": lambda language: shown(make_course(_learner(language, id=None, signed_in=False))),
    "message-enroll": lambda language: shown(make_course(_learner(language, enrolled=False))),
    "message-unfinished": lambda language: shown(make_course(_learner(language), campaign="")),
    "message-unfinished-staff": lambda language: shown(make_course(_learner(language, staff=True), campaign="")),
    "message-unreadable": _unreadable,
    "panel": lambda language: _panel(language, WAITING_TALLY, responses((63, 41))),
    "panel-few": lambda language: _panel(language, Tally(3, 2, 1, 1), responses((4, 3))),
    "panel-several-waves": lambda language: _panel(language, Tally(56, 56, 0, 0), SEVERAL, waves=FOLLOW_UP),
    "panel-learners-unknown": lambda language: _panel(language, WAITING_TALLY, responses((63, 41), complete=False)),
    "panel-uncounted": lambda language: _panel(language, None),
    "panel-unset": lambda language: _panel(language, WAITING_TALLY, KEY=""),
}
"""By name, the page for a reader of a language."""


def open_state(page: Any, name: str, language: str) -> None:
    """Open one of STATES in a page of a browser, at an address that has cookies and storage."""
    html = STATES[name](language).page(language)
    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(ADDRESS)
    if name.startswith("panel"):
        page.locator("[data-impact-panel] > summary").click()
        page.locator("[data-impact-figures] .impact-actions").wait_for()
