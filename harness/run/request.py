"""What is to be run, and the folder that everything about it goes to."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, field

from harness.case import Case
from harness.checks import Plan
from harness.checks.registry import checks, spec_of
from harness.errors import UsageError
from harness.orchestrator import Access

OURS = frozenset({"embedded", "container"})
"""Values of ``--orchestrator`` that are no address."""


class RunRequest(Struct, frozen=True, kw_only=True):
    """One run.

    Attributes:
        artifact: The submission.
        case: Its case.
        plan: The plan that decides.
        plan_file: Where it was read from, when it is the user's own.
        only: Check ids to run; the whole plan when empty.
        orchestrator: ``embedded``, ``container`` or an address.
        access: How to get at an Orchestrator that is not embedded.
        profile: Release profile of a simulated Orchestrator.
        attempts: How often a dynamic finding must show before it counts.
        seed: Seed for everything random.
        check_seconds: Limit for one check.
        total_seconds: Limit for the whole run.
        secrets: Values of the secrets of the case.
        soak: Factor on the length of checks that repeat something.
        workers: Processes that share the checks; 0 leaves the number to us.
        previous: An earlier release of the plug-in, for the checks of upgrades.
        own_suite: Folder of tests of the partner's own.
        id: Unique name of the run.
        started: When it began.
    """

    artifact: Path
    case: Case
    plan: Plan
    plan_file: Path | None = None
    only: tuple[str, ...] = ()
    orchestrator: str = "embedded"
    access: Access = Access()
    profile: str = "8.18"
    attempts: int = 3
    seed: int = 0
    check_seconds: float = 300.0
    total_seconds: float = 3600.0
    secrets: dict[str, str] = field(default_factory=dict)
    soak: float = 1.0
    workers: int = 0
    previous: Path | None = None
    own_suite: Path | None = None
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def checks(self) -> tuple[str, ...]:
        """Ids of the checks to run, in the order of the plan."""
        return tuple(check for check in self.plan.ids if not self.only or check in self.only)

    @property
    def dynamic(self) -> bool:
        """Whether an Orchestrator will be needed."""
        return any(spec_of(check).dynamic for check in self.checks)

    def validate(self) -> None:
        """Find what makes no sense before anything starts.

        Raises:
            UsageError: A file or folder is not there, or a check is not in the catalogue or the
                plan.
        """
        if not self.artifact.is_file():
            raise UsageError("there is no such file", where=str(self.artifact))
        if self.previous is not None and not self.previous.is_file():
            raise UsageError("there is no such file", where=f"--previous {self.previous}")
        if self.own_suite is not None and not self.own_suite.is_dir():
            raise UsageError("there is no such folder", where=f"--suite {self.own_suite}")
        known = {spec.ref for spec in checks().values()}
        if unknown := sorted(set(self.plan.checks) - known):
            raise UsageError(f"the plan names checks that do not exist: {', '.join(unknown)}")
        for check in self.only:
            spec_of(check)
            if check not in self.plan.ids:
                raise UsageError(f"the check is not in the plan {self.plan.name}", where=check)
        for waiver in self.case.waiver:
            if waiver.check not in checks():
                raise UsageError(
                    "a waiver names a check that does not exist",
                    where=f"{self.case.path}: {waiver.check}",
                    advice="run 'vroaccept checks' for the list",
                )


class RunFolder(Struct, frozen=True):
    """The folder of one run, ``OUT/<run id>``."""

    path: Path

    @property
    def journal(self) -> Path:
        """The outcomes, as they become known."""
        return self.path / "journal.jsonl"

    @property
    def logs(self) -> Path:
        """What the processes that ran checks wrote."""
        return self.path / "logs"

    @property
    def stages(self) -> Path:
        """What is left of each Orchestrator."""
        return self.path / "stages"

    @property
    def results(self) -> Path:
        """Reports."""
        return self.path / "results"

    def create(self) -> None:
        """Make the folders.

        Raises:
            UsageError: They cannot be made.
        """
        try:
            for folder in (self.path, self.logs, self.stages, self.results):
                folder.mkdir(parents=True, exist_ok=folder is not self.path)
        except OSError as exc:
            raise UsageError(
                f"cannot make the folder of the run: {exc.strerror}", where=str(self.path)
            ) from exc


def config_text(request: RunRequest) -> str:
    """Write the configuration as TOML, without secrets, contacts and places on this machine."""
    lines = {
        "artifact": request.artifact.name,
        "plan": request.plan.ref,
        "checks": list(request.checks),
        "orchestrator": request.orchestrator if request.orchestrator in OURS else "remote",
        "certificate_verified": not request.access.insecure,
        "profile": request.profile,
        "attempts": request.attempts,
        "seed": request.seed,
        "check_seconds": request.check_seconds,
        "total_seconds": request.total_seconds,
        "soak": request.soak,
        "previous": request.previous.name if request.previous else "",
    }
    # JSON texts, numbers and lists of texts are TOML values as well
    return "".join(
        f"{key} = {msgspec.json.encode(value).decode()}\n" for key, value in lines.items()
    )


def case_text(case: Case) -> bytes:
    """Write the case as JSON; contacts are confidential and stay out (programme guide §3.2.1.1)."""
    document = {
        name: getattr(case, name)
        for name in case.__struct_fields__
        if name not in {"contacts", "path"}
    }
    return msgspec.json.format(msgspec.json.encode(document, order="deterministic"), indent=2)
