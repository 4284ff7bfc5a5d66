"""Finds rows of central by id for tests, and tells of them in plain values."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from central.accounts.models import Contact, Inmate, User
from central.connections.models import Connection
from central.devices.models import Device
from central.facilities.models import Facility
from central.mail import items
from central.mail.models import Message, Photo

Answer = dict[str, Any]


def facility() -> Facility:
    """The facility: the first that was founded."""
    return Facility.objects.order_by("pk")[0]


def staff() -> User:
    """The member of staff who does what needs one."""
    return User.objects.get(username="reviewer")


def inmate(inmate: str) -> Inmate:
    """An inmate with their facility."""
    return Inmate.objects.select_related("facility").get(pk=inmate)


def contact(contact: str) -> Contact:
    """A contact with their user."""
    return Contact.objects.select_related("user").get(pk=contact)


def connection(connection: str) -> Connection:
    """A connection with both its ends."""
    rows = Connection.objects.select_related("contact__user", "inmate__facility")
    return rows.get(pk=connection)


def device(device: str) -> Device:
    """A device; the newest unless named."""
    if device:
        return Device.objects.get(pk=device)
    return Device.objects.order_by("-enrolled_at", "-pk")[0]


def item(item: str) -> items.AnyItem:
    """A message or photo."""
    found = Message.objects.filter(pk=item).first()
    return Photo.objects.get(pk=item) if found is None else found


def owner(owner: str) -> dict[str, UUID]:
    """Whose account an id names, as the fields of Account say it."""
    wanted = UUID(owner)
    if Contact.objects.filter(pk=wanted).exists():
        return {"contact_id": wanted}
    if Inmate.objects.filter(pk=wanted).exists():
        return {"inmate_id": wanted}
    return {"facility_id": wanted}


def answer(item: items.AnyItem) -> Answer:
    """How a message or photo stands."""
    told: Answer = {
        "id": str(item.pk),
        "type": items.kind_of(item),
        "state": item.state,
        "price": item.price,
        "refunded": item.refunded,
        "connection": str(item.connection_id),
        "appeal": item.appeal,
    }
    if isinstance(item, Message):
        told |= {"body": item.body, "direction": item.direction, "payment": item.payment}
    else:
        told |= {
            "caption": item.caption,
            "renditions": {row.name: row.sha256 for row in item.renditions.all()},
        }
    return told


def picture(width: int = 800, height: int = 600, seed: int = 1, kind: str = "JPEG") -> bytes:
    """A drawn picture; another `seed`, another picture."""
    ground = ((seed * 53) % 200 + 30, (seed * 97) % 200 + 30, (seed * 193) % 200 + 30)
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    for index in range(12):
        left = (seed * 31 + index * 67) % max(1, width - 40)
        top = (seed * 17 + index * 43) % max(1, height - 40)
        fill = ((index * 20 + seed) % 255, 255 - index * 20, 128)
        draw.ellipse((left, top, left + 60, top + 40), fill=fill)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
