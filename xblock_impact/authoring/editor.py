"""The editor in Studio: an empty page that its scripts fill, and everything that they have to know at once."""

from __future__ import annotations

import json
from typing import Any

from web_fragments.fragment import Fragment

from surveys.definition.question_types import BELONGS_TO, DOCUMENT_TYPES, VALUE_TYPES
from surveys.errors import SurveyError
from surveys.form import SCRIPTS
from surveys.instruments import load_instrument
from surveys.levels import Level
from surveys.limits import MAX_OPTIONS
from surveys.privacy import MIN_RESPONDENTS, MIN_RESPONDENTS_COMMENTS, PrivacyClass, PrivacyMode
from surveys.schedule import Anchor, Calendar
from surveys.words import words_in as words_of_the_form
from xblock_impact.authoring.editable import is_plan, is_survey
from xblock_impact.authoring.importing import MAX_FILE_BYTES
from xblock_impact.authoring.presets import presets_in
from xblock_impact.authoring.saving import settings_of, state_of
from xblock_impact.configuration.reading import MAX_MIN_RESPONDENTS, MAX_TITLE, SETTINGS
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.rendering import element_id, make_fragment, render
from xblock_impact.words import studio_words_in, words_in

STYLES = ("form.css", "studio.css", "studio-editor.css", "studio-parts.css", "studio-rows.css", "studio-library.css")
PARTS = (
    "dom",
    "store",
    "server",
    "survey",
    "texts",
    "conditions",
    "sentences",
    "fields",
    "list",
    "options",
    "builder",
    "types",
    "question",
    "preview",
    "about",
    "languages",
    "days",
    "waves",
    "campaign",
    "files",
    "start",
    "problems",
    "review",
    "saving",
    "actions",
    "views",
)
"""The editor's scripts, ``studio-*.js``, in the order in which a page loads them; ``studio.js`` puts them together."""
ASSETS = (*STYLES, *SCRIPTS, *(f"studio-{name}.js" for name in PARTS), "studio.js")


def studio_fragment(block: Any) -> Fragment:
    """Return the editor. Of the library it reads one instrument at most; the rest comes when the author asks.

    What authors wrote stands in the page as an attribute, escaped: a runtime may put a fragment's values into a script
    element as they are.
    """
    language = block.page_language()
    words = studio_words_in(language)
    html = render(
        "studio.html",
        language=language,
        prefix=element_id(block),
        say=words,
        data=json.dumps({"language": language, **_saved(block), **_choices(language)}),
    )
    return make_fragment(block, html, assets=ASSETS, init="ImpactStudio", values={"words": dict(words)})


def _saved(block: Any) -> Json:
    """Return what is stored. A document that the editor cannot work on goes along as text, to be looked at."""
    settings = settings_of(block)
    unreadable = {}
    for name, fits in (("definition", is_survey), ("waves", is_plan)):
        stored = settings[name]
        if stored is not None and not fits(stored):
            unreadable[name] = stored if isinstance(stored, str) else type(block).fields[name].to_string(stored)
            del settings[name]  # what the editor does not name stays stored as it is
    if settings.get("definition", unreadable) is None and settings["campaign"]:
        settings["definition"] = _instrument(settings["instrument"])
    return {
        "prefix": element_id(block),
        "draft": str(block.scope_ids.usage_id),
        "settings": {name: "" if value is None and name in SETTINGS else value for name, value in settings.items()},
        "state": state_of(block),
        "unreadable": unreadable,
    }


def _instrument(name: object) -> object:
    """Return the survey of a block that was set up before surveys were stored in full."""
    try:
        return load_instrument(name if isinstance(name, str) else "").data
    except SurveyError:
        return None


def _choices(language: str) -> Json:
    """Return what there is to choose from, named in the author's language where surveys names it."""
    own, promises = words_in(language), words_of_the_form(language)
    return {
        "types": list(DOCUMENT_TYPES),
        "members": {name: sorted(map(str, kinds)) for name, kinds in BELONGS_TO.items()},
        "kinds": {kind: value.value for kind, value in VALUE_TYPES.items()},
        "levels": [
            {
                "name": level.value,
                "title": level.title.in_language(language),
                "question": level.guiding_question.in_language(language),
            }
            for level in Level
        ],
        "modes": [
            {"name": mode.value, "title": own[f"mode_{mode}"], "notice": promises[f"privacy_{mode}"]}
            for mode in PrivacyMode
        ],
        "privacy": [each.value for each in PrivacyClass],
        "presets": presets_in(language),
        "anchors": [anchor.value for anchor in Anchor],
        "calendars": [calendar.value for calendar in Calendar],
        "limits": {
            "minimum": MIN_RESPONDENTS,
            "maximum": MAX_MIN_RESPONDENTS,
            "comments": MIN_RESPONDENTS_COMMENTS,
            "title": MAX_TITLE,
            "options": MAX_OPTIONS,
            "file": MAX_FILE_BYTES,
        },
    }
