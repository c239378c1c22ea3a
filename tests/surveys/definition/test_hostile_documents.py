"""Whatever stands in a document: a survey or DefinitionInvalid, never another exception."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import check_answers
from surveys.canonical import canonical_json
from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid, Problem
from surveys.form import FormState, render_form
from surveys.instruments import load_instrument
from surveys.strict_json import parse_json
from tests.surveys.form.every_type import DOCUMENT as EVERY_TYPE

PILOT = dict(load_instrument("pilot").data)
GOOD = [PILOT, EVERY_TYPE, *(dict(load_instrument(name).data) for name in ("baseline", "follow_up"))]

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["pilot", "scale", "free_text", "number", "nl", "_schema", "\x00", "\ud800", "a" * 5_000])
    | st.binary(max_size=3)
)
names = st.text(max_size=5) | st.sampled_from(["_schema", "id", "options", "questions", "text", "scale"])
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(names | st.integers(), inner, max_size=4)
        | st.tuples(inner, inner)
    ),
    max_leaves=12,
)


def deep(levels: int) -> Any:
    """Return lists in lists."""
    document: Any = []
    for _ in range(levels):
        document = [document]
    return document


def loaded(document: Any) -> tuple[Survey | None, tuple[Problem, ...]]:
    """Return the survey, or why it was refused."""
    try:
        return load_survey(document), ()
    except DefinitionInvalid as invalid:
        return None, invalid.problems


def is_loaded_or_refused(document: Any) -> None:
    """Load a document; if it can be loaded, it can also be shown, answered and stored."""
    survey, problems = loaded(document)
    if survey is None:
        assert problems
        assert all(problem.message and is_place(document, problem.path) for problem in problems), problems
        return
    assert parse_json(canonical_json(survey.data)) == document
    assert render_form(survey, "fr", FormState("form"))
    assert check_answers(survey, {}, "fr", complete=False).problems == ()


_STEP = re.compile(r"\[(\d+)\]|([^.\[]+)")


def is_place(document: Any, path: str) -> bool:
    """Tell whether ``path`` leads into ``document``, as far as names tell; what is missing may be its last step."""
    steps = [int(index) if index else name for index, name in _STEP.findall(path)]
    for place, step in enumerate(steps):
        if isinstance(document, dict) and step not in document:
            strange = any(not isinstance(name, str) or not _STEP.fullmatch(name) for name in document)
            return strange or place == len(steps) - 1
        if not isinstance(document, dict) and not (isinstance(step, int) and step < len(document)):
            return False
        document = document[step]
    return True


@given(st.dictionaries(st.sampled_from([*PILOT]), anything))
def test_any_document_is_loaded_or_refused(document: dict[str, Any]) -> None:
    is_loaded_or_refused({**PILOT, **document})


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) in a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, inner in pairs for place in [(value, key), *places(inner)]]


MEMBERS = [
    "type",
    "options",
    "items",
    "condition",
    "minimum",
    "maximum",
    "ends",
    "unit",
    "other",
    "scale",
    "declinable",
]
CHANGES = ["put", "move", "wrap", "name", "delete", "copy"]


@pytest.mark.parametrize("good", GOOD, ids=[good["id"] for good in GOOD])
@given(data=st.data())
def test_a_good_document_with_anything_put_anywhere_is_loaded_or_refused(
    good: dict[str, Any], data: st.DataObject
) -> None:
    document = copy.deepcopy(good)
    for _ in range(data.draw(st.integers(1, 3))):
        everywhere = places(document)
        container, key = data.draw(st.sampled_from(everywhere))
        change = data.draw(st.sampled_from(CHANGES))
        if change == "put":
            container[key] = data.draw(anything)
        elif change == "move":
            other, name = data.draw(st.sampled_from(everywhere))
            container[key] = copy.deepcopy(other[name])
        elif change == "wrap":
            container[key] = data.draw(
                st.sampled_from([[container[key]], {"nl": container[key]}, {"!": container[key]}])
            )
        elif change == "name" and isinstance(container, dict):
            container[data.draw(st.sampled_from(MEMBERS))] = copy.deepcopy(container[key])
        elif change == "delete":
            del container[key]
        elif isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
    is_loaded_or_refused(document)


HOSTILE: dict[str, Any] = {
    "bottomless": deep(100_000),
    "deep": {"a": deep(1_000)},
    "5,000 digits": 10**5_000,
    "an object for an id": [[{"id": {}}]],
    "a list for an id": {"id": []},
    "both": [{"id": []}, {"id": {}}],
}


@pytest.mark.parametrize("place", ["id", "title", "languages", "pages", "scales", "licence", "minutes"])
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_bottomless_nesting_immense_numbers_and_ids_that_cannot_be_compared_are_refused(place: str, value: Any) -> None:
    with pytest.raises(DefinitionInvalid):
        load_survey({**PILOT, place: value})
