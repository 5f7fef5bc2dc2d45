"""JSON from outside, decoded so that no two parsers can disagree about it (threat T17).

Refused are: duplicate keys, NaN and infinities, integers beyond 2**53 - 1 (I-JSON, RFC 7493 §2.2),
lone surrogates, nesting beyond a limit, and (unless asked for) floating-point numbers.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, Never

MAX_INTEGER: Final = 2**53 - 1
MAX_DEPTH: Final = 32
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def decode(data: bytes, *, max_bytes: int, floats: bool = False) -> Any:
    """Decode UTF-8 JSON.

    Raises:
        ValueError: The text is not JSON, or is JSON that this reader refuses; the message says why.
    """
    if len(data) > max_bytes:
        raise ValueError(f"{len(data)} bytes, allowed are {max_bytes}")
    text = data.decode("utf-8")
    _check_depth(text)
    value = json.loads(
        text,
        object_pairs_hook=_object,
        parse_constant=_refuse_number,
        parse_float=_finite if floats else _refuse_number,
        parse_int=_integer,
    )
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # a lone surrogate cannot be encoded
    return value


def _check_depth(text: str) -> None:
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > MAX_DEPTH:
            raise ValueError(f"nested deeper than {MAX_DEPTH} levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"key {twice!r} occurs twice in one object")
    return found


def _integer(text: str) -> int:
    value = int(text) if len(text) <= len(str(MAX_INTEGER)) + 1 else MAX_INTEGER + 1
    if abs(value) > MAX_INTEGER:
        raise ValueError(f"integer {text[:20]} is beyond 2**53 - 1")
    return value


def _finite(text: str) -> float:
    value = float(text)
    if value in {float("inf"), float("-inf")}:
        raise ValueError(f"number {text[:20]} is not finite")
    return value


def _refuse_number(text: str) -> Never:
    raise ValueError(f"number {text[:20]} is not allowed here")
