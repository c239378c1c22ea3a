"""Addresses of the demo course: its own front page, then everything of the workbench."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils.translation import get_language

from xblock_impact.words import words_in
from xblock_impact.workbench.enrolling import LEARNERS
from xblock_impact.workbench.passing_time import complete
from xblock_impact.workbench.scenes import PILOT, SCENES, Scene

FEW = 5  # learners of the surveys beside the pilot


def front_page(request: HttpRequest) -> HttpResponse:
    """Offer every persona its pages."""
    values = {
        "language": get_language(),
        "languages": settings.LANGUAGES,
        "surveys": [_on_front_page(scene) for scene in SCENES],
    }
    return render(request, "workbench/front.html", values)


def _on_front_page(scene: Scene) -> dict[str, Any]:
    words = words_in(get_language())
    return {
        "key": scene.key,
        "title": words[scene.words],
        "about": words[f"{scene.words}_about"],
        "learners": LEARNERS if scene is PILOT else LEARNERS[:FEW],
    }


def icon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the icon of a page without one, such as an error, to ours."""
    return redirect("package_resource", "impact", "public/icon.svg")


urlpatterns = [
    path("favicon.ico", icon),
    path("completed/<str:persona>/", complete, name="completed"),
    path("", front_page, name="front_page"),
    path("", include("workbench.urls")),
]
