"""How to get at an Orchestrator that is not in this process."""

from __future__ import annotations

from msgspec import Struct

from harness.version import kit_version

IMAGE = "vro-acceptance/mockvro"


class Access(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person says about a container or a server; passwords come from variables only.

    Attributes:
        image: Image of the container; empty for the one of this version.
        user: Account on the server; empty for the variable ``VRO_USERNAME``.
        ca: File with the authorities (PEM) that the server's certificate is verified with; empty
            for the usual ones.
        insecure: Whether a certificate is taken as it comes.
    """

    image: str = ""
    user: str = ""
    ca: str = ""
    insecure: bool = False

    @property
    def image_name(self) -> str:
        """The image to start."""
        return self.image or f"{IMAGE}:{kit_version()}"

    @property
    def verify(self) -> bool | str:
        """What ``requests`` takes as ``verify``."""
        return not self.insecure and (self.ca or True)
