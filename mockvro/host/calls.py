"""What is filed about a call, and which calls one caller caused."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENTS: Final = 200  # a list of ten thousand objects says no more than its first ones
_TEXT: Final = 4000
_HIDDEN: Final = "********"
_BULKY: Final = frozenset({"descriptor", "endpoints", "password"})  # the last two hold secrets
_CONCEALED: Final = "secure-string"
_ERROR_KEYS: Final = ("class", "message", "pluginFrame")
_CAUSED: ContextVar[list[str] | None] = ContextVar("mockvro_caused_calls", default=None)


@contextmanager
def recorded_calls() -> Iterator[list[str]]:
    """Collect the ids of all host calls made inside; they also reach an outer collection."""
    outer = _CAUSED.get()
    caused: list[str] = []
    token = _CAUSED.set(caused)
    try:
        yield caused
    finally:
        _CAUSED.reset(token)
        if outer is not None:
            outer.extend(caused)


def record(call: str) -> None:
    """Note the call for whoever collects."""
    caused = _CAUSED.get()
    if caused is not None:
        caused.append(call)


def shown_arguments(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters as an observation shows them: without secrets and bulk."""
    return {key: _shown(value) for key, value in params.items() if key not in _BULKY}


def shown_result(result: Any) -> Any:
    """A result as an observation shows it: object facts with errors in place of properties."""
    return _shown(result)


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return _shown_object(value)
    if isinstance(value, list):
        return [_shown(each) for each in value[:_ELEMENTS]]
    if isinstance(value, str) and len(value) > _TEXT:
        return value[:_TEXT] + "…"
    return value


def _shown_object(value: dict[str, Any]) -> dict[str, Any]:
    if _CONCEALED in value:
        return {_CONCEALED: _HIDDEN}
    if "class" in value and "id" in value:
        return _shown_facts(value)
    return {key: _shown(each) for key, each in value.items()}


def _shown_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Object facts; of the properties only those whose accessor threw, without the stack."""
    shown = {key: _shown(each) for key, each in facts.items() if key != "properties"}
    errors = {
        name: {key: _shown(entry["error"].get(key)) for key in _ERROR_KEYS}
        for name, entry in (facts.get("properties") or {}).items()
        if "error" in entry
    }
    return shown | ({"propertyErrors": errors} if errors else {})
