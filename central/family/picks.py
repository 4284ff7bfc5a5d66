"""Pictures that were chosen and checked, kept until they are sent or forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from central import world
from central.connections.models import Connection
from central.family.models import Pick
from central.mail import photos, renditions
from central.mail.models import Photo
from central.refusals import Refused

MOST = 20  # at once to one person
KEPT = timedelta(days=7)


def add(tie: Connection, file: UploadedFile[bytes]) -> Pick:
    """Check a picture and keep it; refuses too-large, not-a-picture, too-many-pixels."""
    _forget_old()
    if (file.size or 0) > renditions.LARGEST_UPLOAD:
        raise Refused("too-large", limit=renditions.LARGEST_UPLOAD)
    if tie.picks.count() >= MOST:
        raise Refused("too-many-picks", limit=MOST)
    data = file.read()
    small = renditions.make(data).sizes["screen"]
    pick = Pick.objects.create(connection=tie, made_at=world.now())
    default_storage.save(_original(pick), ContentFile(data))
    default_storage.save(_small(pick), ContentFile(small.data))
    return pick


def send(pick: Pick, expected_price: int) -> Photo:
    """Send one; its id is the photo's, so that a repeated click sends and charges once."""
    with default_storage.open(_original(pick), "rb") as file:
        data = file.read()
    photo = photos.send_photo(
        pick.connection,
        data,
        caption=pick.caption,
        expected_price=expected_price,
        photo_id=pick.pk,
    )
    drop(pick)
    return photo


def drop(pick: Pick) -> None:
    """Forget a picture that was not sent, or no longer needs keeping."""
    default_storage.delete(_original(pick))
    default_storage.delete(_small(pick))
    pick.delete()


def preview(pick: Pick) -> bytes:
    """The picture as a JPEG for the screen."""
    with default_storage.open(_small(pick), "rb") as file:
        return bytes(file.read())


def _forget_old() -> None:
    for pick in Pick.objects.filter(made_at__lt=world.now() - KEPT):
        drop(pick)


def _original(pick: Pick) -> str:
    return f"picks/{pick.pk}"


def _small(pick: Pick) -> str:
    return f"picks/{pick.pk}.jpg"
