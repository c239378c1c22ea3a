"""Pages speak Dutch, English and French, completely."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

from evaluation.demo import CARPENTRIES
from evaluation.web import catalogue
from surveys.texts import LANGUAGES
from tests.evaluation.serving import Service, post_form

TITLES = {"nl": "Aanmelden", "en": "Sign in", "fr": "Se connecter"}
_PLACEHOLDER = re.compile(r"%\(\w+\)s")


def _title(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_chooses_and_the_session_remembers(service: Service, language: str) -> None:
    client = service.client()

    asked = client.get(f"/sign-in?lang={language}").text
    later = client.get("/sign-in").text

    assert _title(asked) == _title(later) == TITLES[language]
    assert f'<html lang="{language}">' in asked


@pytest.mark.parametrize(
    ("accept", "language"),
    [("fr-BE,fr;q=0.9,en;q=0.5", "fr"), ("de,en;q=0.5", "en"), ("de", "nl"), ("", "nl"), ("nl-BE", "nl")],
)
def test_else_the_browser_chooses_and_dutch_is_the_default(service: Service, accept: str, language: str) -> None:
    page = service.client().get("/sign-in", headers={"Accept-Language": accept})

    assert _title(page.text) == TITLES[language]


def test_a_language_that_is_not_spoken_changes_nothing(service: Service) -> None:
    assert _title(service.client().get("/sign-in?lang=xx").text) == "Aanmelden"


def test_the_switch_keeps_the_page_and_its_query(service: Service) -> None:
    page = service.client().get("/sign-in?next=/campaigns/pilot&lang=nl").text

    assert 'href="/sign-in?next=%2Fcampaigns%2Fpilot&amp;lang=fr"' in page


def test_the_sign_in_speaks_the_language_of_the_page_it_leads_to(service: Service) -> None:
    client = service.client()

    asked = client.get(client.get("/campaigns/pilot?lang=fr").location).text
    refused = post_form(
        client, "/sign-in?next=/campaigns/pilot?lang%3Dfr", name="x", password="x", next="/campaigns/pilot?lang=fr"
    )
    switched = client.get("/sign-in?next=/campaigns/pilot?lang%3Dfr&lang=en").text

    assert _title(asked) == "Se connecter"
    assert _title(switched) == "Sign in"
    assert 'href="/sign-in?next=%2Fcampaigns%2Fpilot%3Flang%3Dnl&amp;lang=nl"' in asked
    assert (refused.status_code, _title(refused.text)) == (422, "Se connecter")


@pytest.mark.parametrize("target", ["/campaigns?lang=xx", "/campaigns?lang=english", "/campaigns?slang=en", "lang=en"])
def test_a_page_that_asks_for_no_language_of_ours_changes_nothing(service: Service, target: str) -> None:
    page = service.client().get("/sign-in", query_string={"next": target})

    assert _title(page.text) == "Aanmelden"


@pytest.mark.parametrize(
    "query", ["_scheme=javascript&_external=1", "endpoint=x", "_anchor=x", "_method=POST", "values=1"]
)
def test_the_switch_takes_no_orders_from_the_address(service: Service, query: str) -> None:
    page = service.client().get(f"/sign-in?{query}")

    assert page.status_code == 200
    assert re.findall(r'href="([^"]*)" lang=', page.text)[0].startswith("/sign-in?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_pages_is_translated(language: str) -> None:
    translated = {message.id: message for message in catalogue.read(language) if message.id}

    assert {message.id for message in catalogue.template() if message.id} == set(translated)
    for message in translated.values():
        assert not message.fuzzy, message.id
        assert all(_strings(message)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_names_the_facts_of_its_original(language: str) -> None:
    for message in catalogue.read(language):
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        facts = set(_PLACEHOLDER.findall(originals[-1]))
        for string in _strings(message):
            assert message.id == "" or set(_PLACEHOLDER.findall(string)) == facts, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    """Text by text: the header of either names the version of Babel that wrote it."""
    compiled = catalogue.path(language, "mo").read_bytes()

    assert _texts(compiled) == _texts(catalogue.compiled(catalogue.read(language)))


def _texts(compiled: bytes) -> dict[str, list[str]]:
    return {str(message.id): _strings(message) for message in read_mo(io.BytesIO(compiled)) if message.id}


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.mark.parametrize("file", ["end_of_training.json", "mapping.json"])
def test_the_demonstration_addresses_people_as_the_pages_do(file: str) -> None:
    dutch = re.findall(r'"nl": "([^"]*)"', (CARPENTRIES / file).read_text(encoding="utf-8"))

    assert dutch
    assert [text for text in dutch if re.search(r"\b(u|uw)\b", text, re.IGNORECASE)] == []
