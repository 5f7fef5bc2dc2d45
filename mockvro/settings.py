"""What a simulated Orchestrator is started with; no module reads anything else from outside."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mockvro.host.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Configuration of one simulated Orchestrator.

    Attributes:
        profile: Name of the release profile (`mockvro.releases`).
        data_dir: Folder of the database, uploads and plug-in files; survives a restart.
        username: The one account that Basic authentication knows; it is an administrator.
        password: Its password.
        bearer_tokens: Values accepted after `Authorization: Bearer`.
        heap_mb: Heap of the plug-in JVM in MiB.
        exit_on_oom: Whether an `OutOfMemoryError` ends the JVM.
        opens_jdk: Whether plug-ins may reflect on the JDK; the product's Java 8 and 11 let them.
        limits: What the JVM may use of the machine.
        jvm_properties: System properties of the JVM, such as the product's
            `com.vmware.js.allow-local-process` and `com.vmware.js.io-access-definition`.
        installation_ttl_s: Seconds after which a pending installation is forgotten.
        load_limit_s: Seconds after which loading one plug-in counts as hung; no source names a
            limit of the product.
        script_deadline_s: Longest run of one script in seconds.
        finder_limits_s: Overrides of the documented limits, by call (`find`, `findAll`,
            `findRelation`, `hasChildren`), in seconds.
        workflow_threads: Workflow runs that may execute at one time; None for the limit of the
            release.
        control: Whether `/mockvro` and the names of host calls are served; without them the server
            tells no more than the product does.
        control_center_port: Port on which the Control Center answers, and nothing else; None for
            no such port.
        clock: Wall clock in seconds since the epoch; tests replace it.
    """

    data_dir: Path
    profile: str = "8.18"
    username: str = "vcoadmin"
    password: str = "vcoadmin"  # noqa: S105 - the documented default account of a local test server
    bearer_tokens: tuple[str, ...] = ()
    heap_mb: int = 512
    exit_on_oom: bool = False
    opens_jdk: bool = True
    limits: Limits = field(default_factory=Limits)
    jvm_properties: Mapping[str, str] = field(default_factory=dict)
    installation_ttl_s: float = 600.0
    load_limit_s: float = 120.0
    script_deadline_s: float = 300.0
    finder_limits_s: Mapping[str, float] = field(default_factory=dict)
    workflow_threads: int | None = None
    control: bool = True
    control_center_port: int | None = None
    clock: Callable[[], float] = time.time
