"""The author's view in Studio: what is asked, of whom and when, and what is still missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from web_fragments.fragment import Fragment

from surveys.form import privacy_notice
from xblock_impact.authoring.gaps import gaps_of
from xblock_impact.authoring.moments import plan_in_words
from xblock_impact.authoring.problems import said_in
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.server_settings import undelivered_because
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.rendering import make_fragment, render
from xblock_impact.words import words_in
from xblock_impact.words.studio import studio_words_in

MOST_PROBLEMS = 8  # said one by one; the editor has them all


def author_fragment(block: Any) -> Fragment:
    """Return the summary."""
    language = block.page_language()
    values: Json = {"configuration": None, "problems": [], "more": 0, "notes": ()}
    try:
        configuration: Configuration = block.configuration()
    except ConfigurationIncomplete as incomplete:
        said = said_in(language, incomplete.problems, block.definition)
        values |= {"problems": said[:MOST_PROBLEMS], "more": max(0, len(said) - MOST_PROBLEMS)}
    else:
        values |= _ready(block, configuration, language)
    html = render(
        "author.html",
        block_title=block.display_name,
        language=language,
        words=words_in(language),
        say=studio_words_in(language),
        **values,
    )
    return make_fragment(block, html, assets=("form.css", "studio.css"), init="", values={})


def _ready(block: Any, configuration: Configuration, language: str) -> Json:
    plan = configuration.plan
    return {
        "configuration": configuration,
        "gaps": gaps_of(configuration.survey),
        "notice": privacy_notice(configuration.mode, language, configuration.min_respondents),
        "notes": undelivered_because(block.settings_bucket(), configuration.mode),
        "waves": [] if plan is None else plan_in_words(plan, language, datetime.now(UTC).date()),
    }
