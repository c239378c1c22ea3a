"""What a campaign page says in words: its headline, why figures are still missing, the finding of each question."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from evaluation.results import (
    CampaignResults,
    LevelResult,
    OptionResult,
    QuestionFigures,
    QuestionResult,
    Release,
    ReleaseState,
)
from evaluation.web.wording import number, percent, release_line, share
from surveys.definition import QuestionType
from surveys.levels import Level
from surveys.privacy import PrivacyMode

HEADLINE_LEVELS = (
    Level.WORK_BEHAVIOUR,
    Level.INDICATORS,
    Level.OPERATIONAL_GOALS,
    Level.STRATEGIC_GOALS,
    Level.COMPETENCIES,
)
"""Where the headline comes from, first choice first. Never from what people thought of the training itself."""


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
                return Headline(found, " ".join(filter(None, (_source(level), _interval(question)))))
    return Headline(
        ngettext(
            "%(n)s person answered; nothing was asked about work behaviour.",
            "%(n)s people answered; nothing was asked about work behaviour.",
            results.release.shown,
            n=number(results.release.shown),
        ),
        gettext("What people thought of the training itself stands below, on its own level."),
    )


def why_no_figures(results: CampaignResults) -> str:
    """Say when figures will show."""
    release, campaign = results.release, results.campaign
    k = number(release.min_respondents)
    if campaign.mode is PrivacyMode.IDENTIFIED:
        return gettext("Nobody has answered yet. Each answer shows as soon as it arrives.")
    if campaign.closed:
        return gettext(
            "The campaign is closed. Answers that still arrive count; figures show once %(k)s people have answered.",
            k=k,
        )
    return gettext(
        "Figures show for at least %(k)s people at a time, so that nobody’s answer can be worked out. The first "
        "show when %(coming)s people have answered, or when the campaign is closed with at least %(k)s.",
        k=k,
        coming=number(release.next_update_at or 2 * release.min_respondents),
    )


def why_not_all(results: CampaignResults) -> str:
    """Say why figures do not hold everybody yet; an empty text if they do."""
    release = results.release
    if release.state is not ReleaseState.PARTIAL:
        return ""
    k = number(release.min_respondents)
    if results.campaign.closed:
        return gettext("Answers that arrived after closing are added for at least %(k)s people at a time.", k=k)
    return gettext(
        "The latest answers wait until there are enough to add %(k)s people at a time, so that nobody’s answer can be "
        "worked out. Closing the campaign adds all of them.",
        k=k,
    )


def what_closing_does(release: Release) -> str:
    """Say which figures show once the campaign is closed."""
    if release.answered < release.min_respondents:
        return gettext(
            "%(answered)s answered so far, fewer than %(k)s: after closing, too, no figures show until %(k)s have.",
            answered=number(release.answered),
            k=number(release.min_respondents),
        )
    return gettext(
        "The figures will hold all %(answered)s people who have answered; now they hold %(shown)s.",
        answered=number(release.answered),
        shown=number(release.shown),
    )


def finding(question: QuestionResult) -> str:
    """Return what was answered to ``question``, in one sentence with its interval where it has one."""
    figures = question.figures
    if figures is None:
        return ""
    return {
        QuestionType.SCALE: _scale_finding,
        QuestionType.SINGLE_CHOICE: _choice_finding,
        QuestionType.NUMBER: _number_finding,
        QuestionType.RECOMMENDATION: _recommendation_finding,
        QuestionType.FREE_TEXT: _text_finding,
    }[question.type](question, figures)


def _scale_finding(question: QuestionResult, figures: QuestionFigures) -> str:
    top = figures.top_2_box
    if top is None:
        return _choice_finding(question, figures)
    low, high = (option.text for option in figures.distribution[-2:])
    return gettext(
        "%(count)s of %(n)s (%(share)s) answer “%(low)s” or “%(high)s”; 95%% interval %(from_)s to %(to)s.",
        count=number(top.count),
        n=number(top.n),
        share=share(top.share),
        low=low,
        high=high,
        from_=percent(top.low),
        to=percent(top.high),
    )


def _choice_finding(_question: QuestionResult, figures: QuestionFigures) -> str:
    most = _most_given(figures)
    if most is None or most.share is None:
        return gettext("Nobody gave an answer that can be counted.")
    return gettext(
        "Most often: “%(option)s”, by %(count)s of %(n)s (%(share)s).",
        option=most.text,
        count=number(most.count),
        n=number(figures.denominator),
        share=share(most.share),
    )


def _number_finding(question: QuestionResult, figures: QuestionFigures) -> str:
    summary = figures.number
    if summary is None:
        return ""
    return gettext(
        "Median %(median)s %(unit)s; the middle half of the answers lies between %(low)s and %(high)s.",
        median=number(summary.median),
        unit=question.unit or "",
        low=number(summary.lower_quartile),
        high=number(summary.upper_quartile),
    )


def _recommendation_finding(_question: QuestionResult, figures: QuestionFigures) -> str:
    score = figures.recommendation
    if score is None:
        return ""
    return gettext(
        "Score %(score)s on a scale from −100 to 100: %(promoters)s give 9 or 10, %(passives)s give 7 or 8, "
        "%(detractors)s give 0 to 6.",
        score=number(round(score.score)),
        promoters=number(score.promoters),
        passives=number(score.passives),
        detractors=number(score.detractors),
    )


def _text_finding(_question: QuestionResult, figures: QuestionFigures) -> str:
    return ngettext(
        "%(n)s of %(respondents)s people wrote something.",
        "%(n)s of %(respondents)s people wrote something.",
        figures.n,
        n=number(figures.n),
        respondents=number(figures.respondents),
    )


def _share_of_answers(question: QuestionResult) -> str | None:
    """Return "41 of 63 answer “often” or “always” to: …", if the question has such an answer."""
    figures = question.figures
    if figures is None:
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
    most = _most_given(figures) if question.type is QuestionType.SINGLE_CHOICE else None
    if most is None:
        return None
    return gettext(
        "%(count)s of %(n)s answer “%(option)s” to: %(question)s",
        count=number(most.count),
        n=number(figures.denominator),
        option=most.text,
        question=question.text,
    )


def _most_given(figures: QuestionFigures) -> OptionResult | None:
    most = max(figures.distribution, key=lambda option: option.count, default=None)
    return most if most is not None and most.count else None


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


def _source(level: LevelResult) -> str:
    if level.level is Level.COMPETENCIES:
        return gettext("From the level of competencies: nothing was asked about work behaviour yet.")
    return gettext("From level %(number)s, %(level)s.", number=level.level.number, level=level.title)
