"""What this package raises. Every message says what is wrong with the file and what to do."""

from __future__ import annotations

from surveys.errors import SurveyError


class InterchangeError(SurveyError):
    """Anything that keeps a file from being read or written."""


class FileRefused(InterchangeError):
    """A file that is not what it is said to be, is damaged, or asks for more than is safe to give."""


class FormatUnknown(InterchangeError):
    """No format of that name, or none that the file's name or content points to."""


class ExtraMissing(InterchangeError):
    """A format needs a library that is not installed: ``pip install 'impact-openedx[interchange]'``."""
