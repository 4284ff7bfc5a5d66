"""What is to be known of one photo."""

from __future__ import annotations

from kiosk.domain import Photo, harmless
from kiosk.ui.sheet import Sheet
from kiosk.views import words
from kiosk.views.faces import photo_name
from kiosk.views.language import tr
from kiosk.views.read_button import read_button
from kiosk.views.screen import Hands


def lost() -> str:
    """Said of a photo that a restore of the service lost."""
    return tr("The service no longer has this photo. It stays on this device.")


def open_about(hands: Hands, photo: Photo) -> None:
    """The whole caption, from whom it is, and when it was sent and arrived."""
    now = hands.now()
    sheet = Sheet(tr("About this photo"), hands.window)
    if harmless.line(photo.caption):
        sheet.text(words.quoted(photo.caption))
        if hands.aloud.able:
            name, about = f"caption:{photo.id}", photo_name(photo, now)
            sheet.add(read_button(hands.aloud, name, photo.caption, about))
    if photo.lost:
        sheet.text(lost())
    sheet.rows(
        [
            (tr("From"), words.person(photo.contact_name)),
            (tr("Sent", "photo"), words.moment_title(photo.sent_at, now)),
            (tr("Arrived", "photo"), words.moment_title(photo.delivered_at, now)),
        ],
        strong_last=False,
    )
    sheet.back.setText(tr("OK"))
    sheet.open()
