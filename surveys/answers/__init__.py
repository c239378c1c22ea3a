"""Answers: reading and checking what respondents send, and what each counts as."""

from surveys.answers.check import AnswerProblem, CheckedAnswers, check_answers
from surveys.answers.counting import ANSWERED, option_of
from surveys.answers.readers import read_answer
from surveys.answers.values import AnswerRefused, AnswerValue

__all__ = [
    "ANSWERED",
    "AnswerProblem",
    "AnswerRefused",
    "AnswerValue",
    "CheckedAnswers",
    "check_answers",
    "option_of",
    "read_answer",
]
