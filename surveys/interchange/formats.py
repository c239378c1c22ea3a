"""The formats that can be read and written, found by name, by a file's ending and by its content.

Each format's code is imported when it is first used, so that one without its libraries hinders no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Final, cast

from surveys.definition import Survey
from surveys.interchange.errors import ExtraMissing, FileRefused, FormatUnknown
from surveys.interchange.exchange import Assumptions, Reader, Reading, Writer, Writing
from surveys.interchange.safe_json import read_json

MAX_BYTES: Final = 16 * 1024 * 1024
"""Of a file of any format; each has a lower limit of its own."""

_HERE = "surveys.interchange"
_BEGINNING = 4_000  # bytes in which a format shows itself
_MARK = b"\xef\xbb\xbf"  # which some programs begin UTF-8 with
_TELLING = re.compile(rb'"(format|licence|elements|pages|questions|SurveyEntry|SurveyElements)"\s{0,9}:')


@dataclass(frozen=True, slots=True)
class Format:
    """A format. ``reader`` and ``writer`` are ``module:function``, empty for a format that is not read or written."""

    name: str  # for --from and --to
    title: str  # as its users know it
    endings: tuple[str, ...]  # of file names, the usual one first
    shows_in: Callable[[Content], bool]  # whether content is of this format
    reader: str = ""
    writer: str = ""


@dataclass(frozen=True)
class Content:
    """The content of a file, as far as its format shows in it."""

    data: bytes

    @cached_property
    def members(self) -> frozenset[str]:
        """Names of the outermost members of a JSON object; of a damaged one, those of all objects that matter here."""
        if not self.data[:_BEGINNING].removeprefix(_MARK).lstrip().startswith(b"{"):
            return frozenset()
        try:
            return frozenset(read_json(self.data))
        except FileRefused:
            return frozenset(name.decode() for name in _TELLING.findall(self.data))


def _is_own(content: Content) -> bool:
    return bool({"format", "licence"} & content.members) and not {"elements", "SurveyElements"} & content.members


def _is_surveyjs(content: Content) -> bool:
    is_other = _is_own(content) or _is_qualtrics(content)
    return bool({"pages", "elements", "questions"} & content.members) and not is_other


def _is_qualtrics(content: Content) -> bool:
    return content.members >= {"SurveyEntry", "SurveyElements"}


def _is_workbook(content: Content) -> bool:
    return content.data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def _is_limesurvey_xml(content: Content) -> bool:
    return b"<LimeSurveyDocType>" in content.data[:_BEGINNING]


def _is_limesurvey_rows(content: Content) -> bool:
    header = content.data[:_BEGINNING].removeprefix(_MARK).partition(b"\n")[0].replace(b'"', b"")
    return {b"class", b"name", b"relevance"} <= {name.strip() for name in header.split(b"\t")}


def _is_moodle(content: Content) -> bool:
    return re.search(rb"<FEEDBACK[\s>]", content.data[:_BEGINNING]) is not None


FORMATS: Final = (
    Format("impact", "Impact definition", (".json",), _is_own, f"{_HERE}.own_json:read", f"{_HERE}.own_json:write"),
    Format("xlsform", "XLSForm", (".xlsx", ".xls"), _is_workbook, f"{_HERE}.xlsform:read", f"{_HERE}.xlsform:write"),
    Format("surveyjs", "SurveyJS JSON", (".json",), _is_surveyjs, f"{_HERE}.surveyjs:read", f"{_HERE}.surveyjs:write"),
    Format(
        "limesurvey",
        "LimeSurvey survey, group or question (XML)",
        (".lss", ".lsg", ".lsq"),
        _is_limesurvey_xml,
        reader=f"{_HERE}.limesurvey:read_xml",
    ),
    Format(
        "limesurvey-tsv",
        "LimeSurvey survey structure (tab-separated)",
        (".txt", ".tsv"),
        _is_limesurvey_rows,
        f"{_HERE}.limesurvey:read_tab_separated",
        f"{_HERE}.limesurvey:write_tab_separated",
    ),
    Format("qualtrics", "Qualtrics survey", (".qsf",), _is_qualtrics, reader=f"{_HERE}.qualtrics:read"),
    Format("moodle", "Moodle feedback (XML)", (".xml",), _is_moodle, reader=f"{_HERE}.moodle:read"),
    Format("codebook", "codebook (CSV)", (".csv",), lambda _: False, writer=f"{_HERE}.codebook:write"),
)
"""All formats, the usual one of each ending first."""

READ: Final = tuple(one for one in FORMATS if one.reader)
WRITTEN: Final = tuple(one for one in FORMATS if one.writer)


def format_called(name: str, among: Iterable[Format] = FORMATS) -> Format:
    """Return the format called ``name``. Raises FormatUnknown with the names ``among`` which it could be."""
    offered = tuple(among)
    for one in offered:
        if one.name == name.strip().lower():
            return one
    raise FormatUnknown(f"There is no format {name[:80]!r} here. There are: {_names(offered)}.")


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file with the content ``data``, called ``name``: by its content, else by its ending.

    Raises FormatUnknown, with the names to choose from, where neither tells.
    """
    content = Content(data)
    shown = [one for one in READ if one.shows_in(content)]
    if len(shown) == 1:
        return shown[0]
    named = [one for one in shown or READ if _ends(name, one)]
    if len(named) == 1:
        return named[0]
    raise FormatUnknown(
        f"What format the file has does not show. Say it: it could be {_names(named or shown or READ)}."
    )


def format_to_write(name: str) -> Format:
    """Return the format to write a file called ``name`` in, the usual one for its ending. Raises FormatUnknown."""
    for one in WRITTEN:
        if _ends(name, one):
            return one
    raise FormatUnknown(f"No format is written that ends like {name[-40:]!r}. Say which: {_names(WRITTEN)}.")


def read(data: bytes, name: str, assumptions: Assumptions | None = None, format_name: str | None = None) -> Reading:
    """Return the survey in ``data``, a file called ``name``, and a report of all that is not as it was in it.

    ``format_name`` is found out where it is None. Raises InterchangeError, nothing else.
    """
    if len(data) > MAX_BYTES:
        raise FileRefused(f"The file is larger than {MAX_BYTES // 2**20} MiB, more than any survey needs.")
    found = format_of(data, name) if format_name is None else format_called(format_name, READ)
    reader = cast(Reader, _loaded(found, found.reader))
    return reader(data, name, assumptions or Assumptions())


def write(survey: Survey, format_name: str) -> Writing:
    """Return ``survey`` in a format, and a report of all that it cannot hold. Raises InterchangeError, nothing else."""
    found = format_called(format_name, WRITTEN)
    writer = cast(Writer, _loaded(found, found.writer))
    return writer(survey)


def _loaded(found: Format, place: str) -> object:
    """Import what stands at ``place``. Raises ExtraMissing where a library of the format is not installed."""
    module, _, function = place.partition(":")
    try:
        return getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        missing = error.name or module
        if missing.startswith(f"{_HERE}."):
            raise ExtraMissing(f"{found.title} is not part of this installation.") from error
        raise ExtraMissing(f"{found.title} needs {missing}: pip install 'impact-openedx[interchange]'.") from error


def _ends(name: str, one: Format) -> bool:
    return name.lower().endswith(one.endings)


def _names(formats: Iterable[Format]) -> str:
    return ", ".join(one.name for one in formats)
