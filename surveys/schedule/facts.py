"""What is known of one learner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from surveys.schedule.plan import Anchor


class MessageKind(StrEnum):
    """What a message asks: the first time, or again."""

    INVITATION = "invitation"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message about a wave that was sent. ``at`` is aware and in UTC."""

    wave: str
    kind: MessageKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one learner now. All times are aware and in UTC; ValueError is raised for others.

    Nothing is left out because its time lies after "now": what is known counts.
    """

    events: Mapping[Anchor, datetime] = field(default_factory=dict)  # the first time of each
    answered: frozenset[str] = frozenset()  # keys of waves
    sent: tuple[Sent, ...] = ()  # of this plan, also of waves that it no longer has
    sent_elsewhere: tuple[datetime, ...] = ()  # messages of other plans that share the budget
    unenrolled: bool = False  # and not enrolled again
    retired: bool = False  # the account is closed

    def __post_init__(self) -> None:
        for moment in (*self.events.values(), *self.messages()):
            require_utc(moment)

    def messages(self) -> Iterator[datetime]:
        """Yield when this person was sent anything."""
        yield from (message.at for message in self.sent)
        yield from self.sent_elsewhere

    def sent_about(self, wave: str, kind: MessageKind) -> list[datetime]:
        """Return when such messages about ``wave`` were sent, in order."""
        return sorted(message.at for message in self.sent if (message.wave, message.kind) == (wave, kind))

    def noting(self, event: Anchor, at: datetime) -> Facts:
        """Return the facts with one more event; does not mutate.

        Of an event that comes again (a pass does), the earliest time counts, in whatever order the news
        arrives. The course's end is a date that authors move: the latest news counts.
        """
        known = self.events.get(event)
        first = at if known is None or event is Anchor.COURSE_END else min(known, at)
        return replace(self, events={**self.events, event: first})


def require_utc(moment: datetime) -> None:
    """Raise ValueError unless ``moment`` is aware and in UTC: anything else would be read by the server's own
    clock.
    """
    if moment.utcoffset() != timedelta(0):
        raise ValueError(f"A time in UTC is needed, not {moment.isoformat()}.")
