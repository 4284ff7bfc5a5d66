from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0002_keep_released"),
    ]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="tablet_idle_seconds",
            field=models.PositiveIntegerField(default=300),
        ),
        migrations.AddField(
            model_name="facility",
            name="stay_allowed",
            field=models.BooleanField(
                default=False,
                help_text="whoever is warned that a session ends may stay for as long again",
            ),
        ),
    ]
