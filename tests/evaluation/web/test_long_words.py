"""A word longer than a phone is wide breaks: nothing makes a page scroll sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from evaluation import web
from evaluation.accounts.access import Role
from surveys.contract import Definition
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service
from tests.evaluation.survey import FULL, SURVEY

STYLES = (Path(web.__file__).parent / "static" / "impact.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["/campaigns", "/campaigns/pilot", "/campaigns/pilot/close"])
def test_an_unbroken_title_of_152_characters_fits_a_phone(service: Service, browser: Browser, path: str) -> None:
    definition = Definition("pilot", {"en": "Unbroken" * 19}, PrivacyMode.CONFIDENTIAL, SURVEY)
    service.put(f"/api/v1/definitions/{definition.digest}", definition.to_bytes())
    service.answer(definition, *[FULL] * 10)
    html = service.signed_in(Role.EDITOR).get(path).text
    page = browser.new_page(viewport={"width": 360, "height": 800})

    page.set_content(html)
    page.add_style_tag(content=STYLES)

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()
