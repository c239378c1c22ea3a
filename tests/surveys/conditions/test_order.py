"""A condition looks only at what has been asked before."""

from __future__ import annotations

from surveys.conditions import Asked, problems_of_order


def asked(**looks_at: str) -> list[Asked]:
    """Return questions in order, each with the names that it looks at: ``q2="q1 q3"``."""
    return [Asked(name, frozenset(names.split()), f"at {name}") for name, names in looks_at.items()]


def told(questions: list[Asked]) -> list[tuple[str, str]]:
    """Return place and first sentence of each problem."""
    return [(problem.path, problem.message.partition(". ")[0]) for problem in problems_of_order(questions)]


def test_looking_back_is_no_problem() -> None:
    assert told(asked(q1="", q2="q1", q3="q1 q2", q4="unknown")) == []


def test_what_is_asked_later_is_named() -> None:
    assert told(asked(q1="q2", q2="")) == [("at q1", "q2 is asked later")]
    assert told(asked(q1="q3 q2", q2="", q3="q2")) == [("at q1", "q2 and q3 are asked later")]


def test_what_several_answers_of_one_question_wait_for_is_told_once() -> None:
    one, other = (Asked(name, frozenset({"q2"}), "at q1") for name in ("q1_1", "q1_2"))
    assert told([one, other, *asked(q2="")]) == [("at q1", "q2 is asked later")]


def test_a_question_that_looks_at_itself_is_named() -> None:
    assert told(asked(q1="q1 q2", q2="")) == [
        ("at q1", "q1 depends on its own answer."),
        ("at q1", "q2 is asked later"),
    ]


def test_a_circle_is_told_once_with_all_its_questions() -> None:
    assert told(asked(q1="", q3="q5", q4="q3", q5="q3")) == [("at q3", "q3 depends on q5, which depends on q3")]
    assert told(asked(a="c", b="a", c="b")) == [("at a", "a depends on c, which depends on b, which depends on a")]


def test_the_shortest_circle_is_told_and_what_is_asked_later_besides() -> None:
    assert told(asked(a="b d", b="c", c="a", d="a")) == [
        ("at a", "a depends on d, which depends on a"),
        ("at a", "b is asked later"),
        ("at b", "b depends on c, which depends on a, which depends on b"),
    ]


def test_two_circles_are_two_problems() -> None:
    assert told(asked(a="b", b="a", c="d", d="c")) == [
        ("at a", "a depends on b, which depends on a"),
        ("at c", "c depends on d, which depends on c"),
    ]


def test_what_only_leads_to_a_circle_is_not_on_it() -> None:
    assert told(asked(a="b", b="c", c="b")) == [
        ("at a", "b is asked later"),
        ("at b", "b depends on c, which depends on b"),
    ]


def test_a_page_cannot_wait_for_its_own_questions() -> None:
    page = Asked("", frozenset({"q1", "q2"}), "at the page")
    assert told([*asked(q1=""), page, *asked(q2="")]) == [("at the page", "q2 is asked later")]


def test_a_second_condition_of_a_question_counts_as_the_first() -> None:
    first, second = Asked("a", frozenset({"c"}), "first"), Asked("a", frozenset({"b"}), "second")
    assert told([first, second, *asked(b="a", c="")]) == [
        ("first", "c is asked later"),
        ("second", "a depends on b, which depends on a"),
    ]


def test_a_circle_through_every_question_ends() -> None:
    """The largest survey there may be, each question waiting for the next and the last for the first."""
    names = [f"q{number}" for number in range(500)]
    questions = [
        Asked(name, frozenset({after}), name) for name, after in zip(names, names[1:] + names[:1], strict=True)
    ]
    (problem,) = problems_of_order(questions)
    assert problem.message.startswith("q0 depends on q1, which depends on q2")
    assert "q8, which depends on …, which depends on q0. Ask" in problem.message
