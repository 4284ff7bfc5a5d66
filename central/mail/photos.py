"""Sending photos: checked, made into renditions, charged, put in the review queue."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from central import world
from central.accounts import contacts
from central.connections.models import Connection
from central.connections.standing import locked, require_open
from central.ledger import accounts, audit, booking
from central.ledger.models import TransferKind
from central.mail import items, media, renditions
from central.mail.models import Item, Photo, Rendition
from central.refusals import Refused
from central.text import clean

LONGEST_CAPTION = 300


def send_photo(
    connection: Connection,
    data: bytes,
    *,
    caption: str = "",
    expected_price: int,
    photo_id: UUID | None = None,
    picture: renditions.Picture | None = None,
) -> Photo:
    """Send a photo; `photo_id` makes a repeated click the same photo.

    `picture` is what `renditions.make` made of the same bytes, where that was done before.

    The pictures are made and stored before the transaction begins: it holds no lock for long,
    and what a refusal leaves behind is only unnamed bytes. Refuses as `send_from_contact`, and
    too-large, not-a-picture, too-many-pixels.
    """
    sent = _sent_before(connection, photo_id)
    if sent is not None:
        return sent
    _check(connection, caption, expected_price)
    picture = picture or renditions.make(data)
    original = media.store(data)
    stored = {name: (media.store(made.data), made) for name, made in picture.sizes.items()}
    with transaction.atomic():
        connection = locked(connection)
        sent = _sent_before(connection, photo_id)
        if sent is not None:
            return sent
        text = _check(connection, caption, expected_price)
        photo = Photo.objects.create(
            pk=photo_id or world.new_id(),
            connection=connection,
            price=expected_price,
            state=Item.State.WAITING,
            reviewed=True,
            sent_at=world.now(),
            caption=text,
            original=original,
            original_type=picture.format,
        )
        _keep_renditions(photo, stored)
        _charge(photo)
        return photo


def _keep_renditions(photo: Photo, stored: dict[str, tuple[str, renditions.Made]]) -> None:
    for name, (sha256, made) in stored.items():
        Rendition.objects.create(
            photo=photo,
            name=name,
            sha256=sha256,
            size=len(made.data),
            width=made.width,
            height=made.height,
        )


def _charge(photo: Photo) -> None:
    connection, thing = photo.connection, items.thing_of(photo)
    payer = accounts.of_contact(connection.contact)
    kind = TransferKind.PHOTO_SEND
    booking.charge(f"send:{photo.pk}", kind, thing, payer, connection, photo.price)
    facility = connection.inmate.facility
    audit.record(connection.contact, "photo.send", thing, facility, price=photo.price)


def _sent_before(connection: Connection, photo_id: UUID | None) -> Photo | None:
    """What was sent under this id, whatever has changed since: the first answer may be lost."""
    sent = Photo.objects.filter(pk=photo_id).first() if photo_id else None
    if sent is not None and sent.connection_id != connection.pk:
        raise Refused("not-allowed")
    return sent


def _check(connection: Connection, caption: str, expected_price: int) -> str:
    contacts.require_working(connection.contact)
    require_open(connection)
    facility = connection.inmate.facility
    if not facility.photos_on:
        raise Refused("service-off")
    if expected_price != facility.photo_price:
        raise Refused("price-changed", price=facility.photo_price)
    text = clean(caption, one_line=True)
    if len(text) > LONGEST_CAPTION:
        raise Refused("too-long", limit=LONGEST_CAPTION)
    balance = accounts.of_contact(connection.contact).balance
    if balance < expected_price:
        raise Refused("too-few-credits", missing=expected_price - balance)
    return text
