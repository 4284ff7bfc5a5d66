"""Commands and their receipts on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from kiosk.sync.protocol.problems import Credits


class WireCommand(Struct, frozen=True):
    """What the inmate did. Arguments by kind, all ids as strings:

    `connection.*` {connection}
    `message.send` {message, connection, body, payment, expected_price}
    `message.open` {message, expected_price}
    `item.remove`, `item.restore` {type, item}, type being `message` or `photo`
    `rejection.appeal` {message, text}
    `visit.accept`, `visit.decline` {visit}
    `ticket.open` {ticket, kind, text, about_type, about}
    `account.freeze` {}
    `command.cancel` {command}
    """

    id: str
    kind: str
    args: dict[str, Any]


class CommandsRequest(Struct, frozen=True):
    """`POST /v1/commands`: at most 50, carried out in order.

    `epoch` is the one that the vault knows, as in the feed's page. None is carried out for another:
    410 `epoch-changed`, so that a restored central has the receipts before anything new is paid.
    """

    commands: list[WireCommand]
    epoch: str = ""


class Receipt(Struct, frozen=True):
    """Central's signed word on one command, stored for ever under the command's id.

    `signature` is Ed25519 (base64) by central's key over the JSON of all other fields with sorted
    keys, no spaces, UTF-8. `seq` is the feed position at which the effect shows. Codes of refusals:
    too-few-credits, price-changed, not-connected, blocked, no-contact, service-off, too-long,
    empty, gone, already-decided, too-many-unopened, appeal-closed, not-allowed, unknown-command,
    cancelled, too-late, too-many-tickets. `fingerprint` is sha256 of the JSON of [kind, args],
    written likewise; `entry` is the id of the ledger's line; `connection` that of the thing.
    """

    id: str
    status: Literal["done", "refused"]
    kind: str
    seq: int
    at: datetime
    charged: Credits
    balance: int
    thing: str = ""
    code: str = ""
    missing: Credits = 0
    price: Credits = 0
    inmate: str = ""
    connection: str = ""
    fingerprint: str = ""
    entry: str = ""
    signature: str = ""


class CommandsAnswer(Struct, frozen=True):
    """A receipt for each command, in the order sent."""

    receipts: list[Receipt]


class HandedReceipt(Struct, frozen=True):
    """A receipt as central wrote it, with the arguments of its command where they are kept."""

    receipt: dict[str, Any]
    args: dict[str, Any] = {}


class ReceiptsRequest(Struct, frozen=True):
    """`POST /v1/receipts`: at most 50, in the order of their times."""

    receipts: list[HandedReceipt]


class ReceiptAnswer(Struct, frozen=True):
    """What became of a receipt.

    `known`: central has it. `booked`: central had lost it, and has it again as written. `listed`:
    something about it is left to staff. `unsigned`: central did not write it for this inmate.
    """

    id: str
    answer: Literal["known", "booked", "listed", "unsigned"]


class ReceiptsAnswer(Struct, frozen=True):
    """An answer for each, in the order sent; `epoch` is as in the feed's page."""

    epoch: str
    answers: list[ReceiptAnswer]
