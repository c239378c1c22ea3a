"""What a campaign page says in words: why figures are still missing, and what the figures of a question are of."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from evaluation.results import CampaignResults, QuestionFigures, QuestionResult, RankedOption, Release, ReleaseState
from evaluation.web.wording import number, percent, share
from surveys.definition import QuestionType
from surveys.definition.model import TEXTS
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


def confidence(results: CampaignResults) -> float | None:
    """Return the confidence of the intervals that the page gives, or None if it gives none."""
    tops = (question.figures.top_2_box for _, question in results if question.figures)
    return next((top.confidence for top in tops if top), None)


def participation(question: QuestionResult) -> str:
    """Return how many answered ``question``, of how many, and what its shares are of."""
    figures = question.figures
    if figures is None:
        return ""
    others = _who_else(question, figures)
    if question.type in TEXTS:
        return " · ".join([gettext("Only their number is shown"), *others])
    return " · ".join([_how_many(figures), *others, *_what_shares_are_of(question, figures)])


def _who_else(question: QuestionResult, figures: QuestionFigures) -> Iterator[str]:
    if question.conditional:
        yield gettext("not everybody was asked this")
    if figures.declined:
        yield ngettext(
            "%(n)s preferred not to say",
            "%(n)s preferred not to say",
            figures.declined,
            n=number(figures.declined),
        )
    if figures.not_applicable:
        yield ngettext(
            "%(n)s gave an answer that is set apart",
            "%(n)s gave an answer that is set apart",
            figures.not_applicable,
            n=number(figures.not_applicable),
        )


def _what_shares_are_of(question: QuestionResult, figures: QuestionFigures) -> Iterator[str]:
    yield gettext("percentages of %(denominator)s", denominator=number(figures.denominator))
    if question.type is QuestionType.MULTIPLE_RESPONSE:
        yield gettext("more than one answer could be given, so they may add up to more than %(all)s", all=percent(1))


def placed(ranked: RankedOption) -> str:
    """Return how often one option of a ranking came first, and its mean place with how many gave it one."""
    first = gettext(
        "first place by %(count)s of %(n)s (%(share)s)",
        count=number(ranked.places.counts[0]),
        n=number(ranked.of),
        share=share(ranked.share(ranked.places.counts[0]) or 0.0),
    )
    if ranked.places.mean is None:
        return str(first)
    mean = ngettext(
        "mean place %(mean)s, of %(n)s who gave it one",
        "mean place %(mean)s, of %(n)s who gave it one",
        ranked.places.n,
        mean=number(round(ranked.places.mean, 1)),
        n=number(ranked.places.n),
    )
    return f"{first} · {mean}"


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
