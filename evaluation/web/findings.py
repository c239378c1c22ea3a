"""The finding of each question in one sentence."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from evaluation.results import OptionResult, QuestionFigures, QuestionResult, month_from_wire
from evaluation.web.wording import duration, month, number, percent, share
from surveys.definition import QuestionType


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
        QuestionType.MULTIPLE_RESPONSE: _choice_finding,
        QuestionType.RANKING: _ranking_finding,
        QuestionType.NUMBER: _number_finding,
        QuestionType.DURATION: _duration_finding,
        QuestionType.DATE: _date_finding,
        QuestionType.RECOMMENDATION: _recommendation_finding,
        QuestionType.SHORT_TEXT: _text_finding,
        QuestionType.FREE_TEXT: _text_finding,
    }[question.type](question, figures)
    return f"{sentence} {_reversal()}" if question.reversed else sentence


def _reversal() -> str:
    return gettext("Here lower is better.")


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
        return _nobody()
    if len(most) > 2:
        return gettext("No answer stands out: several were given equally often.")
    facts = _how_many(most[0], figures)
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
        return _nobody()
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
        return _nobody()
    return gettext(
        "Score %(score)s on a scale from −100 to 100: %(promoters)s give 9 or 10, %(passives)s give 7 or 8, "
        "%(detractors)s give 0 to 6.",
        score=number(round(score.score)),
        promoters=number(score.promoters),
        passives=number(score.passives),
        detractors=number(score.detractors),
    )


def _duration_finding(_question: QuestionResult, figures: QuestionFigures) -> str:
    summary = figures.number
    if summary is None:
        return _nobody()
    return gettext(
        "Median %(median)s; the middle half of the answers lies between %(low)s and %(high)s.",
        median=duration(summary.median),
        low=duration(summary.lower_quartile),
        high=duration(summary.upper_quartile),
    )


def _date_finding(_question: QuestionResult, figures: QuestionFigures) -> str:
    dates, most = figures.dates, most_given(figures)
    if dates is None:
        return _nobody()
    first, last = month(dates.first), month(dates.last)
    if dates.first == dates.last:
        return ngettext(
            "%(n)s date, which lies in %(month)s.",
            "All %(n)s dates lie in %(month)s.",
            figures.n,
            month=first,
            n=number(figures.n),
        )
    span = gettext("The dates lie between %(first)s and %(last)s.", first=first, last=last)
    if len(most) > 1:
        return span
    often = gettext(
        "Most often: %(month)s, by %(count)s of %(n)s (%(share)s).",
        month=month(month_from_wire(most[0].option)),
        **_how_many(most[0], figures),
    )
    return f"{span} {often}"


def _ranking_finding(_question: QuestionResult, figures: QuestionFigures) -> str:
    most = most_given(figures)
    if not most:
        return _nobody()
    if len(most) > 2:
        return gettext("No option stands out: several are in first place equally often.")
    facts = _how_many(most[0], figures)
    if len(most) == 2:
        one, other = (option.text for option in most)
        return gettext(
            "No option stands out: “%(one)s” and “%(other)s” are in first place equally often, each for %(count)s of "
            "%(n)s (%(share)s).",
            one=one,
            other=other,
            **facts,
        )
    return gettext(
        "Most often in first place: “%(option)s”, for %(count)s of %(n)s (%(share)s).", option=most[0].text, **facts
    )


def _how_many(option: OptionResult, figures: QuestionFigures) -> dict[str, str]:
    """Return how many gave ``option``, of how many, and the share, as a page writes them."""
    return {"count": number(option.count), "n": number(figures.denominator), "share": share(option.share or 0.0)}


def _nobody() -> str:
    return gettext("Nobody gave an answer that can be counted.")


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
