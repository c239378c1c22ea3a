"""What a campaign page says in words: why figures are still missing, and the finding of each question."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from evaluation.results import (
    CampaignResults,
    OptionResult,
    QuestionFigures,
    QuestionResult,
    Release,
    ReleaseState,
)
from evaluation.web.wording import number, percent, share
from surveys.definition import QuestionType
from surveys.privacy import PrivacyMode


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
        "Figures move in steps of at least %(k)s people. The first show when %(coming)s people have answered, or when "
        "the campaign is closed with at least %(k)s.",
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
        "Figures move in steps of at least %(k)s people; the latest answers wait for the next step. Closing the "
        "campaign adds all of them.",
        k=k,
    )


def what_closing_does(release: Release) -> str:
    """Say which figures show once the campaign is closed."""
    if release.answered < release.min_respondents:
        return gettext(
            "So far %(answered)s answered, fewer than %(k)s: after closing, too, no figures show until %(k)s have.",
            answered=number(release.answered),
            k=number(release.min_respondents),
        )
    return gettext(
        "The figures will hold all %(answered)s people who have answered; now they hold %(shown)s.",
        answered=number(release.answered),
        shown=number(release.shown),
    )


def finding(question: QuestionResult) -> str:
    """Return what was answered to ``question``, in one sentence with its interval where it has one.

    A second one follows where the answers of a scale run against the others.
    """
    figures = question.figures
    if figures is None:
        return ""
    sentence = {
        QuestionType.SCALE: _scale_finding,
        QuestionType.SINGLE_CHOICE: _choice_finding,
        QuestionType.NUMBER: _number_finding,
        QuestionType.RECOMMENDATION: _recommendation_finding,
        QuestionType.FREE_TEXT: _text_finding,
    }[question.type](question, figures)
    return f"{sentence} {_reversal()}" if question.reversed else sentence


def _reversal() -> str:
    return gettext("Here lower is better.")


def confidence(results: CampaignResults) -> float | None:
    """Return the confidence of the intervals that the page gives, or None if it gives none."""
    tops = (question.figures.top_2_box for _, question in results if question.figures)
    return next((top.confidence for top in tops if top), None)


def participation(question: QuestionResult) -> str:
    """Return how many answered ``question``, of how many, and what its shares are of."""
    figures = question.figures
    if figures is None:
        return ""
    facts = [_how_many(figures)]
    if figures.not_applicable:
        facts.append(
            ngettext(
                "%(n)s gave an answer that is set apart",
                "%(n)s gave an answer that is set apart",
                figures.not_applicable,
                n=number(figures.not_applicable),
            )
        )
    return " · ".join([*facts, gettext("percentages of %(denominator)s", denominator=number(figures.denominator))])


def _how_many(figures: QuestionFigures) -> str:
    n, respondents = number(figures.n), number(figures.respondents)
    if figures.n > figures.respondents:  # some answered in more than one wave
        return gettext("%(n)s answers of %(respondents)s people", n=n, respondents=respondents)
    return ngettext(
        "%(n)s of %(respondents)s answered",
        "%(n)s of %(respondents)s answered",
        figures.n,
        n=n,
        respondents=respondents,
    )


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
    most = most_given(figures)
    if not most:
        return gettext("Nobody gave an answer that can be counted.")
    if len(most) > 2:
        return gettext("No answer stands out: several were given equally often.")
    facts = {
        "count": number(most[0].count),
        "n": number(figures.denominator),
        "share": share(most[0].share or 0.0),
    }
    if len(most) == 2:
        one, other = (option.text for option in most)
        return gettext(
            "No answer stands out: “%(one)s” and “%(other)s” were given equally often, each by %(count)s of %(n)s "
            "(%(share)s).",
            one=one,
            other=other,
            **facts,
        )
    return gettext("Most often: “%(option)s”, by %(count)s of %(n)s (%(share)s).", option=most[0].text, **facts)


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


def most_given(figures: QuestionFigures) -> tuple[OptionResult, ...]:
    """Return the answer given most often; several if they were given equally often, none if nobody answered."""
    most = max((option.count for option in figures.distribution), default=0)
    return tuple(option for option in figures.distribution if most and option.count == most)
