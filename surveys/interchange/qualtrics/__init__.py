"""Import of surveys that Qualtrics exports as ``.qsf``.

``source`` reads the file, ``order`` says which blocks are shown and when, ``choices``, ``simple_questions`` and
``matrices`` make questions of ours, ``wording`` their texts, ``logic`` their conditions; ``reading`` puts the survey
together.
"""

from surveys.interchange.qualtrics.reading import read

__all__ = ["read"]
