"""What only the simulation knows: ``/mockvro/…`` (``docs/architecture.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from harness.client.answer import Answer
from harness.client.transport import segments

if TYPE_CHECKING:
    from harness.client.transport import Transport


class Observation(Struct, frozen=True, kw_only=True):
    """Something the host noticed (``docs/host-protocol.md``, "Observations").

    Attributes:
        facts: The whole document; its keys depend on the kind.
    """

    seq: int
    kind: str
    plugin: str = ""
    call: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


class HostState(Struct, frozen=True, rename="camel"):
    """State of the JVM with the plug-in: ``running``, ``stopped`` or ``dead``."""

    state: str
    pid: int | None = None
    exit_code: int | None = None
    signal: str | int | None = None


class StoredValue(Struct, frozen=True):
    """A variable of a run as it is stored.

    Attributes:
        group: ``input``, ``output``, ``attribute``, or ``frame N`` of the stack of a run.
        text: Text form of its value (``reference/workflow-xml.md`` §5).
    """

    group: str
    name: str
    type: str
    text: str


class StoredRun(Struct, frozen=True):
    """A run as it is stored."""

    id: str
    workflow: str
    name: str
    error: str | None = None
    slots: tuple[StoredValue, ...] = ()


class _Runs(Struct, frozen=True):
    tokens: tuple[StoredRun, ...] = ()


class Capture(Struct, frozen=True):
    """What was kept of a stream, and how many bytes were written to it."""

    text: str
    size: int


class _Observations(Struct, frozen=True):
    observations: tuple[dict[str, Any], ...] = ()
    next: int = 0


class _Lines(Struct, frozen=True):
    lines: tuple[dict[str, Any], ...] = ()
    next: int = 0


class ScriptResult(Struct, frozen=True, kw_only=True):
    """What a script gave: a wire value, or the error document."""

    answer: Answer
    value: Any = None
    error: dict[str, Any] | None = None


class HasChildren(Struct, frozen=True, kw_only=True):
    """What ``hasChildrenInRelation`` said: ``Yes``, ``No``, ``Unknown``, None for null."""

    answer: Answer
    said: str | None = None
    error: str = ""


class FoundAll(Struct, frozen=True, kw_only=True):
    """What ``findAll`` gave, before the REST API makes a list of it.

    Attributes:
        names: Display names of the objects.
        ids: Their ids, in the same order.
        total: How many there are, as the plug-in says.
        partial: Whether the plug-in says that these are not all.
        error: What it threw; empty otherwise.
    """

    answer: Answer
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    total: int = 0
    partial: bool = False
    error: str = ""


class _Found(Struct, frozen=True):
    elements: tuple[dict[str, Any] | None, ...] | None = None
    total: int = 0
    partial: bool = False


class MockvroApi:
    """``/mockvro`` of one simulated Orchestrator."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def available(self) -> bool:
        """Whether the server is the simulation."""
        return self._transport.get("/mockvro/host").ok

    def observations(self, *, since: int = 0, kind: str = "") -> tuple[Observation, ...]:
        """List observations in order, those with a sequence number above ``since``."""
        query = {"since": str(since)} | ({"kind": kind} if kind else {})
        answer = self._transport.get("/mockvro/observations", params=query)
        return tuple(
            observation_from(document)
            for document in answer.expect(200).decode(_Observations).observations
        )

    def log(self, *, since: int = 0) -> tuple[dict[str, Any], ...]:
        """List what the plug-in logged."""
        answer = self._transport.get("/mockvro/log", params={"since": str(since)})
        return answer.expect(200).decode(_Lines).lines

    def output(self, stream: str) -> str:
        """Read the captured ``stdout`` or ``stderr``."""
        return self.capture(stream).text

    def capture(self, stream: str) -> Capture:
        """Read what was kept of ``stdout`` or ``stderr``, and how much there was."""
        answer = self._transport.get(f"/mockvro/output/{segments(stream)}").expect(200)
        size = answer.headers.get("x-mockvro-bytes", "")
        return Capture(answer.text, int(size) if size.isdigit() else len(answer.body))

    def left_file(self, path: str) -> bytes:
        """Read the start of a file that :meth:`state` lists."""
        return self._transport.get("/mockvro/files", params={"path": path}).expect(200).body

    def host(self) -> HostState:
        """Ask for the state of the JVM."""
        return self._transport.get("/mockvro/host").expect(200).decode(HostState)

    def restart_host(self) -> None:
        """Replace the JVM by a fresh one; plug-ins and endpoints stay."""
        self._transport.post("/mockvro/host/restart", timeout=180.0).expect(204)

    def stop_host(self) -> None:
        """End the JVM for good; only what was noticed can be asked for after that."""
        self._transport.post("/mockvro/host/stop", timeout=180.0).expect(204)

    def stored_runs(self) -> tuple[StoredRun, ...]:
        """Read what is stored of the newest runs."""
        return self._transport.get("/mockvro/tokens").expect(200).decode(_Runs).tokens

    def advance_clock(self, seconds: float) -> None:
        """Set its clock ahead; what is due on the way happens."""
        self._transport.post("/mockvro/clock", {"advance": seconds}, timeout=180.0).expect(200)

    def script_api(self, plugin: str) -> list[dict[str, Any]]:
        """Ask which declared scripting members are really there."""
        answer = self._transport.get(f"/mockvro/plugins/{segments(plugin)}/script-api")
        document = answer.expect(200).decode(dict[str, list[dict[str, Any]]])
        return document.get("objects", [])

    def has_children(
        self, plugin: str, type_name: str, object_id: str | None, relation: str
    ) -> HasChildren:
        """Ask whether an object, or the root when there is no id, has children in a relation."""
        query = {"type": type_name, "relation": relation}
        answer = self._transport.get(
            f"/mockvro/plugins/{segments(plugin)}/has-children",
            params=query if object_id is None else {**query, "id": object_id},
        )
        if not answer.ok:
            return HasChildren(answer=answer, error=answer.message)
        return HasChildren(answer=answer, said=answer.decode(dict[str, str | None]).get("answer"))

    def find_all(
        self, plugin: str, type_name: str, query: str = "", *, internal: bool = False
    ) -> FoundAll:
        """Ask for the objects of a type that a query selects, without their properties.

        Args:
            plugin: Module name.
            type_name: Type without prefix.
            query: The query.
            internal: Whether the server asks in a session of its own instead of the user's.
        """
        asked = {"type": type_name, "query": query} | ({"internal": "true"} if internal else {})
        answer = self._transport.get(
            f"/mockvro/plugins/{segments(plugin)}/find-all",
            params=asked,
        )
        if not answer.ok:
            return FoundAll(answer=answer, error=answer.message)
        found = answer.decode(_Found)
        objects = [each for each in found.elements or () if each is not None]
        return FoundAll(
            answer=answer,
            names=tuple(str(each.get("display") or "") for each in objects),
            ids=tuple(str(each.get("id") or "") for each in objects),
            total=found.total,
            partial=found.partial,
        )

    def invalidate(self, plugin: str, type_name: str = "", object_id: str = "") -> Answer:
        """Tell a plug-in that what it remembers of one object, or of all, is no longer true."""
        one = {"type": type_name, "id": object_id} if type_name else {}
        return self._transport.post(f"/mockvro/plugins/{segments(plugin)}/invalidate", one)

    def script(self, plugin: str, source: str, *, timeout: float = 90.0) -> ScriptResult:
        """Run a script in a session of its own; one that hangs ends as an error too."""
        answer = self._transport.post(
            "/mockvro/script", {"plugin": plugin, "source": source}, timeout=timeout
        ).expect(200, 422, 504)
        if answer.ok:
            return ScriptResult(answer=answer, value=answer.decode(dict[str, Any]).get("result"))
        if answer.hung:
            return ScriptResult(answer=answer, error={"message": answer.message})
        return ScriptResult(answer=answer, error=answer.decode(dict[str, Any]))

    def set_endpoints(self, plugin: str, endpoints: list[dict[str, Any]]) -> None:
        """Replace the stored endpoint configurations; a plug-in reads them when it is loaded."""
        path = f"/mockvro/endpoints/{segments(plugin)}"
        self._transport.request("PUT", path, json={"endpoints": endpoints}).expect(200, 204)

    def endpoints(self, plugin: str) -> Any:
        """Read the stored endpoint configurations of a plug-in."""
        return self._transport.get(f"/mockvro/endpoints/{segments(plugin)}").expect(200).document

    def state(self) -> dict[str, Any]:
        """Read the full listing for before and after comparisons."""
        return self._transport.get("/mockvro/state").expect(200).decode(dict[str, Any])


def observation_from(document: dict[str, Any]) -> Observation:
    """Read an observation document."""
    return Observation(
        seq=int(document.get("seq", 0)),
        kind=str(document.get("kind", "")),
        plugin=str(document.get("plugin") or ""),
        call=str(document.get("call") or ""),
        facts=document,
    )
