"""What one process that runs checks is told, in one file (``--vroaccept-run``)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct, field

from harness.errors import UsageError
from harness.orchestrator.access import Access


class Portion(StrEnum):
    """Which part of the checks a process runs when several share a run.

    A check on the aftermath looks at what all the others left behind, whichever process ran them.
    """

    ALL = "all"
    WITHOUT_AFTERMATH = "without-aftermath"
    AFTERMATH = "aftermath"
    OWN = "own"
    """Tests of the partner's own (``--suite``), none of the catalogue."""


class RunSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one attempt.

    Attributes:
        artifact: The submission.
        case: Its ``acceptance.toml``.
        folder: Folder of the run; stages write below ``stages/``.
        journal: File that outcomes are appended to.
        checks: Ids of the checks to judge; all known ones when empty.
        attempt: 1, or higher when findings are reproduced.
        seed: Seed for everything random.
        orchestrator: ``embedded``, ``container`` or an address.
        access: How to get at an Orchestrator that is not embedded.
        profile: Release profile of a simulated Orchestrator.
        secrets: Values of the secrets of the case, the same for every attempt.
        check_seconds: Time limit of one check, setting up its stage included.
        soak: Factor on the length of checks that repeat something.
        previous: An earlier release of the plug-in, for the checks of upgrades.
        portion: Which part of the checks this process runs.
        worker: Name of the process among those that share the run.
        elsewhere: Ids of checks that the others run.
        chosen: Whether the user asked for some checks only, which then are to come quickly.
    """

    artifact: Path
    case: Path
    folder: Path
    journal: Path
    checks: tuple[str, ...] = ()
    attempt: int = 1
    seed: int = 0
    orchestrator: str = "embedded"
    access: Access = Access()
    profile: str = "8.18"
    secrets: dict[str, str] = field(default_factory=dict)
    check_seconds: float = 300.0
    soak: float = 1.0
    previous: Path | None = None
    portion: Portion = Portion.ALL
    worker: str = ""
    elsewhere: tuple[str, ...] = ()
    chosen: bool = False


def read_settings(path: Path) -> RunSettings:
    """Read the settings file.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunSettings, dec_hook=_path)
    except (OSError, msgspec.DecodeError) as exc:
        raise UsageError(f"cannot read the run's settings: {exc}", where=str(path)) from exc


def write_settings(path: Path, settings: RunSettings) -> None:
    """Write the settings file, readable by this user only: it has the secrets of the case."""
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.encode(settings, enc_hook=str))


def _path(_: type, value: str) -> Path:
    return Path(value)
