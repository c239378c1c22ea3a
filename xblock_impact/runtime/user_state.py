"""Reading and writing one learner's state so that nothing gets lost between two requests.

A runtime keeps all fields of a learner and block in one JSON document and writes it without a lock: read,
change, write. Two requests at once, a draft and a submit say, would lose one of the two. So every access to
user state in this package goes through ``exclusive``: one request at a time in this process, looking at what
is stored now rather than at what was cached.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xblock_impact.errors import StateUnreadable, StorageFailed

OLD_USER_STATE = ("draft", "draft_saved_at", "outbox", "receipt")
"""What held the state before there were waves."""
USER_STATE = ("progress", *OLD_USER_STATE)
_STRIPES = tuple(threading.Lock() for _ in range(64))


@contextmanager
def exclusive(block: Any) -> Iterator[None]:
    """Hold the state of this learner and block. Not to be nested, and no call to another server inside.

    What is changed inside is kept only by ``keep``; whatever else was changed is forgotten when an exception
    leaves the body, so that the runtime's own save at the end of a request cannot write half a change.
    """
    owner = (str(block.scope_ids.usage_id), str(block.scope_ids.user_id))
    with _STRIPES[hash(owner) % len(_STRIPES)]:
        forget(block)
        try:
            yield
        except BaseException:
            forget(block)
            raise


def keep(block: Any) -> None:
    """Write what was changed and read it back into the block.

    Raises StorageFailed if the store says it could not.
    """
    try:
        block.save()
        forget(block)
    except Exception as error:  # every runtime has a database, and exceptions, of its own
        forget(block)
        raise StorageFailed(f"The state could not be written: {type(error).__name__}.") from error


def forget(block: Any) -> None:
    """Drop what the block remembers of the user state, as edx-platform does when it binds a block to a
    learner.
    """
    for name in USER_STATE:
        block._field_data_cache.pop(name, None)
        block._dirty_fields.pop(block.fields[name], None)


def field_value(block: Any, name: str) -> Any:
    """Return the value of a field. Raises StateUnreadable where XBlock refuses its type."""
    try:
        return getattr(block, name)
    except (TypeError, ValueError):
        raise StateUnreadable(f"The field {name} holds a value of another type.") from None
