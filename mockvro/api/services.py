"""The parts of one simulated Orchestrator, made and taken apart together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mockvro import releases
from mockvro.api.control_center import ControlCenter, fingerprint
from mockvro.api.memo import Memo
from mockvro.clock import VirtualClock
from mockvro.engine import Engine
from mockvro.engine.engine import OFFSET
from mockvro.faults import Faults
from mockvro.host.observations import Observations
from mockvro.plugins import PluginManager
from mockvro.plugins.callbacks import Callbacks
from mockvro.plugins.files import PluginFiles
from mockvro.plugins.hosting import HostStarter
from mockvro.plugins.installer import Installer
from mockvro.plugins.loading import Loader
from mockvro.plugins.runtime import Runtime
from mockvro.scripting import ScriptingApi, World
from mockvro.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockvro.plugins.runtime import Host
    from mockvro.releases import Profile
    from mockvro.settings import Settings

DATABASE = "mockvro.db"
LEAVE_S = 2.0
"""Seconds that runs have to notice the end of the JVM when the server stops."""

OBSERVATIONS = "observations.jsonl"


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a handler may use; one instance per server, nothing global.

    Attributes:
        settings: What the server was started with.
        profile: The release it plays.
        store: Everything that survives a restart.
        observations: Everything noticed about plug-ins.
        hosts: Starts JVMs and knows their log file.
        runtime: The JVM with the plug-ins.
        plugins: Installing, removing and asking plug-ins.
        engine: Workflow runs.
        clock: Date and time here.
        faults: What goes wrong on purpose.
        control_center: State of the other service.
        memo: Answers that hold until the store changes.
    """

    settings: Settings
    profile: Profile
    store: Store
    observations: Observations
    hosts: HostStarter
    runtime: Runtime
    plugins: PluginManager
    engine: Engine
    clock: VirtualClock
    faults: Faults
    control_center: ControlCenter = field(default_factory=ControlCenter)
    memo: Memo = field(default_factory=Memo)

    def start(self) -> None:
        """Load what is installed in the background, and go on with unfinished runs."""
        self.control_center.active = fingerprint(self.store)
        self.plugins.start()
        self.engine.resume()

    def restart_host(self) -> None:
        """End the JVM and start a fresh one; endpoints and plug-ins stay, runs go on."""
        restart(self.runtime, self.engine, eager=True)

    def stop(self) -> None:
        """Stop runs, end the JVM, close the store; unfinished runs go on at the next start."""
        self.engine.stop()
        self.runtime.stop()
        self.engine.wait_until_idle(LEAVE_S)
        self.store.close()


def build(settings: Settings, *, starter: Callable[[], Host] | None = None) -> Services:
    """Make the parts and connect them.

    Args:
        settings: What the server is started with.
        starter: Starts the JVM; tests put something lighter here.

    Raises:
        UnknownProfileError: The profile does not exist.
        StoreError: The data folder cannot be used.
    """
    profile = releases.profile(settings.profile)
    store = Store(settings.data_dir / DATABASE)
    # Everything that asks for the time gets the one that can be moved.
    clock = VirtualClock(settings.clock, float(store.simulation.get(OFFSET) or 0))
    settings = replace(settings, clock=clock)
    observations = Observations(settings.data_dir / OBSERVATIONS)
    callbacks = Callbacks(store)
    hosts = HostStarter(settings, observations, callbacks)
    files = PluginFiles(settings.data_dir.resolve() / "plugins")
    runtime = Runtime(starter or hosts, Loader(store, files, settings.load_limit_s))
    engine = Engine(
        settings=settings,
        profile=profile,
        store=store,
        runtime=runtime,
        observations=observations,
        clock=clock,
    )
    faults = Faults()
    callbacks.gate = faults.meet_request
    world = World(store, engine, settings, profile.values.text_form)
    callbacks.scripting = ScriptingApi(world).answer
    plugins = PluginManager(
        settings,
        store,
        Installer(store, files, profile),
        runtime,
        lambda: _after_change(profile, store, runtime, engine),
    )
    return Services(
        settings, profile, store, observations, hosts, runtime, plugins, engine, clock, faults
    )


def _after_change(profile: Profile, store: Store, runtime: Runtime, engine: Engine) -> None:
    """Restart where the release does it by itself; elsewhere somebody has to ask for it."""
    if profile.install.restart_after_plugin_change == "automatic":
        restart(runtime, engine, eager=bool(store.plugins.all()))


def restart(runtime: Runtime, engine: Engine, *, eager: bool) -> None:
    """Exchange the JVM while no run takes a step."""
    with engine.suspended():
        runtime.restart(eager=eager)
