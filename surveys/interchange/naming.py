"""Names of other systems made into ids and codes of ours, each once."""

from __future__ import annotations

import re
import unicodedata

from surveys.definition.question_schema import RESERVED

MAX_ID = 64  # characters
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_NOT_CODE = re.compile(r"[^A-Za-z0-9_.-]+")


class Names:
    """Gives out ids, each once: ``Q1.a`` becomes ``q1_a``, a second one ``q1_a_2``."""

    def __init__(self, *taken: str) -> None:
        self._taken = {*taken, *RESERVED}

    def id_for(self, name: str, fallback: str = "q") -> str:
        """Return a new id as near to ``name`` as can be; ``fallback`` begins it where ``name`` has no letter first."""
        if _ID.fullmatch(name):
            return self._once(name)
        base = _NOT_ID.sub("_", _ascii(name).lower()).strip("_")
        if not base or not base[0].isalpha():
            base = f"{fallback}_{base}".rstrip("_")
        return self._once(base[:MAX_ID])

    def _once(self, base: str) -> str:
        candidate, number = base, 1
        while candidate in self._taken:
            number += 1
            tail = f"_{number}"
            candidate = f"{base[: MAX_ID - len(tail)]}{tail}"
        self._taken.add(candidate)
        return candidate


def codes_for(values: list[str]) -> list[str]:
    """Return a code for each of ``values``, in their order, each as near to the value as can be and each once."""
    taken: set[str] = set()
    codes = []
    for place, value in enumerate(values, 1):
        base = value if _CODE.fullmatch(value) else _NOT_CODE.sub("_", _ascii(value)).strip("_")[:MAX_ID] or str(place)
        candidate, number = base, 1
        while candidate in taken:
            number += 1
            tail = f"_{number}"
            candidate = f"{base[: MAX_ID - len(tail)]}{tail}"
        taken.add(candidate)
        codes.append(candidate)
    return codes


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
