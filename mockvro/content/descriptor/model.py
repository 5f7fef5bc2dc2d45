"""What a descriptor says, with the documented defaults filled in.

``msgspec.to_builtins(descriptor)`` is what the JVM host receives as ``descriptor``; its keys are
the attribute names here. Required attributes that are missing read as the empty text, because
the product's reader does not validate; judging them is the business of static checks.
"""

from __future__ import annotations

import msgspec


class _Model(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all parts of a descriptor."""


class Parameter(_Model, frozen=True):
    """A parameter of a method or constructor, in the order of the Java parameters."""

    name: str = ""
    type: str = ""
    description: str = ""
    optional: bool = False


class Method(_Model, frozen=True):
    """A Java method offered to scripts; ``return_type`` is ``void`` when absent."""

    script_name: str = ""
    java_name: str = ""
    return_type: str = "void"
    static: bool = False
    show_in_api: bool = True
    description: str = ""
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()


class Attribute(_Model, frozen=True):
    """A bean property or public field offered to scripts."""

    script_name: str = ""
    java_name: str = ""
    return_type: str = ""
    read_only: bool = False
    optional: bool = False
    show_in_api: bool = True
    description: str = ""
    deprecated: bool = False


class Constructor(_Model, frozen=True):
    """A documented constructor of a scripting object."""

    description: str = ""
    parameters: tuple[Parameter, ...] = ()


class Singleton(_Model, frozen=True):
    """The global script object of a scripting class, and the datasource that owns it."""

    script_name: str = ""
    datasource: str = ""


class ScriptObject(_Model, frozen=True):
    """A Java class offered to scripts."""

    script_name: str = ""
    java_class: str = ""
    create: bool = True
    strict: bool = False
    description: str = ""
    url: str = ""
    deprecated: bool = False
    since_version: str = ""
    constructors: tuple[Constructor, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    methods: tuple[Method, ...] = ()
    singleton: Singleton | None = None


class Datasource(_Model, frozen=True):
    """A ``finder-datasource``: an adaptor and how it may be called; timeouts in seconds.

    Attributes:
        adaptor_class: ``None`` when the attribute is missing.
        invoker_mode: ``direct`` (no timeout at all) or ``timeout``. ``direct-invoker`` is read
            only when ``invoker-mode`` is absent (unverified, the tolerant choice).
        anonymous_login_mode: ``never``, ``always`` or ``internal``; other texts are kept.
    """

    name: str = ""
    adaptor_class: str | None = None
    concurrent_call: bool = True
    invoker_mode: str = "direct"
    anonymous_login_mode: str = "never"
    timeout_fetch_relation: int = 30
    timeout_find_all: int = 60
    timeout_find: int = 60
    timeout_has_children_in_relation: int = 2
    timeout_execute_plugin_command: int = 30


class Property(_Model, frozen=True):
    """A property of a found object, read through a bean property or an OGNL expression."""

    name: str = ""
    display_name: str = ""
    description: str = ""
    bean_property: str | None = None
    property_accessor: str | None = None
    show_in_column: bool = True
    show_in_description: bool = True
    linked_enumeration: str | None = None
    hidden: bool = False


class Sorting(_Model, frozen=True):
    """A default sorting of a result table."""

    property_name: str = ""
    order: str = ""


class Relation(_Model, frozen=True):
    """A relation to objects of another finder type.

    Attributes:
        cardinality: ``to-one`` or ``to-many``; ``to-many`` when absent (unverified, tolerant).
    """

    name: str = ""
    type: str = ""
    cardinality: str = "to-many"


class InventoryTab(_Model, frozen=True):
    """An additional tab of the old client."""

    type: str = ""
    display_name: str = ""
    finder_type: str | None = None
    relation_name: str | None = None
    follow_selection: bool = False


class TriggerProperty(_Model, frozen=True):
    """A property of an event."""

    name: str = ""
    display_name: str = ""
    type: str = ""


class Trigger(_Model, frozen=True):
    """An event that policies can listen to."""

    name: str = ""
    description: str = ""
    properties: tuple[TriggerProperty, ...] = ()


class Gauge(_Model, frozen=True):
    """A monitored value; the limits are kept as written."""

    name: str = ""
    unit: str = ""
    min_value: str | None = None
    max_value: str | None = None
    format: str | None = None
    description: str = ""


class Finder(_Model, frozen=True):
    """A type of managed object: who finds it and how it is shown.

    Attributes:
        type: Without the module's prefix.
        inventory_children: Names of relations shown in the inventory tree.
    """

    type: str = ""
    datasource: str = ""
    dynamic_finder: bool = False
    dynamic_types: bool = False
    hidden: bool = False
    image: str | None = None
    java_class: str | None = None
    script_object: str | None = None
    id_accessor: str | None = None
    description: str = ""
    properties: tuple[Property, ...] = ()
    default_sorting: tuple[Sorting, ...] = ()
    inventory_children: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    inventory_tabs: tuple[InventoryTab, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    gauges: tuple[Gauge, ...] = ()


class InstallationAction(_Model, frozen=True):
    """What is done at installation; ``None`` where the attribute is missing."""

    type: str | None = None
    resource: str | None = None


class Installation(_Model, frozen=True):
    """The content that the plug-in brings; ``mode`` is kept as written, placeholders too."""

    mode: str = ""
    actions: tuple[InstallationAction, ...] = ()


class Entry(_Model, frozen=True):
    """A value of an enumeration and its label."""

    id: str = ""
    name: str = ""


class Enumeration(_Model, frozen=True):
    """Labels for property values."""

    type: str = ""
    description: str = ""
    url: str = ""
    entries: tuple[Entry, ...] = ()


class ConfigurationTab(_Model, frozen=True):
    """The obsolete tab of the 4.x configuration interface."""

    icon: str = ""
    adaptor_class: str = ""
    configuration_war: str | None = None
    validation: str | None = None


class WebViewLibrary(_Model, frozen=True):
    """The obsolete library of web view components."""

    jar: str = ""
    specification_path: str = ""


class Descriptor(_Model, frozen=True):
    """A whole ``vso.xml``.

    Attributes:
        name: Identity of the plug-in and prefix of its types.
        description: ``None`` when the module has none.
        classpath_parent: ``platform`` unless the descriptor says otherwise; kept as written.
        inventory_type: Finder type of the inventory root, ``None`` without inventory.
        installation: ``None`` when nothing is installed.
    """

    name: str
    version: str = ""
    build_number: str = ""
    image: str | None = None
    display_name: str | None = None
    description: str | None = None
    interface_mapping_allowed: bool = False
    platform_version: str | None = None
    plugin_package: str | None = None
    classpath_parent: str = "platform"
    classpath_files: tuple[str, ...] = ()
    inventory_type: str | None = None
    installation: Installation | None = None
    configuration: ConfigurationTab | None = None
    webview_library: WebViewLibrary | None = None
    datasources: tuple[Datasource, ...] = ()
    finders: tuple[Finder, ...] = ()
    objects: tuple[ScriptObject, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()

    def finder(self, type_name: str) -> Finder | None:
        """The finder of a type, given with or without the module's prefix."""
        wanted = type_name.removeprefix(f"{self.name}:")
        return next((finder for finder in self.finders if finder.type == wanted), None)

    def scripting_object(self, script_name: str) -> ScriptObject | None:
        """The scripting object of a name."""
        return next((each for each in self.objects if each.script_name == script_name), None)
