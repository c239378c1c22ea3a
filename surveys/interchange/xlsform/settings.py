"""The sheet settings, and what our own columns there and the sheet impact_scales say of the survey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from surveys.definition.schema import FORMAT
from surveys.interchange.assembling import minutes_for
from surveys.interchange.exchange import LICENCE_NOT_STATED
from surveys.interchange.naming import Names
from surveys.interchange.plain_text import plain_text
from surveys.interchange.texts_read import without_places
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.members import own_number
from surveys.interchange.xlsform.rows import FormRow

Document = dict[str, Any]

SETTINGS: Final = frozenset(
    {
        *("form_title", "form_id", "version", "default_language", "impact_format", "impact_id", "impact_title"),
        *("impact_purpose", "impact_minutes", "impact_licence", "impact_source"),
    }
)
SCALES: Final = frozenset({"id", "label", "impact_label"})
_READ_ELSEWHERE = frozenset({"default_language", "impact_format"})
_OF_NO_USE = "How a program shows, names and sends forms is not part of a survey here."
_HIGHEST_VERSION = 1_000_000


def survey_document(settings: FormRow, form: Form, name: str) -> Document:
    """Return the document of a survey without its pages; ``name`` is the file's."""
    title = _title(settings, form, name)
    written_id = settings.cell("impact_id") or settings.cell("form_id")
    survey_id = Names().id_for(written_id or next(iter(title.values())), "survey")
    if written_id and written_id != survey_id:
        form.report.changed(settings.place("form_id"), f"form_id {written_id[:80]}", f"Now {survey_id}.")
    document: Document = {
        "format": FORMAT,
        "id": survey_id,
        "version": _version(settings, form),
        "title": title,
        "purpose": _purpose(settings, form, title),
        "languages": list(form.languages),
        "licence": _licence(settings, form),
        "source": settings.cell("impact_source") or form.assumptions.source or _stem(name),
    }
    for column in sorted(settings.cells.keys() - SETTINGS):
        form.report.left_out(settings.place(column), f"Setting {column[:80]}", _OF_NO_USE)
    return document


def minutes(settings: FormRow, form: Form, questions: int) -> int:
    """Return how long the survey takes [min], an estimate where the file does not say it."""
    said = own_number(settings, form, "minutes")
    if said is None:
        why = "Estimated from the number of questions. Time it with a few people."
        form.report.assumed(settings.place("impact_minutes"), "Minutes", why)
    return minutes_for(questions) if said is None else said


def _title(settings: FormRow, form: Form, name: str) -> Mapping[str, str]:
    if own := form.text(settings, "impact_title", piped=False):
        return own
    written = settings.cell("form_title") or settings.cell("form_id")
    if not settings.cell("form_title"):
        form.report.assumed(settings.place("form_title"), "A title", "The file has no form_title.")
    return form.in_first_language(without_places(plain_text(written)) or _stem(name))


def _purpose(settings: FormRow, form: Form, title: Mapping[str, str]) -> Mapping[str, str]:
    if own := form.text(settings, "impact_purpose", piped=False):
        return own
    why = "The file has none: the title stands there. Say in one sentence what the answers are for."
    form.report.assumed(settings.place("impact_purpose"), "Purpose", why)
    return title


def _version(settings: FormRow, form: Form) -> int:
    cell = settings.cell("version")
    if cell.isascii() and cell.isdigit() and len(cell) < 8 and 1 <= int(cell) <= _HIGHEST_VERSION:
        return int(cell)
    if cell:
        why = f"A version is a whole number of {_HIGHEST_VERSION:,} at most: it begins with 1."
        form.report.changed(settings.place("version"), f"Version {cell[:80]}", why)
    else:
        form.report.assumed(settings.place("version"), "Version", "The file names none: it begins with 1.")
    return 1


def _licence(settings: FormRow, form: Form) -> str:
    licence = settings.cell("impact_licence") or form.assumptions.licence
    if licence == LICENCE_NOT_STATED:
        why = "The file states none. Ask its author before it is used or passed on."
        form.report.assumed(settings.place("impact_licence"), "Licence", why)
    return licence


def add_scales(rows: Iterable[FormRow], form: Form) -> None:
    """Note the scales of the sheet impact_scales."""
    for row in rows:
        scale = row.cell("id")
        title = form.text(row, "label", piped=False) or form.in_first_language(scale)
        form.scales.setdefault(scale, {"id": scale, "title": title})


def _stem(name: str) -> str:
    return without_places(plain_text(PurePath(name.replace("\\", "/")).stem)) or "Survey"
