"""JSON from strangers as a file: bounded in size and in objects, and then as strict as ``surveys.strict_json``."""

from __future__ import annotations

from typing import Any, Final

from surveys.errors import JSONRefused
from surveys.interchange.errors import FileRefused
from surveys.strict_json import parse_json

MAX_BYTES: Final = 10 * 1024 * 1024  # of a file
MAX_OBJECTS: Final = 200_000  # objects and lists; a million empty ones would take 200 MB
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_json(data: bytes, advice: str = "", max_bytes: int = MAX_BYTES) -> Any:
    """Return the document in ``data``.

    Raises FileRefused, with ``advice`` on what to do, for what is empty, too large or no JSON that can be stored.
    """
    if len(data) > max_bytes:
        raise FileRefused(f"The file is larger than {max_bytes / 2**20:.1f} MiB, more than any survey needs.")
    if not data.strip():
        raise FileRefused(f"The file is empty. {advice}".rstrip())
    if data.count(b"{") + data.count(b"[") > MAX_OBJECTS:
        raise FileRefused(f"The file has more than {MAX_OBJECTS:,} objects and lists, more than any survey needs.")
    try:
        return parse_json(data.removeprefix(_BYTE_ORDER_MARK))
    except JSONRefused as error:
        raise FileRefused(f"{error} {advice}".rstrip()) from None
