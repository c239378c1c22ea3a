"""When surveys are held: waves relative to what one learner did, and the messages that go with them.

Pure functions of a plan, the facts of one learner and the time; nothing here sends or stores.
"""

from surveys.schedule.calendars import Calendar, public_holidays
from surveys.schedule.facts import Facts, MessageKind, Sent
from surveys.schedule.load import load_plan
from surveys.schedule.messages import Message, due, next_moment
from surveys.schedule.periods import Span, closes_at, opens_at, reached
from surveys.schedule.plan import Anchor, Budget, Plan, Wave
from surveys.schedule.sending_hours import QuietHours, SendingHours
from surveys.schedule.standing import Standing, State, standing

__all__ = [
    "Anchor",
    "Budget",
    "Calendar",
    "Facts",
    "Message",
    "MessageKind",
    "Plan",
    "QuietHours",
    "SendingHours",
    "Sent",
    "Span",
    "Standing",
    "State",
    "Wave",
    "closes_at",
    "due",
    "load_plan",
    "next_moment",
    "opens_at",
    "public_holidays",
    "reached",
    "standing",
]
