"""HTML of the form and of what comes after it. Everything is escaped by the templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from surveys.answers import DECLINED, check_answers, question_of
from surveys.definition import Survey
from surveys.form.plan import plan_of
from surveys.form.sections import Section, sections_of
from surveys.form.state import SUBMISSION_ID, FormState
from surveys.form.voice import Voice
from surveys.piping import answers_in_words
from surveys.texts import LANGUAGES, preferred_language


def render_form(survey: Survey, language: str, form: FormState) -> str:
    """Return the HTML of ``survey`` for a reader of ``language``: one element of class ``impact``.

    Shows the survey's first language where it does not have the reader's. Names of inputs are question ids, with the
    part where an answer has several. What the answers in ``form`` do not lead to is there, but hidden, so that a script
    can show it.
    """
    offered = preferred_language(language, survey.languages)
    checked = check_answers(survey, form.answers, offered, complete=False, recalled=form.recalled)
    known = {**form.recalled, **checked.values}
    voice = Voice.for_reader(language, survey.languages, answers_in_words(survey, known, offered))
    sections = sections_of(survey, form, checked)
    shown = sections if form.page is None else sections[form.page : form.page + 1]
    return (
        _templates()
        .get_template("form.html")
        .render(
            survey=survey,
            voice=voice,
            form=form,
            sections=shown,
            fields={field.question.id: field for section in sections for field in section.fields},
            hidden=[*{SUBMISSION_ID: "", **form.hidden}.items(), *_elsewhere(sections, shown, form)],
            steps=None if form.page is None else _Steps.at(form.page, sections),
            plan=_plan(survey, form),
        )
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    """Where a form stands that is shown page by page: ``place`` of ``of`` pages on which anything is asked.

    ``goes_on``: there are pages behind it, or its answers may lead to some.
    """

    place: int
    of: int
    goes_on: bool
    shown: str  # ids of the questions that can be seen without a script

    @property
    def first(self) -> bool:
        return self.place <= 1

    @classmethod
    def at(cls, page: int, sections: tuple[Section, ...]) -> _Steps:
        asked = [place for place, section in enumerate(sections) if section.asked]
        fields = [field for group in sections[page].groups for field in group.fields if field.asked]
        # The words for "other" stand there before the option is chosen.
        seen = [one.question.id for field in fields for one in (field, field.other) if one is not None]
        goes_on = page < len(sections) - 1
        return cls(sum(place <= page for place in asked), len(asked), goes_on, " ".join(seen))


def _elsewhere(sections: tuple[Section, ...], shown: tuple[Section, ...], form: FormState) -> Iterator[tuple[str, str]]:
    """Yield what was typed on the pages that are not shown, by input name."""
    if shown == sections:
        return
    known = {field.question.id for section in sections for field in section.fields}
    elsewhere = known - {field.question.id for section in shown for field in section.fields}
    for name, raw in form.answers.items():
        if question_of(name) in elsewhere:
            for value in raw if isinstance(raw, list) else [raw]:
                if value is None:
                    yield name, DECLINED
                elif isinstance(value, str | int | float):
                    yield name, str(value)


def _plan(survey: Survey, form: FormState) -> str | None:
    plan = plan_of(survey, form.recalled)
    return None if plan is None else json.dumps(plan, ensure_ascii=False, separators=(",", ":"))


def render_thanks(
    language: str,
    receipt_code: str,
    *,
    form_id: str,
    min_respondents: int | None = None,
    earlier: bool = False,
    more: str = "",
) -> str:
    """Return the HTML of the page after sending: thanks, what happens next, the receipt.

    ``form_id`` is that of the form it replaces. With ``min_respondents`` it says from how many persons
    figures are shown. ``earlier``: the receipt is for answers that were sent before those on the page.
    ``more``: HTML that follows, as ``Markup``; text is escaped.
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
            more=more,
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
