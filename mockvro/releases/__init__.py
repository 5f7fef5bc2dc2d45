"""Release profiles: what differs between the simulated Orchestrator releases, as data.

Facts come from `reference/version-profiles.json`; a switch stands here only when code asks for it.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import msgspec

from mockvro.errors import MockvroError


class UnknownProfileError(MockvroError):
    """No release profile has this name."""


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers that `GET /about` shows."""

    version: str
    build_number: str
    build_date: str
    api_version: str
    features: tuple[str, ...]


class Java(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Java level of the release: newest class file version that loads, and the script engine."""

    max_class_file: int
    rhino: str


class Install(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How plug-in packages are imported (`reference/vso-xml.md` §2.5)."""

    first_installation_imports: bool
    version_mode_compares: Literal["element", "plug-in"]
    restart_after_plugin_change: Literal["automatic", "manual"]


class Rest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Shapes of the REST API, and operations that not every release has.

    Attributes:
        honours_start_index: Whether `/workflows` pages from `startIndex`.
        presentation: `/workflows/{id}/presentation`.
        permissions: `…/permissions`.
        posted_plugins: `POST /plugins`, `PUT …/state`, and the older list of plug-ins.
        posted_logs: `POST …/syslogs`.
        forms: `/forms`.
        control_center: Whether the Control Center answers on the port of the API too.
    """

    honours_start_index: bool
    presentation: bool
    permissions: bool
    posted_plugins: bool
    posted_logs: bool
    forms: bool
    control_center: bool


class Values(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Text forms of stored values (`reference/workflow-xml.md` §5)."""

    text_form: Literal["7.x", "8.x"]


class EngineLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the workflow engine does when there is much, or when something failed.

    Attributes:
        concurrent_workflows: Runs that hold a thread at one time (`reference/misbehaviours.md`).
        queued_workflows: Runs that may wait for a thread; those beyond fail at once.
        resume_failed_default: Whether failed runs of workflows that leave it to the system can be
            resumed.
        resume_failed_s: Seconds that such a run waits for somebody to resume it.
    """

    concurrent_workflows: int
    queued_workflows: int
    resume_failed_default: bool
    resume_failed_s: int


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One simulated release."""

    name: str
    product: str
    about: About
    java: Java
    install: Install
    rest: Rest
    values: Values
    engine: EngineLimits


def names() -> tuple[str, ...]:
    """Names of all profiles, oldest first."""
    found = (entry.name for entry in files(__name__).iterdir())
    known = (name.removesuffix(".toml") for name in found if name.endswith(".toml"))
    return tuple(sorted(known, key=lambda name: tuple(map(int, name.split(".")))))


def profile(name: str) -> Profile:
    """Load a release profile.

    Raises:
        UnknownProfileError: No profile has this name.
    """
    if name not in names():
        raise UnknownProfileError(
            f"no release profile {name!r}", advice=f"use one of: {', '.join(names())}"
        )
    data = files(__name__).joinpath(f"{name}.toml").read_bytes()
    return msgspec.toml.decode(data, type=Profile)
