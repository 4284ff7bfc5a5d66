"""Taking a photo away from one's own screens, and putting it back, each with the way back."""

from __future__ import annotations

from kiosk.domain import PhotoId
from kiosk.views.language import tr
from kiosk.views.screen import Hands


def remove(hands: Hands, photo: PhotoId) -> None:
    """Only this person stops seeing it."""
    mailbox, kept = hands.mailbox, hands.kept
    mailbox.remove_photo(photo, done=kept)
    said = tr("Photo removed. Only you stop seeing it.")
    hands.toast(said, "trash-2", lambda: mailbox.restore_photo(photo, done=kept))


def put_back(hands: Hands, photo: PhotoId) -> None:
    """It stands among the others again."""
    mailbox, kept = hands.mailbox, hands.kept
    mailbox.restore_photo(photo, done=kept)
    said = tr("The photo is back with the others.")
    hands.toast(said, "undo-2", lambda: mailbox.remove_photo(photo, done=kept))
