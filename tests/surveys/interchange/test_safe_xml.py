"""XML in the encodings that survey tools use; what is hostile stands in ``hostile/xml_files.py``."""

from __future__ import annotations

import sys

import pytest

from surveys.interchange.errors import ExtraMissing, FileRefused
from surveys.interchange.safe_xml import read_xml

TEXT = "één ja"


def saying(encoding: str, text: str = TEXT) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'


@pytest.mark.parametrize(
    "data",
    [
        f"<a>{TEXT}</a>".encode(),
        f"<a>{TEXT}</a>".encode("utf-8-sig"),
        saying("UTF-8").encode(),
        saying("utf-16").encode("utf-16"),
        saying("ISO-8859-1").encode("latin-1"),
        saying("Windows-1252").encode("cp1252"),
    ],
)
def test_usual_encodings_are_read(data: bytes) -> None:
    assert read_xml(data).text == TEXT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (saying("UTF-8").encode("latin-1"), "not well-formed XML: see line 1, column"),
        (saying("UTF-16").encode(), "not well-formed"),
        (saying("UTF-8").encode("utf-16-le"), "UTF-16 without its mark"),
        (saying("UTF-7").encode(), "its encoding is utf-7"),
        (b"", "empty"),
        (b"<a>", "not well-formed"),
        (b"<!DOCTYPE a><a/>", "document type"),
        (b"<a>" * 65 + b"</a>" * 65, "64 levels"),
    ],
)
def test_what_is_not_read_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_xml(data)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "defusedxml", None)

    with pytest.raises(ExtraMissing, match=r"impact-openedx\[interchange\]"):
        read_xml(b"<a/>")
