"""Hostile archives: an .xlsx is a zip."""

from __future__ import annotations

import io
import random
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from tests.surveys.interchange.hostile.files import EITHER, READ, REFUSED, HostileFile
from tests.surveys.interchange.hostile.honest import workbook

Change = Callable[[zipfile.ZipFile, dict[str, bytes]], object]
"""Does what it wants to an archive that is being written, and to the parts that are written last."""

_SHEET = "xl/worksheets/sheet1.xml"
_BOMB = 100_000_000  # bytes


def archive_files() -> Iterator[HostileFile]:
    """Yield hostile archives."""
    for what, (change, outcome) in _CHANGES.items():
        yield HostileFile("xlsform", what, partial(repacked, change), outcome)
    for what, make in _MADE.items():
        yield HostileFile("xlsform", what, make)


def repacked(change: Change) -> bytes:
    """Return the honest workbook packed again, after ``change``."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as honest:
        parts = {name: honest.read(name) for name in honest.namelist()}
    result = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # names that are there twice are meant
        change(archive, parts)
        for name, content in parts.items():
            archive.writestr(name, content)
    return result.getvalue()


@cache
def _bomb(size: int) -> bytes:
    """Return a zip of one part of that size, which packs to a thousandth."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", bytes(size))
    return result.getvalue()


def _far_from(archive: zipfile.ZipFile, _: dict[str, bytes]) -> None:
    for name in ("../../../../tmp/x", "/etc/passwd", "C:\\windows\\x", "xl/../../x", "a\x00b", "con", "."):
        archive.writestr(name, b"x")


def _link(archive: zipfile.ZipFile, _: dict[str, bytes]) -> None:
    link = zipfile.ZipInfo("xl/media/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(link, "/etc/passwd")


def _many(archive: zipfile.ZipFile, _: dict[str, bytes]) -> None:
    for number in range(20_000):
        archive.writestr(f"x{number}", b"")


def _folders(archive: zipfile.ZipFile, _: dict[str, bytes]) -> None:
    for number in range(100):
        archive.writestr(f"folder{number}/", b"")


def _twice(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> None:
    archive.writestr("xl/workbook.xml", parts["xl/workbook.xml"].replace(b"survey", b"other"))


_CHANGES: Mapping[str, tuple[Change, str]] = {
    "a zip bomb in a sheet": (lambda _, parts: parts.update({_SHEET: bytes(_BOMB)}), REFUSED),
    "a zip bomb in a part that is not read": (lambda zipped, _: zipped.writestr("xl/x.bin", bytes(_BOMB)), REFUSED),
    "a zip bomb in a zip": (lambda _, parts: parts.update({"xl/media/bomb.zip": _bomb(2 * _BOMB)}), READ),
    "20,000 parts": (_many, REFUSED),
    "parts named for other places": (_far_from, READ),
    "a symbolic link": (_link, READ),
    "folders": (_folders, READ),
    "two workbooks of one name": (_twice, EITHER),
    "no parts": (lambda _, parts: parts.clear(), REFUSED),
}


def _with_small_sizes() -> bytes:
    """Return a bomb whose directory, and whose parts' own headers, say that it is a few bytes large."""
    bomb = repacked(lambda _, parts: parts.update({_SHEET: bytes(_BOMB)}))
    return bomb.replace(struct.pack("<L", _BOMB), struct.pack("<L", 1_000))


def _overlapping() -> bytes:
    """Return a directory in which a hundred parts are the same bytes of the file."""
    data = _bomb(20_000_000)
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    directory = data[start:end] * 100
    return data[:start] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(directory), start, 0)


def _in_headers(local: int, central: int, value: int) -> bytes:
    """Return the honest workbook with a field of two bytes changed, at its places in local and central headers."""
    changed = bytearray(workbook())
    for mark, place in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + place : at + place + 2] = struct.pack("<H", value)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _every_97th_byte_changed() -> bytes:
    made_up, changed = random.Random(7), bytearray(workbook())
    for place in range(97, len(changed), 97):
        changed[place] = made_up.randrange(256)
    return bytes(changed)


_MADE: Mapping[str, Callable[[], bytes]] = {
    "a zip bomb that is no workbook": partial(_bomb, _BOMB),
    "a directory that says the parts are small": _with_small_sizes,
    "parts that overlap": _overlapping,
    "encrypted parts": partial(_in_headers, 6, 8, 1),
    "a packing that is not known": partial(_in_headers, 8, 10, 99),
    "a directory that is broken": lambda: workbook()[:-40] + bytes(40),
    "every 97th byte changed": _every_97th_byte_changed,
}
