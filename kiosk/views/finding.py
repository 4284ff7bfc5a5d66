"""The way to the search, as it stands on several screens."""

from __future__ import annotations

from kiosk.ui.button import Button
from kiosk.views.language import tr
from kiosk.views.router import Search
from kiosk.views.screen import Hands, named


def search_button(hands: Hands, origin: str) -> Button:
    """Leads to the search, from which Back leads here again."""
    button = named(Button(tr("Search"), "search", "secondary"), "search")
    button.clicked.connect(lambda: hands.go(Search(origin)))
    return button
