"""Registers the app with Django."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """The app's name and label."""

    name = "central.devices"
    verbose_name = "Devices"
    default_auto_field = "django.db.models.BigAutoField"
