"""Registers the family pages with Django."""

from __future__ import annotations

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """The app's name and label."""

    name = "central.family"
    label = "family"
    verbose_name = "Family pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for confirmed e-mail addresses."""
        from central.family import signup  # noqa: F401
