"""The outbox."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import xblock_impact.lms.models.columns


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredDefinition",
            fields=[
                ("digest", xblock_impact.lms.models.columns.KeyField(max_length=64, primary_key=True, serialize=False)),
                ("campaign", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("survey_digest", xblock_impact.lms.models.columns.KeyField(max_length=64)),
                ("survey_id", xblock_impact.lms.models.columns.KeyField(max_length=64)),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("usage_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("account", xblock_impact.lms.models.columns.KeyField(db_index=True, max_length=255)),
                ("wave", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("campaign", xblock_impact.lms.models.columns.KeyField(db_index=True, max_length=63)),
                ("receipt", xblock_impact.lms.models.columns.KeyField(max_length=16)),
                ("revision", models.PositiveIntegerField()),
                ("submission_id", models.UUIDField(null=True)),
            ],
            options={
                "verbose_name_plural": "answered",
                "constraints": [
                    models.UniqueConstraint(fields=("usage_key", "account", "wave"), name="impact_one_submission")
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveredAnonymously",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("usage_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("campaign", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("delivered", models.PositiveIntegerField(default=0)),
                ("quarantined", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "delivered anonymously",
                "constraints": [
                    models.UniqueConstraint(fields=("usage_key", "campaign"), name="impact_one_anonymous_count")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredParcel",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("submission_id", models.UUIDField()),
                ("revision", models.PositiveIntegerField()),
                ("campaign", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("mode", models.CharField(max_length=16)),
                ("wave", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("course_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("usage_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("account", xblock_impact.lms.models.columns.KeyField(max_length=255, null=True)),
                ("body", models.BinaryField()),
                ("wiped", models.BooleanField(default=False)),
                ("digest", xblock_impact.lms.models.columns.KeyField(max_length=64)),
                ("sealed", models.BooleanField(default=True)),
                ("status", models.CharField(default="pending", max_length=16)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("lease", models.UUIDField(null=True)),
                ("last_failure", models.CharField(blank=True, default="", max_length=255)),
                ("accepted_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="xblock_impact_lms.storeddefinition"
                    ),
                ),
            ],
            options={
                "verbose_name": "parcel",
                "indexes": [
                    models.Index(fields=["status", "next_attempt_at"], name="impact_parcel_due"),
                    models.Index(fields=["usage_key", "status"], name="impact_parcel_of_block"),
                    models.Index(fields=["campaign", "status"], name="impact_parcel_of_campaign"),
                    models.Index(fields=["account", "usage_key"], name="impact_parcel_of_account"),
                    models.Index(fields=["wiped", "acknowledged_at"], name="impact_parcel_kept"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("submission_id", "revision"), name="impact_one_revision")
                ],
            },
        ),
    ]
