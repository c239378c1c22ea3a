"""Texts of LimeSurvey, which are HTML with expressions in them, as texts of a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.frame import language_tag
from surveys.interchange.limesurvey.source import Said
from surveys.interchange.limesurvey.variables import Variables
from surveys.interchange.plain_text import MAX_MARKUP, plain_text
from surveys.interchange.report import Report
from surveys.placeholders import ELLIPSIS

TextDocument: TypeAlias = dict[str, str]

_TAG = re.compile(r"<\s*([a-zA-Z][a-zA-Z0-9]*)")
_PLAIN_TAGS = frozenset({"p", "br", "div", "span"})

_EXPRESSION = re.compile(r"(?<!\\)\{(?!\s)([^{}]*)\}")
_WITH_WORDS = re.compile(r"if\(\s*is_empty\(\s*([\w.#:]+)\s*\)\s*,\s*(\"|')(.*)\2\s*,\s*([\w.#:]+)\s*\)", re.DOTALL)
_INSERTED = re.compile(r"INSERTANS:(\w+)")
_MARK = re.compile("\ue000(\\d+)\ue001")
_MARKS = re.compile("[\ue000-\ue003]")
_SPACES = {0xA0: "\ue002", 0x202F: "\ue003"}
"""Spaces of French, typed as they are: more than white space, unlike those that editors write as ``&nbsp;``."""
_SPACES_AGAIN = {0xE002: "\u00a0", 0xE003: "\u202f"}

_LIKE_A_PLACE = re.compile(r"\{(?=[a-z][a-z0-9_]{0,63}(?:\|[^{}]*)?\})")
_SHOWN = 80  # characters of an expression in a report
MAX_MARKUP_OF_FILE = 2_000_000  # characters of texts with their mark-up; beyond, texts are cut before it is taken off
MAX_IN_TEXT = 100  # expressions that are read
MAX_EXPRESSIONS = 10_000  # likewise, of a file; surveys of 500 questions in five languages have fewer


class Texts:
    """Makes texts of one file, in its languages, and reports what they lose."""

    def __init__(self, languages: Sequence[str], report: Report, variables: Variables) -> None:
        """``languages``: LimeSurvey's codes, the base language first."""
        self._tags = {code: tag for code in languages if (tag := language_tag(code))}
        self._report = report
        self._variables = variables
        self._base = next(iter(self._tags.values()))
        self._other_languages: set[str] = set()
        self._expressions = 0
        self._characters = 0  # of all texts so far, mark-up included

    @property
    def languages(self) -> list[str]:
        """Tags of the languages, the base language first."""
        return list(dict.fromkeys(self._tags.values()))

    @property
    def other_languages(self) -> list[str]:
        """Codes of languages that texts of the file are in and the survey is not."""
        return sorted(self._other_languages)

    def optional(self, said: Said, path: str, *, piped: bool = False) -> TextDocument | None:
        """Return a text, None if nothing is said; ``piped``: answers can be repeated in it."""
        read = {tag: text for tag, raw in self._by_tag(said) if (text := self._text(raw, f"{path} [{tag}]", piped))}
        if read and self._base not in read:
            language, text = next(iter(read.items()))
            self._report.assumed(
                path, "The text in the first language", f"It is missing: the one in {language} stands."
            )
            return {self._base: text, **read}
        return read or None

    def needed(self, said: Said, path: str, instead: str, *, piped: bool = False) -> TextDocument:
        """Return a text; ``instead`` stands where nothing is said."""
        read = self.optional(said, path, piped=piped)
        if read is None:
            self._report.assumed(path, "The text", f"It is empty: {instead[:60]!r} stands there. Write one.")
            return {self._base: plain_text(instead) or ELLIPSIS}
        return read

    def fixed(self, by_language: Mapping[str, str]) -> TextDocument:
        """Return the texts of a label that LimeSurvey itself has, in those languages of the survey it is known in."""
        found = {
            tag: by_language[tag.partition("-")[0]] for tag in self.languages if tag.partition("-")[0] in by_language
        }
        return found if self._base in found else {self._base: by_language["en"], **found}

    def figure(self, figure: int) -> TextDocument:
        """Return a number as a text: the same in all languages."""
        return {self._base: str(figure)}

    def _by_tag(self, said: Said) -> Iterator[tuple[str, str]]:
        for code, raw in said.items():
            tag = self._base if not code else self._tags.get(code)
            if tag is None:
                if raw.strip():
                    self._other_languages.add(code)
            else:
                yield tag, raw

    def _text(self, raw: str, path: str, piped: bool) -> str:
        limit = MAX_MARKUP if self._characters < MAX_MARKUP_OF_FILE else MAX_TEXT
        self._characters += min(limit, len(raw))
        self._report_markup(raw[:limit], path)
        with_marks, places = self._marked(_MARKS.sub("", raw[:limit]), path, piped)
        said = _plain(with_marks.replace("\\{", "{").replace("\\}", "}"))
        if len(said) == MAX_TEXT or len(raw) > limit:
            why = f"A text has at most {MAX_TEXT:,} characters. Shorten it."
            self._report.changed(path, "The end of the text", why)
        literal = _LIKE_A_PLACE.sub("{ ", said)
        return _MARKS.sub("", _MARK.sub(lambda mark: places[int(mark[1])], literal))[:MAX_TEXT]

    def _marked(self, raw: str, path: str, piped: bool) -> tuple[str, list[str]]:
        """Return ``raw`` with a mark for each expression, so that mark-up can be told from what they say, and what
        stands for each.
        """
        places: list[str] = []
        raw = raw.translate(_SPACES)

        def mark(match: re.Match[str]) -> str:
            places.append(self._place(_plain(match[1]), path, piped))
            return f"\ue000{len(places) - 1}\ue001"

        room = min(MAX_IN_TEXT, MAX_EXPRESSIONS - self._expressions)
        marked = _EXPRESSION.sub(mark, raw, count=room) if room > 0 else raw
        self._expressions += len(places)
        marked, further = _EXPRESSION.subn(ELLIPSIS, marked)
        if further:
            self._report.left_out(path, f"{further} further expressions", "They are too many: ellipses stand there.")
        return marked, places

    def _report_markup(self, raw: str, path: str) -> None:
        tags = sorted({tag.lower() for tag in _TAG.findall(raw)} - _PLAIN_TAGS)
        if "script" in tags:
            self._report.left_out(path, "A script in the text", "A definition holds no scripts.")
        if lost := [tag[:20] for tag in tags if tag != "script"]:
            shown = ", ".join(f"<{tag}>" for tag in lost[:8])
            self._report.changed(
                path, f"Mark-up: {shown}", "A definition holds plain text; what it was put around is kept."
            )

    def _place(self, expression: str, path: str, piped: bool) -> str:
        """Return what stands for an expression: a place for an answer, or an ellipsis."""
        try:
            if not piped:
                raise Untranslatable("Answers can only be repeated in titles and texts of pages, questions and helps.")
            return self._repeated(expression, path)
        except Untranslatable as error:
            self._report.left_out(
                path, f"The expression {{{expression[:_SHOWN]}}}", f"{error.reason} An ellipsis stands there."
            )
            return ELLIPSIS

    def _repeated(self, expression: str, path: str) -> str:
        words, name = "", expression.strip()
        if inserted := _INSERTED.fullmatch(name):
            name = inserted[1]
        if with_words := _WITH_WORDS.fullmatch(name):
            tested, name = with_words[1].partition(".")[0], with_words[4]
            if tested != name.partition(".")[0]:
                raise Untranslatable("It looks at one answer and shows another.")
            words = re.sub(r"\\(.)", r"\1", with_words[3])
        answer, as_code = self._variables.for_text(name)
        if as_code:
            self._report.changed(path, f"{{{name[:_SHOWN]}}}", "It shows the text of the chosen option, not its code.")
        return f"{{{answer.id}|{words}}}" if words and words != ELLIPSIS else f"{{{answer.id}}}"


def plain(raw: str) -> str:
    """Return a text of the file without mark-up, the spaces of French kept where they are typed as they are."""
    return _plain(raw.translate(_SPACES))


def _plain(raw: str) -> str:
    return plain_text(raw).translate(_SPACES_AGAIN).strip()
