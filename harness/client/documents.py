"""Shapes of the documents that the client reads; keys are the wire names of ``rest-api.md``."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from harness.client.values import from_value


class Attribute(Struct, frozen=True):
    """An attribute of a link; a null has no value."""

    name: str
    value: Any = None


class Link(Struct, frozen=True):
    """A link of a list or of the relations of a document (§1.4, §1.5)."""

    href: str = ""
    rel: str = ""
    attributes: tuple[Attribute, ...] = ()

    def has(self, *names: str) -> bool:
        """Whether it has one of the named attributes, even without a value."""
        return any(item.name in names for item in self.attributes)

    def attribute(self, *names: str) -> str:
        """The first of the named attributes that is there, as text; empty without any."""
        values = {item.name: item.value for item in self.attributes}
        return next((str(values[name]) for name in names if values.get(name) is not None), "")


class LinkList(Struct, frozen=True):
    """The list envelope (§1.4)."""

    link: tuple[Link, ...] = ()
    total: int = 0


class InventoryItem(Struct, frozen=True, rename="kebab"):
    """An object of the catalogue or inventory (§14, §15)."""

    href: str = ""
    attributes: tuple[Attribute, ...] = ()
    relations: LinkList = field(default_factory=LinkList)

    def properties(self) -> dict[str, Any]:
        """The attributes by name."""
        return {item.name: item.value for item in self.attributes}


class ParameterDocument(Struct, frozen=True):
    """A parameter (§2)."""

    name: str = ""
    type: str = ""
    description: str | None = None
    value: Any = None

    @property
    def plain(self) -> Any:
        """The value in Python form."""
        return from_value(self.value)


class WorkflowDocument(Struct, frozen=True, rename="kebab"):
    """A workflow (§10)."""

    id: str
    name: str = ""
    version: str | None = None
    input_parameters: tuple[ParameterDocument, ...] = ()
    output_parameters: tuple[ParameterDocument, ...] = ()


class ExecutionDocument(Struct, frozen=True, rename="kebab"):
    """A workflow run (§11)."""

    id: str
    state: str = ""
    name: str = ""
    content_exception: str | None = None
    current_item_display_name: str | None = None
    output_parameters: tuple[ParameterDocument, ...] = ()
    workflow_attributes: tuple[ParameterDocument, ...] = ()

    @property
    def outputs(self) -> dict[str, Any]:
        """Output parameters by name, in Python form."""
        return {item.name: item.plain for item in self.output_parameters}

    @property
    def variables(self) -> dict[str, Any]:
        """Variables by name, in Python form, where the server tells them."""
        return {item.name: item.plain for item in self.workflow_attributes}


class PluginDocument(Struct, frozen=True, rename="camel"):
    """An installed plug-in, of either generation of ``/plugins`` (§7)."""

    module_name: str
    version: str = ""
    build_number: str | int | None = None
    id: str = ""
    enabled: bool = True
    file_name: str | None = None


class PendingDocument(Struct, frozen=True, rename="camel"):
    """A pending installation (§7.1)."""

    id: str
    file_name: str = ""
    eula: str | None = None
    plugins: tuple[PluginDocument, ...] = ()


class InstallState(Struct, frozen=True, rename="camel"):
    """What became of one plug-in of an installation."""

    state: str
    new_version: str | None = None
    old_version: str | None = None


class InstallResult(Struct, frozen=True, rename="camel"):
    """One plug-in of a finished installation."""

    plugin: PluginDocument
    plugin_install_state: InstallState


class InstallResults(Struct, frozen=True, rename="camel"):
    """A finished installation (§7.1)."""

    plugin_install_results: tuple[InstallResult, ...] = ()


class About(Struct, frozen=True, rename="kebab"):
    """What the server says about itself (§6)."""

    version: str = ""
    build_number: str | int | None = None


class LogEntry(Struct, frozen=True, rename="kebab"):
    """A line of an execution's log (§11)."""

    severity: str = ""
    origin: str | None = None
    time_stamp: str | int | None = None
    short_description: str | None = None
    long_description: str | None = None
