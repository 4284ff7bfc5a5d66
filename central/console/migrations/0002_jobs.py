"""Make the three groups of the console with their rights."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RIGHTS = {
    "Mailroom": ["review"],
    "Supervisor": ["review", "oversee", "house", "govern", "inspect"],
    "IT": ["equip"],
}
NAMES = {
    "review": "Review photos, messages and names",
    "oversee": "Decide appeals, take back, forbid contact, correct",
    "house": "Admit inmates, print PINs, change their status",
    "equip": "Enrol, retire and revoke devices",
    "govern": "Change what a facility has decided, appoint staff",
    "inspect": "Read ledger and audit trail",
}


def make_groups(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Rights are normally made after all migrations, so they are made here first."""
    if editor.connection.alias != "default":
        return
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    desk, _ = content_type.objects.get_or_create(app_label="console", model="desk")
    for job, rights in RIGHTS.items():
        made, _ = group.objects.get_or_create(name=job)
        for right in rights:
            given, _ = permission.objects.get_or_create(
                content_type=desk, codename=right, defaults={"name": NAMES[right]}
            )
            made.permissions.add(given)


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
