"""The key of a vault and its two wraps: one opens by PIN, one by the share that central keeps."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk import durable
from kiosk.domain import InmateId

HEADER_NAME = "header.json"
KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
FORMAT = 1


@dataclass(frozen=True, slots=True)
class PinCost:
    """What one try at a PIN costs (Argon2id, RFC 9106): memory in KiB, passes, lanes."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4


PIN_COST = PinCost()  # the product's; tests hand in a cheaper one


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random key of one vault; everything in it is encrypted under keys derived from this."""

    secret: bytes = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """Give the 32-byte key for one purpose, such as one of the two databases."""
        return _hkdf(self.secret, b"", f"kiosk vault key: {purpose}")


@dataclass(frozen=True, slots=True)
class WrongPin:
    """The PIN does not open this vault."""


@dataclass(frozen=True, slots=True)
class NoPinWrap:
    """The PIN was changed elsewhere: only a sign-in that reaches central opens this vault."""


@dataclass(frozen=True, slots=True)
class WrongShare:
    """The recovery share is not the one this vault was made with."""


class HeaderMissingError(Exception):
    """There is no vault in this folder."""


class HeaderDamagedError(Exception):
    """The header was altered, cut short, or belongs to another device."""


class HeaderTooNewError(Exception):
    """A newer version of the app wrote this vault; this one leaves it alone."""


class Wrap(msgspec.Struct, frozen=True):
    """The data key, encrypted."""

    nonce: bytes
    sealed: bytes


class PinWrap(msgspec.Struct, frozen=True):
    """The data key under the PIN, with what is needed to derive the same key again."""

    salt: bytes
    memory_kib: int
    iterations: int
    lanes: int
    wrap: Wrap


class Header(msgspec.Struct, frozen=True):
    """What can be known of a vault before it is open; `vault_key` is its public Ed25519 key."""

    format: int
    inmate: str
    pin_version: int
    vault_key: bytes
    share_wrap: Wrap
    pin_wrap: PinWrap | None = None


class _Signed(msgspec.Struct, frozen=True):
    """The header as it lies on disk, authenticated as written under the device's secret."""

    header: msgspec.Raw
    mac: bytes


class _Format(msgspec.Struct, frozen=True):
    format: int


def vault_folder(root: Path, number: str, device_secret: bytes) -> Path:
    """Name the folder of a person's vault; the name tells nothing without the device's secret."""
    key = _hkdf(device_secret, b"", "kiosk vault folder")
    return root / hmac.new(key, number.strip().encode(), hashlib.sha256).hexdigest()[:32]


def vault_headers(root: Path, device_secret: bytes) -> dict[Path, Header]:
    """Find the vaults under `root`; a damaged one is left out (it cannot be opened by PIN)."""
    found: dict[Path, Header] = {}
    for path in sorted(root.glob(f"*/{HEADER_NAME}")):
        try:
            found[path.parent] = read_header(path.parent, device_secret)
        except (HeaderDamagedError, HeaderTooNewError):
            continue
    return found


def has_vault(folder: Path) -> bool:
    """Say whether a vault lies in `folder`."""
    return (folder / HEADER_NAME).is_file()


