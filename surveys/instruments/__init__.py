"""The library of instruments: ready-made surveys, one JSON definition each, loaded and checked like any
other.

``library`` loads them, ``catalogue`` says which one is for whom and when. ``docs/instruments.md`` is for those who
choose.
"""

from surveys.instruments.catalogue import CatalogueEntry, Moment, Respondent, catalogue
from surveys.instruments.library import instrument_names, load_instrument, read_instrument

__all__ = [
    "CatalogueEntry",
    "Moment",
    "Respondent",
    "catalogue",
    "instrument_names",
    "load_instrument",
    "read_instrument",
]
