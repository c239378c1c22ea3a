"""Addresses of the demo course: its own front page, then everything of the workbench."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import get_language

from xblock_impact.words import words_in

LEARNERS = tuple(f"learner_{number}" for number in range(1, 21))


def front_page(request: HttpRequest) -> HttpResponse:
    """Offer every persona its pages."""
    values = {
        "language": get_language(),
        "languages": settings.LANGUAGES,
        "learners": LEARNERS,
        "words": words_in(get_language()),
    }
    return render(request, "workbench/front.html", values)


urlpatterns = [
    path("", front_page, name="front_page"),
    path("", include("workbench.urls")),
]
