"""Paths into a document, as in ``pages[0].questions[2].text``."""

from __future__ import annotations


def join(path: str, name: object) -> str:
    """Return the path of the member or item ``name`` of what stands at ``path``; ``_schema`` is the whole of it."""
    if isinstance(name, int):
        return f"{path}[{name}]"
    if name == "_schema":
        return path
    return f"{path}.{name}" if path else str(name)
