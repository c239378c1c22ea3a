"""Import of the XML that Moodle's feedback activity exports.

``items`` reads the file, ``presentations`` what an item offers, ``questions`` makes questions of ours of them,
``conditions`` says when they are asked, ``reading`` puts the survey together.
"""

from surveys.interchange.moodle.reading import read

__all__ = ["read"]
