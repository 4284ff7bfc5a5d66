"""Registers the app with Django."""

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    """The app's name and label."""

    name = "central.facilities"
    verbose_name = "Facilities"
    default_auto_field = "django.db.models.BigAutoField"
