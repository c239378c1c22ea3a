"""Definitions from and for other systems, each with a report of everything that could not be carried as it was.

``read`` and ``write`` take any of ``FORMATS``; docs/interchange.md says what each can hold.
"""

from surveys.interchange.errors import ExtraMissing, FileRefused, FormatUnknown, InterchangeError
from surveys.interchange.exchange import Assumptions, Reading, Writing
from surveys.interchange.formats import FORMATS, Format, format_called, format_of, format_to_write, read, write
from surveys.interchange.report import Finding, Outcome, QuestionFate, Report

__all__ = [
    "FORMATS",
    "Assumptions",
    "ExtraMissing",
    "FileRefused",
    "Finding",
    "Format",
    "FormatUnknown",
    "InterchangeError",
    "Outcome",
    "QuestionFate",
    "Reading",
    "Report",
    "Writing",
    "format_called",
    "format_of",
    "format_to_write",
    "read",
    "write",
]
