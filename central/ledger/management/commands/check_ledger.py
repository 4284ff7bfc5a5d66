"""`manage.py check_ledger`: hold the ledger against itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from central.ledger.checking import faults


class Command(BaseCommand):
    """Fails, naming each fault, unless all accounts agree with their lines and sum to zero."""

    help = "Check that every balance is the sum of its lines and all sum to zero."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Check and report."""
        found = faults()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The ledger is right.")
