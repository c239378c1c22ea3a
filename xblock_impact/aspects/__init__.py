"""Answers to closed questions as xAPI statements, for Aspects. A Django app of its own: the extra ``aspects``.

An event says that something was sent, never what. Where the platform turns events into statements, the answers are
looked up in the outbox: ``answered_form``. Nothing of the extra is imported here but in ``transformers``.
"""
