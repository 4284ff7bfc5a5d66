"""The demonstration's mail: it lies in a folder; what was sent long ago in the story is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from central import world
from central.mail import emails

KEPT = timedelta(days=2)


def deliver_at_once() -> None:
    """From here on in the story, mail goes out as it is written; what is older goes nowhere."""
    emails.send_waiting()
    settings.CENTRAL_MAIL_DELIVERY = "inline"


class RecentMail(EmailBackend):
    """Keeps mails as files, but for those that were sent more than two days ago."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails down; returns how many were sent."""
        if world.now() < datetime.now(UTC) - KEPT:
            return len(email_messages)
        return super().send_messages(email_messages) or 0
