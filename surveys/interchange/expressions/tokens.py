"""Cutting an expression into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from surveys.interchange.expressions.dialect import Dialect
from surveys.interchange.expressions.errors import Untranslatable

MAX_LENGTH = 4_000  # characters of an expression
MAX_TOKENS = 1_000
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?![\w])")
_MOST_DIGITS = 20
_PUNCTUATION = ("(", ")", ",")
_BRACKETS = ("[", "]")


class Sort(Enum):
    """What a token is."""

    VARIABLE = "variable"
    TEXT = "text"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is the name of a variable, what stands between the quotes of a text, otherwise what is written."""

    sort: Sort
    text: str


def tokens_of(expression: str, dialect: Dialect) -> list[Token]:
    """Return the tokens of ``expression``, an END last. Raises Untranslatable."""
    if len(expression) > MAX_LENGTH:
        raise Untranslatable(f"The expression is longer than {MAX_LENGTH:,} characters.")
    cutting = _Cutting(expression, dialect)
    found: list[Token] = []
    while (token := cutting.next_token()).sort is not Sort.END:
        found.append(token)
        if len(found) > MAX_TOKENS:
            raise Untranslatable(f"The expression has more than {MAX_TOKENS:,} parts.")
    return [*found, token]


class _Cutting:
    def __init__(self, expression: str, dialect: Dialect) -> None:
        self._text = expression
        self._dialect = dialect
        self._at = 0
        signs = {*dialect.infix, *dialect.prefix, *dialect.postfix, *_PUNCTUATION}
        if dialect.lists:
            signs.update(_BRACKETS)
        self._signs = sorted((sign for sign in signs if not sign[0].isalpha()), key=len, reverse=True)

    def next_token(self) -> Token:
        if spaces := _SPACES.match(self._text, self._at):
            self._at = spaces.end()
        if self._at == len(self._text):
            return Token(Sort.END, "")
        if self._text[self._at] in "'\"":
            return self._quoted()
        return self._number() or self._variable() or self._word() or self._sign()

    def _quoted(self) -> Token:
        quote, start = self._text[self._at], self._at + 1
        end = self._text.find(quote, start)
        while end > 0 and self._dialect.escapes and self._text[end - 1] == "\\":
            end = self._text.find(quote, end + 1)
        if end < 0:
            raise Untranslatable("A text in quotes has no end.")
        self._at = end + 1
        said = self._text[start:end]
        return Token(Sort.TEXT, re.sub(r"\\(['\"])", r"\1", said) if self._dialect.escapes else said)

    def _number(self) -> Token | None:
        number = _NUMBER.match(self._text, self._at)
        if number is None:
            return None
        if len(number[0]) > _MOST_DIGITS:
            raise Untranslatable("A number is too long.")
        self._at = number.end()
        return Token(Sort.NUMBER, number[0])

    def _variable(self) -> Token | None:
        pattern = self._dialect.variable
        found = pattern.match(self._text, self._at) if pattern else None
        if found is None:
            return None
        self._at = found.end()
        return Token(Sort.VARIABLE, next(name for name in found.groups() if name is not None).strip())

    def _word(self) -> Token | None:
        found = self._dialect.word.match(self._text, self._at)
        if found is None or found.end() == self._at:
            return None
        self._at = found.end()
        return Token(Sort.WORD, found[0])

    def _sign(self) -> Token:
        for sign in self._signs:
            if self._text.startswith(sign, self._at):
                self._at += len(sign)
                return Token(Sort.SIGN, sign)
        raise Untranslatable(f"{self._text[self._at : self._at + 12]!r} is not understood here.")
