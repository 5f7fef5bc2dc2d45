"""Certificates for ending TLS at the proxy: a good one, and four that are not."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STORE_PASSWORD = "changeit"  # noqa: S105 - what the JDK's own trust store has; nothing is secret in it
_DAY = timedelta(days=1)
_LOCAL = (
    x509.DNSName("localhost"),
    x509.IPAddress(ipaddress.IPv4Address("127.0.0.1")),
)
_ELSEWHERE = (x509.DNSName("elsewhere.example.org"),)


class CertificateKind(StrEnum):
    """How a server certificate is wrong, or that it is not."""

    VALID = "valid"
    SELF_SIGNED = "self-signed"
    EXPIRED = "expired"
    WRONG_HOST = "wrong-host"
    UNKNOWN_CA = "unknown-ca"


class _Authority:
    """Something that signs: a key and its certificate."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _named(name)
        now = datetime.now(UTC)
        self.certificate = (
            _builder(self.name, self.name, self.key, now - _DAY, now + 30 * _DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def issue(
        self,
        key: ec.EllipticCurvePrivateKey,
        names: Sequence[x509.GeneralName],
        *,
        expired: bool = False,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        begin, end = (now - 30 * _DAY, now - _DAY) if expired else (now - _DAY, now + 30 * _DAY)
        return (
            _builder(_named("managed system"), self.name, key, begin, end)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )


class CertificateShop:
    """Makes the certificates of proxies, and keeps them as files.

    Args:
        folder: Where to keep them.

    Attributes:
        authority: File (PEM) with the authority behind :attr:`CertificateKind.VALID`.
        trust_store: The same for a JVM (PKCS 12), with :data:`STORE_PASSWORD`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trusted = _Authority("authority of this run")
        folder.mkdir(parents=True, exist_ok=True)
        self.authority = folder / "authority.pem"
        self.authority.write_bytes(self._trusted.certificate.public_bytes(Encoding.PEM))
        self.trust_store = folder / "trusted.p12"
        self.trust_store.write_bytes(_java_store(self._trusted.certificate))
        self._contexts: dict[CertificateKind, ssl.SSLContext] = {}

    def context(self, kind: CertificateKind) -> ssl.SSLContext:
        """Give a server's context with a certificate of a kind."""
        if kind not in self._contexts:
            self._contexts[kind] = self._make(kind)
        return self._contexts[kind]

    def _make(self, kind: CertificateKind) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        file = self._folder / f"{kind}.pem"
        file.touch(mode=0o600)
        file.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + self._certificate(kind, key).public_bytes(Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(
        self, kind: CertificateKind, key: ec.EllipticCurvePrivateKey
    ) -> x509.Certificate:
        if kind is CertificateKind.SELF_SIGNED:
            return _self_signed(key)
        signer = self._trusted
        if kind is CertificateKind.UNKNOWN_CA:
            signer = _Authority("authority that nobody knows")
        names = _ELSEWHERE if kind is CertificateKind.WRONG_HOST else _LOCAL
        return signer.issue(key, names, expired=kind is CertificateKind.EXPIRED)


def _java_store(certificate: x509.Certificate) -> bytes:
    """A JVM takes only certificates that are marked as trusted, which plain PKCS 12 cannot say."""
    return pkcs12.serialize_java_truststore(
        [pkcs12.PKCS12Certificate(certificate, b"authority")],
        BestAvailableEncryption(STORE_PASSWORD.encode()),
    )


def _self_signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    now, name = datetime.now(UTC), _named("localhost")
    return (
        _builder(name, name, key, now - _DAY, now + 30 * _DAY)
        .add_extension(x509.SubjectAlternativeName(_LOCAL), critical=False)
        .sign(key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begin: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
