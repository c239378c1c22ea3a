"""Loading the instruments of the library. One without a licence is refused."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from surveys.definition import Survey, load_survey
from surveys.errors import InstrumentRefused, InstrumentUnknown
from surveys.strict_json import parse_json

_FOLDER = "surveys.instruments"

NO_LICENCES = frozenset({"licenseref-not-stated", "noassertion", "none", "unlicensed"})
"""What stands where a licence should, in lower case, and is none: the mark of an import whose file named no licence
(``surveys.interchange.exchange.LICENCE_NOT_STATED``), SPDX's own words for it, and npm's.
"""


def instrument_names() -> tuple[str, ...]:
    """Return the names of all instruments, in alphabetical order."""
    names = (entry.name for entry in files(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@lru_cache(maxsize=64)
def load_instrument(name: str) -> Survey:
    """Return the instrument called ``name``; the same object each time, as a survey does not change.

    Raises InstrumentUnknown, InstrumentRefused for one whose licence is none, and DefinitionInvalid for one that cannot
    be used: one that says nothing of a licence, say.
    """
    known = instrument_names()
    if name not in known:
        raise InstrumentUnknown(f"There is no instrument called {name!r}. There are: {', '.join(known)}.")
    return read_instrument(files(_FOLDER).joinpath(f"{name}.json").read_bytes())


def read_instrument(content: bytes) -> Survey:
    """Return the instrument that ``content`` (JSON) defines, as the library takes it.

    Raises as ``load_instrument`` does, and JSONRefused.
    """
    survey = load_survey(parse_json(content))
    if survey.licence.strip().lower() in NO_LICENCES:
        raise InstrumentRefused(
            f"{survey.id} gives no licence but {survey.licence.strip()!r}, so nobody may use it. "
            "Ask its makers for a licence and name it, as in CC-BY-4.0."
        )
    return survey
