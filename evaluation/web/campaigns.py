"""The list of campaigns, the page of one, and closing it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from evaluation.accounts.access import Role, allow
from evaluation.campaigns import catalogue
from evaluation.results import campaign_results, campaign_summaries, snapshot
from evaluation.server.context import services
from evaluation.server.sessions import signed_in_user
from evaluation.web import bins, charts, rankings, sentences
from evaluation.web.findings import finding
from evaluation.web.headline import headline
from evaluation.web.language import reader_language

blueprint = Blueprint("campaigns_pages", __name__)


@blueprint.get("/")
@allow(Role.REVIEWER)
def start() -> Response:
    """Lead to the campaigns."""
    return redirect(url_for("campaigns_pages.index"))


@blueprint.get("/campaigns")
@allow(Role.REVIEWER)
def index() -> str:
    """Show all campaigns."""
    with snapshot(services().engine) as connection:
        summaries = campaign_summaries(connection, reader_language())
    return render_template("campaigns.html", campaigns=summaries)


@blueprint.get("/campaigns/<key>")
@allow(Role.REVIEWER)
def show(key: str) -> str:
    """Show what may be seen of one campaign, level by level."""
    with snapshot(services().engine) as connection:
        results = campaign_results(connection, key, reader_language())
    return render_template(
        "campaign.html",
        results=results,
        campaign=results.campaign,
        extent=charts.extent(results),
        bins=bins,
        charts=charts,
        finding=finding,
        first=headline(results),
        rankings=rankings,
        sentences=sentences,
        may_close=_may_close() and not results.campaign.closed,
    )


@blueprint.get("/campaigns/<key>/close")
@allow(Role.EDITOR)
def ask_to_close(key: str) -> str | Response:
    """Say what closing does, and offer it."""
    with snapshot(services().engine) as connection:
        campaign = campaign_results(connection, key, reader_language()).campaign
    if campaign.closed:
        return redirect(url_for("campaigns_pages.show", key=key), 303)
    return render_template("close.html", campaign=campaign, sentences=sentences)


@blueprint.post("/campaigns/<key>/close")
@allow(Role.EDITOR)
def close(key: str) -> Response:
    """Close the campaign and show what may now be seen."""
    here = services()
    here.writer.write(lambda connection: catalogue.close(connection, key, here.clock()))
    return redirect(url_for("campaigns_pages.show", key=key), 303)


def _may_close() -> bool:
    user = signed_in_user()
    return user is not None and user.role.includes(Role.EDITOR)
