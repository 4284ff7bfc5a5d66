"""`manage.py close_visits`: refund what nobody accepted in time; run it every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.visits import ending


class Command(BaseCommand):
    """Close the visits whose time has come."""

    help = "Close visits whose time has come, and refund those that nobody accepted."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say how many there were."""
        self.stdout.write(f"{ending.close_due()} closed")
