"""Photographs on their way: sent, reviewed, looked at, each act at its own time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from central.connections.models import Connection
from central.demo import purse
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.demo.darkroom import Darkroom, Shot
from central.demo.people import OUTSIDERS, Outsider
from central.demo.timing import between, chance
from central.feed import states
from central.mail import photos, review
from central.mail.models import Photo


class Album:
    """Puts the photographs on the agenda; `last_sign_in` is when each inmate last looked."""

    def __init__(self, cast: Cast, agenda: Agenda, darkroom: Darkroom) -> None:
        self._cast = cast
        self._agenda = agenda
        self._darkroom = darkroom
        self.last_sign_in: dict[str, datetime] = {}

    def plan(self) -> int:
        """Put everything on the agenda; returns how many photographs there are."""
        outsiders = {outsider.username: outsider for outsider in OUTSIDERS}
        planned = self._darkroom.plan()
        for each in planned:
            outsider = outsiders[each.shot.username]
            self._agenda.at(each.moment, partial(self._send, outsider, each.shot))
        return len(planned)

    def _send(self, outsider: Outsider, shot: Shot) -> None:
        jpeg, picture = self._darkroom.next()
        tie = Connection.objects.select_related("contact__user", "inmate__facility").get(
            pk=self._cast.ties[outsider.username].pk
        )
        price = tie.inmate.facility.photo_price
        purse.afford(tie.contact, price, outsider.usual)
        photo = photos.send_photo(
            tie, jpeg, caption=shot.caption, expected_price=price, picture=picture
        )
        if shot.fate == "waiting":
            return
        wait = timedelta(minutes=12) if shot.fate == "new" else between(shot.file, 0.5, 6)
        decided = photo.sent_at + wait
        self._agenda.at(decided, partial(self._review, outsider, shot, photo.pk))

    def _review(self, outsider: Outsider, shot: Shot, photo_id: UUID) -> None:
        photo = _photo(photo_id)
        if shot.fate == "rejected":
            review.reject(photo, reason="other", text=shot.words, by=self._cast.mailroom)
            return
        approved = review.approve(photo, by=self._cast.mailroom)
        now = approved.approved_at or photo.sent_at
        if shot.fate == "withdrawn":
            later = now + timedelta(days=2)
            self._agenda.at(later, partial(self._withdraw, shot, photo_id))
        looked = self.last_sign_in[outsider.inmate]
        if shot.fate != "new" and now < looked:
            seen = min(now + between((shot.file, "seen"), 1, 20), looked)
            self._agenda.at(seen, partial(self._look, outsider, shot, photo_id))

    def _look(self, outsider: Outsider, shot: Shot, photo_id: UUID) -> None:
        luck = chance("look", shot.file)
        fields: dict[str, bool | int] = {"seen": True}
        if luck.random() < 0.13:
            fields["favourite"] = True
        if luck.random() < 0.02:
            fields["rotation"] = 90
        inmate = self._cast.inmates[outsider.inmate]
        states.put(inmate, "mark", str(photo_id), base_rev=0, fields=fields)

    def _withdraw(self, shot: Shot, photo_id: UUID) -> None:
        photo = _photo(photo_id)
        review.withdraw(photo, note=shot.words, refund=True, by=self._cast.supervisor)


def _photo(photo_id: UUID) -> Photo:
    related = ("connection__contact__user", "connection__inmate__facility")
    return Photo.objects.select_related(*related).get(pk=photo_id)
