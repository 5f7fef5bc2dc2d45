"""Builds plug-ins from source folders, one or many at a time.

source = PluginSource.load(Path("sample_plugins/lighthouse"))
broken = source.overlay("broken", {"java/org/example/Foo.java": "class Foo {}"})
for built in build([source, broken]):
built.write(folder)
"""

from sample_plugins.build.errors import BuildError
from sample_plugins.build.plugin import Builder, Built, build
from sample_plugins.build.source import PluginSource, Settings

__all__ = ["BuildError", "Builder", "Built", "PluginSource", "Settings", "build"]
