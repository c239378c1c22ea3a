"""The catalogue, and the page that shows it to authors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from surveys.instruments import CatalogueEntry, Moment, Respondent, catalogue, instrument_names, load_instrument
from surveys.levels import Level

PAGE = (Path(__file__).parents[3] / "docs" / "instruments.md").read_text("utf-8")
ENTRIES = {entry.name: entry for entry in catalogue()}


def test_every_instrument_is_in_the_catalogue_once_in_the_order_of_a_training() -> None:
    assert sorted(ENTRIES) == sorted(instrument_names())
    assert len(catalogue()) == len(ENTRIES)
    moments = [list(Moment).index(entry.moment) for entry in catalogue()]
    assert moments == sorted(moments)


def test_an_entry_says_what_an_author_has_to_know() -> None:
    entry = ENTRIES["follow_up"]
    assert entry.title["en"] == "How is it going at work now?"
    assert (entry.respondent, entry.moment) == (Respondent.LEARNER, Moment.ON_THE_JOB)
    assert entry.waves == (30, 90, 180, 365)
    assert entry.builds_on == ("baseline", "reaction")
    assert entry.scales == ("behaviour", "transfer_climate")
    assert entry.levels == tuple(sorted(entry.levels, key=lambda level: level.number))
    assert Level.WORK_BEHAVIOUR in entry.levels


def test_only_what_is_held_on_the_job_has_waves() -> None:
    assert all(bool(entry.waves) == (entry.moment is Moment.ON_THE_JOB) for entry in catalogue())


def table(heading: str) -> dict[str, list[str]]:
    """Return the rows of the table under ``heading`` of the page, by what stands in their first cell."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return {row[0].strip("`"): row[1:] for row in rows[2:]}


MOMENTS = {
    Moment.BEFORE_DESIGN: "before there is a training",
    Moment.BEFORE_START: "before the start",
    Moment.PILOT: "end of the pilot",
    Moment.END: "end of the course",
    Moment.ON_THE_JOB: "on the job",
}


def _as_row(entry: CatalogueEntry) -> list[str]:
    days = f": {', '.join(map(str, entry.waves))} days" if entry.waves else ""
    levels = ", ".join(str(level.number) for level in entry.levels)
    needs = ", ".join(f"`{name}`" for name in entry.builds_on)
    return [entry.respondent.value, MOMENTS[entry.moment] + days, str(entry.minutes), levels, needs, entry.licence]


def test_the_page_lists_every_instrument_as_it_is() -> None:
    assert table("The instruments") == {entry.name: _as_row(entry) for entry in catalogue()}
    assert list(table("The instruments")) == [entry.name for entry in catalogue()]


@pytest.mark.parametrize("name", instrument_names())
def test_the_page_says_when_to_use_each_and_where_it_comes_from(name: str) -> None:
    section = re.search(rf"^### `{name}`\n(.+?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section is not None
    assert load_instrument(name).title["en"] in section[1]
    assert load_instrument(name).source.split(",")[0] in section[1]


def test_the_page_gives_the_scoring_key_of_every_scale() -> None:
    written = {scale: re.findall(r"`(\w+)`( \(reversed\))?", cells[1]) for scale, cells in table("Scales").items()}
    used = {scale: re.findall(r"`(\w+)`", cells[0]) for scale, cells in table("Scales").items()}
    items: dict[str, list[tuple[str, str]]] = {}
    instruments: dict[str, list[str]] = {}
    for entry in catalogue():
        survey = load_instrument(entry.name)
        for scale in entry.scales:
            found = [(q.id, " (reversed)" if q.reversed else "") for q in survey if q.scale == scale]
            items[scale] = found
            instruments.setdefault(scale, []).append(entry.name)
    assert written == items
    assert used == instruments


def test_the_page_names_no_question_that_is_not_asked() -> None:
    named = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+)+)`", PAGE))
    questions = {question for name in instrument_names() for question in load_instrument(name).questions}
    batteries = {q.battery.id for name in instrument_names() for q in load_instrument(name) if q.battery}
    scales = {scale for entry in catalogue() for scale in entry.scales}
    assert named <= questions | batteries | scales | set(instrument_names()) | {"not_applicable"}
