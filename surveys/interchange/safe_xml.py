"""XML from strangers: bounded in size, depth and elements; no document types, no entities, few encodings.

Only the part of XML that survey tools write is read. What lies outside is refused with what to do, so that a hostile
file costs no more time or memory than an honest one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from surveys.interchange.errors import ExtraMissing, FileRefused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element, TreeBuilder

MAX_BYTES: Final = 10 * 1024 * 1024  # of a file; surveys of 500 questions in five languages stay below 3 MiB
MAX_ELEMENTS: Final = 200_000
MAX_ATTRIBUTES: Final = 100_000  # of all elements together
MAX_XML_DEPTH: Final = 64  # elements within each other; survey tools need about ten
_AT_ONCE = 64 * 1024  # bytes given to the parser between two looks at what came of them
_LONGEST_TAG = 1024 * 1024  # bytes of one tag, comment or declaration

_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "latin1"})
_ENCODINGS_OF_WINDOWS = frozenset({"windows-1252", "cp1252", "iso-8859-15"})
_DECLARED = re.compile(rb"\A\s{0,64}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_EXPORT_AGAIN = "Export the survey again and take care that the file is not edited on the way."
_SAVE_AS_UTF8 = "Save the file as UTF-8 and try again."


def read_xml(data: bytes) -> Element:
    """Return the root of the document in ``data``: UTF-8, or an encoding that it declares and survey tools use.

    Raises FileRefused for what is not well-formed, declares a document type or entities, or exceeds a limit of this
    module; ExtraMissing without ``defusedxml``.
    """
    try:
        from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
        from defusedxml.ElementTree import DefusedXMLParser, ParseError  # type: ignore[import-untyped]
    except ImportError:
        raise ExtraMissing("Reading XML needs defusedxml: pip install 'impact-openedx[interchange]'.") from None
    _refuse_unread(data)
    builder = _BoundedBuilder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        _feed(parser, builder, data)
        root: Element = parser.close()
    except DefusedXmlException:
        raise FileRefused(
            "The file declares a document type or entities, which exports of surveys never do. " + _EXPORT_AGAIN
        ) from None
    except ParseError as error:
        where = "line {}, column {}".format(*error.position)
        raise FileRefused(f"The file is not well-formed XML: see {where}. {_EXPORT_AGAIN}") from None
    except (LookupError, ValueError):
        raise FileRefused(f"The file's text encoding cannot be read. {_SAVE_AS_UTF8}") from None
    return root


def _refuse_unread(data: bytes) -> None:
    """Refuse what need not be parsed to be refused."""
    if len(data) > MAX_BYTES:
        raise FileRefused(f"The file is larger than {MAX_BYTES // 2**20} MiB, more than any survey needs.")
    if not data.strip():
        raise FileRefused("The file is empty.")
    if not data.startswith(_MARKS) and b"\x00" in data[:1024]:
        raise FileRefused(f"The file is not text, or is UTF-16 without its mark. {_SAVE_AS_UTF8}")
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in _ENCODINGS | _ENCODINGS_OF_WINDOWS:
        raise FileRefused(f"The file says that its encoding is {name}, which is not read here. {_SAVE_AS_UTF8}")


def _feed(parser: object, builder: _BoundedBuilder, data: bytes) -> None:
    """Give ``data`` to ``parser`` in pieces, and refuse a tag that does not end."""
    last_event = 0
    for start in range(0, len(data), _AT_ONCE):
        before = builder.events
        parser.feed(data[start : start + _AT_ONCE])  # type: ignore[attr-defined]  # defusedxml has no types
        if builder.events != before:
            last_event = start
        elif start - last_event > _LONGEST_TAG:
            raise FileRefused(
                f"The file holds a tag, or comments, of more than {_LONGEST_TAG // 2**20} MiB. {_EXPORT_AGAIN}"
            )


class _BoundedBuilder:
    """Builds the tree and counts; raises FileRefused at the first element, attribute or level too many."""

    def __init__(self) -> None:
        from xml.etree.ElementTree import TreeBuilder  # builds only; defusedxml parses

        self._tree: TreeBuilder = TreeBuilder()
        self._depth = 0
        self._elements = 0
        self._attributes = 0
        self.events = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self.events += 1
        self._depth += 1
        self._elements += 1
        self._attributes += len(attributes)
        if self._depth > MAX_XML_DEPTH:
            raise FileRefused(f"The file nests elements more than {MAX_XML_DEPTH} levels deep.")
        if self._elements > MAX_ELEMENTS or self._attributes > MAX_ATTRIBUTES:
            raise FileRefused(f"The file has more than {MAX_ELEMENTS:,} elements, more than any survey needs.")
        return self._tree.start(tag, attributes)

    def end(self, tag: str) -> Element:
        self.events += 1
        self._depth -= 1
        return self._tree.end(tag)

    def data(self, text: str) -> None:
        self.events += 1
        self._tree.data(text)

    def close(self) -> Element:
        return self._tree.close()
