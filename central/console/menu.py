"""The console's menu and its own style and script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static


def style(_request: HttpRequest) -> str:
    """The console's style sheet."""
    return static("console/console.css")


def script(_request: HttpRequest) -> str:
    """The console's script: keys of the queue."""
    return static("console/console.js")


def navigation(_request: HttpRequest) -> list[dict[str, Any]]:
    """The side bar."""
    return []
