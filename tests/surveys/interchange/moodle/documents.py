"""Exports of made-up feedbacks."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.moodle import read

ASSUMPTIONS = Assumptions(language="nl", licence="CC0-1.0", source="These tests")


def item(
    kind: str = "textfield",
    presentation: str = "30|255",
    *,
    text: str = "Vraag",
    number: str = "1",
    label: str = "",
    required: bool = False,
    depends: tuple[str, str] = ("0", ""),
) -> str:
    """Return one ITEM as Moodle writes it."""
    parts = {
        "ITEMID": number,
        "ITEMTEXT": text,
        "ITEMLABEL": label,
        "PRESENTATION": presentation,
        "OPTIONS": "",
        "DEPENDITEM": depends[0],
        "DEPENDVALUE": depends[1],
    }
    inner = "".join(f"<{name}><![CDATA[{said}]]></{name}>" for name, said in parts.items())
    return f'<ITEM TYPE={quoteattr(kind)} REQUIRED="{int(required)}">{inner}</ITEM>'


def feedback(*items: str) -> bytes:
    """Return the export of a feedback with these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>'
        '<FEEDBACK VERSION="200701" COMMENT="XML-Importfile for mod/feedback">'
        f"<ITEMS>{''.join(items)}</ITEMS></FEEDBACK>"
    ).encode()


def reading_of(*items: str) -> Reading:
    """Return what is read from a feedback with these items."""
    return read(feedback(*items), "feedback.xml", ASSUMPTIONS)
