"""Problems of reading and writing bundles.

::

    HarnessError
    ├── RefusedError        the bundle breaks its format; verification turns it into a reason
    ├── BundleWriteError    we were about to sign something that no reviewer could accept
    │   └── SecretLeakError a secret of the run is in an evidence file
    └── UsageError          key, passphrase or keyring file that cannot be used
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness.errors import HarnessError

if TYPE_CHECKING:
    from harness.bundle.reasons import Code


class RefusedError(HarnessError):
    """Bytes that a conforming writer cannot have written.

    Attributes:
        code: Stable reason code.
    """

    exit_code = 1

    def __init__(self, code: Code, what: str, *, where: str = "") -> None:
        super().__init__(what, where=where)
        self.code = code


class BundleWriteError(HarnessError):
    """The bundle was not written, because it would not be accepted by our own reader."""


class SecretLeakError(BundleWriteError):
    """A secret of the run occurs in an evidence file; nothing was signed."""
