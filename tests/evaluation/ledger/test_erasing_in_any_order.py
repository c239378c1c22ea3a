"""Whatever people answer, change and repeat, and whenever they are erased: figures are of what counted until then."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.campaigns import catalogue
from evaluation.ledger import rebuilding
from evaluation.storage.engine import writing
from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import House, definition_of, submission_to
from tests.evaluation.telling import everything, fact_about, tell

MODE = PrivacyMode.IDENTIFIED  # its figures move at once, so each step can be compared
PEOPLE = ("anna-of-the-order", "bram-of-the-order")
WAVES = ("one", "two")
Answered: TypeAlias = tuple[str, str, int, str]  # person, wave, revision, pace
Step: TypeAlias = Answered | tuple[str, FactKind]

answered = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(WAVES), st.integers(1, 3), st.sampled_from(("too_slow", "too_fast"))
)
told = st.tuples(st.sampled_from(PEOPLE), st.sampled_from((FactKind.COMPLETED, FactKind.RETIRED)))


@dataclass
class Expected:
    """What ought to count: of each person and wave the highest revision before they were erased."""

    counting: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def take(self, step: Step) -> None:
        if len(step) == 2:
            if step[1] is FactKind.RETIRED:
                self.erased.add(step[0])
            return
        person, wave, revision, pace = step
        if person not in self.erased and revision > self.counting.get((person, wave), (0, ""))[0]:
            self.counting[person, wave] = revision, pace


def _do(house: House, key: str, step: Step) -> None:
    if len(step) == 2:
        tell(house, fact_about(step[0], step[1], campaign=key, mode=MODE))
        return
    person, wave, revision, pace = step
    submission_id = uuid.uuid5(uuid.NAMESPACE_OID, f"{key}{person}{wave}")
    sent = submission_to(
        definition_of(key, MODE), person, submission_id=submission_id, revision=revision, wave=wave,
        answers={"pace": pace, "comment": f"{person} says so"},
    )  # fmt: skip
    house.put(sent)


@given(steps=st.lists(answered | told, max_size=14))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_are_of_what_counted_until_the_erasure(sqlite_house: House, steps: list[Step]) -> None:
    house, key, expected = sqlite_house, f"c{uuid.uuid4().hex}", Expected()
    house.open_campaign(key, MODE)

    for step in steps:
        _do(house, key, step)
        expected.take(step)
    house_says = house.counted("pace", key)
    with writing(house.engine) as conn:
        rebuilding.rebuild(conn, catalogue.find(conn, key))

    wanted = Counter(pace for _, pace in expected.counting.values())
    assert house_says == house.counted("pace", key) == dict(wanted)
    assert house.progress(key).answered == len({person for person, _ in expected.counting})
    for person in PEOPLE:
        tell(house, fact_about(person, FactKind.RETIRED, campaign=key, mode=MODE))
        assert person not in everything(house.engine)
