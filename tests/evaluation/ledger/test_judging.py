"""What becomes of a revision is decided by revisions, never by the order of arrival alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from evaluation.ledger.judging import Held, judge
from surveys.contract import ReceiptStatus

A, D, U, S, C = (
    ReceiptStatus.ACCEPTED,
    ReceiptStatus.DUPLICATE,
    ReceiptStatus.UPDATED,
    ReceiptStatus.STALE,
    ReceiptStatus.CONFLICT,
)
_FIRST = Held(1, "first", A)
_THIRD = Held(3, "third", U)


@pytest.mark.parametrize(
    ("held", "revision", "digest", "becomes"),
    [
        ([], 1, "any", A),
        ([], 7, "any", A),
        ([_FIRST], 1, "first", D),
        ([_FIRST], 1, "other", C),
        ([_FIRST], 2, "second", U),
        ([_FIRST, _THIRD], 2, "second", S),
        ([_FIRST, _THIRD], 1, "first", D),
        ([_FIRST, _THIRD], 3, "other", C),
        ([_FIRST, _THIRD, Held(2, "second", S)], 2, "second", D),
        ([_FIRST, _THIRD, Held(2, "second", S)], 2, "other", C),
        ([_FIRST, Held(1, "other", C)], 1, "other", C),
    ],
)
def test_a_revision_is_judged_by_what_is_held(
    held: list[Held], revision: int, digest: str, becomes: ReceiptStatus
) -> None:
    assert judge(held, revision, digest) is becomes


@given(st.permutations([Held(1, "first", A), Held(2, "second", S), Held(3, "third", U)]), st.integers(1, 5))
def test_the_order_in_which_entries_are_read_does_not_matter(held: list[Held], revision: int) -> None:
    assert judge(held, revision, "new") is judge(reversed(held), revision, "new")


class OneSubmission(RuleBasedStateMachine):
    """Any revisions with any contents, sent any number of times."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Held] = []
        self.sent: dict[tuple[int, str], ReceiptStatus] = {}
        self.counts: tuple[int, str] | None = None

    @rule(revision=st.integers(1, 4), content=st.sampled_from("ab"))
    def send(self, revision: int, content: str) -> None:
        digest = f"{revision}{content}"
        status = judge(self.held, revision, digest)
        again = (revision, digest) in self.sent
        if again:
            was = self.sent[revision, digest]
            assert status is (C if was is C else D)
            return
        self.sent[revision, digest] = status
        self.held.append(Held(revision, digest, status))
        if status in {A, U}:
            self.counts = (revision, digest)

    @invariant()
    def the_highest_revision_counts_with_the_content_that_came_first(self) -> None:
        if self.held:
            highest = max(entry.revision for entry in self.held)
            first = next(entry for entry in self.held if entry.revision == highest)
            assert self.counts == (first.revision, first.digest)

    @invariant()
    def exactly_one_was_accepted(self) -> None:
        assert list(self.sent.values()).count(A) == bool(self.sent)

    @invariant()
    def of_each_revision_all_contents_but_the_first_are_in_conflict(self) -> None:
        for revision in {entry.revision for entry in self.held}:
            contents = [entry.status for entry in self.held if entry.revision == revision]
            assert C not in contents[:1]
            assert set(contents[1:]) <= {C}


TestOneSubmission = OneSubmission.TestCase
