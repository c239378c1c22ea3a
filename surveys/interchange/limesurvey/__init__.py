"""LimeSurvey: its XML exports and its tab-separated survey structure, of versions 2 to 6.

A file of either kind becomes a ``Source`` (``from_xml``, ``from_rows``), which becomes a definition (``reading``);
a definition becomes tab-separated rows (``writing``).
"""

from surveys.interchange.limesurvey.reading import read_tab_separated, read_xml
from surveys.interchange.limesurvey.writing import write_tab_separated

__all__ = ["read_tab_separated", "read_xml", "write_tab_separated"]
