"""Since when a course holds a campaign, and which courses' facts reach back to their beginning."""

from django.db import migrations, models

import xblock_impact.lms.models.columns


class Migration(migrations.Migration):
    dependencies = [
        ("xblock_impact_lms", "0002_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseBackfill",
            fields=[
                (
                    "course_key",
                    xblock_impact.lms.models.columns.KeyField(max_length=255, primary_key=True, serialize=False),
                ),
                ("finished_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "backfill of a course",
                "verbose_name_plural": "backfills of courses",
            },
        ),
        migrations.AddField(
            model_name="campaigncourse",
            name="since",
            field=models.DateTimeField(null=True),
        ),
    ]
