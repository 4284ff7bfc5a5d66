"""The post box: sealed commands of people who have signed out, carried out once, whoever brings."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from pydantic import ValidationError

from central import secret, world
from central.accounts.models import Inmate, User
from central.connections.models import Connection
from central.devices import returned
from central.devices.envelopes import EnvelopeRequest
from central.devices.models import Device, Envelope, RegisteredKey
from central.devices.schemas import CommandsRequest
from central.facilities.models import StaffRole
from central.facilities.staff import facilities_of, require
from central.feed import publishing
from central.ledger import accounts, audit
from central.refusals import Refused

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
LABEL = b"kiosk post box 1\n"
MOST_WAITING = 200  # envelopes of one device that staff have not decided about
State = Envelope.State


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an envelope: taken, waiting or refused, and the code of a refusal."""

    status: str
    code: str = ""


def signed_bytes(envelope: EnvelopeRequest) -> bytes:
    """What the vault's key signs: a label, then all other fields as receipts are signed."""
    fields = envelope.model_dump(mode="json", exclude={"signature"})
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return LABEL + text.encode()


def hand_in(device: Device, envelope: EnvelopeRequest) -> Answer:
    """Carry out an envelope, or keep it for staff; the same again gets the same answer.

    Codes of refusals: unknown-key, bad-signature, envelope-differs, counter-used, unreadable,
    account-closed. Raises Refused device-pending, and rate-limited where too many wait.
    """
    if device.status == Device.Status.PENDING:
        raise Refused("device-pending")
    key = (
        RegisteredKey.objects.select_related("inmate__facility", "device")
        .filter(pk=envelope.key, inmate=envelope.inmate)
        .first()
    )
    if key is None:
        return Answer("refused", "unknown-key")
    signed = signed_bytes(envelope)
    if not _signed_by(key, envelope.signature, signed):
        return Answer("refused", "bad-signature")
    digest = hashlib.sha256(signed).hexdigest()
    before = _before(key, envelope, digest)
    if before is not None:
        return before
    opened = _open(envelope)
    commands = None if opened is None else _read(opened)
    if commands is None:
        return Answer("refused", "unreadable")
    if key.inmate.status == Inmate.Status.ERASED:
        return Answer("refused", "account-closed")
    why = _reason_to_wait(device, key)
    if why and Envelope.objects.filter(device=device, state=State.WAITING).count() >= MOST_WAITING:
        raise Refused("rate-limited", retry_after=3600)
    if not why:  # each command in its own transaction, as if it came by itself
        for command in commands.commands:
            returned.carry_out(key.inmate, command)
    return _note(device, key, envelope, digest, opened if why else None, why)


def _signed_by(key: RegisteredKey, signature: str, signed: bytes) -> bool:
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(bytes(key.public_key)).verify(raw, signed)
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True


def _before(key: RegisteredKey, envelope: EnvelopeRequest, digest: str) -> Answer | None:
    held = Envelope.objects.filter(pk=envelope.id).first()
    if held is None:
        used = Envelope.objects.filter(key=key, counter=envelope.counter).exists()
        return Answer("refused", "counter-used") if used else None
    if held.digest != digest:
        return Answer("refused", "envelope-differs")
    return Answer("waiting" if held.state == State.WAITING else "taken")


def _open(envelope: EnvelopeRequest) -> bytes | None:
    own = secret.post_box_keys().get(envelope.sealed_to)
    if own is None:
        return None
    try:
        sealed = base64.b64decode(envelope.sealed, validate=True)
        return SUITE.decrypt(sealed, own, info=LABEL + str(envelope.id).encode())
    except (binascii.Error, ValueError, InvalidTag):
        return None


def _read(opened: bytes) -> CommandsRequest | None:
    try:
        return CommandsRequest.model_validate_json(opened)
    except ValidationError:
        return None


def _note(
    device: Device,
    key: RegisteredKey,
    envelope: EnvelopeRequest,
    digest: str,
    content: bytes | None,
    why: str,
) -> Answer:
    state = State.WAITING if why else State.TAKEN
    try:
        with transaction.atomic():
            Envelope.objects.create(
                id=envelope.id,
                key=key,
                counter=envelope.counter,
                device=device,
                digest=digest,
                state=state,
                why=why,
                content=content,
                at=world.now(),
            )
            thing = ("envelope", envelope.id)
            place = key.inmate.facility
            audit.record(f"device:{device.pk}", f"envelope.{state.value}", thing, place)
    except IntegrityError:  # brought twice at the same moment
        again = _before(key, envelope, digest)
        if again is None:
            raise
        return again
    return Answer(state.value)


def _reason_to_wait(device: Device, key: RegisteredKey) -> str:
    """Why staff decide about it: whoever holds a revoked device may hold its keys."""
    if Device.Status.REVOKED in {device.status, key.device.status}:
        return "device-revoked"
    if key.inmate.status == Inmate.Status.FROZEN:
        return "account-frozen"
    return "account-closed" if key.inmate.status != Inmate.Status.ACTIVE else ""


@transaction.atomic
def emptied(device: Device) -> None:
    """A retired or revoked device has handed in all it has, and erases itself."""
    if device.status not in {Device.Status.RETIRED, Device.Status.REVOKED}:
        raise Refused("invalid", reason="status")
    if device.erased_at is not None:
        return
    device.erased_at = world.now()
    device.save(update_fields=["erased_at"])
    audit.record(f"device:{device.pk}", "device.erase", ("device", device.pk), device.facility)


def waiting(user: User) -> QuerySet[Envelope]:
    """What staff have to decide, oldest first; only of their own facilities."""
    return (
        Envelope.objects.filter(state=State.WAITING, key__inmate__facility__in=facilities_of(user))
        .select_related("key__inmate__facility", "device")
        .order_by("at")
    )


@transaction.atomic
def approve(envelope: Envelope, *, by: User) -> Envelope:
    """Carry out what waited; refuses account-frozen and account-closed, and then it waits on."""
    envelope, commands = _decide(envelope, State.TAKEN, by)
    inmate = envelope.key.inmate
    publishing.lock(inmate.pk)
    accounts.lock_all(Connection.objects.filter(inmate=inmate).select_related("inmate"))
    for command in commands.commands:
        returned.carry_out(inmate, command)
    return envelope


@transaction.atomic
def discard(envelope: Envelope, *, by: User) -> Envelope:
    """Carry out nothing; the person sees what was not done, with its text."""
    envelope, commands = _decide(envelope, State.DISCARDED, by)
    for command in commands.commands:
        returned.show(envelope.key.inmate, command, Refused("discarded"))
    return envelope


def content(envelope: Envelope) -> CommandsRequest:
    """The commands of an envelope that waits."""
    return CommandsRequest.model_validate_json(bytes(envelope.content or b""))


def _decide(envelope: Envelope, state: State, by: User) -> tuple[Envelope, CommandsRequest]:
    envelope = (
        Envelope.objects.select_for_update(of=("self",), no_key=True)
        .select_related("key__inmate__facility")
        .get(pk=envelope.pk)
    )
    facility = envelope.key.inmate.facility
    require(by, facility, StaffRole.Role.ADMINISTRATOR)
    if envelope.state != State.WAITING:
        raise Refused("already-decided")
    commands = content(envelope)
    envelope.state, envelope.content = state, None
    envelope.decided_at, envelope.decided_by = world.now(), by
    envelope.save()
    audit.record(by, f"envelope.{state.value}", ("envelope", envelope.pk), facility)
    return envelope, commands
