"""Texts of ours as LimeSurvey's: HTML, with ExpressionScript where an answer is repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from surveys.conditions import ValueType
from surveys.interchange.limesurvey.names_out import NamesOut
from surveys.interchange.report import Report
from surveys.placeholders import ELLIPSIS

_PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,63})(?:\|([^{}]*))?\}")
_FORMULA = frozenset("=+-@'\t")
"""What a spreadsheet takes for the beginning of a formula, or for a sign that there is none."""


class TextsOut:
    """Writes the texts of one survey, in ``languages``."""

    def __init__(self, languages: list[str], names: NamesOut, report: Report) -> None:
        self._languages = languages
        self._names = names
        self._report = report

    def of(self, text: Mapping[str, str] | None, path: str, *, piped: bool = False) -> dict[str, str]:
        """Return ``text`` in every language, the first where there is no translation; nothing for no text."""
        if not text:
            return {}
        first = text.get(self._languages[0], next(iter(text.values())))
        for language in self._languages:
            if language not in text:
                why = "LimeSurvey shows nothing where a translation is missing: the first language stands there."
                self._report.changed(f"{path}.{language}", f"No text in {language}", why)
        return {tag: self.cell(text.get(tag, first), f"{path}.{tag}", piped=piped) for tag in self._languages}

    def figure(self, figure: int) -> dict[str, str]:
        """Return a number as a text in every language."""
        return dict.fromkeys(self._languages, str(figure))

    def cell(self, text: str, path: str = "", *, piped: bool = False) -> str:
        """Return what a cell holds for ``text``; ``piped``: places in it stand for answers."""
        end, written = 0, []
        for match in _PLACE.finditer(text) if piped else ():
            written += [_literal(text[end : match.start()]), self._repeated(match[1], match[2] or ELLIPSIS, path)]
            end = match.end()
        cell = "".join([*written, _literal(text[end:])])
        return f"&#{ord(cell[0])};{cell[1:]}" if cell[:1] in _FORMULA else cell

    def _repeated(self, name: str, words: str, path: str) -> str:
        known = self._names.of(name)
        if known.type is ValueType.CODES:
            why = "LimeSurvey repeats answers to questions with one answer: the words for none stand there."
            self._report.left_out(path, f"The answer to {name}", why)
            return _literal(words)
        shown = known.variable if ":" in known.variable else f"{known.variable}.shown"
        if '"' in words or "\\" in words:
            self._report.changed(
                path, f"The words {words[:60]}", "They stand between quotation marks: those in them are ” now."
            )
        said = escape(words.replace('"', "”").replace("\\", "/"), quote=False)
        return f'{{if(is_empty({known.answer}), "{said}", {shown})}}'


def _literal(text: str) -> str:
    escaped = escape(text, quote=False).replace('"', "&quot;")
    return escaped.replace("{", "&#123;").replace("}", "&#125;").replace("\r", "").replace("\n", "<br />")


def language_code(tag: str) -> str:
    """Return LimeSurvey's code for a language tag: ``pt-BR``, ``zh-Hans``."""
    first, *others = tag.split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first, *(cases.get(len(part), str.lower)(part) for part in others)])
