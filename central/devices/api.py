"""The device API under /v1, as in `docs/protocol/openapi.json`."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from central import secret
from central.devices import (
    blobs,
    commands,
    enrolment,
    envelopes,
    journal,
    policy,
    postbox,
    problems,
    schemas,
    sessions,
    staff_screen,
    tokens,
    versions,
)
from central.devices.journal_schemas import ReceiptsAnswer, ReceiptsRequest
from central.devices.models import Device, Token
from central.feed import changes, cursors, states
from central.mail import opening
from central.mail.models import Message
from central.refusals import Refused

PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 410, 422, 426, 429, 500), schemas.Problem)


class DeviceToken(HttpBearer):
    """A device's token, from `POST /v1/devices/token`."""

    def authenticate(self, request: HttpRequest, token: str) -> Device:  # noqa: ARG002
        """The device."""
        return tokens.device_of(token)


class PostBoxToken(HttpBearer):
    """A device's token for the post box alone."""

    def authenticate(self, request: HttpRequest, token: str) -> Device:  # noqa: ARG002
        """The device, which may be a revoked one."""
        return tokens.post_box_device_of(token)


class AnySessionToken(HttpBearer):
    """A session's token, also one that is good for choosing a PIN alone."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The session."""
        session = tokens.session_of(token)
        versions.require_new_enough(request, session.device.facility)
        return session


class SessionToken(AnySessionToken):
    """A session's token, from `POST /v1/sessions`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The session, once a one-time PIN was replaced."""
        session = super().authenticate(request, token)
        if session.pin_only:
            raise Refused("must-change-pin")
        return session


class DeviceRequest(HttpRequest):
    """A request that came with a device's token."""

    auth: Device


class SessionRequest(HttpRequest):
    """A request that came with a session's token."""

    auth: Token


api = NinjaAPI(
    title="Central",
    version="1",
    description="What a kiosk or tablet says to the central service.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="v1",
)
problems.install(api)
device_token = DeviceToken()
post_box_token = PostBoxToken()
session_token = SessionToken()
any_session_token = AnySessionToken()


@api.post("/devices/enroll", response={200: schemas.EnrollAnswer, **PROBLEMS}, auth=None)
def enroll(request: HttpRequest, body: schemas.EnrollRequest) -> dict[str, Any]:
    """Trade a one-time code for a place among the devices; pending until staff confirm."""
    address = request.META.get("REMOTE_ADDR", "")
    device = enrolment.enroll(body.code, body.public_key, body.kind, body.app_version, address)
    public = secret.receipt_key().public_key().public_bytes_raw()
    return {
        "device": str(device.pk),
        "facility_name": device.facility.name,
        "device_name": device.name,
        "central_key": base64.b64encode(public).decode(),
        "check_digits": enrolment.check_digits(device),
        "status": device.status,
        "post_box_key": base64.b64encode(secret.post_box_key()).decode(),
        "staff_key": base64.b64encode(staff_screen.key(device)).decode(),
    }


@api.post("/devices/token", response={200: schemas.Token, **PROBLEMS}, auth=None)
def token(request: HttpRequest, body: schemas.TokenRequest) -> dict[str, Any]:  # noqa: ARG001
    """A short-lived token for a signed assertion."""
    issued = enrolment.token(body.assertion, post_box=body.scope == "postbox")
    return {"token": issued, "expires_in": int(tokens.DEVICE_LIFE.total_seconds())}


@api.get("/devices/self", response={200: schemas.DeviceSelf, **PROBLEMS}, auth=device_token)
def device_self(request: DeviceRequest) -> dict[str, Any]:
    """The facility's policy, and the people with a vault on this device."""
    return policy.of_device(request.auth)


