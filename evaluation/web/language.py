"""The language of pages: asked for in the address, remembered in the session, preferred by the browser, or Dutch.

Where somebody signs in for another page, that page's address counts too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request, session, url_for
from flask_babel import Babel, get_locale

from surveys.texts import LANGUAGES

NAMES = {"nl": "Nederlands", "en": "English", "fr": "Français"}
TRANSLATIONS = Path(__file__).parent / "translations"
_REMEMBERED = "language"


def install_languages(app: Flask) -> None:
    """Give ``app`` its languages, and templates ``language`` and ``languages``."""
    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=_choose,
    )
    app.context_processor(_for_templates)


def reader_language() -> str:
    """Return the language of this request's reader, one of LANGUAGES."""
    return str(get_locale().language)


def _choose() -> str:
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        if request.blueprint in _PAGES:
            session[_REMEMBERED] = asked
        return asked
    leading_to = _language_in(request.values.get("next")) if request.blueprint == "sign_in" else None
    if leading_to is not None:
        return leading_to
    remembered = session.get(_REMEMBERED)
    if remembered in LANGUAGES:
        return str(remembered)
    return request.accept_languages.best_match(LANGUAGES, default=LANGUAGES[0])


_PAGES = frozenset({"sign_in", "campaigns_pages"})
_LANG = re.compile(r"([?&]lang=)([a-z]{2})(?![^&#])")
"""``lang`` in the query of an address."""


def _language_in(address: str | None) -> str | None:
    """Return the language that ``address``, the page to sign in for, asks for."""
    found = _LANG.search(address or "")
    return found[2] if found and found[2] in LANGUAGES else None


def _for_templates() -> dict[str, Any]:
    return {
        "language": reader_language(),
        "languages": [(tag, NAMES[tag], _here_in(tag)) for tag in LANGUAGES],
    }


def _here_in(language: str) -> str:
    """Return the address of this page in ``language``; of an error page that has none, the start's."""
    rule = request.url_rule
    if rule is None or request.endpoint is None or "GET" not in (rule.methods or ()):
        return url_for("campaigns_pages.start", lang=language)
    # The query is put together here: url_for would take parts of it, such as _scheme, as orders.
    query = {**request.args.to_dict(), "lang": language}
    if _language_in(query.get("next")):
        query["next"] = _LANG.sub(rf"\g<1>{language}", query["next"])
    return f"{url_for(request.endpoint, **(request.view_args or {}))}?{urlencode(query)}"
