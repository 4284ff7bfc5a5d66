"""Book every payment the gateway has captured: after a restore, or when in doubt."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.payments import booking


class Command(BaseCommand):
    """Safe to run at any time: each payment is booked once."""

    help = "Book every payment that the card processor has captured."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run it and say how many payments were looked at."""
        self.stdout.write(f"{booking.book_all_captured()} captured payments looked at")
