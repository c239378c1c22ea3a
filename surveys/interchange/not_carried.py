"""How a reader says that there is no question here for one of the file's."""

from __future__ import annotations


class NotCarried(Exception):
    """No question of ours can stand for this one; the message is the reason, for the report. Never leaves a reader."""
