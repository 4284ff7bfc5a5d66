"""`manage.py expire_cursors`: make every device read its feeds from the start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from central.feed.operating import expire_cursors


class Command(BaseCommand):
    """An operator's act, for example after a repair of rows by hand."""

    help = "Answer cursor-expired to every cursor handed out so far."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Expire and say how many feeds."""
        self.stdout.write(f"{expire_cursors()} feeds")
