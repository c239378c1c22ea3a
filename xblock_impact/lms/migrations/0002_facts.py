"""Facts of learners, the campaigns of courses, and what is told of the ones to the others."""

from django.db import migrations, models

import xblock_impact.lms.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("xblock_impact_lms", "0001_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignCourse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("campaign", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("mode", models.CharField(max_length=16)),
                ("caught_up", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "campaign of a course",
                "verbose_name_plural": "campaigns of courses",
                "indexes": [models.Index(fields=["caught_up"], name="impact_campaign_behind")],
                "constraints": [
                    models.UniqueConstraint(fields=("course_key", "campaign"), name="impact_campaign_once_a_course")
                ],
            },
        ),
        migrations.CreateModel(
            name="FactDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("campaign", xblock_impact.lms.models.columns.KeyField(max_length=63)),
                ("course_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("account", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("kind", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("mode", models.CharField(max_length=16)),
                ("status", models.CharField(default="pending", max_length=16)),
                ("digest", xblock_impact.lms.models.columns.KeyField(blank=True, default="", max_length=64)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("lease", models.UUIDField(null=True)),
                ("last_failure", models.CharField(blank=True, default="", max_length=255)),
            ],
            options={
                "verbose_name": "delivery of a fact",
                "verbose_name_plural": "deliveries of facts",
                "indexes": [
                    models.Index(fields=["status", "next_attempt_at"], name="impact_fact_due"),
                    models.Index(fields=["campaign", "status"], name="impact_fact_of_campaign"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "campaign", "course_key", "kind", "at"), name="impact_fact_told_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LearnerFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("course_key", xblock_impact.lms.models.columns.KeyField(max_length=255)),
                ("kind", models.CharField(max_length=32)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("laid_out", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "fact of a learner",
                "verbose_name_plural": "facts of learners",
                "indexes": [
                    models.Index(fields=["laid_out", "id"], name="impact_fact_to_lay_out"),
                    models.Index(fields=["course_key", "id"], name="impact_fact_of_course"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "course_key", "kind"), name="impact_one_fact")
                ],
            },
        ),
    ]
