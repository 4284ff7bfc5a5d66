"""Refuses on SQLite to replace a transfer or entry by a row of another id as well."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SAME_ID = "id = NEW.id"
SAME_KEYS = {
    "ledger_transfer": f"{SAME_ID} OR act = NEW.act",
    "ledger_entry": f"{SAME_ID} OR (account_id = NEW.account_id AND kind = NEW.kind "
    "AND thing = NEW.thing)",
}


def _lay(schema_editor: BaseDatabaseSchemaEditor, table: str, same: str) -> None:
    schema_editor.execute(f"DROP TRIGGER {table}_no_replace")
    schema_editor.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows cannot be changed'); END"
    )


def forbid(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """INSERT OR REPLACE deletes whatever row has one of the unique keys, not only the id."""
    if schema_editor.connection.vendor == "sqlite":
        for table, same in SAME_KEYS.items():
            _lay(schema_editor, table, same)


def allow(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Go back to looking at the id alone."""
    if schema_editor.connection.vendor == "sqlite":
        for table in SAME_KEYS:
            _lay(schema_editor, table, SAME_ID)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_immutable")]
    operations = [migrations.RunPython(forbid, allow)]
