"""From templates to fragments: jinja2 with escaping, and assets that the runtime serves from ``public/``."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from web_fragments.fragment import Fragment


def render(template: str, **values: object) -> str:
    """Return a template of this package filled with ``values``, all of them escaped."""
    return _templates().get_template(template).render(**values)


def make_fragment(block: Any, html: str, *, assets: tuple[str, ...], init: str, values: dict[str, Any]) -> Fragment:
    """Return ``html`` with files of ``public/``; ``init`` names the script function that starts it."""
    fragment = Fragment(html)
    for name in assets:
        url = block.runtime.local_resource_url(block, f"public/{name}")
        if name.endswith(".css"):
            fragment.add_css_url(url)
        else:
            fragment.add_javascript_url(url)
    if init:
        fragment.initialize_js(init, values)
    return fragment


def element_id(block: Any) -> str:
    """Return a prefix of element ids that is unique on a page with several blocks."""
    return "impact-" + hashlib.sha256(str(block.scope_ids.usage_id).encode()).hexdigest()[:10]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("xblock_impact", "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