def read_header(folder: Path, device_secret: bytes) -> Header:
    """Read and authenticate a vault's header.

    Raises HeaderMissingError, HeaderDamagedError or HeaderTooNewError.
    """
    try:
        data = (folder / HEADER_NAME).read_bytes()
    except FileNotFoundError as error:
        raise HeaderMissingError(folder.name) from error
    try:
        signed = msgspec.json.decode(data, type=_Signed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HeaderDamagedError(folder.name) from error
    written = bytes(signed.header)
    if not hmac.compare_digest(signed.mac, _mac(written, device_secret)):
        raise HeaderDamagedError(folder.name)
    if msgspec.json.decode(written, type=_Format).format > FORMAT:
        raise HeaderTooNewError(folder.name)
    return msgspec.json.decode(written, type=Header)


def write_header(folder: Path, header: Header, device_secret: bytes) -> None:
    """Replace a vault's header, durably."""
    written = msgspec.json.encode(header)
    signed = _Signed(msgspec.Raw(written), _mac(written, device_secret))
    durable.write_whole(folder / HEADER_NAME, msgspec.json.encode(signed))
    _remove_leftovers(folder)


def new_header(
    inmate: InmateId,
    vault_key: bytes,
    key: DataKey,
    pin: str,
    pin_version: int,
    recovery_share: bytes,
    device_secret: bytes,
    cost: PinCost = PIN_COST,
) -> Header:
    """Make the header of a new vault with both wraps."""
    context = _share_context(inmate, vault_key)
    wrap = _seal(key, _share_key(recovery_share, device_secret), context)
    bare = Header(FORMAT, inmate, pin_version, vault_key, wrap)
    return _with_pin(bare, key, pin, pin_version, device_secret, cost)


def unlock_with_pin(folder: Path, pin: str, device_secret: bytes) -> DataKey | WrongPin | NoPinWrap:
    """Open a vault's key by PIN; takes a quarter of a second of one core, by design.

    Raises as `read_header` does.
    """
    header = read_header(folder, device_secret)
    sealed = header.pin_wrap
    if sealed is None:
        return NoPinWrap()
    cost = PinCost(sealed.memory_kib, sealed.iterations, sealed.lanes)
    wrapping = _pin_key(pin, sealed.salt, device_secret, cost)
    context = _pin_context(header, header.pin_version, sealed.salt, cost)
    return _open(sealed.wrap, wrapping, context) or WrongPin()


def unlock_with_share(
    folder: Path, recovery_share: bytes, device_secret: bytes
) -> DataKey | WrongShare:
    """Open a vault's key by the share that central gave after a right PIN.

    Raises as `read_header` does.
    """
    header = read_header(folder, device_secret)
    wrapping = _share_key(recovery_share, device_secret)
    context = _share_context(header.inmate, header.vault_key)
    return _open(header.share_wrap, wrapping, context) or WrongShare()


def rewrap_pin(
    folder: Path,
    key: DataKey,
    pin: str,
    pin_version: int,
    device_secret: bytes,
    cost: PinCost = PIN_COST,
) -> None:
    """Let a new PIN open the vault; the old one opens it no more."""
    header = read_header(folder, device_secret)
    header = _with_pin(header, key, pin, pin_version, device_secret, cost)
    write_header(folder, header, device_secret)


def drop_pin_wrap(folder: Path, device_secret: bytes) -> None:
    """Let no PIN open the vault until the next sign-in that reaches central."""
    header = read_header(folder, device_secret)
    if header.pin_wrap is not None:
        write_header(folder, msgspec.structs.replace(header, pin_wrap=None), device_secret)


def wipe(folder: Path) -> None:
    """Destroy a vault: first its wraps, without which nothing can be read, then the rest."""
    if not folder.exists():
        return
    durable.remove(folder / HEADER_NAME)
    _remove_leftovers(folder)
    shutil.rmtree(folder)
    durable.sync_folder(folder.parent)


def _remove_leftovers(folder: Path) -> None:
    """Take away headers half written when the power went: an old PIN's wrap may lie in one."""
    for leftover in folder.glob(f".{HEADER_NAME}.*"):
        durable.remove(leftover)


def new_data_key() -> DataKey:
    """Draw the key of a new vault."""
    return DataKey(secrets.token_bytes(KEY_BYTES))


def _with_pin(
    header: Header, key: DataKey, pin: str, pin_version: int, device_secret: bytes, cost: PinCost
) -> Header:
    salt = secrets.token_bytes(SALT_BYTES)
    wrapping = _pin_key(pin, salt, device_secret, cost)
    wrap = _seal(key, wrapping, _pin_context(header, pin_version, salt, cost))
    pin_wrap = PinWrap(salt, cost.memory_kib, cost.iterations, cost.lanes, wrap)
    return msgspec.structs.replace(header, pin_version=pin_version, pin_wrap=pin_wrap)


def _pin_key(pin: str, salt: bytes, device_secret: bytes, cost: PinCost) -> bytes:
    stretched = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(pin.encode())
    return _hkdf(stretched, device_secret, "kiosk vault wrap: pin")


def _share_key(recovery_share: bytes, device_secret: bytes) -> bytes:
    return _hkdf(recovery_share, device_secret, "kiosk vault wrap: share")


def _pin_context(header: Header, pin_version: int, salt: bytes, cost: PinCost) -> bytes:
    return msgspec.json.encode(("pin", header.inmate, header.vault_key, pin_version, salt, cost))


def _share_context(inmate: str, vault_key: bytes) -> bytes:
    return msgspec.json.encode(("share", inmate, vault_key))


def _seal(key: DataKey, wrapping: bytes, context: bytes) -> Wrap:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Wrap(nonce, ChaCha20Poly1305(wrapping).encrypt(nonce, key.secret, context))


def _open(wrap: Wrap, wrapping: bytes, context: bytes) -> DataKey | None:
    try:
        return DataKey(ChaCha20Poly1305(wrapping).decrypt(wrap.nonce, wrap.sealed, context))
    except InvalidTag:
        return None


def _mac(written: bytes, device_secret: bytes) -> bytes:
    key = _hkdf(device_secret, b"", "kiosk vault header")
    return hmac.new(key, written, hashlib.sha256).digest()


def _hkdf(secret: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt or None, purpose.encode()).derive(secret)
