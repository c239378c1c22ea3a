"""Two versions of one question, and what is said of them."""

from __future__ import annotations

from typing import Any

from surveys.definition import Survey
from surveys.versions import Comparison, QuestionComparison, compare
from tests.surveys.documents import Document, a_text, options, question_document, survey_of


def texts(nl: str, en: str | None = None) -> Document:
    """Return a text in Dutch, and in English if it is given."""
    return {"nl": nl} if en is None else {"nl": nl, "en": en}


def labelled(**labels: str) -> list[Document]:
    """Return options by code, with their labels."""
    return [{"code": code, "text": a_text(label)} for code, label in labels.items()]


def survey(*questions: Document, **changes: Any) -> Survey:
    """Return a survey of ``questions`` with the scales s and t."""
    scales = [{"id": name, "title": a_text(name)} for name in ("s", "t")]
    return survey_of(*questions, **{"scales": scales, "languages": ["nl"], **changes})


def changed(kind: str, old: Document, new: Document) -> QuestionComparison:
    """Return what is said of a question of ``kind``, called q, with the members ``old`` and then ``new``."""
    question = {"id": "q", **({"items": [an_item("q")]} if kind == "battery" else {})}
    before, after = (question_document(kind, **{**question, **members}) for members in (old, new))
    if kind == "battery":
        before["id"], after["id"] = old.get("id", "b"), new.get("id", "b")
    return compare(survey(before), survey(after)).questions["q"]


def an_item(name: str, **members: Any) -> Document:
    """Return an item of a battery."""
    return {"id": name, "version": 1, "text": a_text("Een"), **members}


def keys(part: QuestionComparison | Comparison) -> list[str]:
    """Return the keys of all reasons of ``part``."""
    return [reason.key for reason in part.reasons]


def codes(*names: str, **flagged: str) -> list[Document]:
    """Return options; ``flagged`` names one more by what it is, as in ``exclusive="none"``."""
    return [*options(*names), *({"code": code, "text": a_text(code), flag: True} for flag, code in flagged.items())]
