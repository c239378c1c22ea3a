"""What is known of learners, which campaigns a course holds, and which facts are on their way to the service."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xblock_impact.lms.models.columns import KeyField
from xblock_impact.lms.models.outbox import DIGEST, MAX_ACCOUNT, MAX_FAILURE, MAX_OPAQUE_KEY, PENDING

EVERY_COURSE = ""
"""Course key of facts about the account itself."""
MAX_KIND = 32
MAX_PARTICIPANT = 128  # characters, as in the contract


class LearnerFact(models.Model):  # type: ignore[misc]  # Django has no types
    """When something happened to one learner in one course: the first time and, where the newest state counts, the
    last time. Times are in UTC.
    """

    account = KeyField(max_length=MAX_ACCOUNT)
    course_key = KeyField(max_length=MAX_OPAQUE_KEY)  # or EVERY_COURSE
    kind = models.CharField(max_length=MAX_KIND)  # a FactKind
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    laid_out = models.BooleanField(default=False)  # every campaign of the course has its deliveries of this

    class Meta:
        verbose_name = "fact of a learner"
        verbose_name_plural = "facts of learners"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "course_key", "kind"], name="impact_one_fact"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["laid_out", "id"], name="impact_fact_to_lay_out"),
            models.Index(fields=["course_key", "id"], name="impact_fact_of_course"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.course_key}"


class CampaignCourse(models.Model):  # type: ignore[misc]
    """That a course holds a campaign: where facts of its learners go."""

    course_key = KeyField(max_length=MAX_OPAQUE_KEY)
    campaign = KeyField(max_length=63)
    mode = models.CharField(max_length=16)  # a PrivacyMode
    since = models.DateTimeField(null=True)  # the day (UTC) on which it was noted; None where that was not kept
    caught_up = models.BooleanField(default=False)  # with what was known before the campaign was

    class Meta:
        verbose_name = "campaign of a course"
        verbose_name_plural = "campaigns of courses"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course_key", "campaign"], name="impact_campaign_once_a_course"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["caught_up"], name="impact_campaign_behind"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} in {self.course_key}"


class CourseBackfill(models.Model):  # type: ignore[misc]
    """That the facts of a course reach back to its beginning: what the platform knew from before was read."""

    course_key = KeyField(primary_key=True, max_length=MAX_OPAQUE_KEY)
    finished_at = models.DateTimeField()  # UTC, the last time

    class Meta:
        verbose_name = "backfill of a course"
        verbose_name_plural = "backfills of courses"

    def __str__(self) -> str:
        return str(self.course_key)


class FactDelivery(models.Model):  # type: ignore[misc]
    """One fact about one participant of one campaign, on its way to the service or there.

    The row stays when the service has it, so that no fact is told twice; of a retired learner nothing stays.
    """

    campaign = KeyField(max_length=63)
    course_key = KeyField(max_length=MAX_OPAQUE_KEY)  # or EVERY_COURSE
    account = KeyField(max_length=MAX_ACCOUNT)
    kind = models.CharField(max_length=MAX_KIND)
    at = models.DateTimeField()  # whole seconds
    mode = models.CharField(max_length=16)
    status = models.CharField(max_length=16, default=PENDING)  # or a ReceiptStatus, or refused
    digest = KeyField(max_length=DIGEST, blank=True, default="")  # of what the service acknowledged
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()  # by the database's clock; a lease ends then, too
    lease = models.UUIDField(null=True)
    last_failure = models.CharField(max_length=MAX_FAILURE, blank=True, default="")

    class Meta:
        verbose_name = "delivery of a fact"
        verbose_name_plural = "deliveries of facts"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "campaign", "course_key", "kind", "at"], name="impact_fact_told_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "next_attempt_at"], name="impact_fact_due"),
            models.Index(fields=["campaign", "status"], name="impact_fact_of_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.kind}"
