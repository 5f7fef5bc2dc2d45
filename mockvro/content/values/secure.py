"""The text form of SecureString: an obfuscation, no encryption (`workflow-xml.md` §5)."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from mockvro.content.errors import ValueTextError

_LENGTH: Final = 250
_SEPARATORS: Final = "GHIJKLMNOPQRSTUVWXYZ"
_FORM_B: Final = re.compile(r"([0-9]{1,9})B(.*)", re.DOTALL)
_FORM_A: Final = re.compile(r"[0-9]{1,9}A.*", re.DOTALL)
_NOT_HEX: Final = re.compile(r"[^0-9a-fA-F]+")
_LARGEST_UNIT: Final = 4  # hex digits of a UTF-16 code unit


def obfuscate(text: str) -> str:
    """Form B of a secret; the padding depends on the text alone, so that packages repeat."""
    if not text:
        return ""
    raw = text.encode("utf-16-be", "surrogatepass")
    units = [f"{raw[at] << 8 | raw[at + 1]:x}" for at in range(0, len(raw), 2)]
    noise = hashlib.shake_256(raw).digest(_LENGTH)
    length = 0
    parts = [f"{len(units)}B"]
    for at, unit in enumerate([*units, *(f"{byte:x}" for byte in noise)]):
        if at >= len(units) and length > _LENGTH:
            break
        parts.append(_SEPARATORS[noise[at % _LENGTH] % len(_SEPARATORS)] + unit)
        length += len(parts[-1])
    return "".join(parts)


def reveal(text: str) -> str:
    """The secret in form B.

    Raises:
        ValueTextError: The text is no form B.
    """
    if not text:
        return ""
    found = _FORM_B.fullmatch(text)
    if found is None:
        raise ValueTextError("text is no SecureString in form B")
    units = [unit for unit in _NOT_HEX.split(found[2]) if unit]
    count = int(found[1])
    if len(units) < count or any(len(unit) > _LARGEST_UNIT for unit in units[:count]):
        raise ValueTextError("SecureString is incomplete")
    raw = b"".join(int(unit, 16).to_bytes(2, "big") for unit in units[:count])
    return raw.decode("utf-16-be", "surrogatepass")


def is_old_form(text: str) -> bool:
    """Whether a text may be form A, whose layout nobody described."""
    return _FORM_A.fullmatch(text) is not None
