"""Variants for the checks of installing and removing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.misbehaving.dynamic.bases import DEPOT
from sample_plugins.misbehaving.dynamic.passages import (
    DESCRIPTOR,
    PIN_CASE,
    WITH_PIN,
    adaptor,
    checked,
    printing,
    registry,
    starting,
)
from sample_plugins.misbehaving.dynamic.variant import Edit, bad, doubted, java, light, near, warned

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_ACTION: Final = "content/actions/org.example.depot/countBoxes.xml"
_SAVE: Final = "endpoints.saveEndpointConfiguration(entry);"
_NEW: Final = "ch.dunes.vso.sdk.endpoints.IEndpointConfiguration entry = endpoints."
_LOGGER: Final = "org.slf4j.LoggerFactory.getLogger(DepotAdaptor.class)"


def _twin(module: str) -> tuple[tuple[str, str], ...]:
    """The action of the package once more, with an id of its own, in a module."""
    text = DEPOT.source().text(_ACTION)
    return ((f"content/actions/{module}/again.xml", text.replace("000000000001", "00000000000a")),)


def _adding(variant: Variant, module: str) -> Variant:
    return msgspec.structs.replace(variant, adds=_twin(module))


def _kept(setter: str) -> tuple[Edit, ...]:
    """Stores the secret of a receipt in an endpoint configuration."""
    code = (
        f'if (pin != null) {{ {_NEW}newEndpointConfiguration("depot"); entry.{setter}("pin", pin);'
        f" {_SAVE} }}"
    )
    return (
        *WITH_PIN,
        printing(code.replace(" endpoints.", " DepotAdaptor.endpoints.")),
    )


LOADING: Final = (
    bad(
        "inst.load-failed",
        "throws_in_its_static_initialiser",
        adaptor('static { if (true) { throw new IllegalStateException("no depot"); } }'),
    ),
    bad(
        "inst.load-failed",
        "throws_in_its_constructor",
        adaptor('public DepotAdaptor() { throw new IllegalStateException("no depot"); }'),
    ),
    near(
        "inst.load-failed",
        "logs_an_exception_and_loads",
        starting(
            'try { throw new IllegalStateException("no cache yet"); }'
            f' catch (IllegalStateException e) {{ {_LOGGER}.warn("starts without a cache", e); }}'
        ),
    ),
)
"""Variants that do not start, or look as if they did not."""

CONTENT: Final = (
    _adding(bad("inst.partial-package", "has_an_action_twice"), "org.example.depot"),
    _adding(near("inst.partial-package", "has_an_action_in_two_modules"), "org.example.depot.old"),
    bad(
        "inst.not-idempotent",
        "adds_an_endpoint_at_each_start",
        registry(checked(f"{_NEW}newEndpointConfiguration(); {_SAVE}")),
    ),
    near(
        "inst.not-idempotent",
        "adds_an_endpoint_unless_there_is_one",
        registry(
            checked(
                'if (endpoints.getEndpointConfiguration("depot") == null) {'
                f' {_NEW}newEndpointConfiguration("depot"); {_SAVE} }}'
            )
        ),
    ),
)
"""Variants whose content is installed otherwise than it should be."""

_CACHE: Final = 'new java.io.File(System.getProperty("user.home"), "depot.cache")'

REMOVAL: Final = (
    bad(
        "uninst.residue",
        "leaves_a_cache",
        starting(checked(f"{_CACHE}.createNewFile();")),
    ),
    near(
        "uninst.residue",
        "tidies_its_cache_up",
        starting(checked(f"{_CACHE}.createNewFile(); {_CACHE}.delete();")),
    ),
    bad(
        "uninst.residue",
        "leaves_a_secret_in_a_file",
        *WITH_PIN,
        printing(
            "if (pin != null) { Files.write("
            'java.nio.file.Paths.get("last.txt"), (name + pin).getBytes()); }'
        ),
        case=PIN_CASE,
    ),
    bad("uninst.residue", "keeps_a_secret_in_the_open", *_kept("setString"), case=PIN_CASE),
    warned("uninst.residue", "keeps_a_secret_as_a_password", *_kept("setPassword"), case=PIN_CASE),
)
"""Variants that leave something behind."""

_ABSENT: Final = 'java.nio.file.Paths.get("/etc/depot/depot.properties")'

FILES_BY_HAND: Final = (
    bad(
        "inst.manual-file-copy",
        "needs_a_file_that_nobody_ships",
        printing(f"Files.readAllBytes({_ABSENT});"),
    ),
    near(
        "inst.manual-file-copy",
        "reads_a_file_if_there_is_one",
        printing(f"if (Files.exists({_ABSENT})) {{ Files.readAllBytes({_ABSENT}); }}"),
    ),
)
"""Variants that look for a file."""

_SLEEP: Final = (
    "try {{ Thread.sleep({}); }} catch (InterruptedException e) {{"
    " Thread.currentThread().interrupt(); }}"
)
_CONFIGURED: Final = 'if (endpoints.getEndpointConfiguration("receipts") != null) {{ {} }}'
_NO_TRIGGERS: Final = "// there are no triggers to report"
_KNOCK: Final = (
    "for (HarbourSettings harbour : store.all()) {{ try {{ new java.net.Socket("
    "harbour.address.getHost(), harbour.address.getPort()).close(); }}"
    " catch (java.io.IOException e) {{ {} }} }}"
)
_WARN: Final = (
    'org.slf4j.LoggerFactory.getLogger(LighthouseAdaptor.class).warn("{}: no answer yet",'
    " Release.SIGNATURE, e);"
)

STARTING: Final = (
    bad(
        "inst.blocks-startup",
        "waits_for_what_is_configured",
        registry(checked(_CONFIGURED.format(_SLEEP.format(13_000)))),
        case="[deadlines]\nstart = 12\n",
        alone=True,
    ),
    near(
        "inst.blocks-startup",
        "waits_a_moment",
        registry(checked(_CONFIGURED.format(_SLEEP.format(300)))),
    ),
    bad(
        "inst.fails-when-backend-down",
        "knocks_at_every_harbour",
        light(
            "LighthouseAdaptor",
            _NO_TRIGGERS,
            _KNOCK.format('throw new IllegalStateException("no harbour", e);'),
        ),
    ),
    near(
        "inst.fails-when-backend-down",
        "knocks_and_goes_on",
        light("LighthouseAdaptor", _NO_TRIGGERS, _KNOCK.format(_WARN)),
    ),
)
"""Variants whose start depends on something else."""


def _exposing(singleton: str) -> Edit:
    """One more global object for scripts."""
    shown = (
        f'    <object script-name="_{singleton}" java-class="org.example.depot.DepotManager"'
        ' create="false" strict="true"><description>The depot</description>'
        f'<singleton script-name="{singleton}" datasource="main"/></object>\n'
    )
    return Edit(DESCRIPTOR, _END_OF_OBJECTS, shown + _END_OF_OBJECTS)


_END_OF_OBJECTS: Final = "  </scripting-objects>"

HARMING: Final = (
    bad(
        "inst.breaks-other-plugin",
        "makes_the_server_turkish",
        starting('java.util.Locale.setDefault(new java.util.Locale("tr", "TR"));'),
    ),
    near("inst.breaks-other-plugin", "takes_a_name_that_is_alike", _exposing("ControlManagers")),
    bad(
        "inst.overwrites-foreign",
        "always_installs_its_content",
        Edit(DESCRIPTOR, 'installation mode="version"', 'installation mode="always"'),
    ),
    _adding(
        near("inst.overwrites-foreign", "has_an_action_in_two_modules"), "org.example.depot.old"
    ),
)
"""Variants that touch what is not theirs."""

_CREATED: Final = 'Release.log("createPluginFactory");'
_STOPPED: Final = 'Release.log("uninstallPluginFactory");'
_INVALIDATE: Final = 'last.notifyElementInvalidate("Shelf", "s1");'
_LAST: Final = (
    adaptor("private static volatile IPluginNotificationHandler last;"),
    java("DepotAdaptor", _CREATED, f"{_CREATED} last = handler;"),
)
_THREAD: Final = (
    'Thread poller = new Thread(() -> {{ {} }}, "depot-poller");'
    " poller.setDaemon(true); poller.start();"
)

STAYING: Final = (
    doubted(
        "uninst.threads-remain",
        "polls_for_ever",
        starting(_THREAD.format(f"while (!Thread.interrupted()) {{ {_SLEEP.format(500)} }}")),
        also=("warn uninst.loader-pinned",),
    ),
    near(
        "uninst.threads-remain", "polls_for_a_moment", starting(_THREAD.format(_SLEEP.format(500)))
    ),
    doubted(
        "uninst.loader-pinned",
        "leaves_a_shutdown_hook",
        starting('Runtime.getRuntime().addShutdownHook(new Thread("depot") {});'),
    ),
    near(
        "uninst.loader-pinned",
        "takes_its_shutdown_hook_back",
        starting(
            'Thread hook = new Thread("depot") {}; Runtime.getRuntime().addShutdownHook(hook);'
            " Runtime.getRuntime().removeShutdownHook(hook);"
        ),
    ),
    bad(
        "uninst.event-after-stop",
        "notifies_after_the_end",
        *_LAST,
        java(
            "DepotAdaptor",
            _STOPPED,
            f"{_STOPPED} {_THREAD.format(_SLEEP.format(200) + ' ' + _INVALIDATE)}",
        ),
    ),
    near(
        "uninst.event-after-stop",
        "notifies_at_the_end",
        adaptor(
            "private static final java.util.Map<IPluginFactory, IPluginNotificationHandler> OWN ="
            " new java.util.concurrent.ConcurrentHashMap<>();"
        ),
        java(
            "DepotAdaptor",
            "return new DepotFactory();",
            "IPluginFactory made = new DepotFactory(); OWN.put(made, handler); return made;",
        ),
        java(
            "DepotAdaptor",
            _STOPPED,
            f'{_STOPPED} OWN.remove(factory).notifyElementInvalidate("Shelf", "s1");',
        ),
    ),
)
"""Variants of which something is still there after their removal."""

INSTALLING: Final[tuple[Variant, ...]] = (
    *LOADING,
    *CONTENT,
    *REMOVAL,
    *FILES_BY_HAND,
    *STARTING,
    *HARMING,
    *STAYING,
)
"""Every variant of the area, except for names of elements, which are judged without running."""
