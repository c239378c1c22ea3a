"""One byte form for every document, so that two machines agree on its digest."""

from __future__ import annotations

import hashlib
import json


def canonical_json(document: object) -> bytes:
    """Return ``document`` as UTF-8 JSON with sorted keys and no white space.

    Integral floats are written as integers by the readers of answers, never here: what goes in comes out.
    Raises ValueError for NaN and infinities, UnicodeEncodeError for lone surrogates.
    """
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8"
    )


def digest(document: bytes) -> str:
    """Return the SHA-256 of ``document`` as 64 hexadecimal digits."""
    return hashlib.sha256(document).hexdigest()
