"""What was answered, and what of it is on its way.

In anonymous mode nothing ties the two together: ``Answered`` knows the learner and not the submission,
``StoredParcel`` the submission and not the learner, and neither an id nor a time of the one leads to the other.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from xblock_impact.lms.models.columns import KeyField

PENDING = "pending"
"""Status of a parcel that the service has not acknowledged; afterwards it is the service's word."""
MAX_OPAQUE_KEY = 255  # characters, as in the platform's own tables
MAX_ACCOUNT = 255
MAX_FAILURE = 255
DIGEST = 64  # hexadecimal digits


class StoredDefinition(models.Model):  # type: ignore[misc]  # Django has no types
    """A definition as it is put to the service, once for all the parcels that belong to it."""

    digest = KeyField(primary_key=True, max_length=DIGEST)  # of ``body``
    campaign = KeyField(max_length=63)
    survey_digest = KeyField(max_length=DIGEST)  # its address at the service
    survey_id = KeyField(max_length=64)  # what later surveys recall answers by
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.campaign}: {self.digest}"


class Answered(models.Model):  # type: ignore[misc]
    """That a learner answered one wave of one block: the row that makes one learner one submission."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    usage_key = KeyField(max_length=MAX_OPAQUE_KEY)
    account = KeyField(max_length=MAX_ACCOUNT, db_index=True)
    wave = KeyField(max_length=63)
    campaign = KeyField(max_length=63, db_index=True)
    receipt = KeyField(max_length=16)
    revision = models.PositiveIntegerField()
    submission_id = models.UUIDField(null=True)  # None in anonymous mode
    reset = models.BooleanField(default=False)  # the course team lets the learner answer anew; this counts until then

    class Meta:
        verbose_name_plural = "answered"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["usage_key", "account", "wave"], name="impact_one_submission"),
        ]

    def __str__(self) -> str:
        return f"{self.usage_key}, {self.wave}"


class StoredParcel(models.Model):  # type: ignore[misc]
    """One revision of one submission on its way to the service.

    In anonymous mode the row goes when the service has it. In the others it stays, for changes, recalls and
    reconciliation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    definition = models.ForeignKey(StoredDefinition, on_delete=models.PROTECT)
    campaign = KeyField(max_length=63)
    mode = models.CharField(max_length=16)
    wave = KeyField(max_length=63)
    course_key = KeyField(max_length=MAX_OPAQUE_KEY)
    usage_key = KeyField(max_length=MAX_OPAQUE_KEY)
    account = KeyField(max_length=MAX_ACCOUNT, null=True)  # None in anonymous mode
    body = models.BinaryField()  # canonical bytes of the submission
    wiped = models.BooleanField(default=False)  # the body is no longer kept, what is known of it is
    digest = KeyField(max_length=DIGEST)  # of the body that the service is to echo
    sealed = models.BooleanField(default=True)  # False while the pseudonym in the body is missing
    status = models.CharField(max_length=16, default=PENDING)  # or a ReceiptStatus
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()  # by the database's clock; a lease ends then, too
    lease = models.UUIDField(null=True)  # whose the parcel is until then
    last_failure = models.CharField(max_length=MAX_FAILURE, blank=True, default="")
    accepted_at = models.DateTimeField()  # by the database's clock; in anonymous mode the day only
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "parcel"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission_id", "revision"], name="impact_one_revision"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "next_attempt_at"], name="impact_parcel_due"),
            models.Index(fields=["usage_key", "status"], name="impact_parcel_of_block"),
            models.Index(fields=["campaign", "status"], name="impact_parcel_of_campaign"),
            models.Index(fields=["account", "usage_key"], name="impact_parcel_of_account"),
            models.Index(fields=["wiped", "acknowledged_at"], name="impact_parcel_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.pk}"  # shown in lists: the submission's own id would lead to the service's


class DeliveredAnonymously(models.Model):  # type: ignore[misc]
    """How many parcels of one block went when the service had them: what is left to count anonymous ones by."""

    usage_key = KeyField(max_length=MAX_OPAQUE_KEY)
    campaign = KeyField(max_length=63)
    delivered = models.PositiveIntegerField(default=0)  # the quarantined are among them
    quarantined = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "delivered anonymously"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["usage_key", "campaign"], name="impact_one_anonymous_count"),
        ]

    def __str__(self) -> str:
        return f"{self.usage_key}: {self.delivered}"
