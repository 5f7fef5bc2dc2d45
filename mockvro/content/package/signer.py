"""The key and certificate that packages are signed with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256

from mockvro.content.errors import PackageError
from mockvro.content.package import rsa as package_rsa

if TYPE_CHECKING:
    from pathlib import Path

_KEY_BITS: Final = 2048
_VALIDITY: Final = timedelta(days=3650)


class PackageSigner:
    """An RSA-2048 key with a self-signed certificate, as every known producer uses.

    Attributes:
        certificate: The certificate.
        dn: Its issuer, the name that ``pkg-signer`` and the certificate's entry carry.
    """

    def __init__(self, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self.certificate = certificate
        self.dn = certificate.issuer.rfc4514_string()

    @classmethod
    def generate(cls, dn: str = "CN=mockvro,O=mockvro") -> PackageSigner:
        """A new key and certificate for an RFC 4514 name.

        Raises:
            PackageError: Rule P12, the name is not one.
        """
        try:
            name = x509.Name.from_rfc4514_string(dn)
        except ValueError as error:
            raise PackageError(f"{dn!r} is no distinguished name", rule="P12") from error
        key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
        start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + _VALIDITY)
            .sign(key, SHA256())
        )
        return cls(key, certificate)

    @classmethod
    def load(cls, path: Path) -> PackageSigner:
        """Read a PEM file with an unencrypted private key and its certificate.

        Raises:
            PackageError: Rule P12, the file has no such pair.
        """
        try:
            data = path.read_bytes()
            key = serialization.load_pem_private_key(data, password=None)
            certificate = x509.load_pem_x509_certificate(data)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
            what = f"no readable key and certificate: {error}"
            raise PackageError(what, rule="P12", where=str(path)) from error
        if not isinstance(key, rsa.RSAPrivateKey):
            raise PackageError("packages need an RSA key", rule="P12", where=str(path))
        return cls(key, certificate)

    def save(self, path: Path) -> None:
        """Write key and certificate as PEM, readable by the owner only.

        Raises:
            PackageError: Rule P12, the file cannot be written.
        """
        key = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        try:
            path.touch(mode=0o600)
            path.write_bytes(key + self.certificate.public_bytes(serialization.Encoding.PEM))
        except OSError as error:
            what = f"cannot be written: {error.strerror}"
            raise PackageError(what, rule="P12", where=str(path)) from error

    @property
    def certificate_entry(self) -> str:
        """Name of the certificate's entry in a package."""
        return f"certificates/{self.dn}.cer"

    @property
    def certificate_der(self) -> bytes:
        """The certificate's bytes in a package."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def sign(self, data: bytes) -> bytes:
        """The MD5withRSA signature over the data."""
        return package_rsa.sign(self._key, data)
