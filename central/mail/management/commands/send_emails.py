"""`manage.py send_emails`: send what waits in the mail outbox, for a timer to call."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.mail.emails import send_waiting


class Command(BaseCommand):
    """Sends the e-mails that a crash or a mail server left waiting."""

    help = "Send the e-mails that still wait."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Send and say how many."""
        self.stdout.write(f"{send_waiting()} sent")
