"""Is an .xlsx safe to parse? It is a zip of XML files: looked through, and counted, before any parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from surveys.interchange.errors import FileRefused

MAX_BYTES: Final = 10 * 1024 * 1024  # of the file itself
MAX_PARTS: Final = 500  # files in the archive
MAX_UNPACKED: Final = 24 * 1024 * 1024  # bytes of all of them together
MAX_MARKS: Final = 250_000  # tags in the XML; a form of 500 questions in five languages has about 100,000
MAX_ATTRIBUTES: Final = 600_000  # in the XML, about three for each cell
_XML = (".xml", ".rels", ".vml")
_FAR_APART = re.compile(rb"<[^<]{200000}")  # a tag and the text after it: a cell holds 32,767 characters
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s>]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AGAIN = "Open it in a spreadsheet program and save it again as .xlsx."


def refuse_large(data: bytes) -> None:
    """Raise FileRefused for a file that is too large, whatever is in it."""
    if len(data) > MAX_BYTES:
        raise FileRefused(f"The file is larger than {MAX_BYTES // 2**20} MiB, more than any survey needs.")


def look_through(data: bytes) -> bool:
    """Tell whether a sheet of the .xlsx in ``data`` holds formulas.

    Raises FileRefused for what is no zip, unpacks to more than is safe, or declares document types or entities.
    """
    refuse_large(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _look_through(archive)
    # zipfile says NotImplementedError for packings it does not know, RuntimeError for files with a password.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise FileRefused(f"The file is damaged or is no .xlsx. {_SAVE_AGAIN}") from error


def _look_through(archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large()
    room, marks, attributes, formulas = MAX_UNPACKED, 0, 0, False
    for part in parts:
        content = _unpacked(archive, part, room)
        room -= len(content)
        if not part.filename.lower().endswith(_XML):
            continue
        marks += content.count(b"<")
        attributes += content.count(b"=")
        if marks > MAX_MARKS or attributes > MAX_ATTRIBUTES or _FAR_APART.search(content):
            raise _too_large()
        _refuse_declarations(content)
        is_sheet = part.filename.lower().startswith("xl/worksheets/")
        formulas = formulas or (is_sheet and _FORMULA.search(content) is not None)
    return formulas


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> bytes:
    """Return a part's content, however large the archive says that it is, if it is not larger than ``room``."""
    with archive.open(part) as stream:
        content = stream.read(room + 1)
    if len(content) > room:
        raise _too_large()
    return content


def _refuse_declarations(content: bytes) -> None:
    """Refuse document types and entities, and encodings in which they could hide."""
    if content.startswith(_UTF16) or b"\x00" in content:
        raise FileRefused(f"A part of the workbook is not UTF-8. {_SAVE_AGAIN}")
    if _DECLARATION.search(content):
        raise FileRefused(
            "The workbook declares a document type or entities, which spreadsheet programs never do. " + _SAVE_AGAIN
        )


def _too_large() -> FileRefused:
    return FileRefused(
        f"The workbook unpacks to more than {MAX_UNPACKED // 2**20} MiB or {MAX_MARKS:,} tags, more than any survey "
        "needs. Delete pictures, empty formatted rows and unused sheets."
    )
