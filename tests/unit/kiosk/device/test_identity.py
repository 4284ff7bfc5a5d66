"""Enrolment and secrets: kept in one encrypted file under the device's own keyring only."""

import base64
import importlib.metadata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jwt
import keyring
import pytest
from keyring.backends import null
from keyring.errors import KeyringLocked, PasswordDeleteError

from kiosk.device import identity, key_store, storage
from kiosk.device.identity import Enrolled
from kiosk.device.key_store import DeviceKeyring, Strength

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def untouched_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import keyring.core

    yield
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)


class Central:
    """Central's part of enrolment."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bytes]] = []
        self.lost = False
        self.digits = ""

    def __call__(self, code: str, public_key: str) -> Enrolled:
        key = base64.b64decode(public_key)
        self.asked.append((code, key))
        if self.lost:
            raise ConnectionError
        digits = self.digits or identity.check_digits(key)
        return Enrolled("d-1", "Pine Ridge", "Kiosk B", b"c" * 32, digits)


def test_enrols_once_and_stays_enrolled(tmp_path: Path) -> None:
    key_store.open_keyring(tmp_path, {})
    assert identity.load() is None
    central = Central()
    made = identity.enroll(" abcde-fghij ", central)
    assert central.asked[0][0] == "ABCDEFGHIJ"
    key_store.open_keyring(tmp_path, {})
    again = identity.load()
    assert again is not None
    assert again.enrolled == made.enrolled
    assert again.device_secret == made.device_secret
    assert again.derive("a") == made.derive("a") != made.derive("b")
    assert again.signing_key.public_key().public_bytes_raw() == central.asked[0][1]


def test_a_lost_answer_can_be_asked_for_again_with_the_same_key(tmp_path: Path) -> None:
    key_store.open_keyring(tmp_path, {})
    central = Central()
    central.lost = True
    with pytest.raises(ConnectionError):
        identity.enroll("ABCDEFGHIJ", central)
    central.lost = False
    key_store.open_keyring(tmp_path, {})
    identity.enroll("ABCDEFGHIJ", central)
    assert central.asked[0] == central.asked[1]


def test_somebody_in_between_is_noticed(tmp_path: Path) -> None:
    key_store.open_keyring(tmp_path, {})
    central = Central()
    central.digits = "00000000"
    with pytest.raises(identity.KeyMismatch):
        identity.enroll("ABCDEFGHIJ", central)
    assert identity.load() is None


def test_check_digits_are_those_of_the_wire_contract() -> None:
    assert identity.check_digits(bytes(32)) == "61709175"
    assert len(identity.check_digits(b"another")) == 8


def test_an_assertion_is_signed_short_lived_and_used_once(tmp_path: Path) -> None:
    key_store.open_keyring(tmp_path, {})
    made = identity.enroll("A", Central())
    public = made.signing_key.public_key()
    first, second = (
        jwt.decode(
            made.assertion(NOW),
            public,
            ["EdDSA"],
            audience="central",
            options={"verify_exp": False, "verify_iat": False},
        )
        for _ in range(2)
    )
    assert first["iss"] == first["sub"] == "d-1"
    assert first["exp"] - first["iat"] == 120
    assert first["jti"] != second["jti"]


def test_secrets_do_not_show(tmp_path: Path) -> None:
    key_store.open_keyring(tmp_path, {})
    made = identity.enroll("A", Central())
    content = (tmp_path / key_store.SECRETS_FILE).read_bytes()
    assert b"Pine Ridge" not in content
    assert base64.b64encode(made.device_secret) not in content
    assert "secret" not in repr(made)
    assert "signing_key" not in repr(made)
    for path in tmp_path.iterdir():
        assert storage.private(path)


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    backend = key_store.open_keyring(tmp_path, {})
    before = identity.enroll("A", Central())
    identity.forget()
    identity.forget()
    assert identity.load() is None
    assert backend._load() == {}
    assert identity.enroll("A", Central()).device_secret != before.device_secret


def test_a_credential_protects_better_than_a_file(tmp_path: Path) -> None:
    given = tmp_path / "credentials"
    given.mkdir()
    (given / key_store.CREDENTIAL).write_bytes(b"r" * 32)
    environ = {"CREDENTIALS_DIRECTORY": str(given)}
    assert key_store.open_keyring(tmp_path / "a", environ).strength is Strength.CREDENTIAL
    assert not (tmp_path / "a" / key_store.DEVELOPMENT_ROOT).exists()
    assert key_store.open_keyring(tmp_path / "b", {}).strength is Strength.FILE
    (given / key_store.CREDENTIAL).write_bytes(b"short")
    with pytest.raises(key_store.RootKeyMissing):
        key_store.open_keyring(tmp_path / "a", environ)


def test_another_root_key_opens_nothing(tmp_path: Path) -> None:
    key_store.open_keyring(tmp_path, {})
    identity.enroll("A", Central())
    (tmp_path / key_store.DEVELOPMENT_ROOT).write_bytes(b"x" * 32)
    key_store.open_keyring(tmp_path, {})
    with pytest.raises(KeyringLocked):
        identity.load()


def test_a_link_in_place_of_the_secrets_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"x" * 64)
    (tmp_path / key_store.SECRETS_FILE).symlink_to(tmp_path / "elsewhere")
    key_store.open_keyring(tmp_path, {})
    with pytest.raises(OSError, match="symbolic links"):
        identity.load()


def test_only_the_device_s_own_keyring_is_used(tmp_path: Path) -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(identity.NotOurKeyring):
        identity.load()
    with pytest.raises(identity.NotOurKeyring):
        identity.enroll("A", Central())


def test_the_environment_cannot_change_the_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY__PATH", "/elsewhere")
    monkeypatch.setenv("KEYRING_PROPERTY_STRENGTH", "credential")
    backend = key_store.open_keyring(tmp_path, {})
    assert backend._path == tmp_path / key_store.SECRETS_FILE
    assert backend.strength is Strength.FILE


def test_the_keyring_that_keeps_plain_text_is_not_installed() -> None:
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.distribution("keyrings.alt")


def test_keyring_s_own_words_work(tmp_path: Path) -> None:
    backend = key_store.open_keyring(tmp_path, {})
    assert keyring.get_keyring() is backend
    keyring.set_password("kiosk", "a", "one")
    keyring.set_password("kiosk", "b", "two")
    keyring.delete_password("kiosk", "a")
    assert keyring.get_password("kiosk", "a") is None
    assert keyring.get_password("kiosk", "b") == "two"
    with pytest.raises(PasswordDeleteError):
        keyring.delete_password("kiosk", "a")
    assert isinstance(backend, DeviceKeyring)


def test_an_answer_survives_being_kept() -> None:
    answer = Enrolled("d", "Ñandú", "K", bytes(range(32)), "12345678")
    assert identity._unpack(identity._pack(answer)) == answer
    assert replace(answer, device="e") != answer
