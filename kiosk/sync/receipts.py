"""Central's signed receipts: read, and checked against central's key."""

from __future__ import annotations

import base64
import json

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.domain import CommandId, CommandStatus
from kiosk.sync import plausible
from kiosk.sync.failures import NotCentralError
from kiosk.sync.protocol import Receipt
from kiosk.vault.outbox import Settled


def read(written: msgspec.Raw, central_key: Ed25519PublicKey) -> Settled:
    """Read one receipt. Raises NotCentralError where central did not sign it.

    The signature is over the JSON of all other fields with sorted keys and no spaces, those
    included that this version does not know.
    """
    plausible.size(bytes(written))
    try:
        receipt = msgspec.json.decode(bytes(written), type=Receipt)
        fields = json.loads(bytes(written))
        signature = base64.b64decode(fields.pop("signature"), validate=True)
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        central_key.verify(signature, text.encode())
    except (msgspec.DecodeError, ValueError, KeyError, RecursionError, InvalidSignature) as error:
        raise NotCentralError("a receipt that central did not sign") from error
    plausible.numbers(receipt.seq, receipt.missing, receipt.price)
    return Settled(
        id=CommandId(receipt.id),
        status=CommandStatus(receipt.status),
        seq=receipt.seq,
        code=receipt.code,
        missing=receipt.missing,
        price=receipt.price,
        signed=bytes(written).decode(),
    )
