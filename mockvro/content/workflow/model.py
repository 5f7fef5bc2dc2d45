"""A workflow: parameters, variables, items, presentation (`reference/workflow-xml.md` §2 to §6)."""

from __future__ import annotations

from typing import Final

import msgspec

ITEM_TYPES: Final = frozenset(
    {
        "task",
        "end",
        "condition",
        "custom-condition",
        "switch",
        "link",
        "foreach",
        "input",
        "waiting-timer",
        "waiting-event",
        "decision-activity",
        "multiple",
    }
)
DECISIONS: Final = frozenset({"condition", "custom-condition", "decision-activity"})
DEFAULT_CASE: Final = "6"  # comparator of the last condition of a switch: always true


class _Model(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all parts of a workflow."""


class Position(msgspec.Struct, frozen=True):
    """Where the editor draws something."""

    x: float
    y: float


class Parameter(_Model, frozen=True):
    """An input or output parameter."""

    name: str
    type: str
    description: str = ""


class Variable(_Model, frozen=True):
    """An attribute of a workflow, configuration or policy.

    Attributes:
        value: Its text as in `reference/workflow-xml.md` §5; ``None`` for null.
        conf_id: Configuration element that the value comes from.
        conf_key: Its attribute there.
    """

    name: str
    type: str
    value: str | None = None
    read_only: bool = False
    description: str = ""
    conf_id: str | None = None
    conf_key: str | None = None


class Bind(_Model, frozen=True):
    """A binding between a name inside an item and a variable outside.

    Attributes:
        export_name: The variable; a leading ``*`` iterates, ``Var.field`` is a field of a
            composite; ``None`` or "" is not bound.
        explicitly_not_bound: Null on purpose.
    """

    name: str
    type: str
    export_name: str | None = None
    explicitly_not_bound: bool = False
    description: str = ""

    @property
    def variable(self) -> str:
        """The bound variable without ``*`` and field; "" when nothing is bound."""
        if self.explicitly_not_bound or not self.export_name:
            return ""
        return self.export_name.removeprefix("*").partition(".")[0]

    @property
    def field(self) -> str:
        """The bound field of a composite variable; "" for the whole variable."""
        return (self.export_name or "").partition(".")[2]

    @property
    def iterates(self) -> bool:
        """Whether the item runs once per element of the variable."""
        return (self.export_name or "").startswith("*")


class Condition(_Model, frozen=True):
    """The editor's model of one test; what runs is the item's script.

    Attributes:
        label: For a switch the name of the target item.
        comparator: Index into a list that depends on the type, or a property's name.
        text: The value compared with.
    """

    name: str = ""
    type: str = ""
    comparator: str = ""
    label: str = ""
    text: str = ""


class ItemReference(_Model, frozen=True):
    """What a foreach or decision runs: ``Workflow`` by id, ``ScriptModule`` by module/action."""

    type: str
    id: str


class SubWorkflow(_Model, frozen=True):
    """A workflow that a ``multiple`` item runs in parallel to others.

    Attributes:
        attributes: Further attributes as written, such as ``serverUri``.
    """

    name: str
    linked_workflow_id: str
    display_name: str = ""
    description: str = ""
    in_bindings: tuple[Bind, ...] = ()
    out_bindings: tuple[Bind, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


class Node(_Model, frozen=True):
    """A piece of a presentation, kept as it is; ``text`` counts where there are no children."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple[Node, ...] = ()

    def get(self, attribute: str) -> str:
        """The value of an attribute; "" without it."""
        return dict(self.attributes).get(attribute, "")


class Item(_Model, frozen=True):
    """A step; attributes that are absent in the XML are ``None``.

    Attributes:
        out_name: Next item; ``alt_out_name`` when a decision says no.
        catch_name: Next item when this one throws; ``throw_bind_name`` receives the text.
        script_module: ``module/action`` of an action element.
        end_mode: "0" completes, "1" fails the token.
        script: Decoded; ``None`` when there is no script element.
        iteration_catch_script: Runs when one iteration of a foreach fails.
    """

    name: str
    type: str
    out_name: str | None = None
    alt_out_name: str | None = None
    catch_name: str | None = None
    throw_bind_name: str | None = None
    script_module: str | None = None
    linked_workflow_id: str | None = None
    launched_workflow_id: str | None = None
    end_mode: str | None = None
    comparator: str | None = None
    business_status: str | None = None
    prototype_id: str | None = None
    interaction: str | None = None
    content_mode: str | None = None
    color: str | None = None
    display_name: str = ""
    description: str = ""
    script: str | None = None
    runtime: str = ""
    environment: str = ""
    in_bindings: tuple[Bind, ...] = ()
    out_bindings: tuple[Bind, ...] = ()
    position: Position | None = None
    conditions: tuple[Condition, ...] = ()
    reference: ItemReference | None = None
    iteration_catch_script: str | None = None
    sub_workflows: tuple[SubWorkflow, ...] = ()
    presentation: Node | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        """Names of the items that may follow, in no particular order."""
        named = [self.out_name, self.alt_out_name, self.catch_name]
        if self.type == "switch":
            named += [condition.label for condition in self.conditions]
        return tuple(name for name in named if name)


class ErrorHandler(_Model, frozen=True):
    """The default error path."""

    name: str
    throw_bind_name: str | None = None
    position: Position | None = None


class Note(_Model, frozen=True):
    """A note on the drawing."""

    x: float
    y: float
    w: float
    h: float
    color: str | None = None
    description: str = ""


class Workflow(_Model, frozen=True):
    """A workflow.

    Attributes:
        root_name: First item to execute.
        restart_mode: "0" do not resume after a restart of the server, "1" resume.
        resume_mode: "0" system default, "1" enabled, "2" disabled.
        ref_types: Types that the workflow is offered for, ``(Ns:Type)(Ns:Type2)``.
        error_handlers: One at most up to 7.x.
    """

    id: str
    name: str
    root_name: str = ""
    version: str = "0.0.0"
    object_name: str = "workflow:name=generic"
    api_version: str = "6.0.0"
    allowed_operations: str | None = None
    restart_mode: str = "1"
    resume_mode: str = "0"
    icon_id: str | None = None
    editor_version: str | None = None
    description: str = ""
    error_handlers: tuple[ErrorHandler, ...] = ()
    ref_types: str = ""
    position: Position | None = None
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()
    attributes: tuple[Variable, ...] = ()
    notes: tuple[Note, ...] = ()
    items: tuple[Item, ...] = ()
    presentation: Node | None = None

    @property
    def resumes(self) -> bool:
        """Whether its tokens go on after the server was restarted."""
        return self.restart_mode != "0"

    def item(self, name: str) -> Item | None:
        """The item of a name."""
        return next((item for item in self.items if item.name == name), None)

    def variable_types(self) -> dict[str, str]:
        """Types of inputs, outputs and attributes by name; they share one name space."""
        types = {each.name: each.type for each in self.attributes}
        return types | {each.name: each.type for each in (*self.outputs, *self.inputs)}
