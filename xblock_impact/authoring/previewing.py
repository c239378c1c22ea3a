"""The form as learners will see it, while it is being written: the whole survey, or one question of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.answers import AnswerValue
from surveys.definition import Survey, load_survey
from surveys.errors import DefinitionInvalid, Problem
from surveys.form import FormState, privacy_notice, render_form
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode
from xblock_impact.authoring.problems import said_in
from xblock_impact.authoring.single_question import survey_of_question
from xblock_impact.configuration.reading import MAX_MIN_RESPONDENTS
from xblock_impact.errors import Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.rendering import element_id
from xblock_impact.words import studio_words_in


def preview_survey(block: Any, document: Json) -> Json:
    """Return the form's HTML. Raises Refused with 422 and the problems of a survey that cannot be shown."""
    words = studio_words_in(block.page_language())
    definition, language, question = (document.get(name) for name in ("definition", "language", "question"))
    if not isinstance(definition, dict) or not isinstance(language, str):
        raise Refused(422, "No survey", words["preview_nothing"])
    try:
        if question is None:
            survey, notice = load_survey(definition), _notice(document, language)
        else:
            survey, notice = load_survey(survey_of_question(definition, question)), None
    except DefinitionInvalid as invalid:
        problems = [Problem(f"definition.{wrong.path}".rstrip("."), wrong.message) for wrong in invalid.problems]
        errors = [one.problem for one in said_in(block.page_language(), problems, definition)]
        raise Refused(422, "Nothing to show", words["preview_unfinished"], errors=errors) from None
    recalled = _recalled(survey, language) if document.get("answered_before") is True else {}
    prefix = f"{element_id(block)}-{'preview' if question is None else 'question'}"
    state = FormState(prefix, notice=notice, recalled=recalled)
    return {"html": render_form(survey, language, state)}


def _notice(document: Json, language: str) -> str | None:
    """Return what learners read about who sees what; None while the mode or the threshold cannot be used."""
    mode, minimum = document.get("privacy_mode"), document.get("min_respondents")
    if not isinstance(mode, str) or mode not in set(PrivacyMode):
        return None
    text = str(minimum).strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else MIN_RESPONDENTS
    return privacy_notice(PrivacyMode(mode), language, max(MIN_RESPONDENTS, min(number, MAX_MIN_RESPONDENTS)))


def _recalled(survey: Survey, language: str) -> Mapping[str, AnswerValue]:
    """Return an answer for each recall, so that what depends on earlier answers can be seen: what it is, in words."""
    texts = ((recall.id, recall.text) for recall in survey.recalls)
    return {name: name if text is None else text.in_language(language) for name, text in texts}
