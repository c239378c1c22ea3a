"""What the page for operators and analysts says, the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from uuid import UUID

from surveys.privacy import PrivacyMode
from tests.surveys.documents import question_document, survey_of
from tests.xblock_impact.aspects.lms import Lms, Sent
from xblock_impact.aspects.events import SUBMITTED
from xblock_impact.aspects.extensions import Extension
from xblock_impact.aspects.interactions import INTERACTIONS
from xblock_impact.aspects.modes import CAN_BE_TOLD, XAPI_MODES
from xblock_impact.aspects.tracking_settings import ALLOWED

PAGE = (Path(__file__).parents[3] / "docs" / "aspects.md").read_text("utf-8")
EXAMPLE = survey_of(
    question_document(
        "scale",
        id="often",
        level="work_behaviour",
        node="asks_first",
        text={
            "nl": "Hoe vaak vroeg je eerst wat iemand nodig heeft?",
            "en": "How often did you first ask what somebody needs?",
        },
        options=[
            {"code": "never", "text": {"nl": "Nooit", "en": "Never"}},
            {"code": "sometimes", "text": {"nl": "Soms", "en": "Sometimes"}},
            {"code": "mostly", "text": {"nl": "Meestal", "en": "Mostly"}},
            {"code": "none", "text": {"nl": "Geen gesprekken", "en": "No talks"}, "not_applicable": True},
        ],
    ),
    id="follow_up",
    title={"nl": "Na drie maanden", "en": "After three months"},
    purpose={"nl": "Om te leren.", "en": "To learn."},
    languages=["nl", "en"],
)


def rows(head: str) -> list[list[str]]:
    """Return the cells of the table with this head."""
    lines = PAGE.partition(f"| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_of_types_is_what_is_done() -> None:
    told = {row[0]: (row[1], row[2] or None) for row in rows("type of question")}

    assert told == {kind.value: (how.type, how.components) for kind, how in INTERACTIONS.items()}


def test_every_extension_is_explained_and_none_else() -> None:
    assert [row[0] for row in rows("extension")] == [extension.value for extension in Extension]


def test_every_mode_is_explained_and_those_that_can_be_told_are_named() -> None:
    assert [row[0] for row in rows("mode")] == [mode.value for mode in PrivacyMode]
    assert [row[0] for row in rows("mode") if row[1].startswith("the answers")] == [mode.value for mode in CAN_BE_TOLD]


def test_names_of_settings_and_of_the_event_are_those_of_the_code() -> None:
    assert set(re.findall(r"[A-Z]+(?:_[A-Z]+)+", PAGE)) == {
        XAPI_MODES, ALLOWED, "XBLOCK_SETTINGS", "XAPI_EVENT_LOGGING_ENABLED", "JSON_VALUE",
    }  # fmt: skip
    assert SUBMITTED in PAGE


def test_the_example_is_what_is_sent(lms: Lms) -> None:
    shown = json.loads("{" + PAGE.partition("## An answer, whole\n")[2].partition("{")[2])
    sent = Sent(
        EXAMPLE,
        {"often": "mostly"},
        mode=PrivacyMode.CONFIDENTIAL,
        wave="month-3",
        submission_id=UUID("5c0f9a3e-8f0e-4a3b-9d54-3c1f4a5b6c7d"),
    )
    told = lms.told(sent)[1]

    version = "https://w3id.org/xapi/openedx/extension/transformer-version"  # of the library, which moves on
    for statement in (shown, told):
        assert statement["context"]["extensions"].pop(version).startswith("event-routing-backends@")
    assert shown == told
