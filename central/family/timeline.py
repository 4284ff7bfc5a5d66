"""Where a sent thing is, as steps that a person can follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from central.mail.models import Item, Message, Photo


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `when` is past, now or todo, `tone` colours the present one."""

    label: str
    icon: str
    when: Literal["done", "now", "todo"]
    at: datetime | None = None
    tone: Literal["", "good", "bad"] = ""


def steps(item: Message | Photo) -> list[Step]:
    """The steps of a thing that the contact sent, from sent to opened."""
    state = item.state
    made = [Step(_("Sent"), "check", "done", item.sent_at)]
    if state == Item.State.REJECTED:
        return [*made, Step(_("Not allowed"), "circle-x", "now", item.decided_at, "bad")]
    if state == Item.State.NOT_DELIVERED:
        return [*made, Step(_("Not delivered"), "circle-x", "now", None, "bad")]
    if item.reviewed:
        if state == Item.State.WAITING:
            made.append(Step(_("Waiting for review"), "hourglass", "now"))
        else:
            made.append(Step(_("Approved"), "check", "done", item.approved_at))
    made += _arrival(item)
    if state == Item.State.WITHDRAWN:
        made.append(Step(_("Taken back by the facility"), "ban", "now", item.withdrawn_at, "bad"))
    return made


def _arrival(item: Message | Photo) -> list[Step]:
    arrived, opened = item.delivered_at is not None, isinstance(item, Message) and item.opened_at
    last = isinstance(item, Photo)
    made = []
    if not arrived:
        made.append(Step(_("Delivered"), "circle", "todo"))
    elif item.state == Item.State.DELIVERED:
        made.append(Step(_("Delivered"), "circle-check", "now", item.delivered_at, "good"))
    else:
        made.append(Step(_("Delivered"), "check", "done", item.delivered_at))
    if not last and item.state != Item.State.WITHDRAWN:
        if opened and isinstance(item, Message):
            made.append(Step(_("Opened"), "eye", "now", item.opened_at, "good"))
        else:
            made.append(Step(_("Opened"), "circle", "todo"))
    return made
