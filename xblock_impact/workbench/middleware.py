"""What stands between a browser and the workbench."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from xblock_impact.words import words_in
from xblock_impact.workbench.enrolling import enrol_learners
from xblock_impact.workbench.scenes import load_scenes

Answer = Callable[[HttpRequest], HttpResponse]
_loading = threading.Lock()


def choose_language(answer: Answer) -> Answer:
    """Take the language from ``?lang=`` and remember it in Django's own cookie, which the requests of scripts
    carry too.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("lang")
        known = wanted in dict(settings.LANGUAGES)
        if known:
            request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = wanted
        response: Any = answer(request)
        if known:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, samesite="Lax")
        return response

    return middleware


def words_of_page(_request: HttpRequest) -> dict[str, Any]:
    """Give every template of the course its words, in the language of the page."""
    return {"words": words_in(get_language())}


def load_scenarios_once(answer: Answer) -> Answer:
    """Load the scenes, and enrol the learners, before the first request goes on.

    The workbench does so without a lock, and only when a page is asked for: two first requests would race,
    and a learner who sends from a page that was open during a restart would get a 404.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        with _loading:
            load_scenes()
            enrol_learners()
        return answer(request)

    return middleware
