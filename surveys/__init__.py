"""Surveys as data: definitions, answers, scoring and the form, the same in an LMS, in Flask and in a
notebook.

Imports the standard library, marshmallow and jinja2, nothing else.
"""
