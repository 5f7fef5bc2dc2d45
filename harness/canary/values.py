"""The canaries of a run: which value each secret of the case has in it."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from harness.errors import UsageError

if TYPE_CHECKING:
    from harness.case import Case


def secret_values(case: Case) -> dict[str, str]:
    """Give each secret of the case its value; those that the case does not fix are canaries.

    A canary is unique to the run, so that it proves where it is found. A managed system takes it
    through ``{secret.NAME}`` in its arguments or environment.

    Raises:
        UsageError: A variable that should hold a secret is not set.
    """
    values = {}
    for secret in case.secret:
        value = secret.value or os.environ.get(secret.environment, "")
        if secret.environment and not value:
            raise UsageError(
                "the variable is not set", where=f"secret {secret.name}: {secret.environment}"
            )
        values[secret.name] = value or canary()
    return values


def canary() -> str:
    """Make up a text that occurs nowhere else."""
    return f"canary-{secrets.token_hex(12)}"
