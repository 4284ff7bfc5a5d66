"""Registers payments with Django, for its command."""

from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The app's name and label."""

    name = "central.payments"
    label = "payments"
