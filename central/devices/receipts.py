"""Receipts: central's signed word on a command."""

from __future__ import annotations

import base64
import json
from typing import Any, TypedDict

from cryptography.exceptions import InvalidSignature

from central import secret


class ReceiptData(TypedDict):
    """A receipt as it travels; amounts in credits.

    `inmate` is whose command and account it is, `fingerprint` stands for the command's arguments,
    and `entry` is the id of the account's line: enough to book it again after a restore. Receipts
    from before these were signed do not have them.
    """

    id: str
    status: str
    kind: str
    seq: int
    at: str
    charged: int
    balance: int
    thing: str
    code: str
    missing: int
    price: int
    inmate: str
    connection: str
    fingerprint: str
    entry: str
    signature: str


def signed_bytes(receipt: ReceiptData | dict[str, Any]) -> bytes:
    """What the signature is over: all other fields, sorted keys, no spaces, UTF-8."""
    fields = {name: value for name, value in receipt.items() if name != "signature"}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def sign(receipt: ReceiptData) -> ReceiptData:
    """The receipt with central's Ed25519 signature in base64."""
    signature = secret.receipt_key().sign(signed_bytes(receipt))
    return {**receipt, "signature": base64.b64encode(signature).decode()}


def genuine(receipt: dict[str, Any]) -> bool:
    """Whether central itself signed this."""
    try:
        signature = base64.b64decode(receipt["signature"], validate=True)
        secret.receipt_key().public_key().verify(signature, signed_bytes(receipt))
    except (KeyError, TypeError, ValueError, RecursionError, InvalidSignature):
        return False
    return True
