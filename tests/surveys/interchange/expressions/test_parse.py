"""Reading expressions: operators by how closely they bind, every dialect's own signs, bounded in every way."""

from __future__ import annotations

import pytest

from surveys.interchange.expressions import Call, ListLiteral, Literal, Operation, Untranslatable, Variable
from surveys.interchange.expressions import operators as op
from surveys.interchange.expressions import parse_expression as parse
from tests.surveys.interchange.expressions.dialects import BRACED, NAMES, PATHS

Q, A, B = Variable("q"), Literal("a"), Literal("b")


def same(name: str, value: str | float | None) -> Operation:
    """Return the operation ``name = value``."""
    return Operation(op.SAME, (Variable(name), Literal(value)))


def test_and_binds_closer_than_or_and_comparisons_closer_than_both() -> None:
    assert parse("{q} = 'a' or {q} = 'b' and {r} = 1", BRACED) == Operation(
        op.OR, (same("q", "a"), Operation(op.AND, (same("q", "b"), same("r", 1))))
    )


def test_brackets_bind_closest() -> None:
    assert parse("({q} = 'a' || {q} = 'b') && {r} = 1", BRACED) == Operation(
        op.AND, (Operation(op.OR, (same("q", "a"), same("q", "b"))), same("r", 1))
    )


def test_a_long_chain_of_one_operator_stays_flat() -> None:
    node = parse(" or ".join(["{q} = 1"] * 150), BRACED)
    assert isinstance(node, Operation)
    assert len(node.operands) == 150


def test_arithmetic_binds_closer_than_comparisons_and_words_closer_still() -> None:
    node = parse("{q} + 1 * 2 < 3", BRACED)
    assert node == Operation(
        op.LESS, (Operation(op.PLUS, (Q, Operation(op.TIMES, (Literal(1), Literal(2))))), Literal(3))
    )
    assert parse("{q} contains 'a' = true", BRACED) == Operation(
        op.SAME, (Operation(op.CONTAINS, (Q, A)), Literal(True))
    )


def test_subtraction_goes_from_left_to_right() -> None:
    node = parse("{q} - 1 - 2", BRACED)
    assert node == Operation(op.MINUS, (Operation(op.MINUS, (Q, Literal(1))), Literal(2)))


def test_a_prefix_takes_the_operand_only() -> None:
    assert parse("!{q} = 'a'", BRACED) == Operation(op.SAME, (Operation(op.NOT, (Q,)), A))
    assert parse("!!({q} = 'a')", BRACED) == Operation(op.NOT, (Operation(op.NOT, (same("q", "a"),)),))


def test_a_word_before_brackets_is_no_function_if_it_is_an_operator() -> None:
    assert parse("no ({q} = 'a') or ({q})", BRACED) == Operation(op.OR, (Operation(op.NOT, (same("q", "a"),)), Q))


def test_a_negative_number_is_a_number() -> None:
    assert parse("{q} = -5.50", BRACED) == same("q", -5.5)
    assert parse("-{q} = 5", BRACED) == Operation(op.SAME, (Operation(op.NEGATIVE, (Q,)), Literal(5)))


def test_postfixes_follow_their_operand() -> None:
    assert parse("{q} notempty and {r} empty", BRACED) == Operation(
        op.AND, (Operation(op.ANSWERED, (Q,)), Operation(op.UNANSWERED, (Variable("r"),)))
    )


def test_words_need_no_space_beside_signs() -> None:
    assert parse("{q}='a'and{r}=1", BRACED) == Operation(op.AND, (same("q", "a"), same("r", 1)))


def test_operators_in_words_mind_no_capital_letters() -> None:
    assert parse("{q} = 'a' OR {q} ANYOF ['a', b, 1, true]", BRACED) == Operation(
        op.OR,
        (same("q", "a"), Operation(op.ANY_OF, (Q, ListLiteral((A, B, Literal(1), Literal(True)))))),
    )


def test_constants_and_bare_words_are_values() -> None:
    assert parse("{q} = nothing", BRACED) == same("q", None)
    assert parse("{q} = word", BRACED) == same("q", "word")


def test_quotes_end_where_they_began_and_a_backslash_keeps_one() -> None:
    assert parse("""{q} = "it's" """, BRACED) == same("q", "it's")
    assert parse(r"""{q} = 'it\'s'""", BRACED) == same("q", "it's")
    assert parse(r"${q} = 'a\'", PATHS) == same("q", "a\\")  # no escapes there


def test_functions_hyphens_and_the_dot_are_read_as_paths_have_them() -> None:
    assert parse("not(selected(${q}, 'b')) and count-selected(.) > .5", PATHS) == Operation(
        op.AND,
        (
            Call("not", (Call("selected", (Q, B)),)),
            Operation(op.MORE, (Call("count-selected", (Variable("."),)), Literal(0.5))),
        ),
    )


def test_bare_words_are_variables_where_the_dialect_has_it_so() -> None:
    assert parse('Q1_SQ.NAOK == "b" && !is_empty(Q2) or Q3 ne 2', NAMES) == Operation(
        op.OR,
        (
            Operation(
                op.AND,
                (
                    Operation(op.SAME, (Variable("Q1_SQ.NAOK"), B)),
                    Operation(op.NOT, (Call("is_empty", (Variable("Q2"),)),)),
                ),
            ),
            Operation(op.DIFFERS, (Variable("Q3"), Literal(2))),
        ),
    )


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("", "The expression is empty"),
        ("   ", "The expression is empty"),
        ("{q} =", "ends too early"),
        ("({q} = 1", "ends too early"),
        ("{q} = 1)", "has no place for it"),
        ("{q} {r}", "has no place for it"),
        ("{q} = 'a", "has no end"),
        ("{q} = [1, 2", "ends too early"),
        ("{q} = [1 2]", "has no place for it"),
        ("and {q}", "has no place for it"),
        ("{q} = 1 § 2", "is not understood"),
        ("{q} = 12345678901234567890123", "too long"),
        ("{q} = 1x", "is not understood"),
        ("f({q}", "ends too early"),
        ("{} = 1", "is not understood"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(expression: str, reason: str) -> None:
    with pytest.raises(Untranslatable, match=reason):
        parse(expression, BRACED)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("{q} = 1 or " * 500, "longer than 4,000 characters"),
        ("+".join("1" * 600), "more than 1,000 parts"),
        ("(" * 1_900 + "1" + ")" * 1_900, "more than 1,000 parts"),
        ("(" * 60 + "1" + ")" * 60, "nested more than 40"),
        ("!" * 60 + "{q}", "nested more than 40"),
        ("f(" * 60 + ")" * 60, "nested more than 40"),
        ("[" * 60 + "]" * 60, "nested more than 40"),
    ],
)
def test_expressions_are_bounded_in_length_parts_and_nesting(expression: str, reason: str) -> None:
    with pytest.raises(Untranslatable, match=reason):
        parse(expression, BRACED)


def test_a_system_is_named_where_it_has_no_lists_and_no_bare_words() -> None:
    with pytest.raises(Untranslatable, match="'word' stands where Paths has no place"):
        parse("${q} = word", PATHS)
    with pytest.raises(Untranslatable, match="not understood"):
        parse("${q} = ['a']", PATHS)
