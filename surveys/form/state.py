"""What a form shows besides the survey itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.answers import AnswerProblem, AnswerValue

SUBMISSION_ID = "submission_id"
"""Name of the hidden input with the UUID that makes a submit pressed twice one submission."""

PAGE, GO, SHOWN = "impact.page", "impact.go", "impact.shown"
"""Names of what a form that is shown page by page sends besides: the place of its page, the button that was pressed,
and the ids of the questions that could be seen. The dot keeps them apart from every question's id.
"""
BACK, NEXT, SEND = "back", "next", "send"
"""Values of the buttons."""


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything about one showing of a form.

    ``form_id`` is the prefix of every element id, unique on the page. ``action`` is where a browser without
    scripts sends the form; empty means the page's own address. ``answers`` are shown as they were typed.
    ``notice`` says who sees what (``privacy_notice``). ``hidden`` are further hidden inputs, by name: a CSRF
    token, the submission id. ``notice_changed``: the learner had read another notice before; the form says
    so. ``needs_script``: nothing takes the form without its script, so it cannot be sent before that runs.
    ``recalled``: the respondent's answers to earlier surveys, by the ids of the survey's recalls. ``page``: the
    place, from 0, of the one page that is shown, the answers to the others travelling in hidden inputs; None shows
    all pages below each other. ``more``: the answers on it led to questions that were not there before.
    ``last``: nothing more is asked after it. ``notes``: further sentences before the questions; ``alert``: title and
    text of what has happened since the form was opened; both in the language of the form's own words. ``changing``:
    the answers were sent before. ``closed``: they cannot be sent any more, only read and copied. ``discard``: the
    script can throw away what was typed.
    """

    form_id: str
    action: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[AnswerProblem, ...] = ()
    notice: str | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)
    notice_changed: bool = False
    needs_script: bool = False
    recalled: Mapping[str, AnswerValue] = field(default_factory=dict)
    page: int | None = None
    more: bool = False
    last: bool = False
    notes: tuple[str, ...] = ()
    alert: tuple[str, str] | None = None
    changing: bool = False
    closed: bool = False
    discard: bool = False
