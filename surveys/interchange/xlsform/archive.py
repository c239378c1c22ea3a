"""Is an .xlsx safe to parse? It is a zip of XML files: looked through, and counted, before any parser sees it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from surveys.interchange.errors import FileRefused

MAX_BYTES: Final = 10 * 1024 * 1024  # of the file itself
MAX_PARTS: Final = 500  # files in the archive
MAX_UNPACKED: Final = 24 * 1024 * 1024  # bytes of all of them together
MAX_MARKS: Final = 400_000  # tags in the XML; a form of 500 questions in five languages has about 60,000
_AT_ONCE = 256 * 1024
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
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise FileRefused(f"The file is damaged or is no .xlsx. {_SAVE_AGAIN}") from error


def _look_through(archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large()
    unpacked = marks = 0
    formulas = False
    for part in parts:
        with archive.open(part) as stream:
            tail = b""
            while piece := stream.read(_AT_ONCE):
                unpacked += len(piece)
                marks += piece.count(b"<") if _is_xml(part.filename) else 0
                if unpacked > MAX_UNPACKED or marks > MAX_MARKS:
                    raise _too_large()
                _refuse_declarations(tail + piece, part.filename)
                formulas = formulas or (_is_sheet(part.filename) and _has_formula(tail + piece))
                tail = piece[-16:]
    return formulas


def _refuse_declarations(piece: bytes, name: str) -> None:
    """Refuse document types and entities, and encodings in which they could hide."""
    if not _is_xml(name):
        return
    if piece.startswith(_UTF16) or b"\x00" in piece:
        raise FileRefused(f"A part of the workbook is not UTF-8. {_SAVE_AGAIN}")
    upper = piece.upper()
    if b"<!DOCTYPE" in upper or b"<!ENTITY" in upper:
        raise FileRefused(
            "The workbook declares a document type or entities, which spreadsheet programs never do. " + _SAVE_AGAIN
        )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _is_sheet(name: str) -> bool:
    return name.lower().startswith("xl/worksheets/")


def _has_formula(piece: bytes) -> bool:
    return any(mark in piece for mark in (b"<f>", b"<f ", b":f>", b":f "))


def _too_large() -> FileRefused:
    return FileRefused(
        f"The workbook unpacks to more than {MAX_UNPACKED // 2**20} MiB or {MAX_MARKS:,} tags, more than any survey "
        "needs. Delete pictures, empty formatted rows and unused sheets."
    )
