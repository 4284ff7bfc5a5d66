"""Bearer tokens: asked for by signed assertions, kept until central wants a new one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.sync.client import Client
from kiosk.sync.failures import ProblemError
from kiosk.sync.protocol import SessionAnswer, SessionRequest, Token

T = TypeVar("T")
Claim = Callable[[datetime], str]  # makes an assertion, signed, for a time in UTC
ASSERTION_SECONDS = 120  # central takes at most 300
AUDIENCE = "central"


def device_claim(key: Ed25519PrivateKey, device: str) -> Claim:
    """Assertions by a device's own key (RFC 7523)."""
    return _claim(key, device)


def vault_claim(key: Ed25519PrivateKey, inmate: str, device: str) -> Claim:
    """Assertions by the key of an inmate's vault on a device."""

    return _claim(key, inmate, device=device)


def _claim(key: Ed25519PrivateKey, subject: str, **more: str) -> Claim:
    def claim(now: datetime) -> str:
        payload = {
            "iss": subject,
            "sub": subject,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + timedelta(seconds=ASSERTION_SECONDS),
            "jti": str(uuid4()),
            **more,
        }
        return jwt.encode(payload, key, algorithm="EdDSA")

    return claim


class CentralClock:
    """Central's time as far as this device knows it: its own, corrected once central objects."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The time to put into an assertion."""
        return self._now() + self._ahead

    def asserting(self, ask: Callable[[datetime], T]) -> T:
        """Ask with an assertion of now; once more by central's clock where this one is wrong."""
        try:
            return ask(self.now())
        except ProblemError as problem:
            if problem.code != "assertion-expired" or problem.date is None:
                raise
            self._ahead = problem.date - self._now()
            return ask(self.now())


class DeviceTokens:
    """The device's token, or its token for the post box; may be asked for from any thread."""

    def __init__(
        self, client: Client, claim: Claim, clock: CentralClock, *, post_box: bool = False
    ) -> None:
        self._client = client
        self._claim = claim
        self._clock = clock
        self._post_box = post_box
        self._token = ""
        self._door = threading.Lock()

    def using(self, ask: Callable[[str], T]) -> T:
        """Ask with the token, and once more with a new one where central wants that."""
        token, fresh = self._current()
        try:
            return ask(token)
        except ProblemError as problem:
            if fresh or problem.code != "token-expired":
                raise
            self._forget(token)
            return ask(self._current()[0])

    def _current(self) -> tuple[str, bool]:
        with self._door:
            if self._token:
                return self._token, False
            answer = self._clock.asserting(self._ask)
            self._token = answer.token
            return self._token, True

    def _ask(self, now: datetime) -> Token:
        return self._client.device_token(self._claim(now), post_box=self._post_box)

    def _forget(self, token: str) -> None:
        with self._door:
            if self._token == token:
                self._token = ""


def begin_session(
    client: Client, devices: DeviceTokens, claim: Claim, clock: CentralClock
) -> SessionAnswer:
    """Start a session by a vault's key, which stands for the PIN. Raises SyncFailureError."""

    def ask(now: datetime) -> SessionAnswer:
        request = SessionRequest(assertion=claim(now))
        return devices.using(lambda device: client.sign_in(device, request))

    return clock.asserting(ask)


class SessionTokens:
    """The token of one person's session, renewed by the vault's key; for one thread.

    `token` is what the sign-in gave, or empty after an offline sign-in. `renewed` hears of each
    new session.
    """

    def __init__(
        self,
        client: Client,
        devices: DeviceTokens,
        claim: Claim,
        clock: CentralClock,
        token: str = "",
        renewed: Callable[[SessionAnswer], None] | None = None,
    ) -> None:
        self._client = client
        self._devices = devices
        self._claim = claim
        self._clock = clock
        self._token = token
        self._renewed = renewed

    def using(self, ask: Callable[[str], T]) -> T:
        """Ask with the session's token, and once more with a new one where central wants that."""
        fresh = not self._token
        token = self._token or self.renew()
        try:
            return ask(token)
        except ProblemError as problem:
            if fresh or problem.code != "token-expired":
                raise
            return ask(self.renew())

    def renew(self) -> str:
        """Start a new session by the vault's key."""
        self._token = ""
        answer = begin_session(self._client, self._devices, self._claim, self._clock)
        self._token = answer.token
        if self._renewed is not None:
            self._renewed(answer)
        return self._token
