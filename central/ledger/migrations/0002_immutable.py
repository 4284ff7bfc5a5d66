"""Makes transfers, entries and audit rows unchangeable in the database itself."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ["ledger_transfer", "ledger_entry", "ledger_auditrow"]


def forbid(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the triggers, in the words of the database at hand."""
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION central_immutable() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% rows cannot be changed', TG_TABLE_NAME; END $$",
            params=None,  # its % is PL/pgSQL's, not a placeholder
        )
    for table in TABLES:
        if vendor == "sqlite":
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} rows cannot be changed'); END"
                )
            # INSERT OR REPLACE deletes without firing delete triggers; refuse it as well.
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows cannot be changed'); END"
            )
        elif vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION central_immutable()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION central_immutable()"
            )
        else:
            raise NotImplementedError(f"no immutable tables on {vendor}")


def allow(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again, for a migration backwards."""
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        if vendor == "sqlite":
            for act in ("update", "delete", "replace"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
        elif vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_rows ON {table}")
            schema_editor.execute(f"DROP TRIGGER {table}_all ON {table}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION central_immutable()")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
