"""Addresses of static files that change with their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, url_for

_FOLDER = Path(__file__).parent / "static"


def install_assets(app: Flask) -> None:
    """Give templates ``asset("impact.css")``."""
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Return the address of the static file ``name``."""
    return url_for("static", filename=name, v=_version(name))


@lru_cache(maxsize=32)
def _version(name: str) -> str:
    return hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:12]
