"""What central last said of this device: its policy and the people here, kept over restarts."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec

from kiosk.device import storage
from kiosk.domain import Policy
from kiosk.sync.engine import policy_of
from kiosk.sync.protocol import DeviceSelf, PersonHere

KEY_BYTES = 32


class Standing:
    """The last `devices/self`, in memory and in a file; holds no names of people."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._said: DeviceSelf | None = None
        self.policy: Policy | None = None
        try:
            data = storage.read_signed(path, key)
            if data is not None:
                self._take(msgspec.json.decode(data, type=DeviceSelf))
        except (storage.AlteredError, msgspec.DecodeError, UnicodeDecodeError):
            self._said = None  # rotten, or of another version: central says it anew

    def keep(self, said: DeviceSelf) -> bool:
        """Take over what central says; answers whether anything changed. Raises OSError."""
        if said == self._said:
            return False
        self._take(said)
        storage.write_signed(self._path, msgspec.json.encode(said), self._key)
        return True

    def post_box_key(self) -> bytes | None:
        """Central's raw key that envelopes are sealed to; None where central gave none."""
        try:
            key = base64.b64decode(self._said.post_box_key if self._said else "", validate=True)
        except ValueError:
            return None
        return key if len(key) == KEY_BYTES else None

    def people(self) -> list[PersonHere]:
        """What central said of everyone with a vault here."""
        return self._said.people if self._said is not None else []

    def person(self, inmate: str) -> PersonHere | None:
        """What central said of a person with a vault here."""
        return next((person for person in self.people() if person.inmate == inmate), None)

    def take_one(self, person: PersonHere) -> None:
        """Central said this of one person, before it said so of all here. Raises OSError."""
        if self._said is None:
            return
        others = [each for each in self._said.people if each.inmate != person.inmate]
        self.keep(msgspec.structs.replace(self._said, people=[*others, person]))

    def _take(self, said: DeviceSelf) -> None:
        self._said = said
        self.policy = policy_of(said)
