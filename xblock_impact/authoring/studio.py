"""What an author sees in Studio: a summary of the block, its editor, and the handler that saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from web_fragments.fragment import Fragment

from surveys.errors import Problem, SurveyError
from surveys.instruments import instrument_names, load_instrument
from surveys.levels import Level
from surveys.privacy import MIN_RESPONDENTS, MIN_RESPONDENTS_COMMENTS, PrivacyMode
from surveys.words import words_in as words_of_the_form
from xblock_impact.configuration.reading import (
    MAX_MIN_RESPONDENTS,
    MAX_TITLE,
    SETTINGS,
    TITLE_LANGUAGE,
    Configuration,
    read_configuration,
)
from xblock_impact.delivery.server_settings import undelivered_because
from xblock_impact.errors import ConfigurationIncomplete, Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import learner_of, may_edit
from xblock_impact.runtime.rendering import element_id, make_fragment, render
from xblock_impact.words import words_in


def author_fragment(block: Any) -> Fragment:
    """Return the summary: what is asked, of whom, on which levels, and what is still missing."""
    language = block.page_language()
    configuration: Configuration | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    try:
        configuration = block.configuration()
    except ConfigurationIncomplete as incomplete:
        problems = tuple(problem.message for problem in incomplete.problems)
    else:
        notes = undelivered_because(block.settings_bucket(), configuration.mode)
    html = render(
        "author.html",
        block_title=block.display_name,
        configuration=configuration,
        levels=_levels(configuration, language) if configuration else (),
        language=language,
        notes=notes,
        problems=problems,
        words=words_in(language),
    )
    return make_fragment(block, html, assets=("form.css", "studio.css"), init="", values={})


def studio_fragment(block: Any) -> Fragment:
    """Return the editor."""
    language = block.page_language()
    words, promises = words_in(language), words_of_the_form(language)
    html = render(
        "studio.html",
        form_id=element_id(block),
        instruments=[(name, _instrument_title(name, language)) for name in instrument_names()],
        language=language,
        limits={"min": MIN_RESPONDENTS, "max": MAX_MIN_RESPONDENTS, "title": MAX_TITLE},
        modes=[(mode.value, words[f"mode_{mode}"], promises[f"privacy_{mode}"]) for mode in PrivacyMode],
        values={name: _shown(getattr(block, name)) for name in SETTINGS},
        words=words,
    )
    values: Json = {name: words[name] for name in ("saving", "saved", "save_failed", "problems_title")}
    values |= {"minimum": MIN_RESPONDENTS, "comments": MIN_RESPONDENTS_COMMENTS}
    return make_fragment(
        block, html, assets=("form.css", "studio.css", "studio.js"), init="ImpactStudio", values=values
    )


def save_settings(block: Any, document: Json) -> Json:
    """Check every setting and keep all of them or none. A campaign keeps the privacy mode it was saved with.

    Raises Refused: 403, or 422 with a message for each field.
    """
    words = words_in(block.page_language())
    if not may_edit(block, learner_of(block)):
        raise Refused(403, "Not allowed", words["save_forbidden"])
    try:
        configuration = read_configuration({**document, TITLE_LANGUAGE: _title_language(block, document)}, words)
        _refuse_other_mode(block, configuration, words)
    except ConfigurationIncomplete as incomplete:
        raise Refused(422, "Not saved", words["problems_title"], errors=incomplete.problems) from None
    for name, value in _as_stored(configuration).items():
        setattr(block, name, value)
    block.title_language = configuration.title_language
    block.save()
    return {"result": "success", "settings": _as_stored(configuration)}


def _title_language(block: Any, document: Json) -> str:
    """Return the language of the title: that of the author who wrote it, not of one who changes the rest."""
    title = document.get("display_name")
    unchanged = isinstance(title, str) and title.strip() == block.display_name
    return str(block.title_language if unchanged and block.title_language else block.page_language())


def _refuse_other_mode(block: Any, configuration: Configuration, words: Mapping[str, str]) -> None:
    """Raise ConfigurationIncomplete where the campaign was saved with another mode: learners may have read its
    promise, and the service holds a campaign to its first mode.
    """
    same_campaign = str(block.campaign or "").strip() == configuration.campaign
    fixed = same_campaign and block.privacy_mode in set(PrivacyMode)
    if fixed and block.privacy_mode != configuration.mode:
        raise ConfigurationIncomplete([Problem("privacy_mode", words["setting_mode_fixed"])])


def _as_stored(configuration: Configuration) -> Mapping[str, str | int]:
    return {
        "display_name": configuration.title,
        "instrument": configuration.instrument,
        "campaign": configuration.campaign,
        "privacy_mode": configuration.mode.value,
        "min_respondents": configuration.min_respondents,
    }


def _levels(configuration: Configuration, language: str) -> tuple[tuple[str, int], ...]:
    """Return the seven levels in order, each with its number of questions; words for "other" are none of their own."""
    asked = Counter(question.level for question in configuration.survey if question.specifies is None)
    return tuple((level.title.in_language(language), asked[level]) for level in Level)


def _instrument_title(name: str, language: str) -> str:
    try:
        return load_instrument(name).title.in_language(language)
    except SurveyError:
        return name  # saving says what is wrong with it


def _shown(value: object) -> str:
    return "" if value is None else str(value)
