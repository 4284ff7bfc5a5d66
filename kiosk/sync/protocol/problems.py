"""What central refuses, and the texts and numbers that the wire allows."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Credits = Annotated[int, Meta(ge=0)]
Text = Annotated[str, Meta(max_length=40_000)]
Hex64 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Problem(Struct, frozen=True):
    """RFC 9457 problem; the app branches on `code`, never on text."""

    code: str
    status: int = 0
    title: str = ""
    detail: str = ""
    retry_after: float | None = None  # seconds until the next try is allowed
    tries_left: int | None = None  # wrong-pin
    reason: str = ""  # weak-pin: why; rejected input: which field; account-closed: the status
    policy: Literal["", "keep", "erase"] = ""  # account-closed: what becomes of the vault


PROBLEM_CODES = frozenset(
    {
        "cursor-expired",
        "epoch-changed",
        "cursor-ahead",
        "bad-cursor",
        "wrong-pin",
        "locked",
        "weak-pin",
        "account-closed",
        "account-frozen",
        "assertion-expired",
        "bad-assertion",
        "token-expired",
        "vault-key-unknown",
        "vault-key-old",
        "device-pending",
        "device-revoked",
        "bad-code",
        "must-change-pin",
        "fingerprint-differs",
        "in-progress",
        "upgrade-required",
        "invalid",
        "not-found",
        "rate-limited",
        "server-error",
    }
)
