"""Passages of the sound plug-in that variants of several areas replace."""

from __future__ import annotations

from typing import Final

from sample_plugins.misbehaving.dynamic.variant import Edit, java

DESCRIPTOR: Final = "VSO-INF/vso.xml"
RECEIPT_WORKFLOW: Final = "content/workflows/Library/Depot/print-receipt.xml"

NAMED: Final = "public void setPluginName(String name) {}"
WRITTEN: Final = 'Files.write(Receipts.place(file), receipt.getBytes("UTF-8"));'
_PRINT: Final = "public String printReceipt(String file) throws IOException {"
_RECEIPT: Final = '        String receipt = name + ", " + weight + " kg, " + owner;'
_ADAPTOR: Final = (
    "public final class DepotAdaptor implements IPluginAdaptor, IServiceRegistryAdaptor {"
)
_SERVICES: Final = "registry.getService(IServiceRegistry.ENDPOINT_CONFIGURATION_SERVICE);"


def starting(code: str) -> Edit:
    """Code that runs while the plug-in is loaded."""
    return java("DepotAdaptor", NAMED, f"public void setPluginName(String name) {{ {code} }}")


def going_on(work: str) -> Edit:
    """A thread that does its work for ever, from when the plug-in is loaded."""
    body = f"try {{ while (true) {{ {work} }} }} catch (InterruptedException e) {{ return; }}"
    run = f"Thread idle = new Thread(() -> {{ {body} }}); idle.setDaemon(true); idle.start();"
    return starting(run)


HALF_THE_TIME: Final = (
    "long end = System.nanoTime() + 30_000_000; while (System.nanoTime() < end) { }"
    " Thread.sleep(30);"
)
"""Work that keeps a processor busy every other moment."""


def adaptor(member: str) -> Edit:
    """A member for the adaptor."""
    return java("DepotAdaptor", _ADAPTOR, f"{_ADAPTOR}\n    {member}\n")


def printing(code: str) -> Edit:
    """Code that runs when a receipt is printed."""
    return java("Box", _RECEIPT, f"        {code}\n{_RECEIPT}")


def writing(code: str) -> Edit:
    """Code that runs instead of writing the receipt."""
    return java("Box", WRITTEN, code)


def registry(code: str) -> Edit:
    """Code that runs when the adaptor has taken the server's services, such as ``endpoints``."""
    return java("DepotAdaptor", _SERVICES, f"{_SERVICES} {code}")


def checked(code: str) -> str:
    """Code that may throw an IOException, for places that may not."""
    return (
        f"try {{ {code} }} catch (java.io.IOException e) {{ throw new IllegalStateException(e); }}"
    )


_FILE_PARAMETER: Final = '<parameter name="file" type="String">Where it is written to</parameter>'
_FILE_INPUT: Final = (
    '<param name="file" type="string">'
    "<description><![CDATA[Where the receipt is written to]]></description></param>"
)
_FILE_BINDING: Final = '<bind name="file" type="string" export-name="file"/>'
_FILE_FIELD: Final = (
    '<p-param name="file"><desc><![CDATA[Where the receipt is written to]]></desc></p-param>'
)

WITH_PIN: Final = (
    java("Box", _PRINT, _PRINT.replace("String file", "String file, String pin")),
    Edit(
        DESCRIPTOR,
        _FILE_PARAMETER,
        f'{_FILE_PARAMETER}<parameter name="pin" type="SecureString">Opens the depot</parameter>',
    ),
    Edit(
        RECEIPT_WORKFLOW,
        _FILE_INPUT,
        f'{_FILE_INPUT}<param name="pin" type="SecureString">'
        "<description><![CDATA[Opens the depot]]></description></param>",
    ),
    Edit(
        RECEIPT_WORKFLOW,
        _FILE_BINDING,
        f'{_FILE_BINDING}<bind name="pin" type="SecureString" export-name="pin"/>',
    ),
    Edit(
        RECEIPT_WORKFLOW,
        _FILE_FIELD,
        f'{_FILE_FIELD}<p-param name="pin"><desc><![CDATA[Opens the depot]]></desc></p-param>',
    ),
    Edit(RECEIPT_WORKFLOW, "box.printReceipt(file);", "box.printReceipt(file, pin);"),
)
"""Makes printing take a secret, which is null in the run of the sound case."""

PIN_CASE: Final = """
[[secret]]
name = "pin"

[[workflow]]
name = "Print receipt"
label = "Print receipt: with a secret"

[workflow.inputs]
box = { type = "Depot:Box", name = "Books" }
file = "{work}/b.txt"
pin = "{secret.pin}"
"""
"""Runs it with a secret."""