@api.post("/sessions", response={200: schemas.SessionAnswer, **PROBLEMS}, auth=device_token)
def sign_in(request: DeviceRequest, body: schemas.SessionRequest) -> dict[str, Any]:
    """Sign in by number and PIN, or by the key of this device's vault."""
    versions.require_new_enough(request, request.auth.facility)
    if body.assertion:
        return sessions.sign_in_with_key(request.auth, body.assertion)
    return sessions.sign_in_with_pin(request.auth, body.number, body.pin, body.vault_key)


@api.post(
    "/sessions/pin", response={200: schemas.SessionAnswer, **PROBLEMS}, auth=any_session_token
)
def change_pin(request: SessionRequest, body: schemas.PinRequest) -> dict[str, Any]:
    """Choose a new PIN."""
    return sessions.change_pin(request.auth, body.old_pin, body.new_pin, body.vault_key)


@api.get(
    "/changes",
    response={200: schemas.Changes, **PROBLEMS},
    auth=session_token,
    exclude_unset=True,
)
def feed(request: SessionRequest, cursor: str = "") -> dict[str, Any]:
    """One page of what changed since the cursor; everything without one."""
    inmate = _inmate(request)
    page = changes.page(inmate, cursor)
    page["poll_after"] = 0 if page["more"] else inmate.facility.poll_seconds
    return page


@api.post("/commands", response={200: schemas.CommandsAnswer, **PROBLEMS}, auth=session_token)
def command(request: SessionRequest, body: schemas.CommandsRequest) -> dict[str, Any]:
    """Carry out up to 50 commands in order; a receipt for each."""
    inmate = _inmate(request)
    if body.epoch not in {"", str(cursors.epoch())}:
        raise Refused("epoch-changed")
    receipts = []
    for one in body.commands:
        receipts.append(commands.carry_out(inmate, one.id, one.kind, one.args))
    return {"receipts": receipts}


@api.post("/postbox", response={200: envelopes.EnvelopeAnswer, **PROBLEMS}, auth=post_box_token)
def hand_in(request: DeviceRequest, body: envelopes.EnvelopeRequest) -> dict[str, Any]:
    """Hand in one envelope; those of one vault in the order of their counters."""
    answer = postbox.hand_in(request.auth, body)
    return {"status": answer.status, "code": answer.code}


@api.post(
    "/postbox/empty", response={200: envelopes.EnvelopeAnswer, **PROBLEMS}, auth=post_box_token
)
def emptied(request: DeviceRequest) -> dict[str, Any]:
    """A retired or revoked device has nothing left to hand in, and erases itself now."""
    postbox.emptied(request.auth)
    return {"status": "taken"}


@api.post("/receipts", response={200: ReceiptsAnswer, **PROBLEMS}, auth=session_token)
def receipts(request: SessionRequest, body: ReceiptsRequest) -> dict[str, Any]:
    """Take up to 50 receipts that a device holds, and book as written those that a restore lost."""
    epoch = str(cursors.epoch())
    handed = [(one.receipt, one.args) for one in body.receipts]
    return {"epoch": epoch, "answers": journal.take(_inmate(request), handed)}


@api.put("/state/{kind}/{item}", response={200: schemas.WireState, **PROBLEMS}, auth=session_token)
def put_state(
    request: SessionRequest, kind: str, item: str, body: schemas.StateRequest
) -> dict[str, Any]:
    """Keep a draft, mark or setting."""
    inmate = _inmate(request)
    state = states.put(inmate, kind, item[:64], base_rev=body.base_rev, fields=body.fields)
    if kind == "mark" and body.fields.get("seen") is True:
        seen = Message.objects.select_related("connection").filter(
            pk=item, connection__inmate=inmate
        )
        for message in seen:
            opening.note_seen_by_inmate(message)
    return dict(state)


@api.get("/blobs/{sha256}", response=PROBLEMS, auth=session_token)
def blob(request: SessionRequest, sha256: str) -> HttpResponse:
    """Photo bytes, with Range and a strong ETag."""
    return blobs.answer(request, _inmate(request), sha256)


def _inmate(request: SessionRequest) -> Any:
    return request.auth.inmate
