"""Keep the processor's tables in the processor's database, and nothing else there."""

from __future__ import annotations

from typing import Any

ALIAS = "processor"


class ProcessorRouter:
    """Send the app `processor` to its own database; Django's router protocol."""

    def db_for_read(self, model: type[Any], **_: Any) -> str | None:
        """Name the database for reading a model, or leave it to others."""
        return ALIAS if model._meta.app_label == ALIAS else None

    def db_for_write(self, model: type[Any], **_: Any) -> str | None:
        """Name the database for writing a model, or leave it to others."""
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool | None:
        """Say whether an app's tables may be made in a database."""
        return (app_label == ALIAS) == (db == ALIAS)
