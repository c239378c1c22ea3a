"""The library of instruments, for whoever chooses one in Studio."""

from __future__ import annotations

from typing import Any

from surveys.errors import SurveyError
from surveys.instruments import CatalogueEntry, catalogue, load_instrument
from xblock_impact.errors import Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.words import studio_words_in


def list_instruments(block: Any) -> Json:
    """Return every instrument with what tells it from others, in the author's language."""
    language = block.page_language()
    words = studio_words_in(language)
    return {"instruments": [_entry(entry, language, words) for entry in catalogue()]}


def _entry(entry: CatalogueEntry, language: str, words: Any) -> Json:
    return {
        "name": entry.name,
        "title": entry.title.in_language(language),
        "purpose": entry.purpose.in_language(language),
        "moment": words[f"moment_{entry.moment}"],
        "respondent": words[f"respondent_{entry.respondent}"],
        "minutes": entry.minutes,
        "questions": entry.questions,
        "languages": list(entry.languages),
        "levels": [level.value for level in entry.levels],
        "waves": list(entry.waves),  # days after this learner has finished
        "licence": entry.licence,
    }


def read_instrument(block: Any, document: Json) -> Json:
    """Return the definition of one instrument. Raises Refused with 404."""
    name = document.get("name")
    try:
        survey = load_instrument(name if isinstance(name, str) else "")
    except SurveyError:
        words = studio_words_in(block.page_language())
        raise Refused(404, "No such instrument", words["instrument_gone"]) from None
    return {"definition": survey.data}
