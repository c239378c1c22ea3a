"""A form of twelve questions, of every type, in two languages, as an author writes it without a mouse."""

from __future__ import annotations

from tests.journey.author import Author

CONDITION = {"===": [{"var": "choice_1"}, "yes"]}
"""Of the sixth question: asked of those who used it."""


def write_survey(author: Author) -> None:
    """Write the survey from nothing: its texts, and twelve questions on one page."""
    author.button("Begin zonder vragen")
    author.view("languages")
    author.write(author.page.locator("[id$='-add-language']"), "en")
    author.button("Toevoegen")
    author.view("questions")
    author.press(author.page.locator("[data-studio-entry=about]"))
    author.words("title", nl="Wat neem je mee?", en="What do you take along?")
    author.words("purpose", nl="Zo maken we de training beter.", en="So we make the training better.")
    author.write(author.field("definition.minutes"), "6")
    author.press(author.page.locator("[data-studio-entry=page-0]"))
    author.words("pages[0].title", nl="De training", en="The training")
    for number, (kind, nl, en) in enumerate(QUESTIONS):
        author.add_question(kind)
        path = f"pages[0].questions[{number}]"
        author.words(f"{path}.text", nl=nl, en=en)
        _ANSWERS.get(kind, _nothing)(author, path)
        if number == 5:
            ask_only_if_used(author)


QUESTIONS = (
    ("single_choice", "Heb je het gebruikt?", "Did you use it?"),
    ("multiple_response", "Waar?", "Where?"),
    ("scale", "Hoe vaak?", "How often?"),
    ("battery", "In hoeverre klopt dit?", "How far is this true?"),
    ("recommendation", "Raad je het aan?", "Do you recommend it?"),
    ("number", "Hoeveel gesprekken?", "How many conversations?"),
    ("duration", "Hoe lang duurde het?", "How long did it take?"),
    ("date", "Wanneer begon je?", "When did you begin?"),
    ("ranking", "Wat hielp het meest?", "What helped most?"),
    ("short_text", "In één woord?", "In one word?"),
    ("free_text", "Wat kan beter?", "What can be better?"),
    ("single_choice", "Werk je in een team?", "Do you work in a team?"),
)


def ask_only_if_used(author: Author) -> None:
    """Ask the sixth question only of those who used it: two choices, no JSON."""
    page = author.page
    author.button("Voorwaarde toevoegen")
    author.choose(page.get_by_label("Antwoord op de vraag"), "choice_1")
    author.choose(page.get_by_label("Waarde"), "yes")


def _nothing(_author: Author, _path: str) -> None:
    pass


def _yes_and_no(author: Author, _path: str) -> None:
    author.button("Ja en nee")


def _how_often(author: Author, _path: str) -> None:
    author.button("Hoe vaak")


def _to_what_extent(author: Author, path: str) -> None:
    author.words(f"{path}.items[0].text", nl="Ik herken wensen.", en="I recognise wishes.")
    author.page.keyboard.press("Enter")
    author.words(f"{path}.items[1].text", nl="Ik vraag door.", en="I ask on.")
    author.button("In welke mate")


_PLACES = (("Op kantoor", "In the office"), ("Thuis", "At home"), ("Onderweg", "On the way"))


def _options(author: Author, path: str) -> None:
    for place, (nl, en) in enumerate(_PLACES):
        author.words(f"{path}.options[{place}].text", nl=nl, en=en)
        if place == 1:
            author.page.keyboard.press("Enter")


def _unit(author: Author, path: str) -> None:
    author.words(f"{path}.unit", nl="gesprekken", en="conversations")


_ANSWERS = {
    "single_choice": _yes_and_no,
    "multiple_response": _options,
    "scale": _how_often,
    "battery": _to_what_extent,
    "number": _unit,
    "ranking": _options,
}
