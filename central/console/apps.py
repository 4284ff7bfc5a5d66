"""Registers the staff console with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The app's name and label."""

    name = "central.console"
    label = "console"
    verbose_name = "Staff console"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give everyone who is appointed the rights of their job."""
        from central.console import roles  # noqa: F401
