"""What central last said of this device: its policy and the people here, kept over restarts."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kiosk.device import storage
from kiosk.domain import Notice, Policy, Services, Tariff
from kiosk.sync.protocol import DeviceSelf, PersonHere


def policy_of(said: DeviceSelf) -> Policy:
    """The policy in the app's own words."""
    return Policy(
        facility_name=said.facility_name,
        device_name=said.device_name,
        inmate_noun=said.inmate_noun,
        tariff=Tariff(said.tariff.message, said.tariff.photo),
        services=Services(said.services.photos, said.services.messages, said.services.cod),
        notice=Notice(said.notice.version, said.notice.en, said.notice.es),
        message_limit=said.message_limit,
        languages=tuple(said.languages),
        idle_seconds=said.idle_seconds,
        session_seconds=said.session_seconds,
        poll_seconds=said.poll_seconds,
        minimum_version=said.minimum_version,
    )


class Standing:
    """The last `devices/self`, in memory and in a file; holds no names of people."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._said: DeviceSelf | None = None
        self.policy: Policy | None = None
        data = storage.read(path)
        if data is not None:
            try:
                self._take(msgspec.json.decode(data, type=DeviceSelf))
            except (msgspec.DecodeError, UnicodeDecodeError):
                self._said = None  # of another version of this program; central says it anew

    def keep(self, said: DeviceSelf) -> bool:
        """Take over what central says; answers whether anything changed. Raises OSError."""
        if said == self._said:
            return False
        self._take(said)
        storage.write_whole(self._path, msgspec.json.encode(said))
        return True

    def people(self) -> list[PersonHere]:
        """What central said of everyone with a vault here."""
        return self._said.people if self._said is not None else []

    def person(self, inmate: str) -> PersonHere | None:
        """What central said of a person with a vault here."""
        return next((person for person in self.people() if person.inmate == inmate), None)

    def _take(self, said: DeviceSelf) -> None:
        self._said = said
        self.policy = policy_of(said)
