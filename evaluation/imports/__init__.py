"""Answers from files of other systems, taken in like any other submission."""
