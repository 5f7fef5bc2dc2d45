"""Making a plug-in for the rules out of a descriptor and some entries."""

from __future__ import annotations

from dataclasses import replace

from harness.artifact.contents import open_packages
from harness.artifact.plugin import DESCRIPTOR, Plugin
from harness.artifact.reading import open_plugin
from mockvro.content.submission import read_dar
from sample_plugins.misbehaving.base import archive


def plugin_of(descriptor: str, **entries: bytes) -> Plugin:
    """A readable plug-in; names of entries have ``__`` for ``/``."""
    content = {name.replace("__", "/"): data for name, data in entries.items()}
    data = archive({DESCRIPTOR: descriptor.encode(), **content})
    plugin = open_plugin(read_dar(data, name="acme.dar", where="acme.dar"), (), [])
    assert plugin is not None
    return replace(plugin, packages=tuple(open_packages(plugin)))


def module(body: str, attributes: str = "") -> str:
    """A descriptor around some elements."""
    head = f'<module name="Acme" version="1.0" build-number="1" image="" {attributes}>'
    return f"{head}{body}</module>"
