"""The app of backups."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Backups of central, and putting one back."""

    name = "central.backups"
