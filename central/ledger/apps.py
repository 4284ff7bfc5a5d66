"""Registers the app with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app's name and label."""

    name = "central.ledger"
    verbose_name = "Ledger"
    default_auto_field = "django.db.models.BigAutoField"
