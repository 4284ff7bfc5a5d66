"""Text messages: the interface is `accounts.contacts.TextSender`; these are the senders at hand."""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from central import world
from central.accounts.contacts import TextSender


class ConsoleSender:
    """Prints the text on standard output, for a developer's own machine."""

    def send(self, phone: str, text: str) -> None:
        """Print one text message."""
        sys.stdout.write(f"Text message to {phone}: {text}\n")
        sys.stdout.flush()


class FolderSender:
    """Lays each text message in a folder beside the e-mails, for a demonstration."""

    def send(self, phone: str, text: str) -> None:
        """Write one text message."""
        folder = Path(settings.TEXT_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{world.now():%Y%m%d-%H%M%S-%f}.txt"
        (folder / name).write_text(f"{phone}\n{text}\n", encoding="utf-8")


def sender() -> TextSender:
    """The sender named by the setting TEXT_SENDER."""
    made: TextSender = import_string(settings.TEXT_SENDER)()
    return made
