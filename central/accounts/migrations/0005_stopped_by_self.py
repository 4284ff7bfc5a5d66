from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_failed_tries"),
    ]

    operations = [
        migrations.AddField(
            model_name="inmate",
            name="stopped_by_self_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
