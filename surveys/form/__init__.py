"""The form: a survey as HTML made on the server, with one small stylesheet and small scripts beside it.

It is a plain POST form that works without scripts, page by page where answers decide what is asked (``stepping``);
``assets`` add live conditions, drafts, progress and sending in place.
"""

from surveys.form.privacy import privacy_notice
from surveys.form.render import render_form, render_thanks
from surveys.form.state import SUBMISSION_ID, FormState

SCRIPTS = ("conditions.js", "asked.js", "form.js")
"""The form's scripts in ``assets``, in the order in which a page loads them."""

__all__ = ["SCRIPTS", "SUBMISSION_ID", "FormState", "privacy_notice", "render_form", "render_thanks"]
