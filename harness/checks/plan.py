"""Plans: which checks one kind of submission must pass; data files in ``plans/``."""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from harness.checks.registry import checks
from harness.errors import HarnessError, UsageError


class Level(StrEnum):
    """How much a check counts in a plan."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    INFORMATIONAL = "informational"


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of submission.

    Attributes:
        name: Name of the plan, also of its file.
        version: Version of the plan; a statement names both.
        title: For whom it is, one line.
        checks: ``id@version`` to level, in the order of the file.
    """

    name: str
    version: str
    title: str
    checks: dict[str, Level]

    @property
    def ref(self) -> str:
        """``name-version``, as statements name it."""
        return f"{self.name}-{self.version}"

    @property
    def ids(self) -> tuple[str, ...]:
        """The check ids, without versions."""
        return tuple(ref.partition("@")[0] for ref in self.checks)

    def level(self, check_id: str) -> Level:
        """How much a check counts; informational when the plan does not name it."""
        return next(
            (level for ref, level in self.checks.items() if ref.partition("@")[0] == check_id),
            Level.INFORMATIONAL,
        )


def plan_names() -> tuple[str, ...]:
    """Names of the plans that ship with the tool."""
    folder = files("harness.checks") / "plans"
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in folder.iterdir()
            if entry.name.endswith(".toml")
        )
    )


def read_plan(name: str) -> Plan:
    """Read a plan that ships with the tool, or one of the user's own: a TOML file.

    Raises:
        UsageError: There is no such plan, or the file is none.
    """
    if not name.endswith(".toml"):
        return load_plan(name)
    try:
        return msgspec.toml.decode(Path(name).read_bytes(), type=Plan)
    except OSError as exc:
        raise UsageError(f"cannot read the plan: {exc.strerror}", where=name) from exc
    except ValueError as exc:
        raise UsageError(f"not a plan: {exc}", where=name) from exc


def load_plan(name: str) -> Plan:
    """Read a plan by name.

    Raises:
        UsageError: There is no such plan.
        HarnessError: The plan is broken or names a check version that does not exist.
    """
    if name not in plan_names():
        raise UsageError("no such plan", where=name, advice=f"one of {', '.join(plan_names())}")
    text = (files("harness.checks") / "plans" / f"{name}.toml").read_bytes()
    try:
        plan = msgspec.toml.decode(text, type=Plan)
    except msgspec.DecodeError as exc:
        raise HarnessError(f"plan file is broken: {exc}", where=f"plans/{name}.toml") from exc
    unknown = sorted(set(plan.checks) - {spec.ref for spec in checks().values()})
    if unknown:
        raise HarnessError(
            f"plan names checks that do not exist: {', '.join(unknown)}",
            where=f"plans/{name}.toml",
        )
    return plan
