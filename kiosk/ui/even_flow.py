"""A flow whose lines hold as many items each, all of one width."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayoutItem

from kiosk.ui.flow import FlowLayout, Line


class EvenFlow(FlowLayout):
    """As few lines as the width allows, with the items shared out evenly among them."""

    def _wrapped(self, items: list[QLayoutItem], width: int) -> list[Line]:
        lines = super()._wrapped(items, width)
        placed = [each for line in lines for each in line]
        if not placed:
            return lines
        most = -(-len(placed) // len(lines))
        room = (width - self.spacing() * (most - 1)) // most
        if any(size.width() > room for _item, size in placed):
            return lines  # some need more than their share
        even = [(item, QSize(room, size.height())) for item, size in placed]
        return [even[at : at + most] for at in range(0, len(even), most)]
