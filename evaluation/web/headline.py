"""The first sentence of a campaign's page: a finding about work behaviour or beyond, never about satisfaction."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from evaluation.results import CampaignResults, LevelResult, QuestionResult
from evaluation.web.findings import most_given
from evaluation.web.sentences import why_no_figures
from evaluation.web.wording import number, percent, release_line, share
from surveys.definition import QuestionType
from surveys.levels import Level

HEADLINE_LEVELS = (
    Level.WORK_BEHAVIOUR,
    Level.INDICATORS,
    Level.OPERATIONAL_GOALS,
    Level.STRATEGIC_GOALS,
    Level.COMPETENCIES,
)
"""Where the headline comes from, first choice first. Never from what people thought of the training itself."""

_OF_OPTIONS = (QuestionType.SCALE, QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_RESPONSE)


@dataclass(frozen=True, slots=True)
class Headline:
    """The first sentence of a page, and what belongs right under it."""

    text: str
    note: str = ""


def headline(results: CampaignResults) -> Headline:
    """Return the finding to begin with, or why there is none."""
    if not results.release.shown:
        return Headline(release_line(results.release), why_no_figures(results))
    for wanted in HEADLINE_LEVELS:
        level = results.levels[wanted.number - 1]
        for question in level.questions:
            found = _share_of_answers(question)
            if found:
                return Headline(found, " ".join(filter(None, (_source(results, level), _interval(question)))))
    return _no_finding(results)


def _no_finding(results: CampaignResults) -> Headline:
    shown = results.release.shown
    if any(not results.levels[level.number - 1].gap for level in HEADLINE_LEVELS):
        text = ngettext(
            "%(n)s person answered; their answers stand below, level by level.",
            "%(n)s people answered; their answers stand below, level by level.",
            shown,
            n=number(shown),
        )
        return Headline(text)
    text = ngettext(
        "%(n)s person answered; nothing was asked about work behaviour.",
        "%(n)s people answered; nothing was asked about work behaviour.",
        shown,
        n=number(shown),
    )
    return Headline(text, gettext("What people thought of the training itself stands below, on its own level."))


def _share_of_answers(question: QuestionResult) -> str | None:
    """Return "41 of 63 answer “often” or “always” to: …", if the question has such an answer.

    A question whose highest answers are the unfavourable ones has none: nobody is to read them as good news.
    """
    figures = question.figures
    if figures is None or question.reversed:
        return None
    if figures.top_2_box is not None:
        low, high = (option.text for option in figures.distribution[-2:])
        return gettext(
            "%(count)s of %(n)s answer “%(low)s” or “%(high)s” to: %(question)s",
            count=number(figures.top_2_box.count),
            n=number(figures.top_2_box.n),
            low=low,
            high=high,
            question=question.text,
        )
    most = most_given(figures) if question.type in _OF_OPTIONS else ()
    if len(most) != 1:  # none stands out
        return None
    return gettext(
        "%(count)s of %(n)s answer “%(option)s” to: %(question)s",
        count=number(most[0].count),
        n=number(figures.denominator),
        option=most[0].text,
        question=question.text,
    )


def _interval(question: QuestionResult) -> str:
    top = question.figures.top_2_box if question.figures else None
    if top is None:
        return ""
    return gettext(
        "That is %(share)s; 95%% interval %(from_)s to %(to)s.",
        share=share(top.share),
        from_=percent(top.low),
        to=percent(top.high),
    )


def _source(results: CampaignResults, level: LevelResult) -> str:
    if level.level is Level.COMPETENCIES and results.levels[Level.WORK_BEHAVIOUR.number - 1].gap:
        return gettext("From the level of competencies: nothing was asked about work behaviour yet.")
    return gettext("From level %(number)s, %(level)s.", number=level.level.number, level=level.title)
