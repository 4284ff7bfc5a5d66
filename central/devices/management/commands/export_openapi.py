"""`manage.py export_openapi`: write docs/protocol/openapi.json."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.devices.openapi import PLACE, describe


class Command(BaseCommand):
    """Writes the description of the device API."""

    help = "Write docs/protocol/openapi.json."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write the file."""
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        PLACE.write_text(describe(), encoding="utf-8")
