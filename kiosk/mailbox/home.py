"""The home screen: all that is new, in one look."""

from __future__ import annotations

from kiosk.domain import ConnectionState, Home, PhotoFilter
from kiosk.mailbox.account import Account
from kiosk.vault import messages, people, photos, refusals, tickets, visits

NEW_PHOTOS = 12
LATEST_PHOTOS = 6


class HomePage(Account):
    """What the home screen says."""

    def home(self) -> Home:
        """Everything that is new since the person last looked."""
        reader = self._reader
        threads = messages.threads(reader)
        new = photos.newest(reader, PhotoFilter(new=True), NEW_PHOTOS)
        return Home(
            profile=self.profile(),
            new_photos=new,
            new_photo_count=photos.count(reader, PhotoFilter(new=True)),
            threads=threads,
            unread_count=sum(thread.unread for thread in threads),
            requests=people.connections(reader, ConnectionState.REQUESTED),
            last_credit=people.last_credit(reader),
            answers=tickets.answers(reader),
            visits=visits.ahead(reader, self._now()) if self.policy().services.visits else (),
            refusals=refusals.shown(reader),
            latest_photos=() if new else photos.newest(reader, PhotoFilter(), LATEST_PHOTOS),
        )
