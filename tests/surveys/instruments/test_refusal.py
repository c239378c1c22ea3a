"""Nothing is in the library that nobody may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.canonical import canonical_json
from surveys.errors import DefinitionInvalid, InstrumentRefused, SurveyError
from surveys.instruments import load_instrument, read_instrument
from surveys.instruments.library import NO_LICENCES
from surveys.interchange.exchange import LICENCE_NOT_STATED
from tests.surveys.documents import survey_document


def instrument(**changes: object) -> bytes:
    """Return the file of an instrument."""
    return canonical_json(survey_document(**changes))


def test_an_instrument_with_a_licence_is_read() -> None:
    assert read_instrument(instrument(licence="CC-BY-4.0")).licence == "CC-BY-4.0"


@pytest.mark.parametrize("licence", [None, "", "   "])
def test_one_without_a_licence_is_refused(licence: str | None) -> None:
    with pytest.raises(DefinitionInvalid) as caught:
        read_instrument(instrument(licence=licence))
    assert [problem.path for problem in caught.value.problems] == ["licence"]


@pytest.mark.parametrize(
    "licence", [LICENCE_NOT_STATED, "NONE", "NOASSERTION", " licenseref-NOT-stated ", "UNLICENSED"]
)
def test_one_whose_licence_is_none_is_refused_and_told_what_to_do(licence: str) -> None:
    with pytest.raises(InstrumentRefused, match=r"a_survey gives no licence .* Ask its makers for a licence"):
        read_instrument(instrument(licence=licence))


def test_the_mark_of_an_import_without_a_licence_is_known() -> None:
    assert LICENCE_NOT_STATED.lower() in NO_LICENCES


def test_a_refusal_is_an_error_of_surveys() -> None:
    """Studio shows any of them beside the choice of an instrument."""
    assert issubclass(InstrumentRefused, SurveyError)


def test_loading_refuses_as_reading_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "borrowed.json").write_bytes(instrument(licence=LICENCE_NOT_STATED))
    monkeypatch.setattr("surveys.instruments.library.files", lambda _package: tmp_path)
    with pytest.raises(InstrumentRefused):
        load_instrument("borrowed")
