"""The author's view in Studio: what is asked, of whom and when, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from web_fragments.fragment import Fragment

from surveys.form import privacy_notice
from surveys.levels import Level
from xblock_impact.authoring.gaps import Gaps, gaps_of
from xblock_impact.authoring.moments import plan_in_words
from xblock_impact.authoring.places import place_in_words
from xblock_impact.authoring.problems import said_in
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.server_settings import undelivered_because
from xblock_impact.errors import ConfigurationIncomplete
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.rendering import make_fragment, render
from xblock_impact.words import studio_words_in, words_in

MOST_PROBLEMS = 8  # said one by one; the editor has them all


def author_fragment(block: Any) -> Fragment:
    """Return the summary."""
    language = block.page_language()
    values: Json = {"configuration": None, "problems": [], "more": 0, "notes": ()}
    try:
        configuration: Configuration = block.configuration()
    except ConfigurationIncomplete as incomplete:
        problems = list(problems_in_words(block, incomplete))
        values |= {"problems": problems[:MOST_PROBLEMS], "more": max(0, len(problems) - MOST_PROBLEMS)}
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


def problems_in_words(block: Any, incomplete: ConfigurationIncomplete) -> Iterator[str]:
    """Yield what keeps the block from being shown, each with its place, in the author's language."""
    language = block.page_language()
    words = studio_words_in(language)
    for said in said_in(language, incomplete.problems, block.definition, block.waves):
        place = place_in_words(said.problem.path, block.definition, words)
        message = said.problem.message
        yield words["at_place"].format(place=place, message=message) if place else message


def _ready(block: Any, configuration: Configuration, language: str) -> Json:
    plan, survey = configuration.plan, configuration.survey
    words, gaps = studio_words_in(language), gaps_of(survey)
    return {
        "configuration": configuration,
        "size": _counted("summary_count", sum(gaps.questions.values()), words, minutes=survey.minutes),
        "languages": [_language(tag, words) for tag in survey.languages],
        "levels": gaps.questions.items(),
        "missing": list(_missing(gaps, survey.languages[0], language)),
        "notice": privacy_notice(configuration.mode, language, configuration.min_respondents),
        "notes": undelivered_because(block.settings_bucket(), configuration.mode),
        "waves": [] if plan is None else plan_in_words(plan, language, datetime.now(UTC).date()),
    }


def _missing(gaps: Gaps, fallback: str, language: str) -> Iterator[str]:
    """Yield a sentence for everything that the survey lacks to tell whether training works."""
    words = studio_words_in(language)
    indicators = Level.INDICATORS.title.in_language(language)
    if gaps.unmeasured:
        yield words["summary_unmeasured"]
    if gaps.without_indicators:
        yield words["summary_indicators"].format(level=indicators)
    for level in gaps.empty_levels:
        if not (gaps.without_indicators and level is Level.INDICATORS):
            yield words["summary_gap"].format(level=level.title.in_language(language))
    for tag, count in gaps.untranslated.items():
        facts = {"language": _language(tag, words), "fallback": _language(fallback, words)}
        yield _counted("summary_untranslated", count, words, **facts)


def _counted(key: str, count: int, words: Mapping[str, str], **facts: object) -> str:
    return words[f"{key}_one" if count == 1 else key].format(count=count, **facts)


def _language(tag: str, words: Mapping[str, str]) -> str:
    return words.get(f"name_of_{tag}", tag)
