"""The texts that pages are translated from, and the catalogues they are translated in.

``python -m evaluation.web.catalogue`` brings the catalogues up to date after a text changed: it adds what is
new, empty, drops what is gone, and compiles. A test fails as long as a text is missing.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from surveys.texts import LANGUAGES

_WEB = Path(__file__).parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def template() -> Catalog:
    """Return every text that code and templates of the pages ask to be translated."""
    catalog = Catalog(project="Impact")
    for _, _, message, _, context in extract_from_dir(str(_WEB), _METHODS):
        catalog.add(message, context=context)
    return catalog


def read(language: str) -> Catalog:
    """Return the catalogue of ``language`` as committed."""
    with path(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """Return what the catalogue's .mo file must hold."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(catalog: Catalog, language: str) -> None:
    """Store ``catalog``, readable and compiled."""
    path(language, "po").parent.mkdir(parents=True, exist_ok=True)
    with path(language, "po").open("wb") as file:
        _write_po(file, catalog)
    path(language, "mo").write_bytes(compiled(read(language)))


def path(language: str, ending: str) -> Path:
    """Return where a catalogue is stored."""
    return _WEB / "translations" / language / "LC_MESSAGES" / f"messages.{ending}"


def _write_po(file: BinaryIO, catalog: Catalog) -> None:
    write_po(file, catalog, width=120, sort_output=True, ignore_obsolete=True, omit_header=False)


def _bring_up_to_date() -> None:
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
        write(catalog, language)


if __name__ == "__main__":
    _bring_up_to_date()
