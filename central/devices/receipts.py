"""Receipts: central's signed word on a command."""

from __future__ import annotations

import base64
import json
from typing import Any, TypedDict

from central import secret


class ReceiptData(TypedDict):
    """A receipt as it travels; amounts in credits."""

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
