"""From an expression's text to its nodes: operators by how closely they bind, with bounded nesting."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.interchange.expressions.dialect import BareWord, Dialect
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.nodes import Call, ListLiteral, Literal, Node, Operation, Variable
from surveys.interchange.expressions.operators import AND, BINDING, NEGATIVE, OR
from surveys.interchange.expressions.tokens import Sort, Token, tokens_of

MAX_NESTING = 40  # brackets, functions and prefixes within each other
_LOOSEST = 1


def parse_expression(expression: str, dialect: Dialect) -> Node:
    """Return the node that ``expression`` is. Raises Untranslatable with what is wrong."""
    parser = _Parser(tokens_of(expression, dialect), dialect)
    return parser.whole()


class _Parser:
    def __init__(self, tokens: list[Token], dialect: Dialect) -> None:
        self._tokens = tokens
        self._dialect = dialect
        self._at = 0
        self._nesting = 0

    def whole(self) -> Node:
        if self._peek().sort is Sort.END:
            raise Untranslatable("The expression is empty.")
        node = self._binary(_LOOSEST)
        if self._peek().sort is not Sort.END:
            raise self._unexpected()
        return node

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += token.sort is not Sort.END
        return token

    def _unexpected(self) -> Untranslatable:
        if self._peek().sort is Sort.END:
            return Untranslatable("The expression ends too early.")
        return Untranslatable(f"{self._peek().text[:40]!r} stands where {self._dialect.system} has no place for it.")

    def _operator(self, table: Mapping[str, str]) -> str | None:
        """Return the operator of ``table`` that comes next, if one does."""
        if self._peek().sort not in {Sort.WORD, Sort.SIGN}:
            return None
        return table.get(self._peek().text.lower())

    def _binary(self, loosest: int) -> Node:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise Untranslatable(f"The expression is nested more than {MAX_NESTING} levels deep.")
        left = self._prefixed()
        while (operator := self._operator(self._dialect.infix)) is not None and BINDING[operator] >= loosest:
            self._take()
            left = _joined(operator, left, self._binary(BINDING[operator] + 1))
        self._nesting -= 1
        return left

    def _prefixed(self) -> Node:
        prefixes = []
        while (operator := self._operator(self._dialect.prefix)) is not None:
            self._take()
            prefixes.append(operator)
            if len(prefixes) > MAX_NESTING:
                raise Untranslatable(f"The expression is nested more than {MAX_NESTING} levels deep.")
        node = self._postfixed()
        for operator in reversed(prefixes):
            node = _prefixed(operator, node)
        return node

    def _postfixed(self) -> Node:
        node = self._operand()
        while (operator := self._operator(self._dialect.postfix)) is not None:
            self._take()
            node = Operation(operator, (node,))
        return node

    def _operand(self) -> Node:
        token = self._peek()
        if token.sort is Sort.VARIABLE:
            return Variable(self._take().text)
        if token.sort is Sort.TEXT:
            return Literal(self._take().text)
        if token.sort is Sort.NUMBER:
            return Literal(_number(self._take().text))
        if token.sort is Sort.WORD:
            return self._call() if self._is_call() else self._bare_word()
        return self._bracketed()

    def _bracketed(self) -> Node:
        opening = self._peek().text if self._peek().sort is Sort.SIGN else ""
        if opening == "(":
            self._take()
            node = self._binary(_LOOSEST)
            self._expect(")")
            return node
        if opening == "[" and self._dialect.lists:
            self._take()
            return ListLiteral(self._listed("]"))
        raise self._unexpected()

    def _is_call(self) -> bool:
        after = self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        follows = after.sort is Sort.SIGN and after.text == "("
        return self._peek().sort is Sort.WORD and follows and not self._is_operator(self._peek().text.lower())

    def _is_operator(self, word: str) -> bool:
        return word in self._dialect.infix or word in self._dialect.prefix

    def _call(self) -> Node:
        name = self._take().text
        self._take()
        return Call(name, self._listed(")"))

    def _listed(self, closing: str) -> tuple[Node, ...]:
        items: list[Node] = []
        while not self._is_sign(closing):
            if items:
                self._expect(",")
            items.append(self._binary(_LOOSEST))
        self._take()
        return tuple(items)

    def _is_sign(self, sign: str) -> bool:
        return self._peek().sort is Sort.SIGN and self._peek().text == sign

    def _expect(self, sign: str) -> None:
        if not self._is_sign(sign):
            raise self._unexpected()
        self._take()

    def _bare_word(self) -> Node:
        word = self._peek().text
        if word.lower() in self._dialect.constants:
            self._take()
            return Literal(self._dialect.constants[word.lower()])
        if word.lower() in self._dialect.infix or self._dialect.bare_word is BareWord.REFUSED:
            raise self._unexpected()
        self._take()
        return Variable(word) if self._dialect.bare_word is BareWord.VARIABLE else Literal(word)


def _joined(operator: str, left: Node, right: Node) -> Operation:
    """Return the operation; one of many ``and`` or ``or`` stays flat, however long it is."""
    if operator in {AND, OR} and isinstance(left, Operation) and left.operator == operator:
        return Operation(operator, (*left.operands, right))
    return Operation(operator, (left, right))


def _prefixed(operator: str, node: Node) -> Node:
    if operator == NEGATIVE and isinstance(node, Literal) and type(node.value) in (int, float):
        return Literal(-node.value)  # type: ignore[operator]  # a number, as was asked
    return Operation(operator, (node,))


def _number(digits: str) -> int | float:
    return float(digits) if "." in digits else int(digits)
