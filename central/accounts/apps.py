"""Registers the app with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app's name and label."""

    name = "central.accounts"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"
