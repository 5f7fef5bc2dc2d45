"""What a declared type of ``vso.xml`` promises about a value (``reference/vso-xml.md`` §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from suites.scripting.live import element_type

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WORDS: Final[dict[str, str]] = {
    "string": "string",
    "securestring": "string",
    "char": "string",
    "character": "string",
    "number": "number",
    "int": "number",
    "integer": "number",
    "long": "number",
    "short": "number",
    "byte": "number",
    "float": "number",
    "double": "number",
    "bigdecimal": "number",
    "biginteger": "number",
    "boolean": "boolean",
    "date": "date",
    "properties": "properties",
    "map": "properties",
    "hashmap": "properties",
    "hashtable": "properties",
}
"""Simple types, in lower case and without Java package, and the wire value they promise."""

_SAME: Final = {"secure-string": "string"}
_ARRAYS: Final = frozenset({"array", "list", "arraylist", "collection", "set", "vector"})


class Types(NamedTuple):
    """What a plug-in declares.

    Attributes:
        plugin: Module name.
        classes: Java class of each scripting object.
        finders: Scripting object of each finder type.
        extends: Whether a Java class is, or may be, a subtype of another.
    """

    plugin: str
    classes: Mapping[str, str]
    finders: Mapping[str, str]
    extends: Callable[[str, str], bool]


class Wrong(NamedTuple):
    """A value that is not what is declared; ``mixed`` when only a part of a list is not."""

    seen: str
    mixed: bool = False


def mismatch(declared: str, value: Any, types: Types) -> Wrong | None:
    """Compare a wire value with a declared type; None when it fits or nothing is promised."""
    if value is None or not isinstance(value, dict):
        return None
    element = element_type(declared)
    if element is not None or _word(declared) in _ARRAYS:
        return _list_mismatch(element or "Any", value, types)
    promised = _WORDS.get(_word(declared))
    kind = kind_of(value)
    if promised is not None:
        return None if kind == promised else Wrong(describe(value))
    return _object_mismatch(declared, value, types)


def promises(declared: str, types: Types) -> bool:
    """Whether a declared type says anything that can be compared."""
    element = element_type(declared)
    word = _word(declared)
    known = word in _WORDS or word in _ARRAYS or element is not None
    return known or declared in types.classes or declared.startswith(f"{types.plugin}:")


def kind_of(value: dict[str, Any]) -> str:
    """The kind of a wire value."""
    key = next((key for key in value if key != "java"), "")
    return _SAME.get(key, key)


def describe(value: dict[str, Any]) -> str:
    """A wire value in a word or two."""
    kind = kind_of(value)
    inner = value.get(kind)
    if kind == "sdk-object" and isinstance(inner, dict):
        return f"an object of type {inner.get('type')}"
    if kind == "object" and isinstance(inner, dict):
        return f"a Java object of class {inner.get('class')}"
    return f"a value of type {kind}"


def _word(declared: str) -> str:
    return declared.rpartition(".")[2].lower()


def _list_mismatch(element: str, value: dict[str, Any], types: Types) -> Wrong | None:
    if kind_of(value) != "array":
        return Wrong(f"no list, but {describe(value)}")
    elements = [each for each in value["array"] if each is not None]
    wrong = [found for found in (mismatch(element, each, types) for each in elements) if found]
    if not wrong:
        return None
    mixed = len(wrong) < len(elements) or any(found.mixed for found in wrong)
    return Wrong(f"{len(wrong)} of {len(elements)} elements: {wrong[0].seen}", mixed)


def _object_mismatch(declared: str, value: dict[str, Any], types: Types) -> Wrong | None:
    """A finder type or scripting object; other names promise nothing that we know of."""
    finder = declared.removeprefix(f"{types.plugin}:")
    wanted = types.finders.get(finder, "") if finder != declared else declared
    expected = types.classes.get(wanted)
    if expected is None:
        return None
    kind, inner = kind_of(value), next(iter(value.values()))
    if kind == "sdk-object":
        given = types.finders.get(str(inner.get("type")).partition(":")[2], "")
        return None if _fits(types.classes.get(given), expected, types) else Wrong(describe(value))
    if kind == "object":
        return None if _fits(inner.get("class"), expected, types) else Wrong(describe(value))
    return Wrong(describe(value))


def _fits(given: str | None, expected: str, types: Types) -> bool:
    return given is None or given == expected or types.extends(given, expected)
