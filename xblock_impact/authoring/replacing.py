"""Two authors who save at the same moment: each has read the same state, so comparing states stops neither.

A stored state is replaced once. The platform's cache, which its processes share, remembers for a while that it was.
"""

from __future__ import annotations

import hashlib
from typing import Any

REMEMBERED = 60  # s: longer than any request that has read the state before it was replaced


def claim(block: Any, state: str) -> bool:
    """Whether ``state`` of ``block`` may be replaced now: False if another request has just done so.

    Without a cache, or with one that keeps nothing, everybody may.
    """
    cache, key = _cache(), _key(block, state)
    return cache is None or bool(cache.add(key, "replaced", REMEMBERED)) or cache.get(key) is None


def release(block: Any, state: str) -> None:
    """Say that ``state`` is what is stored, so that it may be replaced."""
    cache = _cache()
    if cache is not None:
        cache.delete(_key(block, state))


def _key(block: Any, state: str) -> str:
    usage = str(block.scope_ids.usage_id)
    return f"impact-studio-{hashlib.sha256(f'{usage} {state}'.encode()).hexdigest()}"


def _cache() -> Any:
    try:
        from django.conf import settings
        from django.core.cache import cache
    except ImportError:
        return None
    return cache if settings.configured else None
