"""The form: a survey as HTML made on the server, with one small stylesheet and one small script beside it.

It is a plain POST form that works without scripts; ``assets/form.js`` adds drafts and sending in place.
"""

from surveys.form.privacy import privacy_notice
from surveys.form.render import render_form, render_thanks
from surveys.form.state import SUBMISSION_ID, FormState

__all__ = ["SUBMISSION_ID", "FormState", "privacy_notice", "render_form", "render_thanks"]
