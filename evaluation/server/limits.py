"""How often somebody may try to sign in: enough for a person, too little for a program."""

from __future__ import annotations

import math
import time
from typing import Any

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from evaluation.accounts.users import MAX_NAME_CHARACTERS, normal_name

PER_ADDRESS = "10 per minute; 60 per hour"
PER_NAME = "30 per hour"  # from all addresses together
_NAME = "impact-limits"


def install_limits(app: Flask, endpoint: str) -> None:
    """Limit failed POSTs to the sign-in page of ``app``. Each worker counts for itself."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy="moving-window")
    view: Any = app.view_functions[endpoint]
    for limit, key in ((PER_NAME, _name), (PER_ADDRESS, get_remote_address)):
        view = limiter.limit(limit, key_func=key, methods=["POST"], deduct_when=_refused)(view)
    app.view_functions[endpoint] = view
    app.extensions[_NAME] = limiter


def seconds_to_wait() -> int:
    """Return after how many seconds a request that was refused for being one too many may be made again."""
    limit = current_app.extensions[_NAME].current_limit
    return 60 if limit is None else max(1, math.ceil(limit.reset_at - time.time()))


def _name() -> str:
    # Cut after it is in its normal form: no longer name is anybody's.
    return normal_name(request.form.get("name", ""))[:MAX_NAME_CHARACTERS]


def _refused(response: Response) -> bool:
    return response.status_code != 303  # a sign-in that succeeds leads on
