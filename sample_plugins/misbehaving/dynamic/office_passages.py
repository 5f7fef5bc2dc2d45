"""The sound plug-in with a managed system: an office that it asks by HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from sample_plugins.misbehaving.dynamic.passages import DESCRIPTOR
from sample_plugins.misbehaving.dynamic.variant import Edit, java

if TYPE_CHECKING:
    from sample_plugins.misbehaving.dynamic.variant import Variant

_FOLDER: Final = Path(__file__).parent / "office"
_FIND: Final = "    public Box findBox(String id) {"
_METHODS: Final = """\
    public String connectOffice(String address, String password) throws java.io.IOException {
        return Office.connect(address, password);
    }

    public String askOffice() throws java.io.IOException {
        return Office.ask();
    }

"""
_LOG: Final = "    /** Leaves the signature in the log, once for a request. */"
_WARN: Final = """\
    static void warn(String text) {
        LOG.warn("{}: {}", SIGNATURE, text);
    }

"""
_SINGLETON: Final = '        <method script-name="findBox"'
_DECLARED: Final = """\
        <method script-name="connectOffice" java-name="connectOffice" return-type="String">
          <description>Connects the depot to its office; what that says.</description>
          <parameters>
            <parameter name="address" type="String">URL of the office</parameter>
            <parameter name="password" type="SecureString">Password of the keeper</parameter>
          </parameters>
        </method>
        <method script-name="askOffice" java-name="askOffice" return-type="String">
          <description>What the office says of itself.</description>
        </method>
"""

WITH_OFFICE: Final = (
    java("DepotManager", _FIND, f"{_METHODS}{_FIND}"),
    java("Release", _LOG, f"{_WARN}{_LOG}"),
    Edit(DESCRIPTOR, _SINGLETON, f"{_DECLARED}{_SINGLETON}"),
)
"""Lets scripts reach the office."""

OFFICE_FILES: Final = tuple(
    (path.relative_to(_FOLDER).as_posix(), path.read_text("utf-8"))
    for path in sorted(_FOLDER.rglob("*"))
    if path.is_file()
)
"""``Office.java``, and the workflows that use it."""

OFFICE_CASE: Final = """
[backend]
start = ["{python}", "-m", "sample_plugins.lighthouse.system", "--port-file", "{work}/port"]
environment = { HARBOUR_PASSWORD = "{secret.password}" }
ready = { port_file = "{work}/port", http = "http://127.0.0.1:{port}/_admin/state" }

[[secret]]
name = "password"

[[configure]]
name = "Connect office"
inputs = { address = "{scheme}://{host}:{port}/", password = "{secret.password}" }
expect = { outputs = { answer = { contains = "Harbour office" } } }

[[workflow]]
name = "Ask office"
expect = { outputs = { answer = { contains = "Harbour office" } } }
"""
"""Starts the office, connects the depot to it, and asks."""


def with_office(variant: Variant) -> Variant:
    """Give a variant the office; its edits may change ``Office.java``."""
    return msgspec.structs.replace(
        variant,
        edits=(*WITH_OFFICE, *variant.edits),
        adds=(*OFFICE_FILES, *variant.adds),
        case=variant.case + OFFICE_CASE,
    )
