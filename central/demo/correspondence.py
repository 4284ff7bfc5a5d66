"""Letters on their way: sent, paid for, reviewed, opened, each act at its own time."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from central.connections.models import Connection
from central.demo import letters, people, purse
from central.demo.agenda import Agenda
from central.demo.cast import Cast
from central.demo.letters import Letter
from central.demo.timing import between
from central.feed import states
from central.mail import opening, review, sending
from central.mail.models import Message


class Correspondence:
    """Puts one contact's letters on the agenda and sees each through to what became of it."""

    def __init__(self, cast: Cast, agenda: Agenda, outsider: people.Outsider) -> None:
        self._cast = cast
        self._agenda = agenda
        self._outsider = outsider

    def plan(self, now: datetime) -> int:
        """Put all letters on the agenda; returns how many there are."""
        written = letters.read(self._outsider.letters)
        for letter in written:
            moment = letter.when.at(now)
            self._agenda.at(moment, partial(self._send, letter, moment))
        return len(written)

    def _tie(self) -> Connection:
        return Connection.objects.select_related("contact__user", "inmate__facility").get(
            pk=self._cast.ties[self._outsider.username].pk
        )

    def _send(self, letter: Letter, moment: datetime) -> None:
        tie = self._tie()
        price = tie.inmate.facility.message_price
        payment = Message.Payment.COD if letter.collect else Message.Payment.PREPAID
        if letter.incoming:
            if not letter.collect:
                purse.afford(tie.contact, price, self._outsider.usual)
            message = sending.send_from_contact(
                tie, letter.body, payment=payment, expected_price=price
            )
        else:
            message = sending.send_from_inmate(
                tie,
                letter.body,
                payment=payment,
                expected_price=price,
                message_id=uuid4(),  # the app's own ids are random
                act=str(uuid4()),
            )
        if letter.fate != "waiting":
            decided = moment + (letter.review or between(message.body, 0.4, 5))
            self._agenda.at(decided, partial(self._review, letter, message.pk, decided))

    def _review(self, letter: Letter, message_id: UUID, moment: datetime) -> None:
        message = _message(message_id)
        if letter.fate == "rejected":
            words, reason = letter.reason_text, letter.reason
            review.reject(message, reason=reason, text=words, by=self._cast.mailroom)
            return
        review.approve(message, by=self._cast.mailroom)
        if letter.fate not in {"delivered", "sealed", "new"}:
            opened = moment + (letter.open or between((message.body, "open"), 0.5, 14))
            self._agenda.at(opened, partial(self._open, message_id))

    def _open(self, message_id: UUID) -> None:
        message = _message(message_id)
        price = opening.price_to_open(message)
        inmate = message.connection.inmate
        if message.direction == Message.Direction.OUT:
            purse.afford(message.connection.contact, price, self._outsider.usual)
            opening.open_by_contact(message, expected_price=price)
            return
        if price:
            opening.open_by_inmate(message, expected_price=price, act=str(uuid4()))
        else:
            opening.note_seen_by_inmate(message)
        states.put(inmate, "mark", str(message_id), base_rev=0, fields={"seen": True})


def _message(message_id: UUID) -> Message:
    return Message.objects.select_related(
        "connection__contact__user", "connection__inmate__facility"
    ).get(pk=message_id)


def begin_draft(cast: Cast) -> None:
    """Leave a letter unfinished, as the app keeps it."""
    inmate, to, body = people.DRAFT
    fields = {"connection": str(cast.ties[to].pk), "body": body, "payment": "prepaid"}
    states.put(cast.inmates[inmate], "draft", str(uuid4()), base_rev=0, fields=fields)
