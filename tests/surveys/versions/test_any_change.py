"""What holds of a comparison whatever was changed."""

from __future__ import annotations

import random
from functools import cache

import pytest

from surveys.answers import check_answers, read_answer
from surveys.definition import Survey, load_survey
from surveys.instruments import instrument_names, load_instrument
from surveys.texts import LANGUAGES
from surveys.versions import (
    Comparison,
    Effect,
    Reason,
    Verdict,
    compare,
    reason_in_words,
    recode,
    recode_new,
)
from surveys.versions.placing import differ, placed_questions
from tests.bench.forty_questions import submissions
from tests.surveys.versions.mutations import CHANGES, Change, Mutator, a_survey

TRIES = 8
PAIRS = 120
MIRRORED = {Verdict.ADDED: Verdict.REMOVED, Verdict.REMOVED: Verdict.ADDED}


def lines(comparison: Comparison) -> list[Reason | str]:
    """Return everything that a comparison says."""
    parts = [*comparison.questions.values(), *comparison.scales.values()]
    said: list[Reason | str] = [*comparison.reasons, *(reason for part in parts for reason in part.reasons)]
    return said + [part.id for part in parts if part.verdict in MIRRORED]


@cache
def some_pairs() -> list[tuple[Survey, Survey, list[str]]]:
    """Return surveys, what became of each after a few changes, and the names of these."""
    mutator = Mutator(random.Random(20261123))
    pairs = []
    for _ in range(PAIRS):
        old, _ = mutator.changed(a_survey(), mutator.draw.randint(0, 3))
        pairs.append((old, *mutator.changed(old, mutator.draw.randint(1, 4))))
    return pairs


MEANS_THE_SAME = {
    "defaults are spelt out",
    "minimum", "maximum", "whole", "privacy",  # 5 and 5.0; what is so anyway, written or left out
    "options to choose", "fewest to choose",  # a limit that holds nobody back
}  # fmt: skip


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _ in CHANGES])
def test_every_single_change_is_told(name: str, change: Change) -> None:
    mutator = Mutator(random.Random(name))
    survey, _ = mutator.changed(a_survey(), 2)
    tries = (mutator.once(survey, change) for _ in range(TRIES))
    changed = [one for one in tries if one is not None]
    assert changed
    for one in changed:
        found = lines(compare(survey, one))
        assert found
        if {line.key for line in found if isinstance(line, Reason)} == {"written_differently"}:
            assert name in MEANS_THE_SAME


def test_every_question_that_is_written_otherwise_has_a_line() -> None:
    for old, new, names in some_pairs():
        before, after, comparison = placed_questions(old), placed_questions(new), compare(old, new)
        for name in before.keys() & after:
            if differ(before[name].documents, after[name].documents):
                assert comparison.questions[name].reasons, names


def test_nothing_is_said_where_nothing_changed() -> None:
    for _, survey, _ in some_pairs():
        again = load_survey(survey.data)
        assert compare(survey, again).unchanged
        assert lines(compare(survey, again)) == []


def test_every_question_and_scale_of_either_version_is_there_once() -> None:
    for old, new, _ in some_pairs():
        comparison = compare(old, new)
        removed = [name for name in old.questions if name not in new.questions]
        assert list(comparison.questions) == [*new.questions, *removed]
        assert set(comparison.scales) == {scale.id for survey in (old, new) for scale in survey.scales}


def test_looking_from_the_other_side_gives_the_same_verdicts() -> None:
    for old, new, names in some_pairs():
        there, back = compare(old, new), compare(new, old)
        assert there.verdict is back.verdict, names
        for name, one in {**there.questions, **there.scales}.items():
            other = {**back.questions, **back.scales}[name]
            assert other.verdict is MIRRORED.get(one.verdict, one.verdict), (names, name, one, other)


