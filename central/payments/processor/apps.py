"""The processor as a Django app, kept in the database alias `processor`."""

from __future__ import annotations

from django.apps import AppConfig


class ProcessorConfig(AppConfig):
    """Register the test processor."""

    name = "central.payments.processor"
    label = "processor"
