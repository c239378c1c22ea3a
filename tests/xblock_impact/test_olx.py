"""The block as OLX: readable, round-trips, and no import stops at a bad value."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree
from xblock.fields import ScopeIds

from surveys.errors import JSONRefused
from surveys.instruments import instrument_names, load_instrument
from surveys.strict_json import parse_json
from tests.xblock_impact.course import Course
from xblock_impact.block import ImpactBlock
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.words import words_in

GOOD = {
    "display_name": "How was it?",
    "instrument": "pilot",
    "campaign": "demo-pilot",
    "privacy_mode": "anonymous",
    "min_respondents": "8",
}


def imported(attributes: dict[str, str]) -> Any:
    runtime = Course().block().runtime
    ids = ScopeIds(None, "impact", "other-definition", "other-usage")
    return ImpactBlock.parse_xml(etree.Element("impact", attributes), runtime, ids)


def imported_xml(text: str) -> Any:
    runtime = Course().block().runtime
    ids = ScopeIds(None, "impact", "other-definition", "other-usage")
    return ImpactBlock.parse_xml(etree.fromstring(text), runtime, ids)


def exported_xml(block: Any) -> str:
    node = etree.Element("unknown")
    block.add_xml_to_node(node)
    del node.attrib["xblock-family"]
    return etree.tostring(node, encoding="unicode")


def exported(block: Any) -> dict[str, str]:
    node = etree.Element("unknown")
    block.add_xml_to_node(node)
    return {name: value for name, value in node.attrib.items() if name != "xblock-family"}


def test_settings_survive_export_and_import() -> None:
    block = imported(GOOD)

    assert block.min_respondents == 8
    assert exported(block) == GOOD
    assert exported(imported(exported(block))) == GOOD


def test_an_export_holds_nothing_of_learners() -> None:
    assert exported(imported(GOOD)).keys() == GOOD.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("min_respondents", "many"),
        ("min_respondents", "4"),
        ("min_respondents", "5.5"),
        ("min_respondents", "9" * 5000),
        ("min_respondents", "[1, 2"),
        ("min_respondents", "inf"),
        ("privacy_mode", "secret"),
        ("campaign", "Demo pilot!"),
        ("campaign", ""),
        ("instrument", "no-such-thing"),
        ("instrument", "../../etc/passwd"),
        ("display_name", " "),
    ],
)
def test_a_malformed_value_is_kept_and_named(name: str, value: str) -> None:
    """The import of a course goes on, the author reads what is wrong, and an export gives back what came in."""
    block = imported({**GOOD, name: value})

    messages = [message.text for message in block.validate().messages]

    assert len(messages) == 1
    assert exported(block)[name] == value


def test_a_good_block_has_nothing_to_validate() -> None:
    assert imported(GOOD).validate().empty


WAVES = {
    "format": "impact-schedule/1",
    "time_zone": "Europe/Brussels",
    "waves": [{"key": "day-30", "anchor": "completed", "delay_days": 30, "open_days": 21}],
}


@pytest.mark.parametrize("name", instrument_names())
def test_a_survey_of_ones_own_and_its_waves_survive_export_and_import(name: str) -> None:
    survey = dict(load_instrument(name).data)
    block = imported({**GOOD, "instrument": name})
    block.definition, block.waves = survey, WAVES

    again = imported_xml(exported_xml(block))

    assert (again.definition, again.waves) == (survey, WAVES)
    assert exported_xml(again) == exported_xml(block)
    assert again.validate().empty
    assert again.configuration().survey.digest == load_instrument(name).digest


def test_an_export_is_one_that_people_can_read_and_compare() -> None:
    block = imported(GOOD)
    block.waves = WAVES

    lines = exported_xml(block).splitlines()

    assert '  "time_zone": "Europe/Brussels",' in lines
    assert '      "delay_days": 30,' in lines


def test_question_ids_stay_in_a_copy_under_another_key() -> None:
    block = imported(GOOD)
    block.definition = dict(load_instrument("pilot").data)

    copy = imported_xml(exported_xml(block))

    assert copy.scope_ids.usage_id == "other-usage"
    assert list(copy.configuration().survey.questions) == list(load_instrument("pilot").questions)


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.booleans()))
def test_any_object_survives_whatever_its_characters(document: dict[str, object]) -> None:
    block = imported(GOOD)
    block.definition = document
    try:
        parse_json(json.dumps(document).encode())
    except JSONRefused:  # NUL and lone surrogates: nothing that a survey can hold
        assume(False)

    assert imported_xml(exported_xml(block)).definition == document


@pytest.mark.parametrize("element", ["definition", "waves"])
@pytest.mark.parametrize("text", ["{", "[1, 2]", "yes", '{"format": 1} more', "<b>bold</b> {}", "[" * 2_000])
def test_a_malformed_document_is_kept_and_named(element: str, text: str) -> None:
    plain = "".join(etree.fromstring(f"<x>{text}</x>").itertext())
    block = imported_xml(f'<impact campaign="c"><{element}>{text}</{element}></impact>')

    (message,) = [message.text for message in block.validate().messages]

    assert message == words_in("en")[f"setting_{element}"]
    assert getattr(imported_xml(exported_xml(block)), element) == plain


def test_every_problem_of_a_survey_and_its_waves_is_named_with_its_place() -> None:
    block = imported(GOOD)
    block.definition, block.waves = {"format": "impact-survey/1"}, {"format": "impact-schedule/1"}

    with pytest.raises(ConfigurationIncomplete) as incomplete:
        block.configuration()

    paths = {problem.path.partition(".")[0] for problem in incomplete.value.problems}
    assert paths == {"definition", "waves"}


def test_what_is_no_document_of_ours_still_becomes_a_child_of_the_block() -> None:
    """So that an import complains about it as it does for every block."""
    with pytest.raises(Exception, match="html"):
        imported_xml('<impact campaign="c"><html/></impact>')


def test_an_empty_document_is_none() -> None:
    block = imported_xml('<impact campaign="c"><definition> </definition></impact>')

    assert block.definition is None
