"""Registers the app with Django."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """The app's name and label."""

    name = "central.connections"
    verbose_name = "Connections"
    default_auto_field = "django.db.models.BigAutoField"
