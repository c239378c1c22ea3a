"""A plugin for Tutor: the block in the platform's image, and the evaluation service beside it.

Runs where an operator runs Tutor, never inside an image. What it writes stands in ``patches`` (each named as the place
in Tutor's own files where it goes), ``templates`` (files of its own) and ``tasks`` (what initialises).
"""
