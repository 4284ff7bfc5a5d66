"""A device that is enrolled, and the vault that its person made there: how each history begins."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.device.identity import Enrolled, Identity
from kiosk.domain import InmateId
from kiosk.sync.client import Client
from kiosk.sync.protocol import EnrollRequest
from kiosk.vault import keys
from kiosk.vault.database import create_vault
from kiosk.vault.keys import DataKey
from tests import seed
from tests.faults.model.house import ADDRESS, House
from tests.faults.model.wire import Wire
from tests.unit.kiosk.world import CHEAP, PIN, SECRET, SHARE


@dataclass(frozen=True)
class Station:
    """Keys and names of a device, and the vault in its folder."""

    name: str
    folder: Path
    inmate: str
    identity: Identity
    vault_key: Ed25519PrivateKey
    central_key: Ed25519PublicKey
    data_key: DataKey


def public_part(key: Ed25519PrivateKey) -> str:
    """The public key as it travels."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def enroll(house: House, name: str) -> Station:
    """Enrol a device, and make an empty vault on it."""
    wire = Wire(house, lambda: None)
    client = Client(ADDRESS, ca=None, app_version="0.1.0", monotonic=lambda: 0.0)
    client._http.mount("http://", wire)
    device_key, vault_key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    code = seed.device_code(name)
    request = EnrollRequest(code, public_part(device_key), "kiosk", "0.1.0")
    enrolled = client.enroll(request)
    client.close()
    seed.confirm_device(enrolled.device)
    central_key = base64.b64decode(enrolled.central_key)
    folder = house.folder / f"vault-{name}"
    create_vault(
        folder,
        inmate=InmateId(house.family.inmate),
        pin=PIN,
        pin_version=1,
        recovery_share=SHARE,
        device_secret=SECRET,
        signing_key=vault_key,
        cost=CHEAP,
    ).close()
    data_key = keys.unlock_with_pin(folder, PIN, SECRET)
    assert isinstance(data_key, DataKey)
    return Station(
        name=name,
        folder=folder,
        inmate=house.family.inmate,
        identity=Identity(
            Enrolled(enrolled.device, "North Facility", name, central_key, ""),
            device_key,
            SECRET,
        ),
        vault_key=vault_key,
        central_key=Ed25519PublicKey.from_public_bytes(central_key),
        data_key=data_key,
    )
