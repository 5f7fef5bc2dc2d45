"""The signed result bundle (``docs/bundle.md``): writing, verifying, keys.

Imports neither pytest nor the network, so that a reviewer's machine needs neither.
"""

from harness.bundle.errors import BundleWriteError, RefusedError, SecretLeakError
from harness.bundle.keyring import Keyring, TrustedKey, load_keyring, save_keyring
from harness.bundle.keys import (
    KeyKind,
    PublicKey,
    SigningKey,
    generate_key,
    is_encrypted,
    load_private_key,
    load_public_key,
    save_private_key,
)
from harness.bundle.policy import Policy
from harness.bundle.reasons import Code, Reason, Verdict
from harness.bundle.secrets import Secret, find_leaks, redact
from harness.bundle.statement import Digest, Ingredient, Subject
from harness.bundle.subjects import read_subjects
from harness.bundle.verify import Verification, verify_bundle
from harness.bundle.write import BundleContent, CheckResult, RunFacts, WrittenBundle, write_bundle

__all__ = [
    "BundleContent",
    "BundleWriteError",
    "CheckResult",
    "Code",
    "Digest",
    "Ingredient",
    "KeyKind",
    "Keyring",
    "Policy",
    "PublicKey",
    "Reason",
    "RefusedError",
    "RunFacts",
    "Secret",
    "SecretLeakError",
    "SigningKey",
    "Subject",
    "TrustedKey",
    "Verdict",
    "Verification",
    "WrittenBundle",
    "find_leaks",
    "generate_key",
    "is_encrypted",
    "load_keyring",
    "load_private_key",
    "load_public_key",
    "read_subjects",
    "redact",
    "save_keyring",
    "save_private_key",
    "verify_bundle",
    "write_bundle",
]
