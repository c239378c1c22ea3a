"""Answers: reading and checking what respondents send, and what each counts as."""

from surveys.answers.check import AnswerProblem, CheckedAnswers, check_answers
from surveys.answers.counting import ANSWERED, RESPONDENTS, options_of, ranked
from surveys.answers.parts import part_name, question_of
from surveys.answers.readers import read_answer
from surveys.answers.values import DECLINED, UNANSWERED, AnswerRefused, AnswerValue, Unanswered

__all__ = [
    "ANSWERED",
    "DECLINED",
    "RESPONDENTS",
    "UNANSWERED",
    "AnswerProblem",
    "AnswerRefused",
    "AnswerValue",
    "CheckedAnswers",
    "Unanswered",
    "check_answers",
    "options_of",
    "part_name",
    "question_of",
    "ranked",
    "read_answer",
]
