"""Reading execution contexts: the parameters that start a workflow or an action, JSON or XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockvro.api.errors import BadRequest
from mockvro.api.values import READERS, read_value

if TYPE_CHECKING:
    from lxml import etree

    from mockvro.api.call import Call
    from mockvro.api.documents import Json
    from mockvro.content.values import Value

SCALARS = frozenset(
    {"string", "number", "boolean", "date", "secure-string", "encrypted-string", "regex"}
)


def read_parameters(call: Call) -> dict[str, tuple[str, Value]]:
    """Name to declared type and value; no body at all means no parameters.

    Raises:
        BadRequest: The body is no execution context.
    """
    if call.is_xml and call.body.strip():
        documents = xml_parameters(call.body)
    else:
        documents = call.json_object().get("parameters") or []
    return parameters_of(documents)


def parameters_of(documents: object) -> dict[str, tuple[str, Value]]:
    """Name to declared type and value of a list of parameters.

    Raises:
        BadRequest: It is none.
    """
    if not isinstance(documents, list):
        raise BadRequest("parameters must be a list")
    return dict(_parameter(each) for each in documents)


def _parameter(document: object) -> tuple[str, tuple[str, Value]]:
    if not isinstance(document, dict):
        raise BadRequest("a parameter must be an object")
    # One client library sends composite parameters without a name.
    name, type_name = str(document.get("name") or ""), str(document.get("type") or "Any")
    return name, (type_name, read_value(document.get("value"), type_name))


def xml_parameters(data: bytes) -> list[Json]:
    """The parameters of an XML execution context in the form of JSON.

    Namespaces and prefixes do not matter, `scope` may be missing, and array elements may stand
    directly below the parameter (`reference/rest-api.md` §2).

    Raises:
        BadRequest: The body is not well-formed, or uses entities.
    """
    from lxml import etree  # noqa: PLC0415 - a server that only sees JSON starts without it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise BadRequest(f"the body is not well-formed XML: {problem}") from problem
    return [parameter_from_xml(each) for each in root.iter() if local_name(each) == "parameter"]


def local_name(element: etree._Element) -> str:
    """Local name; empty for comments and processing instructions, whose tag is no text."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parameter_from_xml(element: etree._Element) -> Json:
    """One `parameter` element in the form of JSON; array elements may stand right below it."""
    type_name = element.get("type") or "Any"
    values = [each for each in element if local_name(each) in READERS]
    content: Json = {"name": element.get("name") or "", "type": type_name}
    if description := element.get("description") or element.findtext("{*}description"):
        content["description"] = description
    if type_name.lower().startswith("array") and not (values and local_name(values[0]) == "array"):
        content["value"] = {"array": {"elements": [_value(each) for each in values]}}
    elif values:
        content["value"] = _value(values[0])
    return content


def _value(element: etree._Element) -> Json | None:
    word = local_name(element)
    if word == "null":
        return None
    if word == "array":
        return {"array": {"elements": [_value(each) for each in element if local_name(each)]}}
    if word in ("properties", "composite"):
        return {word: {"property": [_pair(each) for each in element if local_name(each)]}}
    if word in SCALARS:
        return {word: {"value": "".join(map(str, element.itertext()))}}
    content: dict[str, Any] = {str(key): value for key, value in element.attrib.items()}
    content |= {local_name(each): each.text or "" for each in element if local_name(each)}
    return {word: content}


def _pair(element: etree._Element) -> Json:
    inner = next((each for each in element if local_name(each)), None)
    key = next(
        (element.get(each) for each in ("key", "id", "name") if each in element.attrib), None
    )
    return {"key": key, "value": _value(inner) if inner is not None else None}
