"""Forms and pages around them, for tests."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

from surveys.answers import check_answers
from surveys.definition import Survey
from surveys.form import SCRIPTS, FormState, privacy_notice, render_form, render_thanks
from surveys.instruments import load_instrument
from surveys.privacy import PrivacyMode
from tests.surveys.documents import a_text, options, question_document, survey_of

PILOT = load_instrument("pilot")
WRONG = {"planned_minutes": "two hours", "device": "phone", "recommend": "8", "improve": "x" * 2001}

ALL_TYPES = survey_of(
    question_document("single_choice", required=True),
    question_document("scale", privacy="sensitive"),
    question_document("scale", id="long", options=options(*(f"quite-a-long-answer-{n}" for n in range(5)))),
    question_document("number"),
    question_document("recommendation", ends=[a_text("nee"), a_text("ja")]),
    question_document("free_text"),
)


class Elements(HTMLParser):
    """The elements of a page as (tag, attributes), and the text in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.all.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data

    def find(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements called ``tag`` that have these ``attributes``."""
        return [found for name, found in self.all if name == tag and attributes.items() <= found.items()]


def form_with(survey: Survey = ALL_TYPES, language: str = "nl", **state: Any) -> Elements:
    """Return the elements of a form."""
    return Elements(render_form(survey, language, FormState("form", **state)))


def asset(name: str) -> str:
    """Return the stylesheet or the script of the form."""
    return (files("surveys.form") / "assets" / name).read_text("utf-8")


def page(language: str, body: str) -> str:
    """Return a whole page, as a course would have it, with the form's style and script."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Training</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body { margin: 0; font-family: sans-serif; color-scheme: light dark }</style>"
        f"<style>{asset('form.css')}</style></head><body><main><h1>Training</h1>"
        f'<div id="block">{body}</div></main>{scripts()}</body></html>'
    )


def scripts() -> str:
    """Return the form's scripts as elements of a page."""
    return "".join(f"<script>{asset(name)}</script>" for name in SCRIPTS)


def pilot_form(language: str, answers: dict[str, Any] | None = None, *, checked: bool = False, **state: Any) -> str:
    """Return the HTML of the pilot form, with what is wrong with ``answers`` if ``checked``."""
    answers = answers or {}
    problems = check_answers(PILOT, answers, language).problems if checked else ()
    notice = privacy_notice(PrivacyMode.CONFIDENTIAL, language, 5)
    return render_form(PILOT, language, FormState("form", answers=answers, problems=problems, notice=notice, **state))


def thanks(language: str) -> str:
    """Return the HTML of the page after sending."""
    return render_thanks(language, "ONQH-QX7L", form_id="form", min_respondents=5)


def in_script(text: str) -> str:
    """Return ``text`` as a JavaScript literal."""
    return json.dumps(text)
