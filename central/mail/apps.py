"""Registers the app with Django."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The app's name and label."""

    name = "central.mail"
    verbose_name = "Mail"
    default_auto_field = "django.db.models.BigAutoField"
