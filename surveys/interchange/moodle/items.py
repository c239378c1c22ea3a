"""The items of an exported feedback.

The file is ``FEEDBACK/ITEMS/ITEM``; an ITEM has the attributes TYPE and REQUIRED and, one element each, its id, text,
label, presentation (what it offers, in a notation of its own per type) and the item and value that it depends on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveys.interchange.errors import FileRefused
from surveys.interchange.safe_xml import read_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_ITEMS = 2_000  # of a file, questions or not; the most that a survey can ask is far fewer
_NOT_FEEDBACK = "This is not the export of a Moodle feedback, whose first element is FEEDBACK with ITEMS."


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it stands in the file. ``path`` is its place there, counted from 1."""

    path: str
    type: str
    required: bool
    number: str  # ITEMID, by which other items refer to it
    text: str  # with mark-up
    label: str
    presentation: str
    depends_on: str  # ITEMID, empty if on nothing
    depends_value: str


def read_items(data: bytes) -> list[Item]:
    """Return the items of the export in ``data``, in their order. Raises FileRefused for any other file."""
    root = read_xml(data)
    if root.tag != "FEEDBACK":
        raise FileRefused(_NOT_FEEDBACK)
    elements = root.findall("ITEMS/ITEM")
    if not elements:
        raise FileRefused("The feedback has no items. " + _NOT_FEEDBACK)
    if len(elements) > MAX_ITEMS:
        raise FileRefused(f"The feedback has {len(elements):,} items; {MAX_ITEMS:,} is the most.")
    return list(_items(elements))


def _items(elements: list[Element]) -> Iterator[Item]:
    for place, element in enumerate(elements, 1):
        depends_on = _said(element, "DEPENDITEM")
        yield Item(
            path=f"ITEM[{place}]",
            type=element.get("TYPE", "").strip().lower(),
            required=element.get("REQUIRED", "").strip() == "1",
            number=_said(element, "ITEMID"),
            text=_said(element, "ITEMTEXT"),
            label=_said(element, "ITEMLABEL"),
            presentation=_said(element, "PRESENTATION"),
            depends_on="" if depends_on == "0" else depends_on,
            depends_value=_said(element, "DEPENDVALUE"),
        )


def _said(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()
