"""Reading JSON from strangers: bounded in depth and digits, and only what every database can hold."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from surveys.errors import JSONRefused, Problem
from surveys.limits import MAX_DEPTH, MAX_NUMBER

MAX_NUMBER_CHARACTERS = 32
"""Length of a number as written. Python refuses integers of more than 4,300 digits with an error of its own.
"""

# Possessive, and also matching a string without an end: nothing is read twice, however hostile.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_OTHER_THAN_BRACKETS = re.compile(rb"[^\[\]{}]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNSTORABLE_TEXT = "A text holds a character that cannot be stored (NUL or half a surrogate pair)."
_ESCAPED_UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


def parse_json(raw: bytes) -> Any:
    """Return the JSON document in ``raw``.

    Raises JSONRefused, with a message that names the reason, for bytes that are not UTF-8 JSON and for NaN
    and infinities, names given twice, numbers longer than MAX_NUMBER_CHARACTERS, nesting deeper than
    MAX_DEPTH, and texts holding NUL or lone surrogates (SQLite stores both, PostgreSQL neither).
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise JSONRefused("The document is not UTF-8 text.") from None
    _refuse_deep(raw)
    try:
        document = json.loads(
            text,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise JSONRefused(f"The document is not JSON: {error.msg} at character {error.pos}.") from None
    # Only an escape can smuggle one in: raw control characters and surrogates fail above.
    if _ESCAPED_UNSTORABLE.search(raw):
        _refuse_unstorable(document)
    return document


def _refuse_deep(raw: bytes) -> None:
    depth = 0
    for bracket in _OTHER_THAN_BRACKETS.sub(b"", _STRING.sub(b"", raw)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise JSONRefused(f"The document is nested more than {MAX_DEPTH} levels deep.")


def _refuse_unstorable(document: object) -> None:
    if isinstance(document, str):
        if _UNSTORABLE.search(document):
            raise JSONRefused(_UNSTORABLE_TEXT)
    elif isinstance(document, dict):
        for name, value in document.items():
            _refuse_unstorable(name)
            _refuse_unstorable(value)
    elif isinstance(document, list):
        for value in document:
            _refuse_unstorable(value)


def _refuse_long(digits: str) -> None:
    if len(digits) > MAX_NUMBER_CHARACTERS:
        raise JSONRefused(f"A number is written with more than {MAX_NUMBER_CHARACTERS} characters.")


def _integer(digits: str) -> int:
    _refuse_long(digits)
    return int(digits)


def _number(digits: str) -> float:
    _refuse_long(digits)
    number = float(digits)
    if not math.isfinite(number):
        raise JSONRefused("A number is too large.")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise JSONRefused(f"{name} is not a number that can be stored.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise JSONRefused("A name is given twice in one object.")
    return result


def problems_in(document: object, path: str = "", depth: int = 1) -> Iterator[Problem]:
    """Yield what of ``document`` is not JSON that every database can hold: for documents that came in another
    way.
    """
    if isinstance(document, dict | list):
        if depth > MAX_DEPTH:
            yield Problem(path, f"This is nested more than {MAX_DEPTH} levels deep.")
            return
        if isinstance(document, list):
            for index, inner in enumerate(document):
                yield from problems_in(inner, f"{path}[{index}]", depth + 1)
            return
        for name, inner in document.items():
            if reason := _reason_against_name(name):
                yield Problem(path, reason)
            else:
                yield from problems_in(inner, f"{path}.{name}" if path else name, depth + 1)
    elif reason := _reason_against_value(document):
        yield Problem(path, reason)


def _reason_against_name(name: object) -> str | None:
    if not isinstance(name, str):
        return "A name in an object is a text."
    return "A name holds a character that cannot be stored." if _UNSTORABLE.search(name) else None


def _reason_against_value(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return _UNSTORABLE_TEXT if _UNSTORABLE.search(value) else None
    if isinstance(value, int | float):
        return None if -MAX_NUMBER <= value <= MAX_NUMBER else "The number is too large or is none."
    return "This is not JSON: use texts, numbers, true, false, null, lists and objects."