def test_recoded_answers_are_ones_that_the_new_version_takes() -> None:
    for old, new, names in some_pairs():
        comparison = compare(old, new)
        for survey, apply in ((old, recode), (new, recode_new)):
            for sent in submissions(survey, 5):
                values = check_answers(survey, sent, "en", complete=False).values
                result = apply(comparison, values)
                for name, value in result.answers.items():
                    assert read_answer(new.questions[name], value) == value, (names, name)
                assert all(0 <= place <= 100 for place in result.out_of_100.values())
                assert {*result.answers, *result.out_of_100, *result.left_out} == set(values)
                assert len(result.answers) + len(result.out_of_100) + len(result.left_out) == len(values)


def test_both_sides_are_recoded_to_the_same_categories() -> None:
    for old, new, names in some_pairs():
        comparison = compare(old, new)
        for name, one in comparison.questions.items():
            if one.verdict is not Verdict.AFTER_RECODING or not old.questions[name].options:
                continue
            left = _categories(comparison, name, old)
            assert left == _categories(comparison, name, new), (names, name, one)


def _categories(comparison: Comparison, name: str, survey: Survey) -> set[str | float]:
    """Return under what the answers to one question of ``survey`` stand after recoding, but for what is set apart."""
    compared = comparison.questions[name]
    recoding = compared.old_recoding if survey is comparison.old else compared.new_recoding
    codes = [option.code for option in survey.questions[name].options if not option.not_applicable]
    if recoding is None:
        return set(codes)
    if recoding.out_of_100:
        ends = sorted(recoding.out_of_100.values())
        return {ends[0], ends[-1]} | {
            code for code in codes if code not in recoding.out_of_100 and recoding.codes.get(code, code)
        }
    return {kept for code in codes if (kept := recoding.codes.get(code, code)) is not None}


def test_what_only_has_notes_keeps_every_answer() -> None:
    for old, new, names in some_pairs():
        comparison = compare(old, new)
        for sent in submissions(old, 5):
            values = check_answers(old, sent, "en", complete=False).values
            result = recode(comparison, values)
            for name, value in values.items():
                effects = {reason.effect for reason in comparison.questions[name].reasons}
                if comparison.questions[name].verdict is Verdict.COMPARABLE and effects <= {Effect.NOTE}:
                    assert result.answers[name] == value, (names, name)


def test_the_verdict_follows_from_the_reasons() -> None:
    expected = {
        Effect.NOTE: Verdict.COMPARABLE, Effect.CAUTION: Verdict.COMPARABLE,
        Effect.RECODING: Verdict.AFTER_RECODING, Effect.BREAK: Verdict.NOT_COMPARABLE,
    }  # fmt: skip
    order = list(Effect)
    for old, new, _ in some_pairs():
        for part in compare(old, new).questions.values():
            if part.verdict in MIRRORED:
                continue
            worst = max((reason.effect for reason in part.reasons), key=order.index, default=Effect.NOTE)
            assert part.verdict is expected[worst]
            recodings = (part.old_recoding, part.new_recoding)
            assert any(recodings) == (part.verdict is Verdict.AFTER_RECODING), part


def test_every_reason_can_be_said_in_every_language() -> None:
    for old, new, _ in some_pairs():
        for reason in (line for line in lines(compare(old, new)) if isinstance(line, Reason)):
            for language in LANGUAGES:
                sentence = reason_in_words(reason, language)
                assert sentence.strip() == sentence
                assert "{" not in sentence


@pytest.mark.parametrize("name", instrument_names())
def test_an_instrument_compared_with_itself_is_comparable_throughout(name: str) -> None:
    survey = load_instrument(name)
    comparison = compare(survey, survey)
    assert comparison.unchanged
    assert lines(comparison) == []
    assert comparison.verdict is Verdict.COMPARABLE
    verdicts = {part.verdict for part in (*comparison.questions.values(), *comparison.scales.values())}
    assert verdicts == {Verdict.COMPARABLE}
