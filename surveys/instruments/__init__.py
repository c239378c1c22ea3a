"""The library of instruments: ready-made surveys, one JSON definition each, loaded and checked like any
other.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from surveys.definition import Survey, load_survey
from surveys.errors import InstrumentUnknown
from surveys.strict_json import parse_json


def instrument_names() -> tuple[str, ...]:
    """Return the names of all instruments, in alphabetical order."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@lru_cache(maxsize=64)
def load_instrument(name: str) -> Survey:
    """Return the instrument called ``name``; the same object each time, as a survey does not change.

    Raises InstrumentUnknown, and DefinitionInvalid for one that cannot be used: one without a licence, say.
    """
    known = instrument_names()
    if name not in known:
        raise InstrumentUnknown(f"There is no instrument called {name!r}. There are: {', '.join(known)}.")
    return load_survey(parse_json(files(__name__).joinpath(f"{name}.json").read_bytes()))
