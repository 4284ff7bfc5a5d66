"""Registers the app with Django."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """The app's name and label."""

    name = "central.tickets"
    verbose_name = "Tickets"
    default_auto_field = "django.db.models.BigAutoField"
