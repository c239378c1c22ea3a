"""The pages of the service: signing in, the campaigns, one campaign on its seven levels."""

from __future__ import annotations

from flask import Flask

from evaluation.server.sessions import signed_in_user
from evaluation.web import campaigns, sign_in
from evaluation.web.assets import install_assets
from evaluation.web.language import install_languages
from evaluation.web.wording import install_wording


def install_pages(app: Flask) -> None:
    """Give ``app`` its pages."""
    install_languages(app)
    install_assets(app)
    install_wording(app)
    app.jinja_env.globals["viewer"] = signed_in_user
    for blueprint in (sign_in.blueprint, campaigns.blueprint):
        app.register_blueprint(blueprint)
