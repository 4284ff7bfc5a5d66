"""A throw-away authority with one good certificate for 127.0.0.1 and some that no app may take."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faults.network.faults import Kind

GOOD = "good"


class Authority:
    """Signs certificates."""

    def __init__(self, name: str) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        now = dt.datetime.now(dt.UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=2))
            .not_valid_after(now + dt.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def context(self, folder: Path, label: str, address: str, ends: dt.timedelta) -> ssl.SSLContext:
        """A server's side of TLS, with a certificate for `address` valid until now + `ends`."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = dt.datetime.now(dt.UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, label)]))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=2))
            .not_valid_after(now + ends)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]),
                critical=False,
            )
            .sign(self.key, hashes.SHA256())
        )
        path = folder / f"{label}.pem"
        path.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def contexts(folder: Path) -> tuple[Path, dict[str, ssl.SSLContext]]:
    """The authority to trust, and a server's side of TLS for each kind of certificate."""
    ours, theirs = Authority("ours"), Authority("theirs")
    trusted = folder / "trusted.pem"
    trusted.write_bytes(ours.certificate.public_bytes(serialization.Encoding.PEM))
    day = dt.timedelta(days=1)
    return trusted, {
        GOOD: ours.context(folder, "good", "127.0.0.1", day),
        Kind.WRONG_AUTHORITY: theirs.context(folder, "authority", "127.0.0.1", day),
        Kind.WRONG_HOST: ours.context(folder, "host", "127.0.0.2", day),
        Kind.EXPIRED: ours.context(folder, "expired", "127.0.0.1", -day),
    }
