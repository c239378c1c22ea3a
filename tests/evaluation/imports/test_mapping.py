"""Mapping files are checked as a whole before anything is taken in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evaluation.errors import MappingInvalid
from evaluation.imports.mapping import load_mapping, normal_text
from surveys.privacy import PrivacyMode
from tests.evaluation.imports.files import MAPPING, write_mapping


def test_a_mapping_knows_codes_words_and_its_own_texts(tmp_path: Path) -> None:
    mapping = load_mapping(write_mapping(tmp_path))
    codes = {source.question.id: source.codes for source in mapping.sources}
    assert codes["pace"] == {
        "Too slow": "too_slow",
        "Too slow (nl)": "too_slow",
        "too_slow": "too_slow",
        "Just right": "just_right",
        "Just right (nl)": "just_right",
        "just_right": "just_right",
        "Too fast": "too_fast",
        "Too fast (nl)": "too_fast",
        "too_fast": "too_fast",
        "Slow as a snail": "too_slow",
    }
    assert codes["minutes"] == {}
    assert mapping.mode is PrivacyMode.ANONYMOUS
    assert mapping.unanswered == {"", "NA"}


def test_what_is_left_out_has_a_sensible_value(tmp_path: Path) -> None:
    mapping = load_mapping(write_mapping(tmp_path, unanswered=None))
    found = (mapping.delimiter, mapping.encoding, mapping.wave, mapping.close_when_done, mapping.min_respondents)
    assert found == (",", "utf-8-sig", "main", False, None)


def test_one_instant_may_stand_for_all(tmp_path: Path) -> None:
    mapping = load_mapping(write_mapping(tmp_path, answered_at={"value": "2018-09-30T12:00:00+02:00"}))
    assert mapping.answered_at.fixed == datetime(2018, 9, 30, 10, tzinfo=UTC)
    assert mapping.answered_at.column is None


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"format": "impact-mapping/9"}, ["format"]),
        ({"title": None, "language": None}, ["title", "language"]),
        ({"mode": "secret"}, ["mode"]),
        ({"min_respondents": 3}, ["min_respondents"]),
        ({"delimiter": ";;"}, ["delimiter"]),
        ({"encoding": "klingon"}, ["encoding"]),
        ({"wave": "Wave 1"}, ["wave"]),
        ({"answered_at": {}}, ["answered_at"]),
        ({"answered_at": {"column": "When"}}, ["answered_at.format"]),
        ({"answered_at": {"column": "When", "format": "%d", "time_zone": "Mars/Base"}}, ["answered_at.time_zone"]),
        ({"answered_at": {"value": "2018-09-30T12:00:00"}}, ["answered_at.value"]),
        ({"questions": {}}, ["questions"]),
        ({"questions": {"pace": {}}}, ["questions.pace.value.column"]),
        ({"questions": {"pace": {"column": "Pace", "options": [1]}}}, ["questions.pace.value.options"]),
        ({"questions": {"speed": {"column": "Pace"}}}, ["questions.speed"]),
        ({"questions": {"pace": {"column": "Pace", "options": "moods"}}}, ["questions.pace.options"]),
        ({"questions": {"pace": {"column": "Pace", "options": {"Fast": "warp"}}}}, ["questions.pace.options"]),
        ({"questions": {"minutes": {"column": "Minutes", "options": {"Few": "5"}}}}, ["questions.minutes.options"]),
        ({"participant": "Name"}, ["participant"]),
        ({"mode": "confidential"}, ["participant"]),
        ({"surprise": True}, ["surprise"]),
    ],
)
def test_every_problem_is_reported_with_its_place(changes: dict[str, Any], paths: list[str], tmp_path: Path) -> None:
    with pytest.raises(MappingInvalid) as invalid:
        load_mapping(write_mapping(tmp_path, **changes))
    assert sorted(problem.path for problem in invalid.value.problems) == sorted(paths)


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b"{" * 100, b" " * 2_000_000])
def test_a_file_that_is_no_mapping_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mapping.json"
    path.write_bytes(content)
    with pytest.raises(MappingInvalid):
        load_mapping(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingInvalid, match="cannot be read"):
        load_mapping(tmp_path / "nowhere.json")


def test_a_definition_that_cannot_be_used_is_refused_with_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text(json.dumps({"format": "impact-survey/1"}), encoding="utf-8")
    with pytest.raises(MappingInvalid, match=r"broken\.json: pages"):
        load_mapping(write_mapping(tmp_path, definition="broken.json"))


def test_the_mapping_of_these_tests_is_as_documented() -> None:
    """The members that the guide lists are those that exist."""
    guide = Path(__file__).parents[3] / "docs" / "import-mapping.md"
    assert all(f"`{name}`" in guide.read_text(encoding="utf-8") for name in [*MAPPING, "participant", "wave"])


@pytest.mark.parametrize("text", ["About half of it", "About\u00a0half\u202fof\u2007it", "  About half of it\u00a0"])
def test_texts_that_look_alike_are_alike(text: str) -> None:
    assert normal_text(text) == "About half of it"


def test_letters_with_accents_are_alike_however_they_are_composed() -> None:
    assert normal_text("cafe\u0301") == normal_text("caf\u00e9")
