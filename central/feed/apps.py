"""Registers the app with Django."""

from django.apps import AppConfig


class FeedConfig(AppConfig):
    """The app's name and label."""

    name = "central.feed"
    verbose_name = "Feed"
    default_auto_field = "django.db.models.BigAutoField"
