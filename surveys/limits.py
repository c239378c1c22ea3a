"""How much fits. One place, so that a survey that can be published can also be answered, sent and stored."""

MAX_DEPTH = 32
"""Nesting of objects and arrays in any document. The deepest of the contract, a definition, needs 10."""

MAX_NUMBER = 1e15
"""Largest number, either side of zero: beyond it, floats no longer hold every integer."""

MAX_ANSWERS = 500
"""Questions in a survey, and so answers in a submission."""

MAX_OPTIONS = 200
"""Options of a question, and so codes in an answer."""

MAX_CODE = 64
"""Characters of an option's code."""

MAX_ANSWER_TEXT = 20_000
"""Characters of one free-text answer."""

MAX_ANSWER_TEXTS = 30_000
"""Characters of all free-text answers of a survey together.

JSON spends up to 6 bytes on one, so with 500 other answers the longest submission still has less than 256
KiB.
"""

MAX_SURVEY_BYTES = 900 * 1024
"""A definition's document in canonical form; the rest of 1 MiB is for the campaign around it."""
