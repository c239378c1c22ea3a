"""How far a campaign is, the same on every surface."""

from __future__ import annotations

from click.testing import CliRunner
from sqlalchemy import Engine

from evaluation.cli import main
from tests.evaluation.serving import Service
from tests.evaluation.survey import FULL


def test_page_interface_and_command_line_say_the_same_of_a_threshold_raised_later(
    sqlite_engine: Engine, sqlite_url: str
) -> None:
    """Six showed; from eight on, nothing does."""
    service = Service(sqlite_engine)
    service.answer(service.publish(), *[FULL] * 6)
    service.close()
    service.publish(min_respondents=8)
    reader = service.signed_in()

    listed = CliRunner().invoke(main, ["campaigns"], env={"EVALUATION_DATABASE_URL": sqlite_url}).stdout
    release = reader.get("/api/v1/campaigns").json["campaigns"][0]["release"]
    page = reader.get("/campaigns/pilot").text

    assert (release["answered"], release["shown"], release["next_update_at"]) == (6, 0, None)
    assert listed.splitlines()[1].split() == ["pilot", "closed", "confidential", "6", "0", "-", "0", "Trial"]
    assert "6 people answered: fewer than 8, so no figures" in page
