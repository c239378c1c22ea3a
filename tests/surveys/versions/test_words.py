"""The sentences of a comparison: the same in every language, one for each reason."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import surveys.versions
from surveys.definition import QuestionType
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.texts import LANGUAGES, Text
from surveys.versions import Effect, Part, Reason, Verdict, reason_in_words, verdict_in_words
from surveys.versions.words import words_in

MODULES = Path(surveys.versions.__file__).parent.glob("*.py")
SOURCE = "\n".join(module.read_text("utf-8") for module in MODULES)


def placeholders(template: str) -> Counter[str]:
    """Return the names to be filled in, with how often each stands there."""
    return Counter(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_with_the_same_gaps(language: str) -> None:
    english, words = words_in("en"), words_in(language)
    assert list(words) == list(english)
    assert {key: placeholders(words[key]) for key in words} == {key: placeholders(english[key]) for key in words}
    assert all(text.strip() == text != "" for text in words.values())


def test_every_file_of_words_belongs_to_a_language() -> None:
    found = {entry.name for entry in files("surveys.versions.words").iterdir() if entry.name.endswith(".json")}
    assert found == {f"{language}.json" for language in LANGUAGES}
    assert all(json.loads((files("surveys.versions.words") / name).read_text("utf-8")) for name in found)


def test_every_sentence_is_one_that_is_said() -> None:
    """Keys in the code, with those that are put together from a name and what happened to it."""
    said = set(re.findall(r'"([a-z0-9_]+)"', SOURCE))
    said |= {f"{name}_{how}" for name in ("condition", "page_condition") for how in ("added", "changed", "removed")}
    sentences = {key.removeprefix("reason_") for key in words_in("en") if key.startswith("reason_")}
    assert sentences <= said


def test_everything_that_is_named_has_a_name() -> None:
    words = words_in("en")
    for prefix, kinds in {"part": Part, "type": QuestionType, "privacy": PrivacyClass, "verdict": Verdict}.items():
        named = {key.removeprefix(f"{prefix}_") for key in words if key.startswith(f"{prefix}_")}
        assert named == {str(kind) for kind in kinds}


def test_texts_of_the_survey_stand_in_the_readers_language() -> None:
    reason = Reason("words_asked_now", Effect.CAUTION, {"option": Text({"nl": "Anders", "en": "Something else"})})
    assert reason_in_words(reason, "nl") == "“Anders” vraagt nu om woorden."
    assert reason_in_words(reason, "en") == "“Something else” asks for words now."
    assert reason_in_words(reason, "de") == "“Anders” asks for words now."


def test_places_for_answers_are_not_filled_in() -> None:
    text = Text({"nl": "Wat kwam er van {goal|je voornemen}?"})
    reason = Reason("pages_added", Effect.NOTE, {"pages": (text,)})
    assert reason_in_words(reason, "en") == "New pages: “Wat kwam er van je voornemen?”."


def test_levels_and_types_are_called_by_name() -> None:
    level = Reason("other_level", Effect.NOTE, {"old": Level.INTERVENTIONS, "new": Level.WORK_BEHAVIOUR})
    kind = Reason("type_changed", Effect.BREAK, {"old": QuestionType.NUMBER, "new": QuestionType.DURATION})
    assert "Werkgedrag" in reason_in_words(level, "nl")
    assert "eerst getal, nu duur" in reason_in_words(kind, "nl-BE")


@pytest.mark.parametrize(
    ("language", "name"), [("nl", "Vergelijkbaar na hercodering"), ("de", "Comparable after recoding")]
)
def test_verdicts_have_names(language: str, name: str) -> None:
    assert verdict_in_words(Verdict.AFTER_RECODING, language) == name
