"""The shapes in which devices hand in their receipts (`docs/protocol/openapi.json`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field


class HandedReceipt(Schema):
    """A receipt as central wrote it, with the arguments of its command where they are kept."""

    receipt: dict[str, Any]
    args: dict[str, Any] = {}


class ReceiptsRequest(Schema):
    """Some of a device's receipts, in the order of their times."""

    receipts: Annotated[list[HandedReceipt], Field(max_length=50)]


class ReceiptAnswer(Schema):
    """What became of a receipt.

    `known`: central has it. `booked`: central had lost it, and has it again as written. `listed`:
    something about it is left to staff. `unsigned`: central did not write it for this inmate.
    """

    id: str
    answer: Literal["known", "booked", "listed", "unsigned"]


class ReceiptsAnswer(Schema):
    """An answer for each, in the order sent; `epoch` is as in the feed's page."""

    epoch: str
    answers: list[ReceiptAnswer]
