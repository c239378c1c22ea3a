"""The block as OLX: readable, round-trips, and no import stops at a bad value."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from xblock.fields import ScopeIds

from tests.xblock_impact.course import Course
from xblock_impact.block import ImpactBlock

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
