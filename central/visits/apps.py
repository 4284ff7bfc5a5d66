"""Registers the app with Django."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The app's name and label."""

    name = "central.visits"
    verbose_name = "Visits"
    default_auto_field = "django.db.models.BigAutoField"
