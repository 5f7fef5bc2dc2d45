"""What the JVM asks of the Orchestrator while it runs plug-ins and scripts.

Requests of `docs/host-protocol.md` §"Requests and notifications from the JVM".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.content.action import parse_action
from mockvro.plugins.errors import NotServedError
from mockvro.store import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockvro.store import Store

Params = dict[str, Any]


class Callbacks:
    """Answers requests from the JVM out of the store.

    Attributes:
        scripting: Answers `server.call`; the engine puts itself here.
        gate: Sees each request first and may delay or refuse it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.scripting: Callable[[Params], Any] = _nobody
        self.gate: Callable[[str, Params], None] = _open
        self._methods: Mapping[str, Callable[[Params], Any]] = {
            "server.action": self._action,
            "server.module": self._module,
            "server.endpoint.save": self._save,
            "server.endpoint.delete": self._delete,
        }

    def answer(self, method: str, params: Params) -> Any:
        """The result of a request.

        Raises:
            NotServedError: The method is not one of the protocol's.
        """
        self.gate(method, params)
        if method == "server.call":
            return self.scripting(params)
        handler = self._methods.get(method)
        if handler is None:
            raise NotServedError(f"the server has no method {method!r}")
        return handler(params)

    def _action(self, params: Params) -> Any:
        element = self._store.elements.action(params["module"], params["name"])
        if element is None:
            return None
        action = parse_action(element.text)
        return {
            "id": element.id,
            "name": action.name,
            "module": params["module"],
            "script": action.script,
            "params": [{"name": each.name, "type": each.type} for each in action.parameters],
            "resultType": action.result_type,
        }

    def _module(self, params: Params) -> Any:
        category = self._store.categories.find("ScriptModuleCategory", params["name"], None)
        if category is None:
            return None
        elements = self._store.elements.in_category(category.id)
        return {
            "name": category.name,
            "actions": [each.name for each in elements if each.kind == Kind.ACTION],
        }

    def _save(self, params: Params) -> None:
        self._store.endpoints.put(params["plugin"], params["id"], params["entries"])

    def _delete(self, params: Params) -> None:
        self._store.endpoints.remove(params["plugin"], params["id"])


def _nobody(params: Params) -> Any:
    raise NotServedError(f"{params['object']}.{params['member']} is not simulated")


def _open(method: str, params: Params) -> None:
    del method, params
