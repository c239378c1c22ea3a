"""The page behind the instructor dashboard's tab: what became of the answers to each campaign of a course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from surveys.words import language_of_words
from xblock_impact.answering.panel import numbers_of
from xblock_impact.answering.rate_wording import RateWords, rate_in_words
from xblock_impact.delivery.server_settings import campaign_page
from xblock_impact.lms.bucket import settings_bucket
from xblock_impact.lms.instructor_tab.access import is_course_staff
from xblock_impact.lms.instructor_tab.counts import CampaignOfCourse, campaigns_of
from xblock_impact.runtime.rendering import render
from xblock_impact.words import instructor_words_in, words_in

SHEETS = ("form.css", "instructor.css")


@never_cache  # type: ignore[untyped-decorator]  # Django has no types
@require_safe  # type: ignore[untyped-decorator]
def campaigns_of_course(request: HttpRequest, course_key: str) -> HttpResponseBase:
    """Show the campaigns of a course to its staff, and to nobody else."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not is_course_staff(request.user, course_key):
        return HttpResponse(_page(refused=True), status=403)
    bucket, language = settings_bucket(), language_of_words(get_language() or "")
    rows = [
        {
            "of": one,
            "numbers": numbers_of(one.tally, one.rates, words_in(language)),
            "rates": list(_rates(one, course_key, language)),
            "link": campaign_page(bucket, one.campaign),
        }
        for one in campaigns_of(course_key, datetime.now(UTC))
    ]
    return HttpResponse(_page(rows=rows))


def _rates(campaign: CampaignOfCourse, course_key: str, language: str) -> Iterator[Mapping[str, Any]]:
    """Yield the response rates of each block: ``title``, where there are several, and what ``is`` said."""
    for block in campaign.blocks:
        if block.configuration is None:
            yield {"title": "", "is": RateWords(text=instructor_words_in(language)["unread"])}
        else:
            title = block.configuration.title if len(campaign.blocks) > 1 else ""
            yield {"title": title, "is": rate_in_words(block.rates, block.configuration, course_key, language)}


def _page(**values: Any) -> str:
    language = language_of_words(get_language() or "")
    sheets = [
        reverse("xblock_resource_url", kwargs={"block_type": "impact", "uri": f"public/{name}"}) for name in SHEETS
    ]
    defaults = {"refused": False, "rows": []}
    said = {"words": instructor_words_in(language), "panel_words": words_in(language)}
    return render("instructor.html", language=language, sheets=sheets, **said, **{**defaults, **values})
