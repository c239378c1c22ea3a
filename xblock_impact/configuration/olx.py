"""The block's documents in OLX: elements with indented JSON, which people can read and compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

DOCUMENTS = ("definition", "waves")
"""Fields that are elements of their own, in the order in which they are written."""


def take_documents(node: Any) -> Mapping[str, str]:
    """Remove the elements of documents from ``node`` and return their texts, by field.

    Where an element comes twice the last one counts. Comments and other elements stay.
    """
    taken = {}
    for child in list(node):
        if child.tag in DOCUMENTS:
            taken[child.tag] = "".join(child.itertext())
            node.remove(child)
    return taken


def put_document(node: Any, name: str, text: str) -> None:
    """Add the element of one document to ``node``."""
    element = etree.SubElement(node, name)
    element.text = f"\n{text}\n"
