"""Whatever is sent to Studio's handlers, and by whomever: an answer with a reason, and nothing changes."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xblock_impact.course import Course, Person, StudioPermissions, call, make_course
from tests.xblock_impact.studio.authors import PLAN, SETTINGS, SURVEY, sent, studio
from tests.xblock_impact.test_hostile_requests import UNREADABLE, WRONG_SHAPE
from xblock_impact.words import studio_words_in

READING = ["check_survey", "preview_survey", "list_instruments", "read_instrument", "import_survey", "compare_survey"]
HANDLERS = ["save_settings", *READING]
GOOD = {
    **SETTINGS,
    "definition": SURVEY,
    "waves": PLAN,
    "language": "nl",
    "name": "pilot",
    "question": SURVEY["pages"][0]["questions"][0],
    "answered_before": True,
}


def of(person: Person, allowed: bool | None) -> Course:
    services = {} if allowed is None else {"studio_user_permissions": StudioPermissions(allowed)}
    return make_course(person, services=services)


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize(
    "course",
    [
        of(Person(), None),
        of(Person(enrolled=False), None),
        of(Person(staff=True, signed_in=False), None),
        of(Person(id=None, signed_in=False), None),
        of(Person(staff=True), False),
    ],
    ids=["learner", "not enrolled", "signed out", "nobody", "may not write in Studio"],
)
def test_only_who_may_edit_is_answered(handler: str, course: Course) -> None:
    reply = sent(handler, GOOD, course=course)

    assert (reply.status, reply.document["detail"]) == (403, studio_words_in("en")["not_allowed"])
    assert course.store.writes == 0


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_refused(handler: str, body: bytes) -> None:
    course = studio()

    assert call(course.block(), handler, body=body).status == 400
    assert course.store.writes == 0


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("document", WRONG_SHAPE.values(), ids=WRONG_SHAPE.keys())
def test_what_is_no_object_is_refused(handler: str, document: object) -> None:
    assert sent(handler, document).status == 422


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"method": "GET"}, 405),
        ({"content_type": "text/plain"}, 415),
        ({"body": b"[" + b" " * 2_500_000 + b"]"}, 413),
    ],
)
def test_only_json_of_a_bearable_size_is_posted(handler: str, options: dict[str, Any], status: int) -> None:
    assert call(studio().block(), handler, {}, **options).status == status


@pytest.mark.parametrize("handler", READING)
def test_reading_handlers_write_nothing(handler: str) -> None:
    course = studio(definition=SURVEY)

    sent(handler, GOOD, course=course)

    assert course.store.writes == 0


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, each in inner for place in places_in(each, (*path, name)))]


PLACES = places_in(GOOD)[1:]


@settings(max_examples=300)
@given(handler=st.sampled_from(HANDLERS), place=st.sampled_from(PLACES), value=ANYTHING)
def test_no_document_is_an_error_of_ours(handler: str, place: tuple[Any, ...], value: Any) -> None:
    """Good requests with anything at all in the place of one part."""
    document = copy.deepcopy(GOOD)
    *way, last = place
    holder: Any = document
    for name in way:
        holder = holder[name]
    holder[last] = value

    assert sent(handler, document).status in {200, 400, 404, 409, 413, 422}
