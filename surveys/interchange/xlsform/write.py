"""A survey of ours as XLSForm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from surveys.definition import Survey
from surveys.definition.schema import FORMAT
from surveys.interchange.exchange import Writing
from surveys.interchange.xlsform.export import Cells, Export
from surveys.interchange.xlsform.languages import column_language
from surveys.interchange.xlsform.lists_out import Lists
from surveys.interchange.xlsform.piping import written_as_is
from surveys.interchange.xlsform.questions_out import question_rows
from surveys.interchange.xlsform.sheets import headers_of, xlsx

Document = dict[str, Any]

ONLY_OURS: Final[Mapping[str, str]] = {
    "impact_type": "Other programs know it by its nearest type.",
    "impact_id": "The name means something else to other programs.",
    "impact_version": "Other programs do not know versions of single questions.",
    "impact_level": "Other programs do not know the impact map.",
    "impact_node": "Other programs do not know the impact map.",
    "impact_privacy": "Other programs treat all answers alike.",
    "impact_declinable": "Other programs do not offer “prefer not to say”.",
    "impact_scale": "Other programs score nothing.",
    "impact_reversed": "Other programs score nothing.",
    "impact_maximum": "Other programs have all options ranked.",
    "impact_unit": "Other programs do not show what is counted. Say it in the question as well.",
    "impact_not_applicable": "Other programs take the option for a point of the scale.",
    "impact_specifies": "Other programs see two questions.",
    "impact_survey": "Other programs do not know earlier answers: they show nothing in their place.",
    "impact_question": "Other programs do not know earlier answers: they show nothing in their place.",
}
"""What plain readers of XLSForm will not know of each column, for the report."""

_FIRST = ("type", "name", "list_name")
_SETTINGS_ONLY_OURS = ("impact_purpose", "impact_minutes", "impact_licence", "impact_source")


def write(survey: Survey) -> Writing:
    """Return ``survey`` as an .xlsx for XLSForm tools, with what they will not know of it. Raises ExtraMissing."""
    export = Export.of(survey)
    lists = Lists(export)
    rows = [*_recalls(export), *_pages(export, lists)]
    settings = _settings(export)
    scales = [
        {"id": scale["id"], **export.plain_text("label", scale["title"], f"scales[{index}].title")}
        for index, scale in enumerate(export.document.get("scales", ()))
    ]
    _note_only_ours(export)
    labels = [f"label::{column_language(tag)}" for tag in export.languages]
    sheets = {
        "survey": (headers_of([dict.fromkeys(labels, ""), *rows], (*_FIRST, *labels)), rows),
        "choices": (headers_of([_NO_CHOICES, *lists.rows], ("list_name", "name", *labels)), lists.rows),
        "settings": (list(settings), [settings]),
    }
    if scales:
        sheets["impact_scales"] = (headers_of(scales, ("id", *labels)), scales)
    return Writing(xlsx(sheets), export.report)


_NO_CHOICES = {"list_name": "", "name": ""}


def _recalls(export: Export) -> Iterator[Cells]:
    for index, recall in enumerate(export.document.get("recalls", ())):
        name = export.names[recall["id"]]
        yield {
            "type": "hidden",
            "name": name,
            **export.plain_text("label", recall.get("text"), f"recalls[{index}].text"),
            **export.own(
                id=recall["id"] if name != recall["id"] else None,
                survey=recall["survey"],
                question=recall["question"],
            ),
        }


def _pages(export: Export, lists: Lists) -> Iterator[Cells]:
    for index, page in enumerate(export.document["pages"]):
        path = f"pages[{index}]"
        name = export.groups[page["id"]]
        yield {
            "type": "begin_group",
            "name": name,
            "appearance": "field-list",
            **export.text("label", page["title"], f"{path}.title"),
            **export.condition(page.get("condition"), path),
            **export.own(id=page["id"] if name != page["id"] else None),
        }
        if "text" in page:
            note = export.new_name(f"{name}_text")
            yield {"type": "note", "name": note, **export.text("label", page["text"], f"{path}.text")}
        for place, question in enumerate(page["questions"]):
            yield from question_rows(question, f"{path}.questions[{place}]", export, lists)
        yield {"type": "end_group"}


def _settings(export: Export) -> Cells:
    document = export.document
    first = export.languages[0]
    return {
        "form_title": written_as_is(document["title"][first]),
        "form_id": document["id"],
        "version": str(document["version"]),
        "default_language": column_language(first),
        "impact_format": FORMAT,
        **export.own_text("title", document["title"]),
        **export.own_text("purpose", document["purpose"]),
        **export.own(minutes=document["minutes"], licence=document["licence"], source=document["source"]),
    }


def _note_only_ours(export: Export) -> None:
    for column, count in export.only_ours.items():
        if column in ONLY_OURS:
            what = f"Column {column}, in {count} rows" if count > 1 else f"Column {column}, in a row"
            sheet = "choices" if column == "impact_not_applicable" else "survey"
            export.report.changed(f"{sheet}!{column}", what, ONLY_OURS[column])
    why = "Other programs do not know them, and show no purpose and no time to answer."
    export.report.changed("settings", ", ".join(_SETTINGS_ONLY_OURS), why)
