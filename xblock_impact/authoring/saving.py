"""Keeping what an author has edited: all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from xblock_impact.authoring.checking import problems_of, refuse_other_mode, with_stored
from xblock_impact.authoring.replacing import claim, release
from xblock_impact.configuration.reading import (
    OWN_DOCUMENTS,
    SETTINGS,
    TITLE_LANGUAGE,
    Configuration,
    read_configuration,
)
from xblock_impact.errors import ConfigurationIncomplete, Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.words import studio_words_in, words_in


def settings_of(block: Any) -> Json:
    """Return all that an author edits, as it is stored: numbers and texts by name, documents or None."""
    return {name: getattr(block, name) for name in (*SETTINGS, *OWN_DOCUMENTS)}


def state_of(block: Any) -> str:
    """Return a word for what is stored: another one as soon as anything of it differs."""
    return hashlib.sha256(json.dumps(settings_of(block), sort_keys=True).encode()).hexdigest()[:32]


def save_settings(block: Any, document: Json) -> Json:
    """Check everything and keep all of it or none. A campaign keeps the privacy mode it was saved with.

    ``definition`` and ``waves`` that are not given stay as they are. A survey is stored in full, so that a new release
    with another text in its library never changes what a running survey asks. ``based_on`` is the state that was
    edited. Raises Refused: 409 with ``state`` and ``settings`` as they are if something else is stored, 422 with a
    message for each place.
    """
    stored = state_of(block)
    if document.get("based_on") not in (None, stored):  # may be a list
        raise _saved_meanwhile(block, stored)
    wanted = with_stored(block, document)
    configuration = _checked(block, wanted)
    if not claim(block, stored):
        raise _saved_meanwhile(block, stored)
    try:
        for name, value in _as_stored(configuration, wanted).items():
            setattr(block, name, value)
        block.title_language = configuration.title_language
        block.save()
    except Exception:
        release(block, stored)
        raise
    release(block, state_of(block))
    return {"result": "success", "settings": settings_of(block), "state": state_of(block)}


def _saved_meanwhile(block: Any, stored: str) -> Refused:
    said = studio_words_in(block.page_language())["saved_meanwhile"]
    return Refused(409, "Saved by somebody else", said, state=stored, settings=settings_of(block))


def _checked(block: Any, wanted: Json) -> Configuration:
    words = words_in(block.page_language())
    try:
        configuration = read_configuration({**wanted, TITLE_LANGUAGE: _title_language(block, wanted)}, words)
        refuse_other_mode(block, configuration.campaign, configuration.mode)
    except ConfigurationIncomplete:
        errors = [one.problem for one in problems_of(block, wanted)]
        raise Refused(422, "Not saved", studio_words_in(block.page_language())["not_saved"], errors=errors) from None
    return configuration


def _title_language(block: Any, document: Json) -> str:
    """Return the language of the title: that of the author who wrote it, not of one who changes the rest."""
    title = document.get("display_name")
    unchanged = isinstance(title, str) and title.strip() == block.display_name
    return str(block.title_language if unchanged and block.title_language else block.page_language())


def _as_stored(configuration: Configuration, wanted: Json) -> Json:
    return {
        "display_name": configuration.title,
        "instrument": configuration.instrument,
        "campaign": configuration.campaign,
        "privacy_mode": configuration.mode.value,
        "min_respondents": configuration.min_respondents,
        "definition": dict(configuration.survey.data),
        "waves": wanted.get("waves"),
    }
