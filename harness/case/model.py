"""Model of ``acceptance.toml``; ``docs/acceptance-toml.md`` explains it to partners.

Texts may hold placeholders such as ``{port}`` (:mod:`harness.case.placeholders`); everything else
is taken literally. Unknown keys are refused, so that a misspelt one is noticed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct, field

from harness.case.effects import Reading
from harness.case.expectation import Expect
from harness.checks.waiver import Waiver


class Plugin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the artifact must turn out to be; the module ``name`` selects one dar of several.

    Attributes:
        name: Module name of the descriptor.
        version: Expected version, not compared when empty.
        build: Expected build number, not compared when empty.
    """

    name: str
    version: str = ""
    build: str = ""


class Ready(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the managed system may be used; every condition that is given must hold.

    Attributes:
        http: Address that must answer with a status below 400.
        tcp: ``host:port`` that must accept a connection.
        port_file: File in which the system writes the port it chose; that becomes ``{port}``.
        timeout: Seconds to wait.
    """

    http: str = ""
    tcp: str = ""
    port_file: str = ""
    timeout: float = 30.0


class Backend(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The managed system: started by us, or running elsewhere when ``start`` is empty.

    Attributes:
        start: Program and arguments, run without a shell.
        directory: Working directory, relative to the case file.
        environment: Variables added to the environment.
        ready: When the system may be used.
        stop: Command that ends it politely; without one it gets SIGTERM.
        reset: Command that puts it back to its first state.
        change: Command that renames an object and deletes one behind the plug-in's back.
        fill: Command that adds ``{count}`` objects.
        writes: Where to read how often, or what, was written; must not change by itself.
        host: Where it listens, ``{host}``.
        port: Port it listens on, ``{port}``, where neither we nor the system choose one.
        tls: Whether it speaks TLS there, ``{scheme}`` and ``{tls}``.
    """

    start: tuple[str, ...] = ()
    directory: str = "."
    environment: dict[str, str] = field(default_factory=dict)
    ready: Ready = field(default_factory=Ready)
    stop: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    writes: Reading | None = None
    host: str = "127.0.0.1"
    port: int = 0
    tls: bool = False


class Secret(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A credential that must never be seen again; ``{secret.NAME}`` stands for it.

    Attributes:
        name: Letters, digits, ``_`` and ``-``.
        value: The secret. With neither this nor ``environment``, each run makes up a random one.
        environment: Variable that holds the secret, for systems that cannot take a random one.
    """

    name: str
    value: str = ""
    environment: str = ""


class WorkflowEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One workflow run of the proof case.

    Attributes:
        name: Name of the workflow; ``name`` or ``id`` must be given.
        id: Id of the workflow, for names that occur twice.
        label: What to call the run in reports; the name of the workflow when empty.
        inputs: Parameter values. A plug-in object is ``{type = "Ns:Type", id = "…"}``, or with
            ``name`` or ``where = {property = value}`` instead of ``id``.
        expect: What must come of it.
    """

    name: str = ""
    id: str = ""
    label: str = ""
    inputs: dict[str, Any] = field(default_factory=dict)
    expect: Expect = field(default_factory=Expect)

    @property
    def title(self) -> str:
        """What to call this run."""
        return self.label or self.name or self.id


class LogRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the plug-in promises about its log.

    Attributes:
        signature: Regular expression of the release signature (programme guide §3.3.1.1).
    """

    signature: str = ""


class Documentation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The documentation archive; ``zip`` is relative to the case file.

    Attributes:
        first_release: There is no earlier version, so release notes need no history.
    """

    zip: str = ""
    first_release: bool = False


class Claims(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the partner states about the plug-in; what is not stated counts as zero or none.

    Attributes:
        releases: Orchestrator releases it supports.
        pool_size: Connections and sessions it keeps open per endpoint.
        poll_seconds: Pause between two polls of the managed system by itself.
        refresh_seconds: Age that objects of its cache may have.
        timeout_seconds: Limit of one call to the managed system, as it can be configured.
        writable: Folders outside the product's writable area that it documents to write to.
        previous: An earlier release, for the checks of upgrades; relative to the case file.
        equivalent: The submission claims to need no new certification beside ``previous``
            (programme guide §4.4, App. A).
        forbidden_licences: SPDX ids, or beginnings of them, that bundled libraries may not have.
    """

    releases: tuple[str, ...] = ()
    pool_size: int = 0
    poll_seconds: float = 0.0
    refresh_seconds: float = 0.0
    timeout_seconds: float = 0.0
    writable: tuple[str, ...] = ()
    previous: str = ""
    equivalent: bool = False
    forbidden_licences: tuple[str, ...] = ()


class Landing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the public download page says about the artifact (programme guide §3.3.2.2).

    Attributes:
        version: Version of the plug-in.
        date: Date of the release.
        size: Size in bytes.
        md5: MD5 sum, hexadecimal.
        sha1: SHA-1 sum, hexadecimal.
    """

    version: str = ""
    date: str = ""
    size: int = 0
    md5: str = ""
    sha1: str = ""


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person named to the programme (programme guide §3.2.1.1)."""

    name: str
    email: str
    title: str = ""
    phone: str = ""
    address: str = ""


class Contacts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The three contacts that the programme asks for; they never enter a bundle."""

    business: Contact | None = None
    engineering: Contact | None = None
    support: Contact | None = None


class Deadlines(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seconds after which a call counts as hanging.

    The finder values are the documented product limits (``reference/misbehaviours.md``, fact 1);
    ``start`` is the default of ``inst.blocks-startup``.
    """

    find: float = 60.0
    find_all: float = 60.0
    relation: float = 30.0
    has_children: float = 2.0
    script: float = 60.0
    workflow: float = 120.0
    start: float = 120.0


class InventoryHints(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the checks should know about the inventory.

    Attributes:
        volatile: Properties, by type, whose value may differ between two readings.
        unfiltered: Types whose documentation says that ``findAll`` ignores the query.
        limit: Objects to look at per type and relation; the rest is counted only.
    """

    volatile: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unfiltered: tuple[str, ...] = ()
    limit: int = 200


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole ``acceptance.toml``.

    Attributes:
        path: The file; relative paths in it start from its folder.
        format: Version of this format, always 1.
        configure: Workflow runs that connect the plug-in to the managed system, in order.
        second_endpoint: Workflow runs that connect it to a second one besides, for the checks that
            need two endpoints.
        workflow: Workflow runs of the proof case, in order, after those of ``configure``.
        cleanup: Workflow runs that undo ``configure`` before the plug-in is removed from a server
            that is not thrown away; what comes of them is not judged.
    """

    plugin: Plugin
    format: int = 1
    backend: Backend | None = None
    secret: tuple[Secret, ...] = ()
    configure: tuple[WorkflowEntry, ...] = ()
    second_endpoint: tuple[WorkflowEntry, ...] = ()
    workflow: tuple[WorkflowEntry, ...] = ()
    cleanup: tuple[WorkflowEntry, ...] = ()
    log: LogRules = field(default_factory=LogRules)
    documentation: Documentation = field(default_factory=Documentation)
    claims: Claims = field(default_factory=Claims)
    landing: Landing | None = None
    contacts: Contacts = field(default_factory=Contacts)
    deadlines: Deadlines = field(default_factory=Deadlines)
    inventory: InventoryHints = field(default_factory=InventoryHints)
    waiver: tuple[Waiver, ...] = ()
    path: Path = field(default_factory=Path)

    @property
    def folder(self) -> Path:
        """Folder that relative paths of the case start from."""
        return self.path.parent

    @property
    def previous(self) -> Path | None:
        """An earlier release of the plug-in, if the case names one."""
        return self.folder / self.claims.previous if self.claims.previous else None

    @property
    def documentation_zip(self) -> Path | None:
        """The documentation archive, if the case names one."""
        return self.folder / self.documentation.zip if self.documentation.zip else None
