"""HTML of the form and of what comes after it. Everything is escaped by the templates."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from surveys.definition import Survey
from surveys.form.fields import sections_of
from surveys.form.state import SUBMISSION_ID, FormState
from surveys.form.voice import Voice
from surveys.texts import LANGUAGES


def render_form(survey: Survey, language: str, form: FormState) -> str:
    """Return the HTML of ``survey`` for a reader of ``language``: one element of class ``impact``.

    Shows the survey's first language where it does not have the reader's. Field names are question ids.
    """
    voice = Voice.for_reader(language, survey.languages)
    sections = sections_of(survey, voice.language, form)
    fields = {field.question.id: field for section in sections for field in section.fields}
    hidden = {SUBMISSION_ID: "", **form.hidden}
    return (
        _templates()
        .get_template("form.html")
        .render(survey=survey, voice=voice, form=form, sections=sections, fields=fields, hidden=hidden)
    )


def render_thanks(
    language: str, receipt_code: str, *, form_id: str, min_respondents: int | None = None, earlier: bool = False
) -> str:
    """Return the HTML of the page after sending: thanks, what happens next, the receipt.

    ``form_id`` is that of the form it replaces. With ``min_respondents`` it says from how many persons
    figures are shown. ``earlier``: the receipt is for answers that were sent before those on the page.
    """
    voice = Voice.for_reader(language, ("en", *LANGUAGES))
    return (
        _templates()
        .get_template("thanks.html")
        .render(
            voice=voice,
            receipt_code=receipt_code,
            form_id=form_id,
            min_respondents=min_respondents,
            earlier=earlier,
        )
    )


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(__name__, "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
