"""The command that runs one check again, alone and with the same random choices."""

from __future__ import annotations

import shlex

from msgspec import Struct


class Reproduction(Struct, frozen=True, kw_only=True):
    """What ``vroaccept run`` needs to repeat a check.

    Attributes:
        artifact: The plug-in.
        case: Its case.
        plan: Name of the plan.
        seed: Seed of the run.
        options: Further options that differ from their defaults, as they stand on a command line.
    """

    artifact: str
    case: str
    plan: str
    seed: int
    options: tuple[str, ...] = ()

    def command(self, check: str) -> str:
        """Write the command for one check."""
        words = (
            *("vroaccept", "run", self.artifact, "--case", self.case, "--plan", self.plan),
            *("--only", check, "--seed", str(self.seed), *self.options, "--out", "out"),
        )
        return shlex.join(words)
