"""Verifying a package's signature as the product does (`reference/package-format.md` §5)."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from mockvro.content.package.rsa import verifies

if TYPE_CHECKING:
    from mockvro.content.package.model import Package, StoredEntry

SAMPLE_CERTIFICATES: Final = frozenset(
    # SHA-256 of the certificate whose private key ships with the plug-in archetype
    {"df5f68937db85343ed2102c94d9f5a930b3b3a6b4fc797c435e15d8b7a0743e3"}
)
_CN: Final = re.compile(r"CN=([^,]*)")

Fault = Literal[
    "",
    "unsigned",
    "certificate-missing",
    "certificate-unreadable",
    "key-unsupported",
    "bad-entries",
]


class SignatureReport(msgspec.Struct, frozen=True, kw_only=True):
    """What verifying a package found.

    Attributes:
        signer: DN named by ``pkg-signer``; "" for an unsigned package.
        fault: Why it is not verified; "" when it is.
        certificate_entry: The entry the certificate was taken from.
        fingerprint: SHA-256 of the certificate in hex.
        sample_key: The private key is public knowledge, so the signature proves nothing.
        key_bits: Size of the RSA key.
        valid_from: Start of the certificate's validity.
        valid_until: Its end; an expired certificate leaves the package verified.
        expired: Whether now is outside the validity.
        verified_entries: Entries whose signature fits.
        bad: Entries whose signature does not fit.
        missing: Entries without a signature, or with an empty one.
        orphans: Signatures of entries that do not exist.
    """

    signer: str = ""
    fault: Fault = ""
    certificate_entry: str = ""
    fingerprint: str = ""
    sample_key: bool = False
    key_bits: int = 0
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    expired: bool = False
    verified_entries: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the product calls the package verified."""
        return not self.fault


def verify_package(package: Package, *, at: datetime | None = None) -> SignatureReport:
    """Verify every covered entry of a package.

    Args:
        package: The package as read.
        at: The moment for the certificate's validity; now by default.
    """
    orphans = _orphans(package)
    if not package.signer:
        return SignatureReport(fault="unsigned", orphans=orphans)
    stored = _certificate_entry(package)
    if stored is None:
        return SignatureReport(signer=package.signer, fault="certificate-missing", orphans=orphans)
    certificate = load_certificate(stored.data)
    if certificate is None:
        return SignatureReport(
            signer=package.signer,
            fault="certificate-unreadable",
            certificate_entry=stored.name,
            orphans=orphans,
        )
    return _verify(package, stored, certificate, at or datetime.now(UTC))


def load_certificate(data: bytes) -> x509.Certificate | None:
    """A certificate in DER, or ``None`` when the bytes are none."""
    try:
        return x509.load_der_x509_certificate(data)
    except ValueError:
        return None


def rsa_key(certificate: x509.Certificate) -> RSAPublicKey | None:
    """The certificate's key when it is one that package signatures can use."""
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, RSAPublicKey) else None


def certificate_names(dn: str) -> tuple[str, ...]:
    """Entries a DN's certificate may be in, in the product's order of preference."""
    common = _CN.search(dn)
    names = [dn, *([common[1]] if common else []), f"{dn}/pkg-signer/certificate"]
    return tuple(f"certificates/{name}.cer" for name in names)


def _certificate_entry(package: Package) -> StoredEntry | None:
    found = (package.entries.get(name.lower()) for name in certificate_names(package.signer))
    return next((entry for entry in found if entry is not None), None)


def _verify(
    package: Package, stored: StoredEntry, certificate: x509.Certificate, at: datetime
) -> SignatureReport:
    key = rsa_key(certificate)
    fingerprint = hashlib.sha256(stored.data).hexdigest()
    good, bad, missing = _check_entries(package, key) if key is not None else ([], [], [])
    return SignatureReport(
        signer=package.signer,
        fault="key-unsupported" if key is None else "bad-entries" if bad or missing else "",
        certificate_entry=stored.name,
        fingerprint=fingerprint,
        sample_key=fingerprint in SAMPLE_CERTIFICATES,
        key_bits=key.key_size if key is not None else 0,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        expired=not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc,
        verified_entries=tuple(good),
        bad=tuple(bad),
        missing=tuple(missing),
        orphans=_orphans(package),
    )


def _check_entries(package: Package, key: RSAPublicKey) -> tuple[list[str], list[str], list[str]]:
    good: list[str] = []
    bad: list[str] = []
    missing: list[str] = []
    for name, entry in package.entries.items():
        if name.startswith("signatures/") or not entry.data:
            continue
        signature = package.entries.get(f"signatures/{name}")
        if signature is None or not signature.data:
            missing.append(entry.name)
        elif verifies(key, signature.data, entry.data):
            good.append(entry.name)
        else:
            bad.append(entry.name)
    return good, bad, missing


def _orphans(package: Package) -> tuple[str, ...]:
    return tuple(
        entry.name
        for name, entry in package.entries.items()
        if name.startswith("signatures/")
        and name.removeprefix("signatures/") not in package.entries
    )
