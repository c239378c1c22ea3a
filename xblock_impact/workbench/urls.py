"""Addresses of the demo course: its own front page, then everything of the workbench."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils.translation import get_language

LEARNERS = tuple(f"learner_{number}" for number in range(1, 21))


def front_page(request: HttpRequest) -> HttpResponse:
    """Offer every persona its pages."""
    values = {
        "language": get_language(),
        "languages": settings.LANGUAGES,
        "learners": LEARNERS,
    }
    return render(request, "workbench/front.html", values)


def icon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the icon of a page without one, such as an error, to ours."""
    return redirect("package_resource", "impact", "public/icon.svg")


urlpatterns = [
    path("favicon.ico", icon),
    path("", front_page, name="front_page"),
    path("", include("workbench.urls")),
]
