"""The lighthouse plug-in with events: policies and workflows hear of lighthouses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.misbehaving.dynamic.bases import LIGHTHOUSE, Base
from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.variant import Edit, light

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_FOLDER: Final = Path(__file__).parent / "lookout"
_JAVA: Final = "java/org/example/lighthouse"
_ADAPTOR: Final = (
    "public final class LighthouseAdaptor implements IPluginAdaptor, IServiceRegistryAdaptor {\n"
)
_FIELDS: Final = """\
    private final Lookout lookout = new Lookout();
    private volatile IPluginPublisher workflows;
"""
_METHODS: Final = """\
    private HarbourSettings harbour(ObjectId lighthouse) {
        return lighthouse == null ? null : store.find(lighthouse.harbour());
    }

    @Override
    public void uninstallPluginFactory("""
_SSL: Final = "        ssl = (ISslService) registry.getService(IServiceRegistry.SSL_SERVICE);\n"
_WATCH: Final = """\
        ObjectId lighthouse = ObjectId.parse(watcher.getTrigger().getSdkId(), 1);
        HarbourSettings harbour = harbour(lighthouse);
        if (harbour != null) {
            lookout.add(new Ear.OfWorkflow(harbour, lighthouse, workflows, watcher));
        }
"""
_REGISTER: Final = """\
        ObjectId lighthouse = Types.LIGHTHOUSE.equals(type) ? ObjectId.parse(id, 1) : null;
        HarbourSettings harbour = harbour(lighthouse);
        if (harbour != null) {
            lookout.add(new Ear.OfPolicy(harbour, lighthouse, publisher));
        }
"""
_UNWATCH: Final = "        lookout.remove(ear -> ear.isOf(watcherId));\n"
_UNREGISTER: Final = "        lookout.remove(ear -> ear.isOf(publisher));\n"
_RELATIONS: Final = """\
        <relation name="lamps" type="Lamp" cardinality="to-many"/>
        <relation name="keeper" type="Keeper" cardinality="to-one"/>
      </relations>
"""
_EVENTS: Final = """\
      <events>
        <trigger name="renamed">
          <description>The lighthouse has another name.</description>
          <trigger-properties>
            <trigger-property name="name" display-name="Name" type="string"/>
          </trigger-properties>
        </trigger>
        <trigger name="removed">
          <description>The lighthouse is gone.</description>
          <trigger-properties>
            <trigger-property name="name" display-name="Name" type="string"/>
          </trigger-properties>
        </trigger>
        <gauge name="height" unit="m" min-value="0" max-value="200" format="0.0">
          <description>Height above the sea.</description>
        </gauge>
      </events>
"""


def _instead(comment: str, code: str) -> Edit:
    return light("LighthouseAdaptor", f"        // {comment}\n", code)


_EDITS: Final = (
    light("LighthouseAdaptor", _ADAPTOR, _ADAPTOR + _FIELDS),
    light(
        "LighthouseAdaptor",
        "    @Override\n    public void uninstallPluginFactory(",
        _METHODS,
    ),
    light("LighthouseAdaptor", _SSL, f"{_SSL}        lookout.use(ssl);\n"),
    _instead("there are no triggers to report", "        workflows = publisher;\n"),
    _instead("no method of ours returns a trigger", _WATCH),
    _instead("as addWatcher", _UNWATCH),
    _instead("the descriptor declares no events", _REGISTER),
    _instead("as registerEventPublisher", _UNREGISTER),
    Edit(DESCRIPTOR, _RELATIONS, _RELATIONS + _EVENTS),
)
_FILES: Final = tuple(
    (f"{_JAVA}/{path.name}", path.read_text("utf-8")) for path in sorted(_FOLDER.rglob("*.java"))
)
LOOKOUT: Final = Base(
    name="lookout",
    folder=LIGHTHOUSE.folder,
    java=LIGHTHOUSE.java,
    moved=LIGHTHOUSE.moved,
    adds=_FILES,
    edits=_EDITS,
    more="[claims]\npoll_seconds = 0.5\n",
)
"""The lighthouse plug-in with ``Lookout.java`` and ``Ear.java``, which looks twice a second."""


def with_lookout(variant: Variant) -> Variant:
    """Let a variant be one of the plug-in with the lookout."""
    return msgspec.structs.replace(variant, base=LOOKOUT)
