"""Made-up surveys with conditions, and made-up answers to them: what fits, what nearly does, and what does not."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.answers import DECLINED, part_name
from surveys.definition import Question, QuestionType, Survey, load_survey
from surveys.definition.making import other_id
from surveys.definition.model import LISTS
from tests.surveys.documents import a_text, options, question_document, survey_document

CODES = ("a", "b", "c.b", "declined")
KINDS = (
    "single_choice", "multiple_response", "scale", "battery", "recommendation", "number", "duration", "date", "ranking",
    "short_text", "free_text",
)  # fmt: skip
NUMBERS = (
    "", "0", "1", "3", "5", "10", "11", "2,5", "2.5", "-1", "1.000", "1 000", " 4 ", "٣", "۵,۵", "x", "1e3", "+7",
    "007", "9" * 33, "5 min", "\u00a06\u2003", "\ufeff6", "\x1f6", "4,1", "2.05", "9" * 15, "-0", "0,0",
)  # fmt: skip
TEXTS = (
    "", " ", "\r\n", "word", " two\r\nlines ", "\x85", "\ufeff", "x" * 30, "😀" * 20, DECLINED, "a", "é\u2003b",
    f" {DECLINED} ",
)  # fmt: skip
DAYS = ("", "2026-01-01", "2026-02-29", "2028-02-29", "2025-12-31", "26-1-1", "2026-13-01", "0000-01-01", "2026-1-1")
_LISTS = frozenset(kind.value for kind in LISTS)
PLACES = ("", "1", "2", "3", "4", "0", "01", "x", "1000", "²")
DECLINE = (None, "", "1", "on")


@dataclass(slots=True)
class MadeUp:
    """Makes one survey after the other, and answers to each."""

    draw: random.Random

    def survey(self) -> Survey:
        """Return a survey of one to three pages with conditions that fit what is asked before."""
        known: list[dict[str, Any]] = []
        pages = [self._page(number, known) for number in range(self.draw.randint(1, 3))]
        recalls = [{"id": "goal", "survey": "baseline", "question": "commitment_1"}]
        return load_survey(survey_document(pages=pages, recalls=recalls))

    def answers(self, survey: Survey) -> dict[str, Any]:
        """Return raw answers by input name, as a form or another system may send them."""
        raw: dict[str, Any] = {}
        for question in survey:
            if self.draw.random() < 0.85:
                raw |= self._answer(question)
        return raw

    def recalled(self) -> Mapping[str, str]:
        """Return what an earlier survey knows, or nothing."""
        return self.draw.choice([{}, {"goal": "Vragen"}])

    def _page(self, number: int, known: list[dict[str, Any]]) -> dict[str, Any]:
        page: dict[str, Any] = {"id": f"p{number}", "title": a_text()}
        if known and self.draw.random() < 0.4:
            page["condition"] = self._condition(known, 2)
        page["questions"] = [self._question(f"q{number}_{place}", known) for place in range(self.draw.randint(1, 4))]
        return page

    def _question(self, name: str, known: list[dict[str, Any]]) -> dict[str, Any]:
        kind = self.draw.choice(KINDS)
        document = question_document(kind, id=name, **self._members(kind))
        if kind == "battery":
            document["items"] = [{"id": f"{name}_{item}", "version": 1, "text": a_text()} for item in range(2)]
        if known and self.draw.random() < 0.6:
            document["condition"] = self._condition(known, 2)
        if self.draw.random() < 0.3:
            document["declinable"] = True
        names = [item["id"] for item in document.get("items", [])] or [name]
        known.extend({**document, "id": one, "type": "scale" if kind == "battery" else kind} for one in names)
        if any(option.get("other") for option in document.get("options", [])):
            known.append({"id": other_id(name), "type": "short_text"})
        return document

    def _members(self, kind: str) -> dict[str, Any]:
        draw = self.draw
        if kind in {"single_choice", "multiple_response"}:
            chosen = options(*CODES)
            chosen[-1] |= draw.choice([{}, {"other": True}, {"not_applicable": True}])
            if kind == "multiple_response":
                chosen[-2] |= draw.choice([{}, {"exclusive": True}])
            limits = draw.choice([{}, {"maximum": 2}, {"minimum": 2}]) if kind == "multiple_response" else {}
            return {"options": chosen, **limits}
        members: dict[str, list[dict[str, Any]]] = {
            "scale": [{"options": options(*CODES, not_applicable=("none",))}],
            "battery": [{"options": options(*CODES)}],
            "ranking": [{"options": options(*CODES)}, {"options": options(*CODES), "maximum": 2}],
            "number": [{}, {"minimum": 1, "maximum": 10}, {"whole": False}, {"whole": False, "maximum": 5.5}],
            "duration": [{}, {"minimum": 5, "maximum": 120}],
            "date": [{}, {"earliest": "2026-01-01"}, {"latest": "2026-12-31"}],
            "short_text": [{}, {"maximum": 5}],
            "free_text": [{}, {"maximum": 15}],
        }
        return draw.choice(members.get(kind, [{}]))

    def _condition(self, known: list[dict[str, Any]], levels: int) -> Any:
        draw = self.draw
        if levels and draw.random() < 0.4:
            inner = [self._condition(known, levels - 1) for _ in range(draw.randint(1, 3))]
            return draw.choice([{"and": inner}, {"or": inner}, {"!": inner[0]}])
        if draw.random() < 0.05:
            return draw.choice([{"answered": {"var": "goal"}}, {"===": [{"var": "goal"}, "Vragen"]}])
        about = draw.choice(known)
        alike = [one for one in known if one["type"] == about["type"] and one["type"] not in _LISTS]
        if alike and draw.random() < 0.1:
            return {draw.choice(["===", "!=="]): [{"var": about["id"]}, {"var": draw.choice(alike)["id"]}]}
        if draw.random() < 0.1:
            return {">": [{"count": [{"var": one["id"]} for one in known]}, len(known) // 2]}
        return self._about(about)

    def _about(self, question: dict[str, Any]) -> Any:
        draw, answer = self.draw, {"var": question["id"]}
        kind = QuestionType(question["type"])
        codes = [option["code"] for option in question.get("options", [])]
        some = draw.sample(codes, min(2, len(codes)))
        if draw.random() < 0.25:
            return {"answered": answer}
        if kind in LISTS:
            count = {draw.choice(["<", ">=", "==="]): [{"count": answer}, draw.randint(0, 3)]}
            return draw.choice([{"in": [some[0], answer]}, {"any_of": [answer, some]}, count])
        if codes:
            return draw.choice([{draw.choice(["===", "!=="]): [answer, some[0]]}, {"in": [answer, some]}])
        if kind is QuestionType.DATE:
            return {draw.choice(["<", "<=", ">", ">="]): [answer, draw.choice(DAYS[1:2] + DAYS[3:5])]}
        if kind in {QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT}:
            return {draw.choice(["===", "!=="]): [answer, "word"]}
        return {draw.choice(["===", "!==", "<", "<=", ">", ">="]): [answer, draw.choice([0, 2.5, 3, 5, 65, 90])]}

    def _answer(self, question: Question) -> dict[str, Any]:
        draw = self.draw
        if draw.random() < 0.1:
            return {part_name(question.id, DECLINED): draw.choice(DECLINE)}
        if question.type is QuestionType.RANKING and draw.random() < 0.7:
            return {
                part_name(question.id, code): draw.choice(PLACES) for code in draw.sample(CODES, draw.randint(1, 4))
            }
        if question.type is QuestionType.DURATION and draw.random() < 0.7:
            return {part_name(question.id, part): draw.choice(NUMBERS) for part in ("hours", "minutes")}
        if question.type is QuestionType.DATE and draw.random() < 0.6:
            parts = {
                "day": ["1", "29", "31", "٢", ""],
                "month": ["2", "02", "13", "۱", ""],
                "year": ["2026", "2028", "26", ""],
            }
            return {part_name(question.id, part): draw.choice(typed) for part, typed in parts.items()}
        return {question.id: self._whole(question)}

    def _whole(self, question: Question) -> Any:
        draw = self.draw
        codes = [*(option.code for option in question.options), DECLINED, "x", ""]
        if question.type in LISTS:
            return draw.choice([draw.sample(codes, draw.randint(0, 3)), draw.choice(codes)])
        if question.options:
            return draw.choice(codes)
        if question.type is QuestionType.DATE:
            return draw.choice(DAYS)
        return draw.choice(TEXTS if question.type in {QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT} else NUMBERS)
