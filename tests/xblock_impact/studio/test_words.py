"""The editor's words in three languages: the same keys and facts, none missing, none unused."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from pathlib import Path

import pytest

from surveys.definition.question_types import BELONGS_TO, DOCUMENT_TYPES
from surveys.instruments import Moment, Respondent
from surveys.privacy import PrivacyClass
from surveys.schedule import Anchor, Calendar
from surveys.texts import LANGUAGES
from xblock_impact.authoring.presets import presets_in
from xblock_impact.words import studio_words_in

PACKAGE = Path(__file__).parents[3] / "xblock_impact"
SCRIPTS = "".join(path.read_text("utf-8") for path in sorted((PACKAGE / "public").glob("studio*.js")))
TEMPLATES = "".join((PACKAGE / "templates" / f"{name}.html").read_text("utf-8") for name in ("studio", "author"))
MODULES = "".join(path.read_text("utf-8") for path in sorted((PACKAGE / "authoring").glob("*.py")))
ENGLISH = studio_words_in("en")
CHOICES = {
    "type_": DOCUMENT_TYPES,
    "type_help_": DOCUMENT_TYPES,
    "privacy_": PrivacyClass,
    "calendar_": Calendar,
    "anchor_": Anchor,
    "counted_": Anchor,
    "example_": Anchor,
    "moment_": Moment,
    "respondent_": Respondent,
    "minimum_": BELONGS_TO["minimum"],
    "maximum_": BELONGS_TO["maximum"],
}
"""Keys that are put together from a beginning and a name."""
GROUPS = (
    *("answer_", "compare_", "effect_", "join_", "name_of_", "preset_", "problem_", "report_", "role_", "says_"),
    *("text_", "view_", "when_"),
)
MADE = re.compile(r"(option|item|scale|recall)_(of|add|added|removed)|(undo|redo)_(done|none)|wave_(at|after|before)")


def facts(words: Mapping[str, str]) -> dict[str, set[str | None]]:
    return {key: {name for _, name, _, _ in string.Formatter().parse(text) if name} for key, text in words.items()}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"{\w+}", "", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_facts(language: str) -> None:
    assert facts(studio_words_in(language)) == facts(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_borrows_sentences_from_another(language: str) -> None:
    others = [studio_words_in(other) for other in LANGUAGES if other != language]
    sentences = {key: text for key, text in studio_words_in(language).items() if len(_words(text)) > 2}

    assert not [key for key, text in sentences.items() if any(other[key] == text for other in others)]


def test_every_word_that_the_scripts_and_templates_ask_for_is_there() -> None:
    asked = set(re.findall(r"""say(?:\.count)?\(\s*"([\w-]+)\"""", SCRIPTS)) | set(re.findall(r"say\.(\w+)", TEMPLATES))

    assert len(asked) > 200
    assert asked - ENGLISH.keys() == set()


def test_every_choice_has_its_word() -> None:
    wanted = {f"{start}{name}" for start, names in CHOICES.items() for name in names}

    assert wanted - ENGLISH.keys() == set()


@pytest.mark.parametrize("start", ["compare_", "says_"])
def test_every_comparison_is_named_and_said(start: str) -> None:
    block = SCRIPTS[SCRIPTS.index("const COMPARISONS") :]
    names = re.findall(r"^    (\w+): \{", block[: block.index("\n  };")], re.MULTILINE)

    assert len(names) == 17
    assert {f"{start}{name}" for name in names} - ENGLISH.keys() == set()


def test_no_word_is_left_that_nothing_says() -> None:
    sources = SCRIPTS + TEMPLATES + MODULES
    unused = [
        key
        for key in ENGLISH
        if not key.startswith((*CHOICES, *GROUPS))
        and not MADE.fullmatch(key.removesuffix("_one"))
        and not re.search(rf"\b{key.removesuffix('_one')}\b", sources)
    ]

    assert unused == []


def test_presets_have_words_in_every_language() -> None:
    for preset in presets_in("nl"):
        assert preset["title"]
        assert all(set(option["text"]) == set(LANGUAGES) for option in preset["options"])


def test_a_reader_of_another_language_is_addressed_in_english() -> None:
    assert studio_words_in("de") == ENGLISH
