"""What the course team lets a learner answer anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("xblock_impact_lms", "0003_response_rate"),
    ]

    operations = [
        migrations.AddField(
            model_name="answered",
            name="reset",
            field=models.BooleanField(default=False),
        ),
    ]
